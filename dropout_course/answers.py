"""Find a learner's answers in a Python file or a notebook.

The file is run statement by statement. What raises is told and passed over, so that one bad line
hides no answer; expressions that stand alone are not run, for they show something (a check, a
plot) and define nothing.
"""

from __future__ import annotations

import ast
import builtins
import json
import linecache
import re
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dropout_course.grading.attempt import SECONDS
from dropout_course.grading.runner import run
from dropout_course.quiet import silence

MODULE = "answers"
IMPORT_SECONDS = 120.0


class Unreadable(Exception):  # noqa: N818 (its message is a sentence for the learner)
    """The file cannot be read as Python code or as a notebook."""


@dataclass(frozen=True)
class Answers:
    """What a file defines.

    Attributes
    ----------
    found : dict
        Functions and classes by name, in the order of the file.
    problems : tuple of str
        A sentence for each statement that could not be run.
    """

    found: dict[str, Any]
    problems: tuple[str, ...]


def answers_in(path: Path) -> Answers:
    """Run the definitions of a file.

    Raises
    ------
    Unreadable
        If it is neither a Python file nor a notebook.
    OSError
        If it cannot be opened.
    """
    module = types.ModuleType(MODULE)
    # As `exec` would: NumPy's compiled code imports through the globals of who calls it.
    vars(module).update(__file__=str(path.resolve()), __builtins__=builtins)
    # Pickles and dataclasses look a class's module up.
    sys.modules[MODULE] = module
    problems = []
    for place, source in _parts(path):
        filename = str(path) if place == path.name else f"<{place}>"
        lines = source.splitlines(keepends=True)
        linecache.cache[filename] = (len(source), None, lines, filename)
        try:
            tree = _parsed(source)
        except SyntaxError as error:
            problems.append(f"{place}, line {error.lineno}, is no Python code: {error.msg}.")
            continue
        for statement in tree.body:
            if not isinstance(statement, ast.Expr):
                problem = _execute(statement, filename, module)
                if problem:
                    problems.append(f"{place}, line {statement.lineno}, {problem}")
    own = {
        name: value
        for name, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", None) == MODULE
    }
    return Answers(own, tuple(problems))


def _execute(statement: ast.stmt, filename: str, module: types.ModuleType) -> str | None:
    """Run one statement within limits; return what went wrong."""
    code = compile(ast.Module([statement], []), filename, "exec")
    # Called as a function, the code of a module writes its names into the module.
    function = types.FunctionType(code, vars(module))
    imports = isinstance(statement, ast.Import | ast.ImportFrom)
    seconds = IMPORT_SECONDS if imports else SECONDS
    with silence():
        failure = run(function, (), {}, seconds=seconds).failure
    if failure is None:
        return None
    if failure.kind == "OutOfTime":
        return f"was not finished after {seconds:g} seconds and was stopped."
    # Statements outside of functions have a place of their own.
    return re.sub(r"^(Line \d+ of your function|Your code|Your function),? ", "", failure.message)


def _parts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the source of each part: the whole file, or each code cell."""
    if path.suffix not in {".py", ".ipynb"}:
        raise Unreadable(f"Expected a Python file (.py) or a notebook (.ipynb); got {path}.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is no text in UTF-8: {error.reason}.") from error
    if path.suffix == ".ipynb":
        yield from _cells(path, text)
    else:
        yield path.name, text


def _cells(path: Path, text: str) -> Iterator[tuple[str, str]]:
    try:
        for number, cell in enumerate(json.loads(text)["cells"], start=1):
            if cell["cell_type"] == "code":
                yield f"Cell {number}", "".join(cell["source"])
    except (LookupError, TypeError, ValueError) as error:
        raise Unreadable(f"{path} is no notebook, or a damaged one.") from error


def _parsed(source: str) -> ast.Module:
    """Parse a cell; lines for Jupyter alone (`%matplotlib inline`, `!pip …`) are left out."""
    try:
        return ast.parse(source)
    except SyntaxError:
        lines = source.split("\n")
        python = ["" if line.lstrip()[:1] in {"%", "!"} else line for line in lines]
        return ast.parse("\n".join(python))
