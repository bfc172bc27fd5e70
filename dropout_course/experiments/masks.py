"""What a mask does to a layer: exact averages over all masks, and counts over many."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import product

import numpy as np
from numpy.typing import NDArray

from dropout_course.experiments.result import Result
from dropout_course.layers import (
    inverted_dropout,
    inverted_dropout_backward,
    sample_mask,
    standard_dropout,
)

RATE = 0.3
UNITS = 8
Array = NDArray[np.float64]


def links(seeds: int = 20, rate: float = RATE) -> Result:
    """Measure the gradients of the weights into and out of units, dropped and kept.

    The network is one hidden layer with a squared loss. For each seed the value is the largest
    gradient of a weight that touches a dropped unit, and of one that touches a kept unit.

    References
    ----------
    Srivastava et al., JMLR 15 (2014), section 5.1.
    """

    def largest(rng: np.random.Generator) -> list[float]:
        x, into = rng.normal(size=(1, 5)), rng.normal(size=(5, UNITS))
        out = rng.normal(size=(UNITS, 3))
        hidden = np.tanh(x @ into)
        mask = np.zeros(hidden.shape, bool)
        while mask.all() or not mask.any():
            mask = sample_mask(hidden.shape, rate, rng)
        dropped = hidden * mask / (1 - rate)
        upstream = dropped @ out - 1.0
        out_gradient = np.abs(dropped.T @ upstream).max(axis=1)
        back = inverted_dropout_backward(upstream @ out.T, mask, rate) * (1 - hidden**2)
        into_gradient = np.abs(x.T @ back).max(axis=0)
        touching = np.maximum(into_gradient, out_gradient)
        return [float(touching[~mask[0]].max()), float(touching[mask[0]].min())]

    return per_seed(
        "gradient of the weights around a unit", "", ("dropped units", "kept units"), seeds, largest
    )


def alive_counts(seeds: int = 20, units: int = 100, masks: int = 10_000) -> Result:
    """Measure, at rate .5, how many units are off: on average, and exactly half of them."""

    def shares(rng: np.random.Generator) -> list[float]:
        off = (~sample_mask((masks, units), 0.5, rng)).sum(axis=1)
        return [float((off == units // 2).mean()), float(off.mean() / units)]

    settings = ("masks with exactly half of the units off", "units off, on average")
    return per_seed("share at rate .5", "", settings, seeds, shares)


def meaning_of_rate(seeds: int = 20, rate: float = RATE) -> Result:
    """Measure which share of a layer is zero when the argument is `rate`."""

    def share(rng: np.random.Generator) -> list[float]:
        y = inverted_dropout(np.ones((1000, 200)), rate, rng)
        return [float((y == 0).mean())]

    return per_seed("share of zeros", "", (f"argument {rate:g}",), seeds, share)


def expectations(seeds: int = 20, rate: float = RATE) -> Result:
    """Average over all masks of a layer: what it hands on, beside what it is given.

    Values are the largest deviations from the layer without dropout: of the output itself, of a
    linear unit after it, of a ReLU unit after it, and of the same for a mask without scaling.
    """
    every, probability = all_masks(UNITS, rate)

    def deviations(rng: np.random.Generator) -> list[float]:
        x, weights = rng.normal(size=UNITS), rng.normal(size=UNITS)
        scaled, plain = x * every / (1 - rate), x * every
        relu = np.maximum(scaled @ weights, 0)
        return [
            float(np.abs(probability @ scaled - x).max()),
            float(np.abs(probability @ (scaled @ weights) - x @ weights)),
            float(np.abs(probability @ relu - max(float(x @ weights), 0.0))),
            float(np.abs(probability @ plain - x).max()),
        ]

    settings = ("scaled output", "linear unit after it", "ReLU unit after it", "output not scaled")
    return per_seed("distance of the average from no dropout", "", settings, seeds, deviations)


def evaluation_factors(seeds: int = 20, rate: float = RATE) -> Result:
    """Measure by which factor each convention multiplies its input at evaluation."""

    def factors(rng: np.random.Generator) -> list[float]:
        x = rng.uniform(1, 2, size=(10, 20))
        layers = (inverted_dropout, standard_dropout)
        return [float((layer(x, rate, rng, training=False) / x).mean()) for layer in layers]

    return per_seed("factor at evaluation", "", ("inverted", "standard"), seeds, factors)


def pre_activation_share(seeds: int = 20, rate: float = RATE) -> Result:
    """Measure the average of W(r*x) as a share of Wx, with note 2's formula and with its factor."""
    every, probability = all_masks(UNITS, rate)

    def shares(rng: np.random.Generator) -> list[float]:
        x, weights = rng.uniform(1, 2, size=UNITS), rng.uniform(1, 2, size=UNITS)
        mean = probability @ ((every * x) @ weights)
        return [float(mean / (x @ weights)), float(mean / (1 - rate) / (x @ weights))]

    settings = ("the formula as written", "with the factor 1/keep")
    return per_seed("average pre-activation over that without dropout", "", settings, seeds, shares)


