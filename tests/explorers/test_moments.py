import numpy as np
import pytest

from dropout_course import layers
from dropout_course.explorers import explore
from dropout_course.explorers.checks import RefusedError


@pytest.mark.parametrize("convention", ["inverted", "standard"])
@pytest.mark.parametrize("rate", [0.0, 0.2, 0.7])
def test_the_formulas_are_the_moments_of_the_layers(convention, rate):
    dropout = {"inverted": layers.inverted_dropout, "standard": layers.standard_dropout}[convention]
    picture = explore.moments(rate=rate, convention=convention)
    inputs = np.tile(picture.inputs, (200_000, 1))
    outputs = dropout(inputs, rate, np.random.default_rng(5)).sum(axis=1)
    error = 6 * (picture.expected_variance / len(outputs)) ** 0.5 + 1e-9
    assert outputs.mean() == pytest.approx(picture.expected_mean, abs=error)
    assert outputs.var() == pytest.approx(picture.expected_variance, rel=0.02, abs=1e-9)


def test_drawn_masks_follow_the_formulas():
    picture = explore.moments(rate=0.6, masks=2000, seed=9)
    error = 5 * (picture.expected_variance / 2000) ** 0.5
    assert picture.outputs.mean() == pytest.approx(picture.expected_mean, abs=error)
    assert picture.outputs.var() == pytest.approx(picture.expected_variance, rel=0.15)


def test_more_masks_keep_the_first_ones():
    few, many = explore.moments(masks=10).outputs, explore.moments(masks=100).outputs
    assert np.array_equal(few, many[:10])


@pytest.mark.parametrize("inputs", [[], [float("nan")], "ab", [0, 0], [1] * 17, 3, [11]])
def test_bad_inputs_are_refused(inputs):
    with pytest.raises(RefusedError, match="a list of 1 to 16 numbers from -10 to 10"):
        explore.moments(inputs=inputs)


def test_a_rate_near_one_is_refused():
    with pytest.raises(RefusedError, match=r"rate is a number from 0 to 0.9; got 0.95."):
        explore.moments(rate=0.95)
