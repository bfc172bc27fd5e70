"""The average over all masks of a small network, each weighted by its probability."""

import numpy as np

from dropout_course.network.evaluation import EXAMPLES_AT_ONCE, Replica
from dropout_course.network.masks import Multipliers
from dropout_course.network.passes import forward, log_softmax, softmax
from dropout_course.network.settings import Network
from dropout_course.validation import Floats

MOST_UNITS = 16


def exact_average(network: Network, replica: Replica, x: Floats, geometric: bool = False) -> Floats:
    """Return the mean of the probabilities over all masks, shape (examples, classes).

    `geometric` gives the normalised geometric mean, which weight scaling equals for dropout on the
    last hidden layer (Baldi & Sadowski 2013).

    Raises
    ------
    ValueError
        If more than `MOST_UNITS` units can be dropped.
    """
    masks, chances = _all_masks(replica.rates, (x.shape[1], *network.hidden))
    inverted = network.convention == "inverted"
    scale = [1 / (1 - rate) if inverted and rate < 1 else 1.0 for rate in replica.rates]
    at_once = max(1, EXAMPLES_AT_ONCE // len(x))
    total = np.zeros((len(x), replica.parameters[-1].bias.shape[2]))
    for start in range(0, len(chances), at_once):
        block = slice(start, start + at_once)
        # The masks take the place of replicas, all with the same parameters.
        multipliers: Multipliers = [
            (mask[block, None] * factor).astype(x.dtype)
            for mask, factor in zip(masks, scale, strict=True)
        ]
        logits = forward(network, replica.parameters, x[None], multipliers).logits
        values = log_softmax(logits) if geometric else softmax(logits)
        total += (chances[block, None, None] * values).sum(axis=0)
    return softmax(total) if geometric else total


def _all_masks(
    rates: tuple[float, ...], sizes: tuple[int, ...]
) -> tuple[list[np.ndarray], np.ndarray]:
    """Return every possible mask of each layer, (masks, units), and the masks' probabilities."""
    rate = np.repeat(rates, sizes)
    undecided = np.flatnonzero((rate > 0) & (rate < 1))
    units = len(undecided)
    if units > MOST_UNITS:
        raise ValueError(
            f"{units} units can be dropped, which makes 2**{units} masks; averaging them all is "
            f"possible up to {MOST_UNITS} units. Use Monte Carlo."
        )
    masks = np.tile(rate < 1, (2**units, 1))
    masks[:, undecided] = (np.arange(2**units)[:, None] >> np.arange(units)) & 1
    chances = np.where(masks, 1 - rate, rate).prod(axis=1)
    return np.split(masks, np.cumsum(sizes)[:-1], axis=1), chances
