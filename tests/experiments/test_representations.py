"""Ablation, correlation and sparsity, against what can be known without them."""

import numpy as np
import pytest

from dropout_course.data import digits
from dropout_course.experiments import representations
from dropout_course.experiments.representations import LABELS, ablation, damage, sparsity
from dropout_course.experiments.result import Result
from dropout_course.network import Setting, train

SEEDS = 3


@pytest.fixture(scope="module")
def curves():
    return ablation((0.0, 0.5, 1.0), SEEDS)


@pytest.fixture(scope="module")
def runs():
    return train(digits(), [Setting(rate=rate, examples=500) for rate in (0.0, 0.5)], SEEDS)


def test_with_nothing_removed_the_error_is_that_of_the_network(curves, runs):
    for label, errors in zip(LABELS, runs.test_error, strict=True):
        assert curves[label].of("0% removed") == pytest.approx(100 * errors, abs=1e-4)


def test_with_everything_removed_all_images_get_the_same_answer(curves):
    shares = np.bincount(digits().y_test) / len(digits().y_test)
    for label in LABELS:
        for error in curves[label].of("100% removed"):
            assert np.isclose(100 * (1 - shares), error, atol=1e-4).any()


def test_dropout_in_training_prevents_some_of_the_damage(curves):
    half = damage(curves, 0.5)
    assert (half.of("none") > half.of("dropout")).all()
    assert half.of("none") == pytest.approx(
        curves["none"].of("50% removed") - curves["none"].of("0% removed")
    )


def test_the_curves_can_be_drawn_as_sweeps(curves):
    assert tuple(curves) == LABELS
    assert all(curve.positions == (0.0, 0.5, 1.0) for curve in curves.values())


def test_damage_needs_the_shares_that_it_compares():
    curve = Result("test error", "%", ("0% removed",), (0,), np.zeros((1, 1)), 0.0)
    with pytest.raises(KeyError, match="50% removed"):
        damage({"none": curve}, 0.5)


def test_the_correlation_is_the_mean_over_all_pairs_without_sign():
    rng = np.random.default_rng(0)
    first, second = rng.normal(size=(2, 1000))
    still = np.zeros(1000)
    units = np.stack([first, -first, second, still], axis=1)
    between = abs(np.corrcoef(first, second)[0, 1])
    assert representations._corr(units) == pytest.approx((1 + between + between) / 3)


def test_sparsity_is_the_mean_activation(runs):
    (hidden,) = runs.activations(digits().x_test)
    measured = sparsity(SEEDS)
    assert measured.values == pytest.approx(hidden.mean(axis=(2, 3)), rel=1e-5)
    assert (measured.of("none") > measured.of("dropout")).all()
