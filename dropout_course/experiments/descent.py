"""Plain training, one small network at a time, for kinds that the batched engine does not know."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from dropout_course.data import digits, noisy_labels
from dropout_course.experiments.result import Result
from dropout_course.experiments.sweeps import EXAMPLES

Array = NDArray[np.floating[Any]]
Parameters = dict[str, Array]
# Logits of a batch, and a function from the gradient of the logits to that of the parameters.
Pass = tuple[Array, Callable[[Array], Parameters]]
Forward = Callable[[Parameters, Array, np.random.Generator, bool], Pass]

LEARNING_RATE = 0.05
MOMENTUM = 0.9
BATCH = 50


def descend(
    initial: Callable[[np.random.Generator], Parameters],
    kinds: Mapping[str, Forward],
    seeds: int,
    *,
    steps: int = 600,
    label_noise: float = 0.0,
) -> Result:
    """Train each kind with each seed by SGD with momentum and return the test errors.

    Parameters
    ----------
    initial
        Draws the initial parameters, the same for all kinds of a seed.
    kinds
        By label, a forward pass ``(parameters, x, rng, training)`` that returns the logits and the
        backward pass; `x` has the shape (batch, 8, 8).
    seeds
        How many.
    steps
        Batches to learn from.
    label_noise
        Share of the training labels that is redrawn.
    """
    started = time.perf_counter()
    data = digits()
    images, test = data.x_train.reshape(-1, 8, 8), data.x_test.reshape(-1, 8, 8)
    values = np.empty((len(kinds), seeds))
    # Products this small take longer on several threads, and much longer on busy cores.
    with threadpool_limits(1, "blas"):
        for seed in range(seeds):
            for row, forward in enumerate(kinds.values()):
                rng = np.random.default_rng(seed)
                chosen = rng.permutation(len(images))[:EXAMPLES]
                x, y = images[chosen], data.y_train[chosen]
                if label_noise:
                    y = noisy_labels(y, label_noise, rng)
                parameters = _train(forward, initial(rng), x, y, steps, rng)
                logits, _ = forward(parameters, test, rng, False)
                values[row, seed] = 100.0 * (logits.argmax(axis=1) != data.y_test).mean()
    seconds = time.perf_counter() - started
    return Result("test error", "%", tuple(kinds), tuple(range(seeds)), values, seconds)


def glorot(rng: np.random.Generator, inputs: int, units: int) -> Array:
    """Draw weights of shape (inputs, units) (Glorot and Bengio, AISTATS 2010, equation 16)."""
    bound = np.sqrt(6 / (inputs + units))
    return rng.uniform(-bound, bound, (inputs, units)).astype(np.float32)


def zeros(units: int) -> Array:
    """Return biases."""
    return np.zeros(units, np.float32)


def _train(
    forward: Forward,
    parameters: Parameters,
    x: Array,
    y: NDArray[np.int64],
    steps: int,
    rng: np.random.Generator,
) -> Parameters:
    velocity = {name: np.zeros_like(value) for name, value in parameters.items()}
    order = np.concatenate([rng.permutation(len(x)) for _ in range(-(-steps * BATCH // len(x)))])
    for step in range(steps):
        rows = order[step * BATCH : (step + 1) * BATCH]
        logits, backward = forward(parameters, x[rows], rng, True)
        for name, gradient in backward(_loss_gradient(logits, y[rows])).items():
            velocity[name] = MOMENTUM * velocity[name] - LEARNING_RATE * gradient
            parameters[name] = parameters[name] + velocity[name]
    return parameters


def _loss_gradient(logits: Array, labels: NDArray[np.int64]) -> Array:
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = exponentials / exponentials.sum(axis=1, keepdims=True)
    gradient[np.arange(len(labels)), labels] -= 1
    return np.asarray(gradient / np.float32(len(labels)))
