"""The one place where a learner's code runs.

A call takes plain data and gives plain data back: the value, or the error in words, and what the
call did besides. Nothing here knows what a right answer is, so the same function serves the
notebook and a separate process.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dropout_course.grading.global_numpy import GlobalNumpy
from dropout_course.grading.limits import OutOfTime, within
from dropout_course.grading.tracebacks import Failure, describe_error, out_of_time

PRINTED_LIMIT = 2_000


@dataclass(frozen=True)
class Trial:
    """What one call of the learner's function gave.

    Attributes
    ----------
    value : object
        What it returned; None where it raised.
    failure : Failure or None
        The exception in words.
    changed : tuple of str
        Array arguments that the call changed, by position or keyword.
    global_numpy : bool
        Whether the call drew from or seeded NumPy's global generator.
    printed : str
        The first characters of what it printed.
    """

    value: Any
    failure: Failure | None
    changed: tuple[str, ...]
    global_numpy: bool
    printed: str


class _Printed(io.TextIOBase):
    """A text stream that keeps the first characters and drops the rest."""

    def __init__(self) -> None:
        self.kept = ""

    def write(self, text: str) -> int:
        room = PRINTED_LIMIT - len(self.kept)
        if room > 0:
            self.kept += text[:room]
        return len(text)


def run(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    *,
    seconds: float,
    through: Callable[..., Any] | None = None,
) -> Trial:
    """Call the learner's function and undo what it does to the process around it.

    Arrays are handed over as copies, in lists and dictionaries too. NumPy's global generator, its
    error state, the warning filters and the standard streams are as before when this returns,
    whatever the function does.

    Parameters
    ----------
    function
        The learner's function.
    args, kwargs
        What it is called with.
    seconds
        The time that it may take; more is a failure, which knows that it is `late`, not an
        exception.
    through
        Called as ``through(function, *args, **kwargs)`` instead, where one call is not enough to
        learn something of the answer (a class to build, a model to describe). Returns plain data.
    """
    before = {**{str(i): value for i, value in enumerate(args)}, **kwargs}
    args, kwargs = _copied(args), _copied(kwargs)
    after = {**{str(i): value for i, value in enumerate(args)}, **kwargs}
    watched = GlobalNumpy()
    printed = _Printed()
    value, failure = None, None

    def call() -> Any:
        return through(function, *args, **kwargs) if through else function(*args, **kwargs)

    try:
        with (
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            warnings.simplefilter("ignore")
            value = within(seconds, call)
    except KeyboardInterrupt:
        raise
    except OutOfTime:
        failure = out_of_time("Your function did not return in time and was stopped.")
    except BaseException as error:  # noqa: BLE001 (an answer's sys.exit() must not end the kernel)
        failure = describe_error(error, function)
    finally:
        touched = watched.restore()
    return Trial(
        value=value,
        failure=failure,
        changed=tuple(name for name, old in before.items() if not same(old, after[name])),
        global_numpy=touched,
        printed=printed.kept,
    )


def _copied(value: Any) -> Any:
    """Copy arrays, also inside of lists, tuples and dictionaries."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)([_copied(item) for item in value])
    if isinstance(value, dict):
        return {name: _copied(item) for name, item in value.items()}
    return value


def same(first: Any, second: Any) -> bool:
    """Tell whether two arguments hold the same data; what is not data counts as itself."""
    if type(first) is not type(second):
        return False
    if isinstance(first, np.ndarray):
        alike = first.dtype == second.dtype and first.shape == second.shape
        return bool(alike and first.tobytes() == second.tobytes())
    if isinstance(first, list | tuple):
        return len(first) == len(second) and all(map(same, first, second))
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(same(first[k], second[k]) for k in first)
    return first is second or (isinstance(first, bool | int | float | str) and first == second)
