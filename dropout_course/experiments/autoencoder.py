"""Autoencoders with one hidden layer, without dropout and with it: what their units look at."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from dropout_course.data import Dataset
from dropout_course.experiments.descent import glorot
from dropout_course.experiments.result import Result
from dropout_course.experiments.sweeps import NONE
from dropout_course.layers import sample_mask
from dropout_course.network.parallel import Watch, in_parallel
from dropout_course.network.passes import sigmoid
from dropout_course.validation import Floats, checked_count, checked_rate

DROPOUT = "dropout"
LEARNING_RATE, MOMENTUM, BATCH = 2.0, 0.9, 100
SMALLEST = 0.005  # mean of a pixel, where the first guess of the outputs begins
WINDOW = 4  # a window's side is this part of the image's


@dataclass(frozen=True, eq=False)
class Autoencoders:
    """Trained autoencoders, on which the same seed means the same initial weights and images.

    Attributes
    ----------
    data : Dataset
    seeds : tuple of int
    encoders : ndarray, shape (2, seeds, pixels + 1, units)
        Without dropout and with it; the last row holds the biases.
    decoders : ndarray, shape (2, seeds, units + 1, pixels)
    seconds : float
        How long the training took.
    """

    data: Dataset
    seeds: tuple[int, ...]
    encoders: Floats
    decoders: Floats
    seconds: float

    @property
    def features(self) -> Floats:
        """By how much each pixel moves each unit, shape (2, seeds, units, pixels).

        Weights times the standard deviation of the pixel: one that never varies moves nothing,
        whatever its weight.
        """
        weights = self.encoders[:, :, :-1].swapaxes(2, 3)
        return np.asarray(weights * self.data.x_train.std(axis=0))

    def result(self, quantity: str, values: Floats) -> Result:
        """Return values of shape (2, seeds) as a Result."""
        return Result(quantity, "", (NONE, DROPOUT), self.seeds, values, self.seconds)


def autoencoders(
    data: Dataset,
    units: int = 256,
    seeds: int = 5,
    *,
    rate: float = 0.5,
    steps: int = 3000,
    progress: str | None = None,
) -> Autoencoders:
    """Train autoencoders of ReLU units, half of them with dropout on the hidden layer.

    Each pixel has a sigmoid output that begins at the pixel's mean; the loss is the mean
    cross-entropy of a pixel, by SGD with momentum.

    Parameters
    ----------
    data
        The images; labels are not used.
    units
        In the hidden layer.
    seeds
        How many.
    rate
        Of the second half.
    steps
        Batches to learn from.
    progress
        Label of a progress bar.

    References
    ----------
    Srivastava et al., JMLR 15 (2014), sections 7.1 and 7.2: 256 units on MNIST.
    """
    started = time.perf_counter()
    chosen = range(checked_count(seeds, "seeds"))
    jobs = [(p, seed) for p in (0.0, checked_rate(rate)) for seed in chosen]

    def work(job: tuple[float, int], watch: Watch) -> tuple[Floats, Floats]:
        return _train(data.x_train, units, *job, steps, watch)

    trained, interrupted = in_parallel(work, jobs, len(jobs) * steps, progress)
    pairs = [pair for pair in trained if pair is not None]
    if interrupted:
        raise KeyboardInterrupt
    encoders, decoders = (
        np.stack(part).reshape(2, seeds, *part[0].shape) for part in zip(*pairs, strict=True)
    )
    return Autoencoders(data, tuple(chosen), encoders, decoders, time.perf_counter() - started)


def locality(trained: Autoencoders) -> Result:
    """Measure how much of a feature lies in one place.

    Of the squares of a feature, the share in the best square window of a quarter of the image's
    side, averaged over the units.

    Raises
    ------
    ValueError
        If the images are not square.
    """
    features = trained.features
    side = round(features.shape[-1] ** 0.5)
    if side**2 != features.shape[-1]:
        raise ValueError(f"locality needs square images, got {features.shape[-1]} pixels.")
    squares = np.square(features).reshape(*features.shape[:-1], side, side)
    window = max(1, side // WINDOW)
    best = sliding_window_view(squares, (window, window), axis=(-2, -1)).sum(axis=(-2, -1))
    shares = best.max(axis=(-2, -1)) / squares.sum(axis=(-2, -1))
    return trained.result("share of a feature in its best window", shares.mean(axis=-1))


def reconstruction(trained: Autoencoders) -> Result:
    """Measure the mean squared error of a pixel of the test images, without dropping."""
    x = trained.data.x_test
    values = [
        [np.square(_output(_relu(x, a), b) - x).mean() for a, b in zip(*kind, strict=True)]
        for kind in zip(trained.encoders, trained.decoders, strict=True)
    ]
    return trained.result("squared error of a pixel", np.array(values))


def activity(trained: Autoencoders) -> tuple[Result, Result]:
    """Measure the mean activation of the hidden units on the test images, and the share of zeros.

    Returns
    -------
    mean, zeros : Result
    """
    x = trained.data.x_test
    hidden = [[_relu(x, encoder) for encoder in kind] for kind in trained.encoders]
    mean = np.array([[h.mean() for h in kind] for kind in hidden])
    zeros = np.array([[(h == 0).mean() for h in kind] for kind in hidden])
    return (
        trained.result("mean activation of a hidden unit", mean),
        trained.result("share of hidden activations that are zero", zeros),
    )


def _train(
    images: Floats, units: int, rate: float, seed: int, steps: int, watch: Watch
) -> tuple[Floats, Floats]:
    rng, masks = np.random.default_rng([seed, 0]), np.random.default_rng([seed, 1])
    pixels = images.shape[1]
    layers = [
        np.concatenate([glorot(rng, a, b), np.zeros((1, b), np.float32)])
        for a, b in pairwise((pixels, units, pixels))
    ]
    mean = np.clip(images.mean(axis=0), SMALLEST, 1 - SMALLEST)
    layers[1][-1] = np.log(mean / (1 - mean))
    velocities = [np.zeros_like(layer) for layer in layers]
    for _ in range(steps):
        if watch.stopped():
            break
        x = images[rng.integers(len(images), size=BATCH)]
        keep = (sample_mask((BATCH, units), rate, masks) / (1 - rate)).astype(np.float32)
        hidden = _relu(x, layers[0])
        dropped = hidden * keep
        error = (_output(dropped, layers[1]) - x) / np.float32(BATCH * pixels)
        upstream = (error @ layers[1][:-1].T) * keep * (hidden > 0)
        gradients = (_with_ones(x).T @ upstream, _with_ones(dropped).T @ error)
        for layer, velocity, gradient in zip(layers, velocities, gradients, strict=True):
            velocity *= MOMENTUM
            velocity -= LEARNING_RATE * gradient
            layer += velocity
        watch.report(1)
    return layers[0], layers[1]


def _relu(x: Floats, encoder: Floats) -> Floats:
    return np.maximum(_with_ones(x) @ encoder, 0)


def _output(hidden: Floats, decoder: Floats) -> Floats:
    return sigmoid(_with_ones(hidden) @ decoder)


def _with_ones(x: Floats) -> Floats:
    return np.concatenate([x, np.ones((len(x), 1), x.dtype)], axis=1)
