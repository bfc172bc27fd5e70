"""NumPy's global generator, which no answer should use: whether one did, and as it was before."""

from __future__ import annotations

import ctypes
import pickle
import sys
from typing import Any

import numpy as np
from numpy.random import mtrand

MERSENNE_TWISTER = 624 * 4 + 4
"""Bytes of its state: so many words, and the place of the next one."""

_known: tuple[bytes, dict[str, Any]] = (b"", {})


class GlobalNumpy:
    """Remembers the global generator as it is now.

    Every call of an answer is watched, and to ask NumPy for the state takes longer than most calls
    do. So the state is asked for once, and then only its memory is looked at. The second number of
    a pair of Gaussians that NumPy keeps is not in there; who takes it draws a new pair next time.
    """

    def __init__(self) -> None:
        global _known  # noqa: PLW0603 (there is one global generator)
        self._generator = mtrand.get_bit_generator()
        self._memory = _memory_of(self._generator)
        if self._memory != _known[0]:
            _known = (self._memory, mtrand.get_state(legacy=False))
        self._state = _known[1]

    def restore(self) -> bool:
        """Put the generator back as it was; return whether it was used, seeded or replaced."""
        replaced = mtrand.get_bit_generator() is not self._generator
        if not replaced and _memory_of(self._generator) == self._memory:
            return False
        if replaced:
            mtrand.set_bit_generator(self._generator)
        mtrand.set_state(self._state)
        return True


def _memory_of(generator: Any) -> bytes:
    # Python in a browser has no memory to look at; another generator is somebody's own choice.
    if isinstance(generator, np.random.MT19937) and sys.platform != "emscripten":
        return ctypes.string_at(generator.ctypes.state_address, MERSENNE_TWISTER)
    return pickle.dumps(generator.state)
