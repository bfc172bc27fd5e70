"""Whatever is handed in gets one helpful sentence, and the notebook goes on."""

from __future__ import annotations

import functools
import sys
import time
import warnings

import numpy as np
import pytest

from dropout_course.catalog import EXERCISES
from dropout_course.grading.judge import judge
from dropout_course.grading.model import Exercise, Fact, Report

EXERCISE = EXERCISES["inverted_dropout"]
reference = EXERCISE.reference


def judged(answer, **kwargs) -> Report:
    before = np.random.get_state(legacy=False)
    filters, errors = list(warnings.filters), np.geterr()
    report = judge(EXERCISE, answer, **kwargs)
    after = np.random.get_state(legacy=False)
    assert np.array_equal(before["state"]["key"], after["state"]["key"])
    assert before["state"]["pos"] == after["state"]["pos"]
    assert list(warnings.filters) == filters
    assert np.geterr() == errors
    return report


class Layer:
    def __call__(self, x, rate, rng, training=True):
        return reference(x, rate, rng, training)


def any_arguments(*args, **kwargs):
    return reference(*args, **kwargs)


class EqualsEverything(np.ndarray):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "Did you run the cell that defines it?"),
        (3, "got `3` (a int)"),
        ("inverted_dropout", "got `'inverted_dropout'` (a str)"),
        (np.ones(3), "got a ndarray"),
        (Layer, "Expected a function"),
        (lambda x: x, "yours takes `(x)`"),
        (lambda x, rate, rng: x, "yours takes `(x, rate, rng)`"),
        (lambda x, rate, rng, flag, training=True: x, "yours takes"),
        (lambda rate, x, rng, training=True: x, "in the order of"),
        (len, "yours takes `(obj, /)`"),
        (functools.partial(reference, rate=0.3), "yours takes"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_in_a_sentence(answer, words: str) -> None:
    report = judged(answer)
    assert report.outcome == "error"
    assert report.score == 0
    assert words in report.message
    assert "`inverted_dropout(x, rate, rng, training=True)`" in report.message
    assert not report.checks


@pytest.mark.parametrize(
    "answer",
    [
        any_arguments,
        lambda values, p, generator, training=True: reference(values, p, generator, training),
        functools.partial(reference),
        Layer(),
        functools.wraps(reference)(any_arguments),
    ],
    ids=["any arguments", "other names", "partial", "callable object", "decorated"],
)
def test_a_right_answer_may_be_any_callable(answer) -> None:
    assert judged(answer).passed


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "Did you forget the `return` statement?"),
        ("a text", "got the text 'a text'"),
        (np.zeros((2, 2)), "got shape (2, 2)"),
        ((1, 2), "got shape (2,)"),
        (np.zeros((150, 160)) * 1j, "got complex numbers"),
        (np.ma.masked_array(np.ones((150, 160)), mask=False), "got a masked array"),
        ((n for n in range(3)), "got a generator"),
        (object(), "got a object"),
        (7, "got one number"),
        (np.zeros((4000, 2000)), "got shape (4000, 2000)"),
        (np.full((150, 160), np.nan), "returned NaN where every number should be finite"),
        (np.full((150, 160), np.inf), "returned infinity where every number should be finite"),
        (np.full((150, 160), 1e308), ""),
        (np.zeros((150, 160), dtype=bool), ""),
        (np.zeros((150, 160), dtype=np.int8), ""),
        (np.ones((150, 160)).view(EqualsEverything), ""),
    ],
)
def test_a_wrong_value_is_named(value, words: str) -> None:
    report = judged(lambda x, rate, rng, training=True: value)
    assert report.outcome == "failed"
    assert report.score < 1
    shown = report.message + " ".join(check.got for check in report.checks)
    assert words.removeprefix("got ") in shown


def test_an_exception_names_the_learners_line() -> None:
    def answer(x, rate, rng, training=True):
        y = x * 2
        return y / undefined  # noqa: F821 (the error is the test)

    report = judged(answer)
    assert report.outcome == "error"
    assert report.message.startswith("Line 3 of your function, `return y / undefined")
    assert "`NameError`: name 'undefined' is not defined" in report.message


