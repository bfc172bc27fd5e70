"""What can be measured of an answer whose value is determined: compare it with the right value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from dropout_course.grading.attempt import Attempt, Stopped, as_array
from dropout_course.grading.model import Fact

RELATIVE_TOLERANCE = 1e-5
ARITHMETIC_ERRORS = {"ZeroDivisionError", "OverflowError", "FloatingPointError", "ValueError"}


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


def finite_fact(
    name: str, check: str, attempt: Attempt, *args: Any, expected: Any, **kwargs: Any
) -> Fact:
    """Compare the value where careless arithmetic divides by zero, overflows or takes log(0).

    NaN, infinity and an arithmetic error are one and the same wrong answer here: which of them
    comes depends on whether the answer computes with Python's numbers or with NumPy's.
    """
    fact = edge_fact(name, check, attempt, *args, expected=expected, **kwargs)
    word = fact.got if isinstance(fact.got, str) else None
    broken = word in ARITHMETIC_ERRORS if word else not np.isfinite(fact.got).all()
    return replace(fact, got="no finite number", expected="finite numbers") if broken else fact


def row_facts(name: str, check: str, value: Any, expected: Any) -> Iterator[Fact]:
    """Compare a row of numbers that may be too short or too long.

    Parameters
    ----------
    name, check
        As in :class:`~dropout_course.grading.model.Fact`.
    value
        What the answer returned.
    expected : array_like, shape (entries,)
        The right row.

    Yields
    ------
    Fact
        ``<name>_length``, ``<name>_first`` and ``<name>_last``, which tell a row that lacks its
        first entry from one that lacks its last; then, of the right length, ``<name>``.

    Raises
    ------
    Stopped
        The answer is no row of numbers, or not of the right length.
    """
    wanted = np.asarray(expected, dtype=float)
    shape = np.asarray(value, dtype=object).shape
    row = as_array(value, shape if len(shape) == 1 and shape[0] else wanted.shape)
    yield Fact(f"{name}_length", check, len(row), len(wanted))
    yield compare(f"{name}_first", check, row[0], wanted[0])
    yield compare(f"{name}_last", check, row[-1], wanted[-1])
    if len(row) != len(wanted):
        message = f"Expected {len(wanted)} numbers from your function; got {len(row)}."
        raise Stopped(message, outcome="failed")
    yield compare(name, check, row, wanted)


def shape_fact(
    name: str, check: str, attempt: Attempt, *args: Any, expected: tuple[int, ...], **kwargs: Any
) -> Fact:
    """Measure the shape of the value alone, where the value is random."""
    trial = attempt.trial(*args, **kwargs)
    if trial.failure:
        return Fact(name, check, trial.failure.kind, f"shape {expected}", edge=True)
    try:
        as_array(trial.value, expected)
    except Stopped as stopped:
        return Fact(name, check, stopped.message, f"shape {expected}", edge=True)
    return Fact(name, check, f"shape {expected}", f"shape {expected}", edge=True)


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
