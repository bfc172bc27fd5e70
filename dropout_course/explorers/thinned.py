"""A network with some of its units dropped: forward and backward pass of one example.

The twin of the arithmetic in network.js, in the engine's terms, for one example and given masks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Pass:
    """One forward and one backward pass; one array per layer, inputs first."""

    activations: list[Array]
    """Before dropout, ``(units,)``."""
    passed: list[Array]
    """After dropout, what the next layer receives, ``(units,)``."""
    gradients: list[Array]
    """Of the loss, with respect to `activations`, ``(units,)``."""
    probabilities: Array
    """``(classes,)``."""


def scales(
    rates: Sequence[float], training: bool, convention: str
) -> tuple[list[float], list[float]]:
    """Return what each layer's survivors, and the weights behind them, are multiplied by.

    The weights at hand were trained by inverted dropout. By the standard convention the same
    network has weights 1/keep times as large, so that both predict the same.
    """
    inverse = [0.0 if rate == 1 else 1 / (1 - rate) for rate in rates]
    if convention == "inverted":
        return (inverse if training else [1.0] * len(rates)), [1.0] * len(rates)
    return ([1.0] * len(rates) if training else [1 - rate for rate in rates]), inverse


def run(
    weights: Sequence[Array],
    biases: Sequence[Array],
    x: Array,
    label: int,
    masks: Sequence[NDArray[np.int64]],
    units_scale: Sequence[float],
    weights_scale: Sequence[float],
) -> Pass:
    """Pass example `x` with its `label` through the network and its loss back.

    Parameters
    ----------
    weights, biases
        ``(fan_in, fan_out)`` and ``(fan_out,)`` of each layer; ReLU between, softmax at the end.
    x
        ``(inputs,)``.
    label
        The true class.
    masks
        One for the input and each hidden layer, ``(units,)``, 1 keeps.
    units_scale, weights_scale
        From `scales`.
    """
    factors = [mask * scale for mask, scale in zip(masks, units_scale, strict=True)]
    activations, passed = [x], [x * factors[0]]
    for layer in range(1, len(weights)):
        z = passed[-1] @ weights[layer - 1] * weights_scale[layer - 1] + biases[layer - 1]
        activations.append(np.maximum(z, 0))
        passed.append(activations[-1] * factors[layer])
    logits = passed[-1] @ weights[-1] * weights_scale[-1] + biases[-1]
    shares = np.exp(logits - logits.max())
    probabilities = shares / shares.sum()

    gradients: list[Array] = []
    upstream = probabilities - np.eye(len(logits))[label]
    for layer in reversed(range(len(weights))):
        gradients.insert(0, (weights[layer] @ upstream) * weights_scale[layer] * factors[layer])
        upstream = gradients[0] * (activations[layer] > 0)
    return Pass(activations, passed, gradients, probabilities)
