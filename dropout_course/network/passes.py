"""The forward and the backward pass of all replicas: plain layers, a batched product at a time.

Every array has the axes (replicas, batch, units). Dropout is nothing but a multiplication:
`multipliers` holds what the input and each hidden layer are multiplied by.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dropout_course.network.batch_norm import Normalised, normalise, normalise_backward
from dropout_course.network.masks import Multipliers
from dropout_course.network.parameters import Layer, Parameters
from dropout_course.network.settings import Activation, Network
from dropout_course.validation import Floats

SPARSITY_TARGET = 0.05  # mean activation that the sparsity penalty asks for


def relu(z: Floats) -> Floats:
    """Return max(z, 0)."""
    return np.maximum(z, np.zeros(z.shape[-1], z.dtype))  # twice as fast as with a lone 0


def sigmoid(z: Floats) -> Floats:
    """Return 1 / (1 + exp(-z)), without overflow."""
    return (1 + np.tanh(z / 2)) / 2


ACTIVATIONS: dict[Activation, Callable[[Floats], Floats]] = {
    "relu": relu,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
}
DERIVATIVES: dict[Activation, Callable[[Floats], np.ndarray]] = {  # of the activation a = f(z)
    "relu": lambda a: a > 0,
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a * a,
}


@dataclass
class Trace:
    """What a forward pass leaves behind.

    Attributes
    ----------
    inputs : list of ndarray
        What each dense layer received: activations after dropout (and batch norm, if that comes
        last).
    activations : list of ndarray
        Of each hidden layer, before dropout.
    normalised : list of Normalised
        Of each hidden layer with batch norm.
    logits : ndarray, shape (replicas, batch, classes)
    """

    inputs: list[Floats] = field(default_factory=list)
    activations: list[Floats] = field(default_factory=list)
    normalised: list[Normalised] = field(default_factory=list)
    logits: Floats = field(default_factory=lambda: np.empty(0, np.float32))


def forward(
    network: Network,
    parameters: Parameters,
    x: Floats,
    multipliers: Multipliers,
    training: bool = False,
) -> Trace:
    """Run all replicas on `x`, of shape (replicas or 1, batch, pixels).

    `training` concerns batch norm only; dropout is decided by the multipliers.
    """
    trace = Trace()
    activate = ACTIVATIONS[network.activation]
    h = _times(x, multipliers[0])
    for layer, multiplier in zip(parameters[:-1], multipliers[1:], strict=True):
        trace.inputs.append(h)
        z: Floats = h @ layer.weights
        z += layer.bias
        if network.batch_norm == "before dropout":
            z, cache = normalise(layer, z, training)
            trace.normalised.append(cache)
        a = activate(z)
        trace.activations.append(a)
        h = _times(a, multiplier)
        if network.batch_norm == "after dropout":
            h, cache = normalise(layer, h, training)
            trace.normalised.append(cache)
    trace.inputs.append(h)
    trace.logits = h @ parameters[-1].weights + parameters[-1].bias
    return trace


def backward(
    network: Network,
    parameters: Parameters,
    trace: Trace,
    upstream: Floats,
    multipliers: Multipliers,
    sparsity: Floats | None = None,
) -> Parameters:
    """Return the gradients of the parameters, given the gradient `upstream` of the logits.

    `trace` is that of a forward pass in training with the same multipliers. `sparsity`, of shape
    (replicas, 1, 1), is the weight of the penalty on the mean activations.
    """
    gradients = [_dense_backward(trace.inputs[-1], upstream)]
    for number in reversed(range(len(network.hidden))):
        layer, a = parameters[number], trace.activations[number]
        upstream = upstream @ parameters[number + 1].weights.swapaxes(1, 2)
        gain = offset = None
        if network.batch_norm == "after dropout":
            upstream, gain, offset = normalise_backward(layer, upstream, trace.normalised[number])
        upstream = _times(upstream, multipliers[number + 1])
        if sparsity is not None:
            upstream = upstream + sparsity * _sparsity_gradient(a)
        upstream = upstream * DERIVATIVES[network.activation](a)
        if network.batch_norm == "before dropout":
            upstream, gain, offset = normalise_backward(layer, upstream, trace.normalised[number])
        gradient = _dense_backward(trace.inputs[number], upstream)
        gradient.gain, gradient.offset = gain, offset
        gradients.append(gradient)
    return gradients[::-1]


def softmax(logits: Floats) -> Floats:
    """Return the probabilities of the classes, along the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probabilities: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return probabilities


def log_softmax(logits: Floats) -> Floats:
    """Return the logarithm of the probabilities, without overflow."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs


def cross_entropy_gradient(logits: Floats, labels: NDArray[np.int64]) -> Floats:
    """Return the gradient of the mean cross-entropy; labels are (replicas, batch)."""
    gradient = softmax(logits)
    replicas, batch, _ = logits.shape
    gradient[np.arange(replicas)[:, None], np.arange(batch), labels] -= 1
    gradient /= batch
    return gradient


def _times(h: Floats, multiplier: Floats | None) -> Floats:
    return h if multiplier is None else h * multiplier


def _dense_backward(inputs: Floats, upstream: Floats) -> Layer:
    return Layer(weights=inputs.swapaxes(1, 2) @ upstream, bias=upstream.sum(axis=1, keepdims=True))


def _sparsity_gradient(a: Floats) -> Floats:
    """Return the gradient of sum over units of KL(target || mean activation over the batch)."""
    mean = np.clip(a.mean(axis=1, keepdims=True), 1e-6, 1 - 1e-6)
    target = SPARSITY_TARGET
    slope: Floats = ((1 - target) / (1 - mean) - target / mean) / a.shape[1]
    return slope
