"""Batch normalisation of all replicas at once, forward and backward (Ioffe & Szegedy 2015)."""

from dataclasses import dataclass

import numpy as np

from dropout_course.network.parameters import Layer
from dropout_course.validation import Floats

EPSILON = 1e-3  # as in Keras
RUNNING_MOMENTUM = 0.9


@dataclass
class Normalised:
    """What the backward pass needs: the standardised values and the batch's spread."""

    values: Floats
    spread: Floats


def normalise(layer: Layer, x: Floats, training: bool) -> tuple[Floats, Normalised]:
    """Standardise `x`, (replicas, batch, units), over the batch, then apply gain and offset.

    In training the running mean and variance of `layer` are brought up to date; at evaluation they
    take the place of the batch's own.
    """
    mean, variance = layer.mean, layer.variance
    if mean is None or variance is None or layer.gain is None:
        raise ValueError("this layer has no batch norm.")
    if training:
        batch_mean = x.mean(axis=1, keepdims=True)
        batch_variance = x.var(axis=1, keepdims=True)
        mean += (1 - RUNNING_MOMENTUM) * (batch_mean - mean)
        variance += (1 - RUNNING_MOMENTUM) * (batch_variance - variance)
        mean, variance = batch_mean, batch_variance
    spread = np.sqrt(variance + EPSILON)
    values = (x - mean) / spread
    return layer.gain * values + layer.offset, Normalised(values, spread)


def normalise_backward(layer: Layer, upstream: Floats, cache: Normalised) -> tuple[Floats, ...]:
    """Return the gradients of the input of `normalise` in training, of gain and of offset."""
    if layer.gain is None:
        raise ValueError("this layer has no batch norm.")
    gain = (upstream * cache.values).sum(axis=1, keepdims=True)
    offset = upstream.sum(axis=1, keepdims=True)
    batch = upstream.shape[1]
    standardised = upstream - (offset + cache.values * gain) / batch
    return standardised * (layer.gain / cache.spread), gain, offset
