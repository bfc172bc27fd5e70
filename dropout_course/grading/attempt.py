"""An attempt at an exercise, as a `measure` function sees it: something to call."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.runner import Trial

SECONDS = 10.0


class Runner(Protocol):
    """Runs one call of the answer, here or in another process."""

    def __call__(
        self,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        seconds: float,
        through: Callable[..., Any] | None,
    ) -> Trial:
        """Call the answer with plain data and streams; an exception of its own is in the Trial."""
        ...


@dataclass(frozen=True, eq=False)
class Stream:
    """A random generator for the answer, made from its seed at the first call that uses it.

    Two calls with one Stream continue it, as a training loop does; two Streams of one seed give the
    same numbers.
    """

    seed: int


class Stopped(Exception):  # noqa: N818 (not an error of ours: the measurement ends here)
    """The answer cannot be measured any further.

    Parameters
    ----------
    message
        What the learner is told, where `fact` does not already say it.
    fact
        The property that failed.
    """

    def __init__(self, message: str, fact: Fact | None = None, outcome: str = "error") -> None:
        super().__init__(message)
        self.message, self.fact, self.outcome = message, fact, outcome


class Attempt:
    """Calls an answer on behalf of `measure` and remembers what the calls did besides."""

    def __init__(
        self, exercise: Exercise, runner: Runner, seed: int, seconds: float = SECONDS
    ) -> None:
        self._runner = runner
        self._seconds, self._deadline = seconds, time.monotonic() + seconds
        self._names = list(exercise.signature.parameters)
        self._answered = False
        self.rng = np.random.default_rng(seed)
        self.changed: set[str] = set()
        self.global_numpy = False
        self.printed = ""

    def stream(self) -> Stream:
        """Return a new random stream for the answer; its seed depends on this judgement's seed."""
        return Stream(int(self.rng.integers(2**31)))

    def trial(self, *args: Any, through: Callable[..., Any] | None = None, **kwargs: Any) -> Trial:
        """Call the answer; an exception is part of the result."""
        seconds = max(self._deadline - time.monotonic(), 0.0)
        result = self._runner(args, kwargs, seconds=seconds, through=through)
        if result.failure and result.failure.late:
            raise Stopped(
                f"Your function had not finished after {self._seconds:g} seconds and was stopped. "
                "Is there a loop that never ends?"
            )
        # The first parameter of what stands between is the answer itself.
        names = list(inspect.signature(through).parameters)[1:] if through else self._names
        self.changed |= {names[int(k)] if k.isdecimal() else k for k in result.changed}
        self.global_numpy |= result.global_numpy
        self.printed = self.printed or result.printed
        self._answered |= result.failure is None
        return result

    def __call__(self, *args: Any, through: Callable[..., Any] | None = None, **kwargs: Any) -> Any:
        """Call the answer and return its value.

        Raises
        ------
        Stopped
            It raised, or it returned None.
        """
        result = self.trial(*args, through=through, **kwargs)
        if result.failure:
            if result.failure.kind == "NotImplementedError" and not self._answered:
                raise Stopped("", outcome="not attempted")
            raise Stopped(result.failure.message)
        if result.value is None:
            raise Stopped(
                "Your function returned `None`. Did you forget the `return` statement?",
                Fact("returns", "returns a value", "None", "a value"),
                outcome="failed",
            )
        return result.value

    def array(self, *args: Any, shape: tuple[int, ...], **kwargs: Any) -> np.ndarray:
        """Call the answer and return its value as an array of the given shape.

        Raises
        ------
        Stopped
            It raised, or it returned something else than finite numbers of that shape.
        """
        array = as_array(self(*args, **kwargs), shape)
        if not np.isfinite(array).all():
            got = "NaN" if np.isnan(array).any() else "infinity"
            raise Stopped(
                f"Your function returned {got} where every number should be finite.",
                Fact("finite", "returns finite numbers", got, "finite numbers"),
                outcome="failed",
            )
        return array

    def unchanged(self) -> Fact:
        """Measure whether the calls so far left their array arguments as they were."""
        got = ", ".join(sorted(self.changed)) or "nothing"
        return Fact("changed", "leaves its input as it was", got, "nothing")

    def own_generator(self) -> Fact:
        """Measure whether the calls so far drew random numbers from the given generator only."""
        used = "NumPy's global generator" if self.global_numpy else "the given rng"
        return Fact("generator", "draws from the given rng", used, "the given rng")


def as_array(value: Any, shape: tuple[int, ...], what: str = "your function") -> np.ndarray:
    """Return a value as an array of numbers.

    Raises
    ------
    Stopped
        It is no array of numbers, or one of another shape.
    """
    expected = f"an array of shape {shape}" if shape else "a number"
    try:
        array = np.asarray(value)
    except Exception:  # noqa: BLE001 (whatever the answer returned, it is not an array)
        array = np.asarray(None)
    if array.dtype.kind not in "biuf" or isinstance(value, np.ma.MaskedArray):
        raise _wrong(what, _kind(value, array), expected)
    if array.shape != shape:
        raise _wrong(what, f"shape {array.shape}" if array.shape else "one number", expected)
    # An answer that writes into one array at every call would change what was measured before.
    return array.copy()


def as_pair(
    value: Any, shape: tuple[int, ...], first: str, second: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return a value as two arrays of one shape, whatever holds the two.

    Parameters
    ----------
    value
        What the answer returned.
    shape
        Of each of the two.
    first, second
        What they are called.

    Raises
    ------
    Stopped
        It is no pair of such arrays.
    """
    holds_items = isinstance(value, tuple | list) or (isinstance(value, np.ndarray) and value.ndim)
    if not holds_items or len(value) != 2:
        array = np.asarray(value) if isinstance(value, np.ndarray) else np.asarray(None)
        got = f"shape {array.shape}" if array.ndim else _kind(value, array)
        raise _wrong("your function", got, f"a pair `({first}, {second})`")
    return as_array(value[0], shape, f"the {first}"), as_array(value[1], shape, f"the {second}")


def _kind(value: Any, array: np.ndarray) -> str:
    if value is None:
        return "`None`"
    if isinstance(value, str):
        return f"the text {value[:30]!r}"
    if array.dtype.kind == "c":
        return "complex numbers"
    if isinstance(value, np.ma.MaskedArray):
        return "a masked array"
    if isinstance(value, np.ndarray):
        return f"an array of {array.dtype}"
    if isinstance(value, tuple):
        return f"a tuple of {len(value)}"
    return f"a {type(value).__name__}"


def _wrong(what: str, got: str, expected: str) -> Stopped:
    message = f"Expected {expected} from {what}; got {got}."
    return Stopped(message, Fact("returns", "returns the right shape", got, expected), "failed")
