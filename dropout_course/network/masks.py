"""Dropout masks for a whole batch of replicas, each with its own rates and random stream.

A mask is used as a multiplier: what every activation of a layer is multiplied by. In training that
is mask / keep (inverted) or mask (standard), at evaluation 1 or keep.

One random byte decides a unit: it is dropped if the byte is below 256 * rate, rounded up or down at
random so that the rate is right on average (exact to 2**-53). The units of one row of a mask share
that rounding, which correlates them by less than 4e-6 / (rate * keep).
"""

from collections.abc import Sequence

import numpy as np

from dropout_course.network.settings import Convention
from dropout_course.validation import Floats

Multipliers = list[Floats | None]  # of the input and of each hidden layer; None is 1
BYTES_AT_ONCE = 2**17  # drawn for one replica in one call


class LayerMasks:
    """An endless supply of multipliers for one layer in training.

    Parameters
    ----------
    rates : ndarray of float, shape (replicas,)
    convention : {"inverted", "standard"}
    rows, units : int
        Size of one replica's mask.
    generators : sequence of numpy.random.Generator
        One for each replica.
    dtype : type
        Of the multipliers.
    steps : int, optional
        How many will be asked for, if that is known: no more are drawn in advance.
    """

    def __init__(
        self,
        rates: np.ndarray,
        convention: Convention,
        rows: int,
        units: int,
        generators: Sequence[np.random.Generator],
        dtype: np.dtype | type = np.float32,
        steps: int | None = None,
    ) -> None:
        self.rates = rates[:, None, None]
        keep = 1 - self.rates
        scale = np.ones_like(keep)
        if convention == "inverted":
            np.divide(1, keep, out=scale, where=keep > 0)
        self.scale = scale.astype(dtype)
        self.rows, self.units, self.generators, self.dtype = rows, units, generators, dtype
        self.steps_at_once = max(1, min(BYTES_AT_ONCE // (rows * units), steps or BYTES_AT_ONCE))
        self.step = self.steps_at_once

    def next(self) -> Floats | None:
        """Return the multipliers of the next step, of shape (replicas, rows, units)."""
        if not self.rates.any():
            return None
        if self.step == self.steps_at_once:
            self._draw()
        rounding, bytes_ = self.rounding[:, self.step], self.bytes[:, self.step]
        self.step += 1
        threshold = np.floor(256 * self.rates + rounding)
        whole_row = threshold == 256  # which no byte can reach
        keep = bytes_ >= np.where(whole_row, 255, threshold).astype(np.uint8)
        multipliers: Floats = keep.astype(self.dtype)
        multipliers *= self.scale
        if whole_row.any():
            multipliers *= ~whole_row
        return multipliers

    def _draw(self) -> None:
        """Draw the random numbers of the next few steps, for each replica from its own stream."""
        shape = (self.steps_at_once, self.rows, self.units)
        count = int(np.prod(shape))
        self.bytes = np.empty((len(self.generators), *shape), np.uint8)
        self.rounding = np.empty((len(self.generators), *shape[:2], 1))
        for replica, rng in enumerate(self.generators):
            words = rng.integers(2**64, size=-(-count // 8), dtype=np.uint64)
            self.bytes[replica] = words.view(np.uint8)[:count].reshape(shape)
            rng.random(out=self.rounding[replica])
        self.step = 0


def evaluation_multipliers(
    rates: Sequence[float], convention: Convention, dtype: np.dtype
) -> Multipliers:
    """Return the multipliers of weight scaling for one replica with these rates."""
    if convention == "inverted":
        return [None for _ in rates]
    return [np.full((1, 1, 1), 1 - rate, dtype) for rate in rates]
