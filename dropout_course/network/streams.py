"""The random streams of a replica, one for each purpose.

Each is keyed by the seed, the member and the purpose alone, never by the rates or other numbers of
the setting. So all settings of one seed see the same training set, initial weights, order of
examples and random bits behind their masks: they are paired, and their differences are less noisy.
Nor does a replica depend on which others run beside it.
"""

from enum import IntEnum

import numpy as np


class Purpose(IntEnum):
    """What a stream is for."""

    EXAMPLES = 0
    LABELS = 1
    BOOTSTRAP = 2
    WEIGHTS = 3
    ORDER = 4
    MASKS = 5


def stream(seed: int, member: int, purpose: Purpose, layer: int = 0) -> np.random.Generator:
    """Return the generator of one purpose; EXAMPLES and LABELS are the same for all members."""
    return np.random.default_rng([seed, member, purpose, layer])
