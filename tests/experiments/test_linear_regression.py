"""Linear regression with dropout: the formulas against every mask, and against drawn ones."""

from itertools import product

import numpy as np
import pytest

from dropout_course.experiments import linear_regression
from dropout_course.experiments.linear_regression import (
    adaptive_penalty,
    best_weights,
    expected_loss,
    kept_shares,
    over_all_masks,
    ridge_weights,
)
from dropout_course.layers import inverted_dropout

RATES = [0.2, 0.5, 0.8]


@pytest.fixture
def problem():
    return linear_regression._problem(np.random.default_rng(0))


@pytest.mark.parametrize("rate", RATES)
def test_the_average_is_that_over_the_masks_of_every_example(rate):
    rng = np.random.default_rng(1)
    x, y, weights = rng.normal(size=(3, 2)), rng.normal(size=3), rng.normal(size=2)
    total = 0.0
    for mask in product([0, 1], repeat=6):
        kept = sum(mask)
        dropped = x * np.reshape(mask, (3, 2)) / (1 - rate)
        loss = ((y - dropped @ weights) ** 2).sum()
        total += (1 - rate) ** kept * rate ** (6 - kept) * loss
    assert over_all_masks(x, y, rate).loss(weights, y) == pytest.approx(total)
    assert expected_loss(x, y, weights, rate) == pytest.approx(total)


def test_drawn_masks_come_to_the_same_loss(problem):
    x, y = problem
    weights = np.array([1.0, -0.5, 2.0, 0.3])
    rng = np.random.default_rng(2)
    many = inverted_dropout(np.tile(x, (4000, 1, 1)), 0.4, rng)
    losses = ((y - many @ weights) ** 2).sum(axis=1)
    error = losses.std() / len(losses) ** 0.5
    assert losses.mean() == pytest.approx(expected_loss(x, y, weights, 0.4), abs=5 * error)


@pytest.mark.parametrize("rate", RATES)
def test_no_other_weights_have_a_smaller_expected_loss(problem, rate):
    x, y = problem
    best = best_weights(x, y, rate)
    for step in np.random.default_rng(3).normal(size=(20, 4)):
        nearby = expected_loss(x, y, best + 0.01 * step, rate)
        assert nearby > expected_loss(x, y, best, rate)


def test_without_dropout_the_weights_are_those_of_least_squares(problem):
    x, y = problem
    assert best_weights(x, y, 0.0) == pytest.approx(np.linalg.lstsq(x, y)[0])


def test_one_strength_for_all_is_plain_l2(problem):
    x, y = problem
    right = np.linalg.solve(x.T @ x + 3 * np.eye(4), x.T @ y)
    assert ridge_weights(x, y, 3.0) == pytest.approx(right)


@pytest.mark.parametrize("rate", RATES)
def test_the_formulas_are_exact_and_plain_l2_is_another_method(rate):
    result = adaptive_penalty(seeds=5, rate=rate)
    assert (result.of("loss by the formula") < 1e-12).all()
    assert (result.of("best weights by the formula") < 1e-12).all()
    assert (result.of("best weights of plain L2") > 0.1).all()


def test_the_unit_of_measurement_matters_to_plain_l2_only():
    result = kept_shares(seeds=5)
    assert result.of("dropout, in metres") == pytest.approx(result.of("dropout, in centimetres"))
    assert (result.of("dropout, in metres") < 0.8).all()
    assert (result.of("L2, in centimetres") > result.of("L2, in metres") + 0.3).all()
