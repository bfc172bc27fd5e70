"""A learner's exception in one sentence that names the line of their own code."""

from __future__ import annotations

import inspect
import linecache
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MESSAGE_LIMIT = 300


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


def describe_error(error: BaseException, function: Callable[..., Any]) -> Failure:
    """Say what was raised and where in the file or cell that holds `function`."""
    kind = type(error).__name__
    try:
        words = str(error)
    except Exception:  # noqa: BLE001 (an answer may raise an object whose own __str__ raises)
        words = ""
    words = words if len(words) <= MESSAGE_LIMIT else words[:MESSAGE_LIMIT] + " …"
    raised = f"`{kind}`: {words}" if words else f"`{kind}`"
    if isinstance(error, RecursionError):
        raised = "`RecursionError`: the function calls itself without end"
    place = _place(error, function)
    return Failure(
        kind, f"{place} raised {raised}." if place else f"Your function raised {raised}."
    )


def _place(error: BaseException, function: Callable[..., Any]) -> str:
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return ""
    # The innermost frame of the learner's own cell: helpers defined beside the function count as
    # theirs.
    lines = [
        number
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == code.co_filename
    ]
    if not lines:
        return ""
    text = linecache.getline(code.co_filename, lines[-1]).strip()
    inside = lines[-1] >= code.co_firstlineno
    where = (
        f"Line {lines[-1] - code.co_firstlineno + 1} of your function" if inside else "Your code"
    )
    return f"{where}, `{text}`," if text else where
