"""The bounds on masks let right answers pass and wrong ones not."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from dropout_course.grading.attempt import Stopped
from dropout_course.grading.layers import SHAPE
from dropout_course.grading.masks import (
    CHANCE,
    count_fact,
    draw_masks,
    mask_facts,
    share_fact,
    share_margin,
    spread,
    spread_margin,
    stream_facts,
)


def drawn(seed: int, rate: float = 0.3, shape: tuple[int, int] = SHAPE) -> np.ndarray:
    return np.random.default_rng(seed).random(shape) < rate


def failed(facts) -> set[str]:
    return {fact.name for fact in facts if not fact.holds}


@pytest.mark.parametrize(("n", "p"), [(10, 0.3), (60, 0.2), (400, 0.3), (400, 0.9), (1000, 0.01)])
def test_the_share_leaves_its_bound_less_often_than_stated(n: int, p: float) -> None:
    chance = 1e-3
    margin = share_margin(p, n, chance)
    outside = sum(
        comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1) if abs(k / n - p) >= margin
    )
    assert outside <= chance
    assert margin > share_margin(p, 4 * n, chance)
    assert margin < share_margin(p, n, chance / 100)


@pytest.mark.parametrize(("groups", "size", "rate"), [(150, 160, 0.3), (40, 30, 0.2)])
def test_the_spread_leaves_its_bound_less_often_than_stated(groups, size, rate) -> None:
    chance, rounds = 0.01, 4000
    margin = spread_margin(groups, size, rate, chance)
    counts = np.random.default_rng(0).binomial(size, rate, (rounds, groups))
    ratios = counts.var(axis=1) / (size * rate * (1 - rate))
    assert (np.abs(ratios - 1) > margin).mean() <= chance


def test_the_bounds_of_a_layer_tell_a_fixed_number_from_chance() -> None:
    for rate in (0.3, 0.8):
        assert spread_margin(SHAPE[0], SHAPE[1], rate) < 1
        assert spread_margin(SHAPE[1], SHAPE[0], rate) < 1
        assert share_margin(rate, SHAPE[0] * SHAPE[1]) < 0.025


def test_the_spread_is_one_for_chance_and_the_length_for_shared_draws() -> None:
    assert spread(drawn(0), axis=0) == pytest.approx(1, abs=0.5)
    rows = np.broadcast_to(drawn(1)[:1], SHAPE)
    assert spread(rows, axis=0) == pytest.approx(SHAPE[0])
    assert spread(rows, axis=1) == 0
    assert spread(np.zeros(SHAPE, dtype=bool), axis=0) == 0


@pytest.mark.parametrize("rate", [0.3, 0.8])
def test_independent_masks_hold(rate: float) -> None:
    for seed in range(50):
        assert not failed(mask_facts(drawn(seed, rate), rate))


def test_wrong_masks_fail_where_they_are_wrong() -> None:
    right = drawn(0)
    assert failed(mask_facts(drawn(0, 0.4), 0.3)) == {"zeros"}
    assert failed(mask_facts(drawn(0, 0.34), 0.3)) == {"zeros"}
    assert failed(mask_facts(np.broadcast_to(right[:1], SHAPE), 0.3)) == {
        "per_example",
        "per_unit",
        "twins",
    }
    doubled = np.concatenate([right[: SHAPE[0] // 2]] * 2)
    assert "twins" in failed(mask_facts(doubled, 0.3))
    assert "twins" in failed(mask_facts(np.concatenate([right[:-1], right[:1]]), 0.3))
    assert "twins" in failed(mask_facts(np.concatenate([right[:, :-1], right[:, :1]], axis=1), 0.3))
    ranks = np.random.default_rng(0).random(SHAPE).argsort(axis=1).argsort(axis=1)
    assert failed(mask_facts(ranks < 0.3 * SHAPE[1], 0.3)) == {"per_example"}
    ranks = np.random.default_rng(0).random(SHAPE).argsort(axis=0).argsort(axis=0)
    assert failed(mask_facts(ranks < 0.3 * SHAPE[0], 0.3)) == {"per_unit"}


def test_small_masks_may_well_be_twins() -> None:
    for seed in range(50):
        assert "twins" not in failed(mask_facts(drawn(seed, shape=(30, 5)), 0.3))


def test_a_share_of_shared_draws_is_given_more_room() -> None:
    shared = np.broadcast_to(drawn(3)[:1], SHAPE)
    assert share_fact("zeros", shared, 0.3).tolerance > share_fact("zeros", drawn(3), 0.3).tolerance
    assert share_fact("zeros", shared, 0.3).holds


def test_equal_counts_are_no_chance() -> None:
    masks = [drawn(seed) for seed in range(5)]
    assert count_fact(masks).holds
    assert not count_fact([np.roll(masks[0], k) for k in range(5)]).holds


def test_all_or_none_is_told_at_once() -> None:
    for seed in range(200):
        rng = np.random.default_rng(seed)
        for kept in (False, True):

            def one_draw(rate, rng=rng, kept=kept):
                return np.full((4, 3), (rng.random() < rate) != kept)

            with pytest.raises(Stopped) as caught:
                draw_masks(one_draw, 0.3)
            assert caught.value.fact.name == "all_or_none"
    for never_varies in (np.zeros, np.ones):
        assert len(draw_masks(lambda _, n=never_varies: n((4, 3), dtype=bool), 0.3)) == 5
    assert len(draw_masks(lambda rate: rng.random((40, 3)) < rate, 0.3)) == 5


def test_masks_must_differ_from_call_to_call_and_follow_from_the_generator() -> None:
    masks = [drawn(seed) for seed in range(5)]
    assert not failed(stream_facts(masks, [masks[0], masks[0].copy()]))
    assert failed(stream_facts([*masks[:4], masks[0]], masks[:2])) == {"repeats", "replays"}


def test_the_chance_of_a_false_rejection_is_far_below_one_in_a_million() -> None:
    assert 20 * CHANCE < 1e-6
