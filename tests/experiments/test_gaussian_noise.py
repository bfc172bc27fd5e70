"""Gaussian noise in the place of the mask: the same two moments, and much the same effect."""

from functools import partial

import numpy as np
import pytest

from dropout_course.experiments.gaussian_noise import (
    GAUSSIAN,
    MASK,
    _factor,
    _forward,
    _initial,
    gaussian_noise,
)
from dropout_course.experiments.sweeps import NONE

KINDS = (NONE, MASK, GAUSSIAN)


@pytest.mark.parametrize("kind", [MASK, GAUSSIAN])
@pytest.mark.parametrize("rate", [0.2, 0.5])
def test_both_kinds_have_mean_one_and_the_variance_of_dropout(kind, rate):
    factor = _factor(kind, rate, np.ones((1000, 1000)), np.random.default_rng(0))
    assert factor.mean() == pytest.approx(1, abs=0.005)
    assert factor.var() == pytest.approx(rate / (1 - rate), rel=0.01)
    assert (factor == 0).mean() == pytest.approx(rate if kind == MASK else 0, abs=0.002)


@pytest.mark.parametrize("kind", KINDS)
def test_the_backward_pass_is_the_derivative_of_the_forward_pass(kind):
    rng = np.random.default_rng(0)
    parameters = {name: value.astype(float) for name, value in _initial(rng).items()}
    x, direction = rng.random((3, 8, 8)), rng.normal(size=(3, 10))
    forward = partial(_forward, kind, 0.4)

    def loss(moved):
        return float((forward(moved, x, np.random.default_rng(7), True)[0] * direction).sum())

    _, backward = forward(parameters, x, np.random.default_rng(7), True)
    for name, gradient in backward(direction).items():
        towards = rng.normal(size=gradient.shape)
        ends = [
            loss({**parameters, name: parameters[name] + step * towards}) for step in (1e-6, -1e-6)
        ]
        numerical = (ends[0] - ends[1]) / 2e-6
        assert numerical == pytest.approx(float((gradient * towards).sum()), rel=1e-4, abs=1e-5)


@pytest.mark.parametrize("kind", [MASK, GAUSSIAN])
def test_there_is_no_noise_at_evaluation(kind):
    rng = np.random.default_rng(0)
    parameters, x = _initial(rng), rng.random((3, 8, 8), np.float32)
    plain, _ = _forward(NONE, 0.5, parameters, x, rng, False)
    noisy, _ = _forward(kind, 0.5, parameters, x, rng, False)
    assert np.array_equal(plain, noisy)


def test_masks_and_normal_noise_gain_alike_on_noisy_labels():
    result = gaussian_noise(seeds=1)
    for kind in (MASK, GAUSSIAN):
        assert (result.of(NONE) - result.of(kind) > 1).all()
