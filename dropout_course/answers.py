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
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dropout_course.grading.attempt import SECONDS
from dropout_course.grading.runner import run
from dropout_course.quiet import silence
from dropout_course.slicing import needed

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
    if path.suffix not in {".py", ".ipynb"}:
        raise Unreadable(f"Expected a Python file (.py) or a notebook (.ipynb); got {path}.")
    return answers_from(path.read_bytes(), str(path))


def answers_from(
    content: bytes,
    name: str,
    only: Collection[str] | None = None,
    seconds: float = SECONDS,
    import_seconds: float = IMPORT_SECONDS,
) -> Answers:
    """Run the definitions that a file holds.

    Parameters
    ----------
    content
        Of a Python file, or of a notebook where `name` ends in ``.ipynb``.
    name
        Of the file.
    only
        Names: what none of them depends on is not run. By default all is.
    seconds, import_seconds
        That a statement may take.

    Raises
    ------
    Unreadable
        If it cannot be read as what it says it is.
    """
    module = types.ModuleType(MODULE)
    # As `exec` would: NumPy's compiled code imports through the globals of who calls it.
    vars(module).update(__file__=str(Path(name).resolve()), __builtins__=builtins)
    # Pickles and dataclasses look a class's module up.
    sys.modules[MODULE] = module
    statements: list[tuple[tuple[str, str], ast.stmt]] = []
    problems = []
    for place, source in _parts(content, name):
        filename = name if place == Path(name).name else f"<{place}>"
        lines = source.splitlines(keepends=True)
        linecache.cache[filename] = (len(source), None, lines, filename)
        try:
            statements += (((place, filename), one) for one in _parsed(source).body)
        except SyntaxError as error:
            problems.append(f"{place}, line {error.lineno}, is no Python code: {error.msg}.")
        except (ValueError, RecursionError, MemoryError) as error:  # a NUL, a thousand brackets
            problems.append(f"{place} is no Python code: {error}.")
    statements = [pair for pair in statements if not isinstance(pair[1], ast.Expr)]
    if only is not None:
        statements = needed(statements, only)
    with silence():
        for (place, filename), statement in statements:
            imports = isinstance(statement, ast.Import | ast.ImportFrom)
            limit = import_seconds if imports else seconds
            problem = _execute(statement, filename, module, limit)
            if problem:
                problems.append(f"{place}, line {statement.lineno}, {problem}")
    own = {
        name: value
        for name, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", None) == MODULE
    }
    return Answers(own, tuple(problems))


def _execute(
    statement: ast.stmt, filename: str, module: types.ModuleType, seconds: float
) -> str | None:
    """Run one statement within limits; return what went wrong."""
    try:
        code = compile(ast.Module([statement], []), filename, "exec")
    except (SyntaxError, ValueError, RecursionError) as error:  # a `return` outside of a function
        return f"is no Python code: {error}."
    # Called as a function, the code of a module writes its names into the module.
    function = types.FunctionType(code, vars(module))
    failure = run(function, (), {}, seconds=seconds).failure
    if failure is None:
        return None
    if failure.late:
        return f"was not finished after {seconds:g} seconds and was stopped."
    # Statements outside of functions have a place of their own.
    return re.sub(r"^(Line \d+ of your function|Your code|Your function),? ", "", failure.message)


def _parts(content: bytes, name: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the source of each part: the whole file, or each code cell."""
    try:
        if name.endswith(".ipynb"):
            yield from _cells(content, name)
        else:
            yield Path(name).name, content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} is no text in UTF-8: {error.reason}.") from error


def _cells(content: bytes, name: str) -> Iterator[tuple[str, str]]:
    try:
        for number, cell in enumerate(json.loads(content)["cells"], start=1):
            if cell["cell_type"] == "code":
                yield f"Cell {number}", "".join(cell["source"])
    except UnicodeDecodeError:
        raise
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise Unreadable(f"{name} is no notebook, or a damaged one.") from error


def _parsed(source: str) -> ast.Module:
    """Parse a cell; lines for Jupyter alone (`%matplotlib inline`, `!pip …`) are left out."""
    try:
        return ast.parse(source)
    except SyntaxError:
        lines = source.split("\n")
        python = ["" if line.lstrip()[:1] in {"%", "!"} else line for line in lines]
        return ast.parse("\n".join(python))