def test_leaving_the_kernel_and_endless_recursion_are_errors() -> None:
    assert "`SystemExit`" in judged(lambda x, rate, rng, training=True: sys.exit(3)).message

    def again(x, rate, rng, training=True):
        return again(x, rate, rng, training)

    assert "calls itself without end" in judged(again).message


def test_an_answer_that_never_returns_is_stopped_and_said_so() -> None:
    def endless(x, rate, rng, training=True):
        while True:
            try:
                rng.random(1000)
            except:  # noqa: E722 (what learners write)
                continue

    start = time.monotonic()
    report = judged(endless, seconds=0.3)
    assert report.outcome == "error"
    assert report.message.startswith("Your function had not finished after 0.3 seconds")
    assert time.monotonic() - start < 20


def test_an_answer_that_hangs_late_keeps_what_it_has_shown() -> None:
    def hangs_at_rate_one(x, rate, rng, training=True):
        while rate == 1:
            pass
        return reference(x, rate, rng, training)

    report = judged(hangs_at_rate_one, seconds=2)
    assert report.outcome == "error"
    assert 0.3 < report.score < 1
    assert any(check.got == "not reached" for check in report.checks)


def test_what_an_answer_prints_is_shown_in_part(capfd: pytest.CaptureFixture[str]) -> None:
    def chatty(x, rate, rng, training=True):
        print("shape", x.shape)
        print("y" * 100_000)
        return reference(x, rate, rng, training)

    report = judged(chatty)
    assert report.passed
    assert report.printed.startswith("shape (150, 160)")
    assert len(report.printed) < 3000
    assert capfd.readouterr() == ("", "")


def test_an_answer_may_meddle_with_the_world() -> None:
    def meddles(x, rate, rng, training=True):
        np.seterr(all="raise")
        warnings.simplefilter("error")
        sys.stdout = None
        return reference(x, rate, rng, training)

    assert judged(meddles).passed


def test_an_answer_that_only_seeds_the_global_generator_is_told() -> None:
    def seeds(x, rate, rng, training=True):
        np.random.seed(0)
        return reference(x, rate, rng, training)

    report = judged(seeds)
    assert report.outcome == "failed"
    assert [check.name for check in report.checks if not check.passed] == [
        "draws from the given rng"
    ]


def test_a_half_written_answer_is_not_untouched() -> None:
    def half(x, rate, rng, training=True):
        if training:
            return reference(x, rate, rng)
        raise NotImplementedError

    report = judged(half)
    assert report.outcome == "error"
    assert report.score > 0


def small(measure) -> Exercise:
    def right(x):
        return x

    def adds_one(x):
        """You add {by:.0f}, which nobody asked for."""
        return x + 1

    return Exercise(right, measure, (), "", (adds_one,))


def test_the_score_is_the_share_of_checks_passed() -> None:
    def measure(attempt):
        yield Fact("by", "adds nothing", float(attempt(0)), 0.0)
        yield Fact("again", "adds nothing", float(attempt(1)), 1.0)
        yield Fact("number", "takes a number", True, True)
        yield Fact("sign", "keeps the sign", bool(attempt(-1) < 0), True)
        yield Fact("even", "stays a number", float(attempt(2)) >= 0, True)

    exercise = small(measure)
    report = judge(exercise, lambda x: x + 2)
    assert (report.score, report.diagnosis) == (0.5, None)
    assert report.message == "A right answer adds nothing: expected 0, got 2."
    report = judge(exercise, lambda x: x + 1)
    assert (report.score, report.diagnosis) == (0.5, "adds_one")
    assert report.message == "You add 1, which nobody asked for."


def test_the_seed_decides_what_an_answer_is_given() -> None:
    seen: list[float] = []

    def measure(attempt):
        seen.append(attempt.rng.random())
        yield Fact("by", "adds nothing", float(attempt(0)), 0.0)

    for seed in (1, 1, 2):
        judge(small(measure), lambda x: x, seed)
    measured_for_right = seen[::2] if len(seen) == 6 else seen
    assert len(set(measured_for_right)) >= 2


def test_a_right_answer_may_be_told_what_was_measured():
    def two():
        return 2.0

    def measure(attempt):
        yield Fact("value", "returns two", attempt(), 2.0)

    exercise = Exercise(two, measure, (), "", (), praise="You return {value:.2f}.")
    assert judge(exercise, two).message == "You return 2.00."
    assert judge(EXERCISE, reference).message == "Every check passed."