def noise(seeds: int = 20, rate: float = RATE) -> Result:
    """Compare the variance over all masks with x² p/q, and the second moment with x²/q."""
    every, probability = all_masks(UNITS, rate)

    def ratios(rng: np.random.Generator) -> list[float]:
        x = rng.uniform(0.5, 2, size=UNITS)
        y = x * every / (1 - rate)
        second = probability @ y**2
        variance = second - (probability @ y) ** 2
        return [
            float((variance / (x**2 * rate / (1 - rate))).mean()),
            float((second / (x**2 / (1 - rate))).mean()),
        ]

    settings = ("variance", "second moment")
    return per_seed("measured over formula", "", settings, seeds, ratios)


def mask_sharing(seeds: int = 20, rate: float = 0.5) -> Result:
    """Measure the correlation of the masks of two examples, drawn for each and for the batch."""

    def correlations(rng: np.random.Generator) -> list[float]:
        values = []
        for rows in (2, 1):
            mask = np.broadcast_to(sample_mask((rows, 5000), rate, rng), (2, 5000))
            values.append(float(np.corrcoef(mask.astype(float))[0, 1]))
        return values

    settings = ("a mask for each example", "one mask for the batch")
    return per_seed("correlation of two examples' masks", "", settings, seeds, correlations)


def activation_order(seeds: int = 20, rate: float = 0.5) -> Result:
    """Compare dropout before and after an activation function, with one and the same mask."""

    def gaps(rng: np.random.Generator) -> list[float]:
        z = rng.normal(size=(100, 50))
        factor = sample_mask(z.shape, rate, rng) / (1 - rate)

        def relu(values: Array) -> Array:
            return np.maximum(values, 0)

        def sigmoid(values: Array) -> Array:
            return np.asarray(1 / (1 + np.exp(-values)))

        return [float(np.abs(f(z * factor) - f(z) * factor).max()) for f in (relu, sigmoid)]

    return per_seed("largest difference", "", ("ReLU", "sigmoid"), seeds, gaps)


def all_masks(units: int, rate: float) -> tuple[Array, Array]:
    """Return all masks of a layer, shape (2**units, units), and their probabilities."""
    every = np.array(list(product([0.0, 1.0], repeat=units)))
    kept = every.sum(axis=1)
    return every, (1 - rate) ** kept * rate ** (units - kept)


def per_seed(
    quantity: str,
    unit: str,
    settings: tuple[str, ...],
    seeds: int,
    of_one: Callable[[np.random.Generator], list[float]],
) -> Result:
    """Call `of_one` with the generator of each seed and put what it returns into a Result."""
    started = time.perf_counter()
    values = np.array([of_one(np.random.default_rng(seed)) for seed in range(seeds)]).T
    return Result(
        quantity, unit, settings, tuple(range(seeds)), values, time.perf_counter() - started
    )
