"""Which statements of a file a name depends on.

A notebook plots, plays and trains beside its answers. To judge an answer, only what it uses has to
run; and a function of ours that runs beside an answer takes along only what it needs itself.
"""

from __future__ import annotations

import ast
import dis
import functools
import types
from collections.abc import Collection, Sequence
from typing import TypeVar

_EVERYTHING = "*"
_STORE_GLOBAL = dis.opmap["STORE_GLOBAL"]

Place = TypeVar("Place")


def needed(
    statements: Sequence[tuple[Place, ast.stmt]], names: Collection[str]
) -> list[tuple[Place, ast.stmt]]:
    """Keep the statements that some names depend on, directly or through others.

    Parameters
    ----------
    statements
        In the order in which they run, each with whatever belongs to it.
    names
        Bound by some of the statements, or by none.
    """
    tables = [(bound_by(statement), _used(statement)) for _, statement in statements]
    wanted, kept = set(names), [False] * len(statements)
    grown = True
    while grown:
        grown = False
        for index, (bound, used) in enumerate(tables):
            if not kept[index] and (_EVERYTHING in bound or bound & wanted):
                kept[index] = grown = True
                wanted |= used
    return [pair for pair, keep in zip(statements, kept, strict=True) if keep]


def sliced(source: str, names: Collection[str]) -> str:
    """Return the part of a module that some of its names depend on."""
    statements = [(None, statement) for statement in ast.parse(source).body]
    return "\n".join(ast.unparse(statement) for _, statement in needed(statements, names))


def bound_by(statement: ast.stmt) -> set[str]:
    """Return the names of its module that a statement binds or changes."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.split(".")[0] for alias in statement.names}
    names = _declared_global(statement)
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return names | {statement.name}
    for node in ast.walk(statement):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name.split(".")[0])
        elif isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and not isinstance(
            node.ctx, ast.Load
        ):
            names.add(_root(node))
    return names


def _used(statement: ast.stmt) -> set[str]:
    """Return the names that a statement may look up outside of its own functions."""
    return {name for code in _codes(statement) for name in code.co_names}


@functools.lru_cache(maxsize=1)  # of one statement after the other, names are asked for twice
def _codes(statement: ast.stmt) -> tuple[types.CodeType, ...]:
    """Return the compiled statement and all that is compiled in it."""
    try:
        codes = [compile(ast.Module([statement], []), "<slice>", "exec")]
    except (SyntaxError, ValueError, RecursionError):  # such as a `return` outside of a function
        return ()
    for code in codes:
        codes += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return tuple(codes)


def _declared_global(statement: ast.stmt) -> set[str]:
    """Return the names that functions bind by `global`; few do, and the compiled code tells."""
    if not any(_STORE_GLOBAL in code.co_code[::2] for code in _codes(statement)):
        return set()
    nodes = ast.walk(statement)
    return {name for node in nodes if isinstance(node, ast.Global) for name in node.names}


def _root(node: ast.expr) -> str:
    """Return the name that `name.x[y].z` begins with; nothing where it begins with a value."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
