"""Exact averages over masks, and counts over many, against what theory gives."""

from math import comb

import numpy as np
import pytest

from dropout_course.experiments import masks
from dropout_course.layers import inverted_dropout


def test_all_masks_are_there_once_with_probabilities_of_independent_coins():
    every, probability = masks.all_masks(3, 0.3)
    assert len({tuple(mask) for mask in every}) == 8
    assert probability.sum() == pytest.approx(1)
    by_mask = dict(zip(map(tuple, every), probability, strict=True))
    assert by_mask[1, 1, 0] == pytest.approx(0.7 * 0.7 * 0.3)


@pytest.mark.parametrize("rate", [0.2, 0.7])
def test_the_mean_over_all_masks_is_the_mean_over_many_draws(rate):
    x = np.arange(1.0, masks.UNITS + 1)
    every, probability = masks.all_masks(masks.UNITS, rate)
    exact = probability @ np.maximum((x * every / (1 - rate)).sum(axis=1) - 30, 0)
    drawn = inverted_dropout(np.tile(x, (100_000, 1)), rate, np.random.default_rng(0))
    values = np.maximum(drawn.sum(axis=1) - 30, 0)
    assert values.mean() == pytest.approx(exact, abs=5 * values.std() / len(values) ** 0.5)


def test_a_dropped_unit_gets_no_gradient_and_a_kept_one_does():
    result = masks.links(seeds=5)
    assert (result.of("dropped units") == 0).all()
    assert (result.of("kept units") > 0).all()


def test_half_of_the_units_is_a_mean_and_not_a_promise():
    result = masks.alive_counts(seeds=5)
    exact = comb(100, 50) / 2**100
    assert result.of("masks with exactly half of the units off") == pytest.approx(exact, abs=0.015)
    assert result.of("units off, on average") == pytest.approx(0.5, abs=0.003)


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.8])
def test_the_rate_is_the_share_of_zeros(rate):
    share = masks.meaning_of_rate(seeds=3, rate=rate).values
    assert share == pytest.approx(rate, abs=0.006)


def test_scaling_keeps_the_mean_until_a_nonlinearity():
    result = masks.expectations(seeds=5)
    assert (result.of("scaled output") < 1e-12).all()
    assert (result.of("linear unit after it") < 1e-12).all()
    assert result.interval("ReLU unit after it").mean > 0.05
    assert (result.of("output not scaled") > 0.01).all()


def test_the_conventions_differ_at_evaluation_by_keep():
    result = masks.evaluation_factors(seeds=2, rate=0.3)
    assert result.of("inverted") == pytest.approx(1)
    assert result.of("standard") == pytest.approx(0.7)


@pytest.mark.parametrize("rate", [0.3, 0.6])
def test_the_formula_without_its_factor_hands_on_the_share_keep(rate):
    result = masks.pre_activation_share(seeds=3, rate=rate)
    assert result.of("the formula as written") == pytest.approx(1 - rate)
    assert result.of("with the factor 1/keep") == pytest.approx(1)


@pytest.mark.parametrize("rate", [0.3, 0.8])
def test_noise_is_that_of_the_formulas(rate):
    assert masks.noise(seeds=3, rate=rate).values == pytest.approx(1)


def test_masks_are_shared_only_by_those_who_share_them():
    result = masks.mask_sharing(seeds=5)
    assert result.of("one mask for the batch") == pytest.approx(1)
    assert np.abs(result.of("a mask for each example")).max() < 0.08


def test_only_a_function_that_maps_zero_to_zero_commutes_with_dropout():
    result = masks.activation_order(seeds=2)
    assert result.of("ReLU") == pytest.approx(0, abs=1e-12)
    assert (result.of("sigmoid") > 0.4).all()
