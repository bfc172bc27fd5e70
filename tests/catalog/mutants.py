"""Small changes to a right answer, each of which ought to make it wrong."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dropout_course.grading.judge import judge
from dropout_course.grading.model import Exercise

SECONDS = 2.0  # for what a mutant turned into an endless loop

FLIPPED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}


@dataclass(frozen=True)
class Mutant:
    """One change: its name, such as ``a + b -> a - b``, and the source that it leads to."""

    name: str
    source: str


def mutants_of(exercise: Exercise) -> list[Mutant]:
    """Return every mutant of the reference, each under a name of its own."""
    tree = ast.parse(exercise.reference_source)
    names: Counter[str] = Counter()
    mutants = []
    for place, name, change in _changes(tree):
        mutated = copy.deepcopy(tree)
        change(_at(mutated, place))
        names[name] += 1
        label = f"{name} (no. {names[name]})" if names[name] > 1 else name
        mutants.append(Mutant(label, ast.unparse(ast.fix_missing_locations(mutated))))
    return mutants


def survives(exercise: Exercise, mutant: Mutant) -> bool:
    """Tell whether a mutant is taken for a right answer."""
    namespace: dict[str, Any] = {}
    try:
        exec(mutant.source, namespace)
    except Exception:  # noqa: BLE001 (a change that breaks the definition itself shows at once)
        return False
    return judge(exercise, namespace[exercise.name], seconds=SECONDS).passed


Place = tuple[tuple[str, int | None], ...]
Change = tuple[Place, str, Callable[[Any], None]]


def _changes(tree: ast.Module) -> Iterator[Change]:
    """Yield each change with the place of the node that holds what is changed."""
    for number, statement in enumerate(tree.body):
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            for place, node in _walk(statement, (("body", number),)):
                yield from _of_node(place, node)


def _walk(node: ast.AST, place: Place) -> Iterator[tuple[Place, ast.AST]]:
    yield place, node
    for field, value in ast.iter_fields(node):
        if isinstance(node, ast.Raise) or field in {"annotation", "returns"}:
            continue  # the words of an error are not checked, nor is what only people read
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr):
                step = (field, index if isinstance(value, list) else None)
                yield from _walk(child, (*place, step))


def _at(node: Any, place: Place) -> Any:
    for field, index in place:
        node = getattr(node, field)
        node = node if index is None else node[index]
    return node


def _of_node(place: Place, node: ast.AST) -> Iterator[Change]:
    for field, index, new in _replacements(node):
        name = f"{_text(node)} -> {_text(_with(node, field, index, new))}"
        yield place, name, _setter(field, index, new)
    for field in ("body", "orelse"):
        block = getattr(node, field, None)
        for index, statement in enumerate(block if isinstance(block, list) else []):
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                continue  # a docstring
            yield place, f"without: {_text(statement)}", _setter(field, index, ast.Pass())


def _replacements(node: ast.AST) -> Iterator[tuple[str, int | None, Any]]:
    """Yield field, index and the new value for each change inside of one node."""
    for field, value in ast.iter_fields(node):
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            at = index if isinstance(value, list) else None
            for kind in FLIPPED.get(type(child), ()):
                yield field, at, kind()
            if isinstance(child, ast.expr):
                for new in _simpler(child):
                    yield field, at, new
    if isinstance(node, ast.If):
        yield "test", None, ast.Constant(True)


def _simpler(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what may stand in the place of an expression."""
    match node:
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.BinOp(left=left, right=right):
            yield left
            yield right
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.BoolOp(values=values):
            yield from values
        case ast.IfExp(body=body, orelse=orelse):
            yield body
            yield orelse
        case ast.Call():
            yield from _with_less(node)


def _with_less(call: ast.Call) -> Iterator[ast.expr]:
    """Yield a call without one of its keywords, and what its method is called on."""
    for index in range(len(call.keywords)):
        without = copy.deepcopy(call)
        del without.keywords[index]
        yield without
    match call.func:
        case ast.Attribute(value=ast.Name(id="np" | "math" | "itertools")):
            return
        case ast.Attribute(value=value):
            yield value


def _with(node: ast.AST, field: str, index: int | None, new: Any) -> ast.AST:
    changed = copy.deepcopy(node)
    _setter(field, index, new)(changed)
    return changed


def _setter(field: str, index: int | None, new: Any) -> Callable[[Any], None]:
    def change(node: Any) -> None:
        if index is None:
            setattr(node, field, copy.deepcopy(new))
        else:
            getattr(node, field)[index] = copy.deepcopy(new)

    return change


def _text(node: ast.AST) -> str:
    """Return the first line of a node's source."""
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split("\n")[0]
