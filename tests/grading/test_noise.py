"""Noise is judged by its distribution: right noise passes, and each kind of wrong noise shows."""

import numpy as np
import pytest

from dropout_course.grading.noise import noise_facts, variance_error

SHAPE, VARIANCE = (300, 100), 1.5


def failed(noise: np.ndarray) -> set[str]:
    return {fact.name for fact in noise_facts(noise, VARIANCE) if not fact.holds}


@pytest.mark.parametrize("seed", range(50))
def test_independent_normal_noise_passes(seed: int) -> None:
    noise = np.random.default_rng(seed).normal(1, np.sqrt(VARIANCE), SHAPE)
    assert failed(noise) == set()


@pytest.mark.parametrize(
    ("draw", "shows"),
    [
        (lambda rng: rng.normal(0, np.sqrt(VARIANCE), SHAPE), {"mean"}),
        (lambda rng: rng.normal(1, VARIANCE, SHAPE), {"variance"}),
        # Where all examples share their noise, the means of the examples do not vary at all.
        (
            lambda rng: rng.normal(1, np.sqrt(VARIANCE), SHAPE[1:]) * np.ones(SHAPE),
            {"per_unit", "per_example"},
        ),
        (
            lambda rng: rng.normal(1, np.sqrt(VARIANCE), (SHAPE[0], 1)) * np.ones(SHAPE),
            {"per_example"},
        ),
        (lambda rng: 1 + np.sqrt(3 * VARIANCE) * rng.uniform(-1, 1, SHAPE), {"inside"}),
        (lambda rng: (rng.random(SHAPE) >= 0.6) / 0.4, {"inside"}),
    ],
)
def test_each_fault_shows_where_it_belongs(draw, shows) -> None:
    for seed in range(10):
        assert failed(draw(np.random.default_rng(seed))) == shows


def test_one_number_for_all_entries_is_no_noise() -> None:
    assert "per_example" in failed(np.full(SHAPE, 1.3))


def test_bounds_are_five_standard_deviations_and_more() -> None:
    facts = [
        {fact.name: fact for fact in noise_facts(np.random.default_rng(s).normal(1, 1, SHAPE), 1.0)}
        for s in range(200)
    ]
    for name in facts[0]:
        found = [(float(f[name].got) - float(f[name].expected)) / f[name].tolerance for f in facts]
        assert np.std(found) < 1 / 5


def test_the_variance_of_fewer_draws_is_known_less_well() -> None:
    assert variance_error(30_000) < variance_error(300) < 1
