"""A learner's exception in one sentence that names the line of their own code."""

from __future__ import annotations

import functools
import inspect
import linecache
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import Any

MESSAGE_LIMIT = 300

OUT_OF_TIME = "OutOfTime"


@dataclass(frozen=True)
class Failure:
    """Why a call gave no value.

    Attributes
    ----------
    kind : str
        Name of the exception's class.
    message : str
        A sentence in markdown for the learner.
    """

    kind: str
    message: str

    @property
    def late(self) -> bool:
        """Whether the call was stopped because its time was up."""
        return self.kind == OUT_OF_TIME


def out_of_time(message: str) -> Failure:
    """Return the failure of a call that was stopped."""
    return Failure(OUT_OF_TIME, message)


def describe_error(error: BaseException, function: Callable[..., Any]) -> Failure:
    """Say what was raised and where in the file or cell that holds `function`."""
    kind = type(error).__name__
    try:
        words = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 (an answer may raise an object whose own __str__ raises)
        words = ""
    words = words if len(words) <= MESSAGE_LIMIT else words[:MESSAGE_LIMIT] + " …"
    raised = f"`{kind}`: {words}" if words else f"`{kind}`"
    if isinstance(error, RecursionError):
        raised = "`RecursionError`: the function calls itself without end"
    return Failure(kind, f"{_place(error, function)} raised {raised}.")


def _place(error: BaseException, function: Callable[..., Any]) -> str:
    code = _code_of(function)
    if code is None:
        return "Your function"
    # The innermost frame of the learner's own cell: helpers defined beside the function count as
    # theirs.
    lines = [
        number
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == code.co_filename
    ]
    if not lines:
        return "Your function"
    text = linecache.getline(code.co_filename, lines[-1]).strip().replace("`", "'")
    first, last = code.co_firstlineno, _last_line(code)
    inside = first <= lines[-1] <= last
    where = f"Line {lines[-1] - first + 1} of your function" if inside else "Your code"
    return f"{where}, `{text}`," if text else where


def _code_of(function: Any) -> CodeType | None:
    """Find the code of a function, of a callable object, or of a method of a class."""
    while isinstance(function, functools.partial):
        function = function.func
    methods = vars(function).values() if inspect.isclass(function) else (type(function).__call__,)
    for candidate in (function, *methods):
        plain = candidate.__func__ if inspect.ismethod(candidate) else candidate
        plain = inspect.unwrap(plain) if inspect.isfunction(plain) else plain
        if inspect.isfunction(plain):
            return plain.__code__
    return None


def _last_line(code: CodeType) -> int:
    inner = [_last_line(part) for part in code.co_consts if isinstance(part, CodeType)]
    return max([line for *_, line in code.co_lines() if line] + inner)
