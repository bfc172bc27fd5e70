"""What can be measured of an answer whose value is determined: compare it with the right value."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from dropout_course.grading.attempt import Attempt, Stopped, as_array
from dropout_course.grading.model import Fact

RELATIVE_TOLERANCE = 1e-5


def compare(
    name: str, check: str, got: np.ndarray, expected: Any, tolerance: float | None = None
) -> Fact:
    """Compare an array with the right one.

    Parameters
    ----------
    name, check
        As in :class:`~dropout_course.grading.model.Fact`.
    got, expected : array_like
        Of one shape.
    tolerance
        Largest absolute difference; by default 1e-5 of the largest expected number, so that an
        answer computed in float32 is as right as one in float64.
    """
    wanted = np.asarray(expected, dtype=float)
    return Fact(name, check, np.asarray(got, dtype=float), wanted, _tolerance(wanted, tolerance))


def value_fact(
    name: str,
    check: str,
    attempt: Attempt,
    *args: Any,
    expected: Any,
    tolerance: float | None = None,
    **kwargs: Any,
) -> Fact:
    """Call the answer and compare what it returns with the right value.

    Parameters
    ----------
    name, check
        As in :class:`~dropout_course.grading.model.Fact`.
    attempt
        The answer.
    *args, **kwargs
        What it is called with.
    expected : array_like
        The right value.
    tolerance
        As in :func:`compare`.

    Raises
    ------
    Stopped
        The answer raised, or did not return an array of the right shape.
    """
    got = attempt.array(*args, shape=np.shape(expected), **kwargs)
    return compare(name, check, got, expected, tolerance)


def factor_off(name: str, check: str, got: np.ndarray, right: Any) -> Fact:
    """Measure the one factor by which an answer is off, where there is one.

    A forgotten mean, a forgotten scale and a lost sign all show as a factor, and a mistake's words
    can say which.

    Parameters
    ----------
    name, check
        As in :class:`~dropout_course.grading.model.Fact`.
    got, right : array_like
        Of one shape; not all of `right` is zero.
    """
    got, right = np.asarray(got, dtype=float), np.asarray(right, dtype=float)
    if not np.isfinite(got).all():
        return Fact(name, check, "NaN or infinity", 1.0)
    factor = float((got * right).sum() / (right**2).sum())
    margin = RELATIVE_TOLERANCE * max(1.0, abs(factor))
    single = bool(np.allclose(got, factor * right, rtol=0, atol=margin * np.abs(right).max()))
    return Fact(name, check, factor if single else "no single factor", 1.0, margin)


def edge_fact(
    name: str, check: str, attempt: Attempt, *args: Any, expected: Any, **kwargs: Any
) -> Fact:
    """Compare the value at an extreme argument, where raising is one wrong answer among others."""
    trial = attempt.trial(*args, **kwargs)
    if trial.failure:
        return Fact(name, check, trial.failure.kind, "no error", edge=True)
    try:
        got = as_array(trial.value, np.shape(expected))
    except Stopped as stopped:
        return Fact(name, check, stopped.message, "the right shape", edge=True)
    return replace(compare(name, check, got, expected), edge=True)


def error_fact(
    name: str, check: str, attempt: Attempt, *args: Any, expected: str = "ValueError", **kwargs: Any
) -> Fact:
    """Measure which exception the answer raises for an argument that makes no sense."""
    failure = attempt.trial(*args, **kwargs).failure
    return Fact(name, check, failure.kind if failure else "no error", expected, edge=True)


def _tolerance(expected: np.ndarray, given: float | None) -> float:
    if given is not None:
        return given
    finite = np.abs(expected[np.isfinite(expected)])
    return RELATIVE_TOLERANCE * max(1.0, float(finite.max(initial=0.0)))
