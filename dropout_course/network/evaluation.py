"""What trained networks predict: by weight scaling, or by Monte Carlo.

These functions ask one replica. Results have the shape (examples, classes) unless said otherwise.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropout_course.network.masks import LayerMasks, Multipliers, evaluation_multipliers
from dropout_course.network.parameters import Parameters
from dropout_course.network.passes import forward, log_softmax, softmax
from dropout_course.network.settings import Network
from dropout_course.validation import Floats

EXAMPLES_AT_ONCE = 2048


class Replica(NamedTuple):
    """One trained network: layers with a replica axis of length 1, and the rates of its layers."""

    parameters: Parameters
    rates: tuple[float, ...]


def scaled_logits(
    network: Network, replica: Replica, x: Floats, extra: Multipliers | None = None
) -> Floats:
    """Return the logits of one pass without randomness.

    `extra` multiplies the layers besides: None, or (examples or 1, units).
    """
    logits = []
    for rows in _blocks(x):
        multipliers = evaluation_multipliers(replica.rates, network.convention, x.dtype)
        if extra is not None:
            mine = [m if m is None or len(m) == 1 else m[rows] for m in extra]
            multipliers = [_product(a, b) for a, b in zip(multipliers, mine, strict=True)]
        logits.append(forward(network, replica.parameters, x[None, rows], multipliers).logits[0])
    return np.concatenate(logits)


def activations(network: Network, replica: Replica, x: Floats) -> list[Floats]:
    """Return the activations of each hidden layer, without randomness, (examples, units)."""
    multipliers = evaluation_multipliers(replica.rates, network.convention, x.dtype)
    trace = forward(network, replica.parameters, x[None], multipliers)
    return [a[0] for a in trace.activations]


def random_passes(
    network: Network, replica: Replica, x: Floats, count: int, rng: np.random.Generator
) -> list[Floats]:
    """Return the probabilities of `count` passes, with a fresh mask for each example and pass."""
    sizes = (x.shape[1], *network.hidden)
    passes: list[list[Floats]] = [[] for _ in range(count)]
    for rows in _blocks(x):
        masks = [
            LayerMasks(
                np.array([rate]), network.convention, len(x[rows]), units, [rng], x.dtype, count
            )
            for rate, units in zip(replica.rates, sizes, strict=True)
        ]
        for blocks in passes:
            multipliers = [mask.next() for mask in masks]
            trace = forward(network, replica.parameters, x[None, rows], multipliers)
            blocks.append(softmax(trace.logits[0]))
    return [np.concatenate(blocks) for blocks in passes]


def loss_and_error(logits: Floats, labels: NDArray[np.int64]) -> tuple[float, float]:
    """Return the mean cross-entropy and the fraction of wrong labels; NaN if not finite."""
    loss = -float(log_softmax(logits)[np.arange(len(labels)), labels].mean(dtype=np.float64))
    if not np.isfinite(loss):
        return float("nan"), float("nan")
    return loss, float((logits.argmax(axis=-1) != labels).mean())


def _blocks(x: Floats) -> list[slice]:
    return [slice(at, at + EXAMPLES_AT_ONCE) for at in range(0, len(x), EXAMPLES_AT_ONCE)]


def _product(a: Floats | None, b: Floats | None) -> Floats | None:
    if a is None or b is None:
        return a if b is None else b
    return a * b
