"""Draw dropout masks fast and with exact rates.

A unit needs far fewer random bits than a 53-bit float: one byte `b` decides 255 units of 256. With
`rate * 256 = whole + rest`, a unit is dropped if `b < whole`, kept if `b > whole`, and the rare tie
`b == whole` is dropped with probability `rest`, decided by 53 more bits. So the rate is exact to
2**-61; there is no step of 1/256.

Large arrays are worked on block by block: the bytes, mask and values of a block stay in a core's
cache. A fixed number of random streams, seeded from the caller's generator, serve the blocks in
turn, so the result does not depend on how many threads do the work.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from dropout_course.validation import Floats

BLOCK = 2**18  # units
STREAMS = 8  # no more threads than that: memory is the limit by then
WORTH_THREADS = 2**22  # units; below, starting threads takes longer than they save


def keep_mask(shape: tuple[int, ...], rate: float, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return booleans of `shape`, each True with probability `1 - rate` independently."""
    mask = np.empty(shape, dtype=bool)
    flat = mask.reshape(-1)

    def fill(block: slice, stream: np.random.Generator) -> None:
        flat[block] = _keep(flat[block].size, rate, stream)

    _for_each_block(flat.size, rng, fill)
    return mask


def drop(x: Floats, rate: float, rng: np.random.Generator, divisor: float = 1.0) -> Floats:
    """Return `x * keep_mask(x.shape, rate, rng) / divisor`, without ever holding the whole mask."""
    y = np.empty(x.shape, dtype=x.dtype)
    values, results = x.reshape(-1), y.reshape(-1)

    def multiply(block: slice, stream: np.random.Generator) -> None:
        result = results[block]
        np.multiply(values[block], _keep(result.size, rate, stream), out=result)
        if divisor != 1.0:
            result /= divisor

    _for_each_block(x.size, rng, multiply)
    return y


def _keep(size: int, rate: float, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Draw one block's mask: booleans of shape (size,), True is kept."""
    whole, rest = divmod(256 * rate, 1)  # exact: multiplying by a power of two does not round
    if whole == 256:
        return np.zeros(size, dtype=bool)
    words = rng.integers(2**64, size=-(-size // 8), dtype=np.uint64)
    byte = words.view(np.uint8)[:size]
    keep = byte >= np.uint8(whole)
    if rest:
        ties = np.flatnonzero(byte == np.uint8(whole))
        keep[ties] = rng.random(ties.size) >= rest
    return keep


def _for_each_block(
    size: int, rng: np.random.Generator, work: Callable[[slice, np.random.Generator], None]
) -> None:
    """Call `work(block, stream)` for each block of `size` units, on several threads if large."""
    if size <= BLOCK:
        work(slice(0, size), rng)
        return
    seeds = rng.integers(2**64, size=STREAMS, dtype=np.uint64)
    starts = range(0, size, BLOCK)

    def run(number: int) -> None:
        stream = np.random.Generator(np.random.SFC64(int(seeds[number])))
        for start in starts[number::STREAMS]:
            work(slice(start, start + BLOCK), stream)

    if size < WORTH_THREADS:
        for number in range(STREAMS):
            run(number)
        return
    with ThreadPoolExecutor(min(STREAMS, os.cpu_count() or 1)) as pool:
        list(pool.map(run, range(STREAMS)))
