"""Other ways to share a mask among all time steps."""

import numpy as np


def _checked(rate):
    if not (0 <= rate <= 1):
        raise ValueError("the rate is a probability")


def with_a_loop_over_time(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x.copy()
    if rate == 1:
        return np.zeros(x.shape, x.dtype)
    mask = (rng.random((x.shape[0], x.shape[2])) >= rate).astype(x.dtype) / x.dtype.type(1 - rate)
    return np.stack([x[:, step] * mask for step in range(x.shape[1])], axis=1)


def with_binomial(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x
    kept = rng.binomial(1, 1 - rate, size=(len(x), 1, x.shape[-1]))
    return (x * kept * (1 / (1 - rate) if rate < 1 else 0)).astype(x.dtype)


def unit_by_unit(x, rate, rng, training=True):
    _checked(rate)
    out = x.copy()
    for sequence in out if training else ():
        for unit in range(sequence.shape[1]):
            alive = rng.random() >= rate
            sequence[:, unit] = sequence[:, unit] / (1 - rate) if alive else 0
    return out


def with_swapped_axes(x, rate, rng, training=True):
    _checked(rate)
    if not training or not rate:
        return x
    factor = 0.0 if rate == 1 else 1 / (1 - rate)
    factors = rng.choice(np.array([factor, 0.0]), p=[1 - rate, rate], size=(len(x), x.shape[2]))
    return (x.swapaxes(0, 1) * factors).swapaxes(0, 1).astype(x.dtype)


def with_tile_and_another_generator(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x + 0
    own = rng.spawn(1)[0]
    mask = np.tile(own.random((len(x), 1, x.shape[2])) > rate, (1, x.shape[1], 1))
    return np.divide(x, 1 - rate, out=np.zeros_like(x), where=mask & (rate < 1))


ANSWERS = [
    with_a_loop_over_time,
    with_binomial,
    unit_by_unit,
    with_swapped_axes,
    with_tile_and_another_generator,
]

EQUIVALENT = {
    "return x.copy() -> return x": (
        "Either may be returned: the caller's array is not written to."
    ),
    "rng.random((batch, 1, units)) >= rate -> rng.random((batch, 1, units)) > rate": (
        "A float drawn from [0, 1) equals the rate with probability 2**-53 at most."
    ),
    "return (x * mask / (1 - rate)).astype(x.dtype) -> return x * mask / (1 - rate)": (
        "NumPy 2 keeps float32 through a mask of booleans and a Python number."
    ),
}
