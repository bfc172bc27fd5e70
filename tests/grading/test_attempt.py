"""What `measure` is told about the calls that it makes."""

from __future__ import annotations

import numpy as np
import pytest

from dropout_course.grading.attempt import Attempt, Stopped, Stream, as_array, as_pair
from dropout_course.grading.judge import here
from dropout_course.grading.model import Exercise


def reference(x, rng=None):
    return x


EXERCISE = Exercise(reference, lambda attempt: iter(()), (), "", ())


def attempt_at(function, seconds: float = 5.0) -> Attempt:
    return Attempt(EXERCISE, here(function), seed=1, seconds=seconds)


def stop(call, *args, **kwargs) -> Stopped:
    with pytest.raises(Stopped) as caught:
        call(*args, **kwargs)
    return caught.value


def test_a_stream_goes_on_and_a_second_of_the_same_seed_starts_anew() -> None:
    attempt = attempt_at(lambda x, rng: rng.random())
    stream = Stream(5)
    first, second = attempt(0, stream), attempt(0, rng=stream)
    assert first != second
    assert [attempt(0, Stream(5)), first] == [first, np.random.default_rng(5).random()]


def test_streams_follow_from_the_seed_of_the_judgement() -> None:
    seeds = [attempt_at(len).stream().seed for _ in range(2)]
    assert seeds[0] == seeds[1] != Attempt(EXERCISE, here(len), seed=2).stream().seed


def test_changed_arguments_are_named_as_the_learner_does() -> None:
    attempt = attempt_at(lambda x, rng=None: x.fill(1))
    attempt.trial(np.zeros(2))
    assert attempt.unchanged().got == "x"
    assert not attempt.unchanged().holds


def through(answer, weights, times):
    for _ in range(times):
        answer(weights)


def test_changes_behind_a_function_between_are_named_as_that_does() -> None:
    attempt = attempt_at(lambda x: x.fill(1))
    attempt.trial(np.zeros(2), 3, through=through)
    assert attempt.unchanged().got == "weights"


def test_the_time_is_one_budget_for_all_calls() -> None:
    attempt = attempt_at(lambda x: [None for _ in iter(int, 1)], seconds=0.2)
    assert stop(attempt, 0).message.startswith("Your function had not finished after 0.2 seconds")
    assert stop(attempt, 0).outcome == "error"


def test_not_implemented_is_not_attempted_only_before_any_answer() -> None:
    def half_written(x, rng=None):
        if x:
            raise NotImplementedError
        return x

    assert stop(attempt_at(half_written), 1).outcome == "not attempted"
    attempt = attempt_at(half_written)
    attempt(0)
    late = stop(attempt, 1)
    assert late.outcome == "error"
    assert "NotImplementedError" in late.message


def test_none_is_a_forgotten_return() -> None:
    stopped = stop(attempt_at(lambda x: None), 1)
    assert stopped.outcome == "failed"
    assert "`return`" in stopped.message


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ("a text", "the text 'a text'"),
        (None, "`None`"),
        ((1, 2, 3), "shape (3,)"),
        (([1], [1, 2]), "a tuple of 2"),
        ([[1], [1, 2]], "a list"),
        ({"a": 1}, "a dict"),
        (np.ones((2, 1)), "shape (2, 1)"),
        (np.ones(2) * 1j, "complex numbers"),
        (np.ma.masked_array([1.0, 2.0], [True, False]), "a masked array"),
        (np.array(["a", "b"]), "an array of <U1"),
        (np.array([1, "a"], dtype=object), "an array of object"),
        (np.datetime64("2014-06-01"), "a datetime64"),
        ((n for n in (1, 2)), "a generator"),
        (7.5, "one number"),
        (len, "a builtin_function_or_method"),
    ],
)
def test_what_is_no_array_of_that_shape_is_named(value, got: str) -> None:
    stopped = stop(as_array, value, (2,))
    assert stopped.message == f"Expected an array of shape (2,) from your function; got {got}."
    assert stopped.outcome == "failed"
    assert stopped.fact.got == got


def test_objects_that_pretend_are_no_numbers() -> None:
    class Everything:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None

    class Refuses:
        def __array__(self, *args: object, **kwargs: object) -> np.ndarray:
            raise RuntimeError("no")

    class Obliging(np.ndarray):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None

    assert stop(as_array, Everything(), (2,)).fact.got == "a Everything"
    assert stop(as_array, Refuses(), (2,)).fact.got == "a Refuses"
    assert type(as_array(np.ones(2).view(Obliging), (2,))) is np.ndarray


@pytest.mark.parametrize(
    "value", [[1, 2], (1.0, 2.0), np.array([1, 2], dtype=np.int8), np.float16([1, 2])]
)
def test_numbers_of_any_kind_are_welcome(value) -> None:
    assert as_array(value, (2,)).tolist() == [1, 2]


def test_an_answer_that_reuses_its_array_does_not_change_the_past() -> None:
    buffer = np.zeros(2)

    def reuses(x):
        buffer[:] = x
        return buffer

    attempt = attempt_at(reuses)
    first = attempt.array(1, shape=(2,))
    attempt.array(2, shape=(2,))
    assert first.tolist() == [1, 1]


@pytest.mark.parametrize("pair", [([1, 2], (3, 4)), [[1, 2], [3, 4]], np.array([[1, 2], [3, 4]])])
def test_a_pair_is_a_pair_in_any_container(pair) -> None:
    first, second = as_pair(pair, (2,), "mean", "std")
    assert (first.tolist(), second.tolist()) == ([1, 2], [3, 4])


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (np.ones(3), "shape (3,)"),
        (np.float64(1), "a float64"),
        (([1], [2], [3]), "a tuple of 3"),
        (None, "`None`"),
        ("ab", "the text 'ab'"),
        ({1, 2}, "a set"),
    ],
)
def test_what_is_no_pair_is_named(value, got: str) -> None:
    message = stop(as_pair, value, (2,), "mean", "std").message
    assert message == f"Expected a pair `(mean, std)` from your function; got {got}."


def test_each_of_a_pair_is_held_to_its_shape() -> None:
    assert (
        "from the std; got shape (1,)" in stop(as_pair, ([1, 2], [1]), (2,), "mean", "std").message
    )
    ragged = ([1, 2], [[1], [2, 3]])
    assert "from the std; got a list" in stop(as_pair, ragged, (2,), "mean", "std").message
