"""Other ways to write Gaussian dropout."""

import math

import numpy as np


def _width(rate):
    if rate < 0 or rate >= 1:
        raise ValueError("the rate must lie in [0, 1)")
    return math.sqrt(rate / (1 - rate))


def with_standard_normal(x, rate, rng, training=True):
    width = _width(rate)
    if not training or rate == 0:
        return x
    noise = 1 + width * rng.standard_normal(x.shape)
    return (x * noise).astype(x.dtype)


def around_the_value_itself(x, rate, rng, training=True):
    width = _width(rate)
    return rng.normal(x, width * np.abs(x)).astype(x.dtype) if training else x


def in_single_precision(x, rate, rng, training=True):
    width = np.float32(_width(rate))
    if not training:
        return x
    noise = rng.standard_normal(x.shape, dtype=np.float32) * width + np.float32(1)
    return np.multiply(x, noise, dtype=x.dtype)


def with_loops(x, rate, rng, training=True):
    width = _width(rate)
    out = np.array(x)
    if training:
        flat = out.reshape(-1)
        for i, z in enumerate(rng.standard_normal(flat.size).tolist()):
            flat[i] *= 1 + width * z
    return out


def by_box_and_muller(x, rate, rng, training=True):
    width = _width(rate)
    if not training:
        return x
    radius = np.sqrt(-2 * np.log1p(-rng.random(x.shape)))
    angle = 2 * np.pi * rng.random(x.shape)
    return x * (1 + width * radius * np.cos(angle)).astype(x.dtype)


def with_a_spawned_generator(x, rate, rng, training=True):
    width = _width(rate)
    if not training:
        return x
    own = np.random.default_rng(rng.integers(2**63))
    # Minus a normal number is a normal number.
    return x - (x * own.normal(scale=width, size=x.shape)).astype(x.dtype)


def with_an_old_generator(x, rate, rng, training=True):
    width = _width(rate)
    if not training:
        return 1 * x
    own = np.random.RandomState(int(rng.integers(2**32)))
    return np.asarray(x * own.normal(1, width, x.shape), dtype=x.dtype)


def drawn_in_another_order(x, rate, rng, training=True):
    width = _width(rate)
    if not training:
        return x
    noise = rng.normal(1, width, x.size)[::-1].reshape(x.shape[::-1]).T
    return (x * noise).astype(x.dtype)


ANSWERS = [
    with_standard_normal,
    around_the_value_itself,
    in_single_precision,
    with_loops,
    by_box_and_muller,
    with_a_spawned_generator,
    with_an_old_generator,
    drawn_in_another_order,
]

EQUIVALENT = {
    "return x.copy() -> return x": (
        "Either may be returned: the caller's array is not written to."
    ),
}
