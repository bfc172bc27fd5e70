"""Random numbers that Python and the browser draw alike (the twin of shared/random.js).

Each (seed, stream, index) has its own number, so that moving a rate switches units one by one
and never shuffles the others.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

BITS = 32


def uniform(seed: int, stream: int, count: int) -> NDArray[np.float64]:
    """Draw the numbers of one stream.

    Parameters
    ----------
    seed
        A whole number of 32 bits.
    stream
        One for each layer, member or example.
    count
        How many numbers.

    Returns
    -------
    numpy.ndarray
        ``(count,)``, in [0, 1).
    """
    start = _scramble(np.array([seed + 0x9E3779B9]))
    lane = _scramble(start ^ np.uint64(stream + 0x7F4A7C15))
    index = np.arange(1, count + 1, dtype=np.uint64)
    numbers: NDArray[np.float64] = _scramble(lane + index * np.uint64(0x9E3779B9)) / 2.0**BITS
    return numbers


def sample_mask(seed: int, stream: int, units: int, rate: float) -> NDArray[np.int64]:
    """Draw which units stay: ``(units,)``, 1 stays, 0 drops with probability `rate`."""
    return (uniform(seed, stream, units) >= rate).astype(np.int64)


def _scramble(bits: NDArray[Any]) -> NDArray[np.uint64]:
    low = np.uint64(2**BITS - 1)
    bits = bits.astype(np.uint64) & low
    bits = ((bits ^ (bits >> np.uint64(16))) * np.uint64(0x7FEB352D)) & low
    bits = ((bits ^ (bits >> np.uint64(15))) * np.uint64(0x846CA68B)) & low
    return bits ^ (bits >> np.uint64(16))
