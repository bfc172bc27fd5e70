"""One step of gradient descent for all replicas, each with its own numbers.

Penalties add to the gradients, the optimiser changes the parameters, max-norm has the last word.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from dropout_course.network.parameters import Layer, Parameters
from dropout_course.network.settings import Setting
from dropout_course.validation import Floats

OptimiserName = Literal["sgd", "adam"]
USUAL_LEARNING_RATE = {"sgd": 0.05, "adam": 0.001}
ADAM_SECOND_DECAY = 0.999
ADAM_EPSILON = 1e-7


@dataclass
class Numbers:
    """The numbers of the replicas' settings, each an array of shape (replicas, 1, 1)."""

    learning_rate: Floats
    momentum: Floats
    l2: Floats
    l1: Floats
    max_norm: Floats
    sparsity: Floats

    @classmethod
    def of(cls, settings: Sequence[Setting], optimiser: OptimiserName) -> "Numbers":
        """Gather the numbers of `settings`, one for each replica."""
        usual = USUAL_LEARNING_RATE[optimiser]

        def column(name: str) -> Floats:
            values = [getattr(setting, name) for setting in settings]
            numbers = [usual if value is None else value for value in values]
            return np.array(numbers, dtype=np.float32)[:, None, None]

        return cls(**{name: column(name) for name in cls.__dataclass_fields__})


class Optimiser(Protocol):
    """What changes the parameters, given their gradients."""

    def __init__(self, parameters: Parameters, numbers: Numbers) -> None: ...

    def step(self, parameters: Parameters, gradients: Parameters) -> None:
        """Change `parameters` in place."""


class SGD:
    """Gradient descent with momentum: v = momentum * v - learning_rate * gradient; w = w + v."""

    def __init__(self, parameters: Parameters, numbers: Numbers) -> None:
        self.numbers = numbers
        self.velocities = [np.zeros_like(w) for layer in parameters for w in layer.trained()]

    def step(self, parameters: Parameters, gradients: Parameters) -> None:
        """Change `parameters` in place."""
        for w, gradient, v in zip(
            _arrays(parameters), _arrays(gradients), self.velocities, strict=True
        ):
            v *= self.numbers.momentum
            v -= self.numbers.learning_rate * gradient
            w += v


class Adam:
    """Adam (Kingma & Ba 2015, end of section 2); the setting's momentum is the first decay."""

    def __init__(self, parameters: Parameters, numbers: Numbers) -> None:
        self.numbers = numbers
        self.means = [np.zeros_like(w) for layer in parameters for w in layer.trained()]
        self.squares = [np.zeros_like(mean) for mean in self.means]
        self.steps = 0

    def step(self, parameters: Parameters, gradients: Parameters) -> None:
        """Change `parameters` in place."""
        self.steps += 1
        first = self.numbers.momentum
        unbias = math.sqrt(1 - ADAM_SECOND_DECAY**self.steps) / (1 - first**self.steps)
        for w, gradient, mean, square in zip(
            _arrays(parameters), _arrays(gradients), self.means, self.squares, strict=True
        ):
            mean += (1 - first) * (gradient - mean)
            square += (1 - ADAM_SECOND_DECAY) * (gradient * gradient - square)
            w -= self.numbers.learning_rate * unbias * mean / (np.sqrt(square) + ADAM_EPSILON)


OPTIMISERS: dict[OptimiserName, type[Optimiser]] = {"sgd": SGD, "adam": Adam}


def add_penalties(parameters: Parameters, gradients: Parameters, numbers: Numbers) -> None:
    """Add the gradients of l2 * sum(w**2) + l1 * sum(abs(w)) of all weights, in place."""
    for layer, gradient in zip(parameters, gradients, strict=True):
        if numbers.l2.any():
            gradient.weights += 2 * numbers.l2 * layer.weights
        if numbers.l1.any():
            gradient.weights += numbers.l1 * np.sign(layer.weights)


def limit_norms(parameters: Parameters, numbers: Numbers) -> None:
    """Shrink the incoming weights of each hidden unit to the norm allowed, in place."""
    if np.isinf(numbers.max_norm).all():
        return
    for layer in parameters[:-1]:
        norms = np.sqrt(np.square(layer.weights).sum(axis=1, keepdims=True))
        factor = np.ones_like(norms)
        np.divide(numbers.max_norm, norms, out=factor, where=norms > numbers.max_norm)
        layer.weights *= factor


def _arrays(layers: Sequence[Layer]) -> list[Floats]:
    return [array for layer in layers for array in layer.trained()]
