"""Dropout in a small convolutional network: of single values, and of whole feature maps."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from dropout_course.experiments.descent import Array, Parameters, Pass, descend, glorot, zeros
from dropout_course.experiments.result import Result
from dropout_course.experiments.sweeps import NONE
from dropout_course.layers import sample_mask

KERNEL, CHANNELS, POOL = 3, 16, 2
SIDE = (8 - KERNEL + 1) // POOL
FEATURES = SIDE * SIDE * CHANNELS
ELEMENTWISE, SPATIAL, DENSE = "single values", "whole maps", "before the dense layer"


def convolution(
    seeds: int = 10, rate: float = 0.2, label_noise: float = 0.0, steps: int = 600
) -> Result:
    """Compare kinds of dropout in a network of one convolution, mean pooling and a softmax.

    The dropout of single values and of whole feature maps follows the convolution; the other one
    follows the pooling, where the features enter the dense layer.

    References
    ----------
    Tompson et al., CVPR 2015 (whole maps); Srivastava et al., JMLR 15 (2014), table 3 (SVHN).
    """
    kinds = {kind: partial(_forward, kind, rate) for kind in (NONE, ELEMENTWISE, SPATIAL, DENSE)}
    return descend(_initial, kinds, seeds, steps=steps, label_noise=label_noise)


def _initial(rng: np.random.Generator) -> Parameters:
    return {
        "kernel": glorot(rng, KERNEL * KERNEL, CHANNELS),
        "shift": zeros(CHANNELS),
        "weights": glorot(rng, FEATURES, 10),
        "bias": zeros(10),
    }


def _forward(
    kind: str, rate: float, p: Parameters, x: Array, rng: np.random.Generator, training: bool
) -> Pass:
    patches = sliding_window_view(x, (KERNEL, KERNEL), axis=(1, 2))
    patches = patches.reshape(*patches.shape[:3], -1)  # (batch, height, width, kernel**2)
    linear = patches @ p["kernel"] + p["shift"]
    maps = np.maximum(linear, 0)
    batch, height, width, channels = maps.shape
    factor: Array = np.ones(1, np.float32)
    if training and kind == ELEMENTWISE:
        factor = _factor(maps.shape, rate, rng)
    elif training and kind == SPATIAL:
        factor = _factor((batch, 1, 1, channels), rate, rng)
    blocks = (maps * factor).reshape(batch, SIDE, POOL, SIDE, POOL, channels)
    features = blocks.mean(axis=(2, 4)).reshape(batch, -1)
    behind: Array = np.ones(1, np.float32)
    if training and kind == DENSE:
        behind = _factor(features.shape, rate, rng)
    features = features * behind
    logits = features @ p["weights"] + p["bias"]

    def backward(upstream: Array) -> Parameters:
        to_features = (upstream @ p["weights"].T) * behind
        pooled = to_features.reshape(batch, SIDE, 1, SIDE, 1, channels) / POOL**2
        spread = np.broadcast_to(pooled, (batch, SIDE, POOL, SIDE, POOL, channels))
        to_maps = spread.reshape(batch, height, width, channels) * factor * (linear > 0)
        return {
            "kernel": np.tensordot(patches, to_maps, axes=((0, 1, 2), (0, 1, 2))),
            "shift": to_maps.sum(axis=(0, 1, 2)),
            "weights": features.T @ upstream,
            "bias": upstream.sum(axis=0),
        }

    return logits, backward


def _factor(shape: tuple[int, ...], rate: float, rng: np.random.Generator) -> Array:
    return np.asarray(sample_mask(shape, rate, rng) / np.float32(1 - rate))
