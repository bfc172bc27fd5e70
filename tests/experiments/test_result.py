import numpy as np
import pytest
from scipy import stats

from dropout_course.experiments.result import Difference, Result


def result(values: list[list[float]]) -> Result:
    array = np.asarray(values, dtype=float)
    settings = tuple("abcdef"[: len(array)])
    return Result("error", "%", settings, tuple(range(array.shape[1])), array, 0.0)


def test_an_interval_is_that_of_students_t():
    values = np.random.default_rng(0).normal(3, 1, 12)
    interval = result([list(values)]).interval("a")
    low, high = stats.t.interval(0.95, 11, loc=values.mean(), scale=stats.sem(values))
    assert (interval.mean, interval.low, interval.high) == pytest.approx((values.mean(), low, high))


def test_a_difference_is_paired_by_seed():
    difference = result([[1, 12, 103], [0, 10, 100]]).difference("a", "b")
    assert difference.mean == 2
    assert (difference.won, difference.pairs) == (3, 3)
    assert difference.high < 5


def test_what_is_zero_but_for_rounding_is_shown_as_zero():
    assert str(result([[2e-16, -1e-16, 4e-16]]).interval("a")) == "0 ± 0"
    assert str(result([[0.7, 0.7 + 1e-16, 0.7]]).interval("a")) == "0.7 ± 0"
    assert str(result([[1e-9, 1e-9, 1e-9]]).interval("a")) == "1e-09 ± 0"


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.1, 2, "supported"), (-2, -0.1, "contradicted"), (-1, 1, "not seen here")],
)
def test_the_verdict_follows_the_interval(low, high, verdict):
    assert Difference((low + high) / 2, low, high, won=1, pairs=2).verdict() == verdict


def test_a_diverged_replica_is_left_out_of_its_pair_and_of_no_other():
    difference = result([[1, np.nan, 3], [0, 5, 1]]).difference("a", "b")
    assert (difference.mean, difference.pairs) == (1.5, 2)


def test_one_seed_shows_nothing():
    difference = result([[5.0], [1.0]]).difference("a", "b")
    assert difference.verdict() == "not seen here"


def test_wrong_shapes_and_names_are_refused_with_what_was_expected():
    with pytest.raises(ValueError, match=r"\(settings, seeds\) = \(1, 2\), got \(2, 1\)"):
        Result("error", "%", ("a",), (0, 1), np.zeros((2, 1)), 0.0)
    with pytest.raises(KeyError, match="there are a, b"):
        result([[1, 2], [3, 4]]).of("c")
