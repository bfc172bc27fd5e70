"""What can be measured of a random mask, with bounds that right answers stay inside of.

Every statistic is compared with what independent Bernoulli draws give. A right answer, whatever way
it draws its mask, leaves a bound with a probability of at most :data:`CHANCE`, so a judgement of
twenty such facts rejects a right answer less than twice in ten million times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from dropout_course.grading.attempt import Stopped
from dropout_course.grading.model import Fact

CHANCE = 1e-8
INDEPENDENT = "drops each unit independently of the others"
CALLS, MORE_CALLS = 5, 9
OFTEN = 0.9


def share_margin(probability: float, draws: int, chance: float = CHANCE) -> float:
    """Bound the distance between an observed share and its probability.

    Bernstein's inequality for `draws` independent Bernoulli variables: ``P(|share - p| >= t)`` is
    at most ``2 exp(-n t**2 / (2 p q + 2 t / 3))``. Solved for t where that equals `chance`. Unlike
    the normal approximation it holds for every n and p.

    Parameters
    ----------
    probability
        Probability of one success.
    draws
        Number of independent draws.
    chance
        Largest probability of a share outside of the bound.

    Returns
    -------
    float
        The bound t.
    """
    log = np.log(2 / chance)
    third = log / (3 * draws)
    variance = probability * (1 - probability)
    return float(third + np.sqrt(third**2 + 2 * variance * log / draws))


def spread_margin(groups: int, size: int, rate: float, chance: float = CHANCE) -> float:
    """Bound the relative deviation of :func:`spread` from 1.

    With `groups` independent binomial counts the squared spread is, up to terms of order 1/size, a
    chi-square variable over its degrees of freedom. The Laurent-Massart inequality (2000, lemma 1)
    gives ``P(|X/k - 1| >= 2 sqrt(t/k) + 2 t/k) <= 2 exp(-t)``; the binomial's excess kurtosis
    ``(1 - 6 p q) / (size p q)`` inflates the first term.

    Parameters
    ----------
    groups
        Number of counts.
    size
        Draws behind each count.
    rate
        Probability of one success.
    chance
        Largest probability of a spread outside of the bound.

    Returns
    -------
    float
        The bound on ``|spread**2 - 1|``.
    """
    t = np.log(2 / chance)
    variance = rate * (1 - rate)
    kurtosis = max((1 - 6 * variance) / (size * variance), 0.0)
    return float(2 * np.sqrt(t / groups * (1 + kurtosis / 2)) + 2 * t / groups)


def spread(dropped: np.ndarray, axis: int) -> float:
    """Compare the variance of the counts of dropped units with that of independent draws.

    Parameters
    ----------
    dropped : ndarray of bool, shape (examples, units)
        True where a unit is dropped.
    axis
        The axis to count along: 1 counts per example, 0 per unit.

    Returns
    -------
    float
        Ratio of variances: 1 for independent draws, 0 where each count is exactly the same, and the
        length of the axis where all its entries share one draw.
    """
    counts = dropped.sum(axis=axis)
    size = dropped.shape[axis]
    # Around the observed share: a wrong rate is another fact's business.
    share = float(dropped.mean())
    expected = size * share * (1 - share)
    return float(counts.var() / expected) if expected else 0.0


def share_fact(name: str, dropped: np.ndarray, rate: float) -> Fact:
    """Measure the share of dropped units.

    Parameters
    ----------
    name
        Name of the fact.
    dropped : ndarray of bool, shape (examples, units)
        True where a unit is dropped.
    rate
        The rate that it was drawn with.
    """
    return _share_fact(name, dropped, rate, spread(dropped, axis=0), spread(dropped, axis=1))


def _share_fact(name: str, dropped: np.ndarray, rate: float, *spreads: float) -> Fact:
    # Entries that share a draw count as one draw: a shared mask is another check's business.
    margin = share_margin(rate, int(dropped.size / max(*spreads, 1.0)))
    share = np.count_nonzero(dropped) / dropped.size
    return Fact(name, f"drops a share of {rate:g} at rate {rate:g}", share, rate, margin)


def mask_facts(dropped: np.ndarray, rate: float) -> Iterator[Fact]:
    """Measure a mask of independent draws.

    Parameters
    ----------
    dropped : ndarray of bool, shape (examples, units)
        True where a unit is dropped.
    rate
        The rate that it was drawn with.

    Yields
    ------
    Fact
        ``zeros``, the share that is dropped; ``per_example`` and ``per_unit``, the spreads of the
        counts of dropped units in a row and in a column; ``twins``, whether two rows or two columns
        have the same mask.
    """
    examples, units = dropped.shape
    along_units, along_examples = spread(dropped, axis=1), spread(dropped, axis=0)
    yield _share_fact("zeros", dropped, rate, along_units, along_examples)
    margin = spread_margin(examples, units, rate)
    yield Fact("per_example", INDEPENDENT, along_units, 1.0, margin)
    margin = spread_margin(units, examples, rate)
    yield Fact("per_unit", INDEPENDENT, along_examples, 1.0, margin)
    yield Fact("twins", INDEPENDENT, _has_twins(dropped) or _has_twins(dropped.T), False)


def draw_masks(draw: Callable[[float], np.ndarray], rate: float) -> list[np.ndarray]:
    """Draw five masks one after the other.

    Parameters
    ----------
    draw
        Returns the next one at some rate, True where a unit is dropped.
    rate
        Of the five.

    Raises
    ------
    Stopped
        Every mask drops all of its units or none of them, and both happens. Nothing else can be
        measured then. Masks of right answers are far too large for that.
    """
    masks = [draw(rate) for _ in range(CALLS)]
    found = _all_or_none(masks)
    if found in ({"all"}, {"none"}):
        # One draw for everything that gave "none" at a low rate, or "all" because it keeps what it
        # should drop, does the same nine times in a row at rate .9 with a probability of 1e-9.
        found |= _all_or_none([draw(OFTEN) for _ in range(MORE_CALLS)])
    if found == {"all", "none"}:
        got, expected = "all units or none", "some of the units"
        fact = Fact("all_or_none", INDEPENDENT, got, expected)
        raise Stopped("Each call dropped all of the units or none of them.", fact, "failed")
    return masks


def _all_or_none(masks: Sequence[np.ndarray]) -> set[str]:
    """Return which of the two the masks drop, each of them, and what else."""
    return {"all" if mask.all() else "some" if mask.any() else "none" for mask in masks}


def stream_facts(masks: Sequence[np.ndarray], again: Sequence[np.ndarray]) -> Iterator[Fact]:
    """Measure how masks follow from the generator.

    Parameters
    ----------
    masks
        Drawn one after the other from one generator.
    again
        Two drawn from two generators of the same seed.
    """
    repeats = any(np.array_equal(masks[0], mask) for mask in masks[1:])
    yield Fact("repeats", "draws a new mask at every call", repeats, False)
    same = bool(np.array_equal(again[0], again[1]))
    yield Fact("replays", "draws from the given rng", same, True)


def count_fact(masks: Sequence[np.ndarray]) -> Fact:
    """Measure whether every mask drops the same number of units.

    Five binomial counts with standard deviation s are all equal with a probability of about
    ``1 / (sqrt(5) (2 pi s**2)**2)``: 6e-9 for 6,400 draws at rate .3, less for more.
    """
    fixed = len({int(mask.sum()) for mask in masks}) == 1
    return Fact("fixed_count", INDEPENDENT, fixed, False)


def _has_twins(rows: np.ndarray) -> bool:
    """Whether two rows are the same, where chance does not explain it.

    Two independent rows agree in an entry with probability ``p**2 + q**2``.
    """
    count, length = rows.shape
    share = float(rows.mean())
    pairs = count * (count - 1) / 2
    by_chance = pairs * (share**2 + (1 - share) ** 2) ** length
    return bool(by_chance < CHANCE) and len({row.tobytes() for row in rows}) < count
