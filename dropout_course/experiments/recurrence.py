"""Dropout in a small recurrent network: a mask for every time step, and one for the sequence."""

from __future__ import annotations

from functools import partial

import numpy as np

from dropout_course.experiments.descent import Array, Parameters, Pass, descend, glorot, zeros
from dropout_course.experiments.result import Result
from dropout_course.experiments.sweeps import NONE
from dropout_course.layers import sample_mask

UNITS = 64
FRESH, SHARED = "a mask for every step", "one mask for the sequence"


def recurrence(
    seeds: int = 10, rate: float = 0.25, label_noise: float = 0.0, steps: int = 600
) -> Result:
    """Compare kinds of dropout of the hidden state of a tanh network that reads digits row by row.

    References
    ----------
    Gal and Ghahramani, NeurIPS 2016 (one mask for all time steps).
    """
    kinds = {kind: partial(_forward, kind, rate) for kind in (NONE, FRESH, SHARED)}
    return descend(_initial, kinds, seeds, steps=steps, label_noise=label_noise)


def _initial(rng: np.random.Generator) -> Parameters:
    return {
        "read": glorot(rng, 8, UNITS),
        "recur": glorot(rng, UNITS, UNITS),
        "shift": zeros(UNITS),
        "weights": glorot(rng, UNITS, 10),
        "bias": zeros(10),
    }


def _forward(
    kind: str, rate: float, p: Parameters, x: Array, rng: np.random.Generator, training: bool
) -> Pass:
    batch, times, _ = x.shape
    factors: Array = np.ones((times, batch, UNITS), np.float32)
    if training and kind != NONE:
        rows = times if kind == FRESH else 1
        factors = factors * (sample_mask((rows, batch, UNITS), rate, rng) / np.float32(1 - rate))
    states, dropped = [], [np.zeros((batch, UNITS), np.float32)]
    for time in range(times):
        state = np.tanh(x[:, time] @ p["read"] + dropped[-1] @ p["recur"] + p["shift"])
        states.append(state)
        dropped.append(state * factors[time])
    logits = dropped[-1] @ p["weights"] + p["bias"]

    def backward(upstream: Array) -> Parameters:
        gradients = {name: np.zeros_like(value) for name, value in p.items()}
        gradients["weights"] = dropped[-1].T @ upstream
        gradients["bias"] = upstream.sum(axis=0)
        to_dropped = upstream @ p["weights"].T
        for time in reversed(range(times)):
            to_linear = to_dropped * factors[time] * (1 - states[time] ** 2)
            gradients["read"] += x[:, time].T @ to_linear
            gradients["recur"] += dropped[time].T @ to_linear
            gradients["shift"] += to_linear.sum(axis=0)
            to_dropped = to_linear @ p["recur"].T
        return gradients

    return logits, backward
