"""What trained networks predict: by weight scaling, by Monte Carlo, by averaging all masks.

These functions ask one replica. Results have the shape (examples, classes) unless said otherwise.
"""

from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropout_course.network.masks import LayerMasks, Multipliers, evaluation_multipliers
from dropout_course.network.parameters import Parameters
from dropout_course.network.passes import forward, softmax
from dropout_course.network.settings import Network
from dropout_course.validation import Floats

EXAMPLES_AT_ONCE = 2048
MOST_UNITS_TO_ENUMERATE = 16


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


def one_pass(network: Network, replica: Replica, x: Floats, rng: np.random.Generator) -> Floats:
    """Return the probabilities of one pass with fresh masks, one for each example."""
    sizes = (x.shape[1], *network.hidden)
    probabilities = []
    for rows in _blocks(x):
        count = len(x[rows])
        multipliers = [
            LayerMasks(np.array([rate]), network.convention, count, units, [rng], x.dtype).next()
            for rate, units in zip(replica.rates, sizes, strict=True)
        ]
        trace = forward(network, replica.parameters, x[None, rows], multipliers)
        probabilities.append(softmax(trace.logits[0]))
    return np.concatenate(probabilities)


def exact_average(network: Network, replica: Replica, x: Floats, geometric: bool = False) -> Floats:
    """Return the mean of the probabilities over all masks, each weighted by its probability.

    `geometric` gives the normalised geometric mean, which weight scaling equals for dropout on the
    last hidden layer (Baldi & Sadowski 2013).

    Raises
    ------
    ValueError
        If more than `MOST_UNITS_TO_ENUMERATE` units can be dropped.
    """
    parameters, rates = replica
    sizes = (x.shape[1], *network.hidden)
    undecided = [(layer, rate) for layer, rate in enumerate(rates) if 0 < rate < 1]
    units = sum(sizes[layer] for layer, _ in undecided)
    if units > MOST_UNITS_TO_ENUMERATE:
        raise ValueError(
            f"{units} units can be dropped, which makes 2**{units} masks; averaging them all is "
            f"possible up to {MOST_UNITS_TO_ENUMERATE} units. Use Monte Carlo."
        )
    scale = [1.0 if network.convention == "standard" or r == 1 else 1 / (1 - r) for r in rates]
    total = np.zeros((len(x), parameters[-1].bias.shape[2]))
    for bits in product([0.0, 1.0], repeat=units):
        kept = iter(bits)
        masks = [
            np.array([next(kept) for _ in range(size)]) if 0 < rate < 1 else np.full(size, rate < 1)
            for rate, size in zip(rates, sizes, strict=True)
        ]
        chance = np.prod(
            [np.where(masks[layer] == 1, 1 - rate, rate).prod() for layer, rate in undecided]
        )
        multipliers: Multipliers = [
            (mask * factor).astype(x.dtype)[None, None]
            for mask, factor in zip(masks, scale, strict=True)
        ]
        logits = forward(network, parameters, x[None], multipliers).logits[0]
        total += chance * (_log_softmax(logits) if geometric else softmax(logits))
    return softmax(total) if geometric else total


def loss_and_error(logits: Floats, labels: NDArray[np.int64]) -> tuple[float, float]:
    """Return the mean cross-entropy and the fraction of wrong labels; NaN if not finite."""
    loss = -float(_log_softmax(logits)[np.arange(len(labels)), labels].mean(dtype=np.float64))
    if not np.isfinite(loss):
        return float("nan"), float("nan")
    return loss, float((logits.argmax(axis=-1) != labels).mean())


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs


def _blocks(x: Floats) -> list[slice]:
    return [slice(at, at + EXAMPLES_AT_ONCE) for at in range(0, max(len(x), 1), EXAMPLES_AT_ONCE)]


def _product(a: Floats | None, b: Floats | None) -> Floats | None:
    if a is None or b is None:
        return a if b is None else b
    return a * b
