"""Dropout as noise: normal noise with the same mean and variance in the place of the mask."""

from __future__ import annotations

from functools import partial

import numpy as np

from dropout_course.experiments.descent import Array, Parameters, Pass, descend, glorot, zeros
from dropout_course.experiments.result import Result
from dropout_course.experiments.sweeps import NOISE, NONE
from dropout_course.sampling import keep_mask

MASK, GAUSSIAN = "dropout", "Gaussian noise"
UNITS = 256


def gaussian_noise(
    seeds: int = 10, rate: float = 0.5, label_noise: float = NOISE, *, steps: int = 600
) -> Result:
    """Compare no noise, dropout and Gaussian noise of the same variance on hidden units.

    References
    ----------
    Srivastava et al., JMLR 15 (2014), section 10, table 10.
    """
    kinds = {kind: partial(_forward, kind, rate) for kind in (NONE, MASK, GAUSSIAN)}
    return descend(_initial, kinds, seeds, steps=steps, label_noise=label_noise)


def _initial(rng: np.random.Generator) -> Parameters:
    return {
        "into": glorot(rng, 64, UNITS),
        "into_bias": zeros(UNITS),
        "out": glorot(rng, UNITS, 10),
        "out_bias": zeros(10),
    }


def _forward(
    kind: str,
    rate: float,
    parameters: Parameters,
    x: Array,
    rng: np.random.Generator,
    training: bool,
) -> Pass:
    pixels = x.reshape(len(x), -1)
    before = pixels @ parameters["into"] + parameters["into_bias"]
    factor = _factor(kind if training else NONE, rate, before, rng)
    hidden = np.maximum(before, 0) * factor

    def backward(gradient: Array) -> Parameters:
        below = gradient @ parameters["out"].T * factor * (before > 0)
        return {
            "into": pixels.T @ below,
            "into_bias": below.sum(axis=0),
            "out": hidden.T @ gradient,
            "out_bias": gradient.sum(axis=0),
        }

    return hidden @ parameters["out"] + parameters["out_bias"], backward


def _factor(kind: str, rate: float, units: Array, rng: np.random.Generator) -> Array:
    """Draw what the units are multiplied by: mean 1, variance rate / keep but for no noise."""
    if kind == MASK:
        return np.asarray(keep_mask(units.shape, rate, rng) / (1 - rate), units.dtype)
    if kind == GAUSSIAN:
        return np.asarray(rng.normal(1, (rate / (1 - rate)) ** 0.5, units.shape), units.dtype)
    return np.ones_like(units)
