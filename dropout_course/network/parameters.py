"""The arrays that training changes, each with a leading replica axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from dropout_course.network.settings import Network
from dropout_course.network.streams import Purpose, stream
from dropout_course.validation import Floats

USUAL_GAIN = {"relu": 2.0, "sigmoid": 1.0, "tanh": 1.0}  # He et al. 2015; Glorot & Bengio 2010


@dataclass
class Layer:
    """One dense layer of all replicas, or the gradients of one.

    Attributes
    ----------
    weights : ndarray, shape (replicas, inputs, units)
    bias : ndarray, shape (replicas, 1, units)
    gain, offset : ndarray of shape (replicas, 1, units), or None
        Of batch norm, where the layer has it; with `gain` come the running `mean` and `variance`.
    """

    weights: Floats
    bias: Floats
    gain: Floats | None = None
    offset: Floats | None = None
    mean: Floats | None = field(default=None, repr=False)
    variance: Floats | None = field(default=None, repr=False)

    def trained(self) -> Iterator[Floats]:
        """Yield the arrays that the optimiser changes."""
        for array in (self.weights, self.bias, self.gain, self.offset):
            if array is not None:
                yield array

    def arrays(self) -> dict[str, Floats]:
        """Return all arrays by name."""
        return {name: array for name, array in vars(self).items() if array is not None}

    def take(self, replicas: slice | int) -> "Layer":
        """Return the layer of some replicas only."""
        chosen = slice(replicas, replicas + 1) if isinstance(replicas, int) else replicas
        return Layer(**{name: array[chosen] for name, array in self.arrays().items()})

    def copy(self) -> "Layer":
        """Return the layer with arrays of its own."""
        return Layer(**{name: array.copy() for name, array in self.arrays().items()})

    def astype(self, dtype: np.dtype) -> "Layer":
        """Return the layer with arrays of another type."""
        return Layer(**{name: array.astype(dtype) for name, array in self.arrays().items()})


Parameters = list[Layer]


def initial_parameters(
    network: Network, pixels: int, classes: int, replicas: Sequence[tuple[int, int]]
) -> Parameters:
    """Draw the initial weights of each replica, given as (seed, member).

    Normal with variance gain / inputs, gain from `USUAL_GAIN`; the output layer takes gain 1.
    """
    generators = [stream(seed, member, Purpose.WEIGHTS) for seed, member in replicas]
    sizes = (pixels, *network.hidden, classes)
    layers = []
    for number, (inputs, units) in enumerate(pairwise(sizes)):
        is_hidden = number < len(network.hidden)
        gain = USUAL_GAIN[network.activation] if is_hidden else 1.0
        spread = np.float32(np.sqrt(gain / inputs))
        weights = np.stack(
            [rng.standard_normal((inputs, units), dtype=np.float32) for rng in generators]
        )
        layer = Layer(weights * spread, np.zeros((len(replicas), 1, units), np.float32))
        if is_hidden and network.batch_norm != "none":
            layer.gain, layer.variance = np.ones_like(layer.bias), np.ones_like(layer.bias)
            layer.offset, layer.mean = np.zeros_like(layer.bias), np.zeros_like(layer.bias)
        layers.append(layer)
    return layers
