"""What can be measured of normal noise, with bounds that right answers stay inside of.

Each bound is left by a right answer with a chance of at most about
:data:`~dropout_course.grading.masks.CHANCE`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dropout_course.grading.masks import CHANCE, share_margin
from dropout_course.grading.model import Fact

# A normal number lies further than this from its mean, in standard deviations, with chance 7e-9.
FAR = 5.8
# Of normal numbers, this share lies within half a standard deviation of the mean; the two ends of
# that interval move it by this much for each unit of relative error in the standard deviation.
INSIDE, INSIDE_SLOPE = 0.3829, 0.3521


def noise_facts(noise: np.ndarray, variance: float, suffix: str = "") -> Iterator[Fact]:
    """Measure noise that should be independent normal numbers with mean 1.

    Entries that share a draw count as one draw, so that noise of a wrong shape is not blamed for a
    wrong mean and variance as well.

    Parameters
    ----------
    noise : ndarray, shape (examples, units)
        The factors.
    variance
        That of a right answer.
    suffix
        Ends the names of the facts, where several samples are measured.

    Yields
    ------
    Fact
        ``mean``, ``variance``; ``per_example`` and ``per_unit``, the variances of the means of rows
        and of columns, 1 for independent draws; ``inside``, the share near the mean.
    """
    # So that the squares of a wrong answer do not overflow.
    noise = np.clip(noise, -1e100, 1e100)
    # Equal numbers have a variance of rounding errors.
    found = float(noise.var()) if np.ptp(noise) > 1e-6 else 0.0
    examples, units = noise.shape
    spreads = {
        "per_example": (float(noise.mean(axis=1).var()) * units, examples),
        "per_unit": (float(noise.mean(axis=0).var()) * examples, units),
    }
    ratios = [spread / found for spread, _ in spreads.values()] if found else [noise.size]
    draws = noise.size / max(*ratios, 1.0)
    error = variance_error(draws)
    margin = FAR * np.sqrt((found or variance) / draws)
    yield Fact(f"mean{suffix}", "has noise with mean 1", float(noise.mean()), 1.0, margin)
    check = "has noise with variance rate / (1 - rate)"
    yield Fact(f"variance{suffix}", check, found, variance, error * max(found, variance))
    check = "draws noise for every entry by itself"
    for name, (spread, groups) in spreads.items():
        # The ratio of two variances: of the means, and of all entries.
        margin = (1 + variance_error(groups - 1)) / (1 - variance_error(noise.size)) - 1
        yield Fact(f"{name}{suffix}", check, spread / found if found else 0.0, 1.0, margin)
    near = np.abs(noise - noise.mean()) <= np.sqrt(found) / 2
    margin = share_margin(INSIDE, int(draws)) + INSIDE_SLOPE * error
    check = "has noise with a normal distribution"
    yield Fact(f"inside{suffix}", check, float(near.mean()), INSIDE, margin)


def variance_error(draws: float) -> float:
    """Bound the relative error of a variance estimated from independent normal numbers.

    The estimate is a chi-square variable X over its k degrees of freedom. Laurent and Massart
    (2000, lemma 1) give ``P(|X/k - 1| >= 2 sqrt(t/k) + 2 t/k) <= 2 exp(-t)``.
    """
    t = np.log(2 / CHANCE)
    return float(2 * np.sqrt(t / draws) + 2 * t / draws)
