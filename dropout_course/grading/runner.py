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

from dropout_course.grading.limits import OutOfTime, time_limit
from dropout_course.grading.tracebacks import Failure, describe_error

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

    Arrays are handed over as copies. NumPy's global generator, its error state, the warning filters
    and the standard streams are as before when this returns, whatever the function does.

    Parameters
    ----------
    function
        The learner's function.
    args, kwargs
        What it is called with.
    seconds
        The time that it may take; more is a failure, not an exception.
    through
        Called as ``through(function, *args, **kwargs)`` instead, where one call is not enough to
        learn something of the answer (a class to build, a model to describe). Returns plain data.
    """
    args = tuple(_copied(value) for value in args)
    kwargs = {name: _copied(value) for name, value in kwargs.items()}
    arguments = {**{str(i): value for i, value in enumerate(args)}, **kwargs}
    before = {k: v.copy() for k, v in arguments.items() if isinstance(v, np.ndarray)}
    state = np.random.get_state(legacy=False)  # noqa: NPY002 (watched and restored, never used)
    printed = _Printed()
    value, failure = None, None
    try:
        with (
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
            time_limit(seconds),
        ):
            warnings.simplefilter("ignore")
            value = through(function, *args, **kwargs) if through else function(*args, **kwargs)
    except KeyboardInterrupt:
        raise
    except OutOfTime:
        failure = Failure(
            "OutOfTime",
            f"Your function had not returned after {seconds:.0f} seconds and was stopped. "
            "Is there a loop that never ends?",
        )
    except BaseException as error:  # noqa: BLE001 (an answer's sys.exit() must not end the kernel)
        failure = describe_error(error, function)
    finally:
        after = np.random.get_state(legacy=False)  # noqa: NPY002
        np.random.set_state(state)  # noqa: NPY002
    return Trial(
        value=value,
        failure=failure,
        changed=tuple(
            name
            for name, old in before.items()
            if not np.array_equal(old, arguments[name], equal_nan=True)
        ),
        global_numpy=not _same_state(state, after),
        printed=printed.kept,
    )


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value


def _same_state(first: Any, second: Any) -> bool:
    return str(first["state"]["pos"]) == str(second["state"]["pos"]) and np.array_equal(
        first["state"]["key"], second["state"]["key"]
    )
