"""Facts about answers whose value is determined tell one wrong answer from another."""

import contextlib

import numpy as np
import pytest

from dropout_course.grading.attempt import Attempt, Stopped
from dropout_course.grading.judge import here
from dropout_course.grading.model import Exercise
from dropout_course.grading.values import factor_off, finite_fact, row_facts


def attempt_at(function) -> Attempt:
    exercise = Exercise(function, lambda attempt: iter(()), (), "", ())
    return Attempt(exercise, here(function), seed=1)


@pytest.mark.parametrize("factor", [-1.0, 0.0, 0.5, 9.0])
def test_a_factor_is_found(factor: float) -> None:
    right = np.array([1.0, -2.0, 3.0])
    fact = factor_off("factor", "is right", factor * right, right)
    assert fact.got == pytest.approx(factor)
    assert not fact.holds


def test_the_right_answer_has_factor_one() -> None:
    right = np.array([1.0, -2.0, 3.0])
    assert factor_off("factor", "is right", right.astype(np.float32), right).holds


def test_where_there_is_no_single_factor_it_says_so() -> None:
    right = np.array([1.0, -2.0, 3.0])
    assert factor_off("factor", "is right", right**2, right).got == "no single factor"
    assert factor_off("factor", "is right", right * np.nan, right).got == "NaN or infinity"


@pytest.mark.parametrize(
    "divide", [lambda x: 1 / x, lambda x: np.float64(1) / x, lambda x: np.float64(0) / x]
)
def test_every_division_by_zero_is_the_same_wrong_answer(divide) -> None:
    fact = finite_fact("zero", "copes with 0", attempt_at(divide), 0, expected=0.0)
    assert fact.got == "no finite number"
    assert fact.edge
    assert not fact.holds


def test_finite_numbers_and_other_errors_are_told_as_they_are() -> None:
    right = finite_fact("zero", "copes with 0", attempt_at(lambda x: 0.0), 0, expected=0.0)
    assert right.holds
    wrong = finite_fact("zero", "copes with 0", attempt_at(lambda x: x.name), 0, expected=0.0)
    assert wrong.got == "AttributeError"


def rows(value) -> dict[str, bool]:
    holds = {}
    with contextlib.suppress(Stopped):
        for fact in row_facts("row", "is the row", value, [1.0, 2.0, 3.0]):
            holds[fact.name] = fact.holds
    return holds


def test_a_row_that_lacks_its_first_entry_differs_from_one_that_lacks_its_last() -> None:
    assert all(rows([1, 2, 3]).values())
    assert rows([2, 3]) == {"row_length": False, "row_first": False, "row_last": True}
    assert rows((1, 2)) == {"row_length": False, "row_first": True, "row_last": False}
    assert rows(np.array([1, 5, 3])) == {
        "row_length": True,
        "row_first": True,
        "row_last": True,
        "row": False,
    }


@pytest.mark.parametrize("value", [1.0, [], [[1.0, 2.0]], "123", [1, [2, 3]], None])
def test_what_is_no_row_of_numbers_stops(value) -> None:
    assert rows(value) == {}
