"""What an answer does besides returning a value is seen, and undone."""

from __future__ import annotations

import sys
import warnings

import numpy as np
import pytest

from dropout_course.grading.runner import PRINTED_LIMIT, Trial, run


def trial(function, *args, **kwargs) -> Trial:
    return run(function, args, kwargs, seconds=5)


def test_a_value_comes_back_as_it_is() -> None:
    result = trial(lambda a, b=1: a + b, 2, b=3)
    assert (result.value, result.failure, result.changed) == (5, None, ())
    assert result.global_numpy is False
    assert result.printed == ""


def test_what_stands_between_calls_the_answer() -> None:
    result = run(lambda x: 2 * x, (3,), {}, seconds=5, through=lambda f, x: [f(x), f(x + 1)])
    assert result.value == [6, 8]


def test_arrays_are_copies_and_changes_are_seen() -> None:
    x, inside = np.zeros(3), np.zeros(2)
    given = [inside, {"w": inside}]

    def spoil(x, weights, bias):
        x += 1
        weights[1]["w"][0] = 7
        bias.append(1)

    result = trial(spoil, x, given, bias=[0])
    assert result.changed == ("0", "1", "bias")
    assert not x.any()
    assert not inside.any()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda x: x.fill(np.nan),
        lambda x: x.sort(),
        lambda x: x.resize(5, refcheck=False),
        lambda x: x.__setitem__(0, 1e-300),
    ],
    ids=["fill", "sort", "resize", "tiny"],
)
def test_every_change_of_an_array_is_seen(spoil) -> None:
    assert trial(spoil, np.array([3.0, 2.0, 1.0])).changed == ("0",)


def test_nan_that_stays_is_no_change() -> None:
    assert trial(lambda x: x + 1, np.array([np.nan, 1.0])).changed == ()


@pytest.mark.parametrize(
    "use",
    [
        np.random.rand,
        np.random.normal,
        lambda: np.random.seed(0),
        lambda: np.random.set_state(np.random.RandomState(5).get_state()),
        lambda: np.random.set_bit_generator(np.random.PCG64(1)),
    ],
    ids=["rand", "normal", "seed", "set_state", "set_bit_generator"],
)
@pytest.mark.parametrize("platform", ["linux", "emscripten"])
def test_the_global_generator_is_watched_and_restored(use, platform, monkeypatch) -> None:
    monkeypatch.setattr("sys.platform", platform)
    np.random.seed(7)
    expected = np.random.RandomState(7).normal(size=3)
    assert trial(use).global_numpy is True
    assert np.array_equal(np.random.normal(size=3), expected)


def test_another_global_generator_of_the_learner_is_kept() -> None:
    own = np.random.PCG64(1)
    before = np.random.get_bit_generator()
    np.random.set_bit_generator(own)
    try:
        assert trial(np.random.normal).global_numpy is True
        assert trial(lambda: 0).global_numpy is False
        assert np.random.get_bit_generator() is own
    finally:
        np.random.set_bit_generator(before)


def test_error_state_filters_and_streams_are_restored(capfd: pytest.CaptureFixture[str]) -> None:
    def meddle():
        np.seterr(all="raise")
        warnings.simplefilter("error")
        warnings.filters.clear()
        sys.stdout = sys.stderr = None

    state, filters = np.geterr(), list(warnings.filters)
    streams = sys.stdout, sys.stderr
    assert trial(meddle).failure is None
    assert np.geterr() == state
    assert list(warnings.filters) == filters
    assert (sys.stdout, sys.stderr) == streams
    assert capfd.readouterr() == ("", "")


def test_warnings_and_numerical_errors_of_an_answer_are_silent() -> None:
    def loud():
        warnings.warn("careful", stacklevel=1)
        return np.log(np.zeros(1)) / np.zeros(1)

    assert trial(loud).value[0] == -np.inf


def test_the_beginning_of_what_was_printed_is_kept(capfd: pytest.CaptureFixture[str]) -> None:
    def chatter():
        print("first")
        print("to stderr", file=sys.stderr)
        for _ in range(10_000):
            print("x" * 100)

    printed = trial(chatter).printed
    assert printed.startswith("first\nto stderr\nxxx")
    assert len(printed) == PRINTED_LIMIT
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", [SystemExit, GeneratorExit, MemoryError, BaseException])
def test_whatever_is_raised_becomes_words(kind: type[BaseException]) -> None:
    def fail():
        raise kind("no more")

    failure = trial(fail).failure
    assert failure.kind == kind.__name__
    assert failure.message.endswith(f"raised `{kind.__name__}`: no more.")


def test_an_interrupt_by_the_learner_is_theirs() -> None:
    def interrupted():
        np.random.seed(1)
        raise KeyboardInterrupt

    np.random.seed(7)
    with pytest.raises(KeyboardInterrupt):
        trial(interrupted)
    assert np.array_equal(np.random.rand(2), np.random.RandomState(7).rand(2))
