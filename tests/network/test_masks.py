import math

import numpy as np
import pytest

from dropout_course.network.masks import LayerMasks

RATES = [0.0, 0.001, 0.1, 0.3, 0.5, 0.501, 0.9, 0.998, 1.0]


def fresh(seed=0):
    return np.random.default_rng(seed)


def supply(rates, rows=20, units=30, convention="inverted", seeds=None):
    generators = [fresh(seed) for seed in (seeds or [0] * len(rates))]
    return LayerMasks(np.array(rates), convention, rows, units, generators)


def drop_counts(rates, steps, **size):
    masks = supply(rates, **size)
    return sum((masks.next() == 0).sum(axis=(1, 2)) for _ in range(steps))


def test_each_replica_drops_with_its_own_rate():
    steps, rows, units = 400, 20, 128
    counts = drop_counts(RATES, steps, rows=rows, units=units)
    trials = steps * rows * units
    for rate, count in zip(RATES, counts, strict=True):
        # The units of a row share a rounding: that adds at most 1/4 * (units / 256)**2 a row.
        variance = trials * rate * (1 - rate) + steps * rows * 0.25 * (units / 256) ** 2
        assert abs(count - trials * rate) <= 6 * math.sqrt(variance)
    assert counts[0] == 0
    assert counts[-1] == trials


@pytest.mark.parametrize("rate", [1 / 1024, 0.2 + 1 / 1024, 1 - 1 / 1024])
def test_a_rate_between_two_bytes_is_exact(rate):
    steps, rows, units = 4000, 50, 100
    (count,) = drop_counts([rate], steps, rows=rows, units=units)
    trials = steps * rows * units
    variance = trials * rate * (1 - rate) + steps * rows * 0.25 * (units / 256) ** 2
    assert abs(count - trials * rate) <= 6 * math.sqrt(variance)
    assert trials / 1024 > 10 * math.sqrt(variance)  # rounding to 1/256 would be seen


def test_survivors_are_scaled_by_the_convention():
    for rate in (0.1, 0.3, 0.8):
        inverted, standard = supply([rate]).next(), supply([rate], convention="standard").next()
        assert set(np.unique(inverted)) == {0, np.float32(1 / (1 - rate))}
        assert ((inverted > 0) == standard.astype(bool)).all()
        assert set(np.unique(standard)) == {0, 1}
        assert inverted.dtype == np.float32


def test_units_examples_and_steps_are_independent():
    masks = supply([0.3], rows=40, units=50)
    dropped = np.stack([masks.next()[0] == 0 for _ in range(500)]).astype(float) - 0.3
    samples = dropped.size
    for axis in range(3):
        left = np.take(dropped, range(dropped.shape[axis] - 1), axis=axis)
        right = np.take(dropped, range(1, dropped.shape[axis]), axis=axis)
        assert abs((left * right).mean()) < 6 * 0.21 / math.sqrt(samples)
    within_row = dropped.sum(axis=2).var() / (50 * 0.21)
    assert within_row == pytest.approx(1, abs=6 * math.sqrt(2 / (500 * 40)))


def test_a_larger_rate_drops_the_same_units_and_more():
    low, high = supply([0.2, 0.6]).next() == 0
    assert (high[low]).mean() > 0.99  # but for a rare rounding


def test_a_replica_does_not_see_its_neighbours():
    alone, beside = supply([0.3], seeds=[7]), supply([0.0, 0.3, 0.9], seeds=[1, 7, 2])
    for _ in range(300):  # past several refills
        assert (alone.next()[0] == beside.next()[1]).all()


def test_no_dropout_is_no_multiplier():
    assert supply([0.0, 0.0]).next() is None
