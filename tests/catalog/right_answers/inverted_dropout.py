"""Other ways to write inverted dropout."""

import math

import numpy as np


def _checked(rate):
    if math.isnan(rate) or rate < 0 or rate > 1:
        raise ValueError("the rate is a probability")


def with_where(x, rate, rng, training=True):
    _checked(rate)
    if not training or rate == 0:
        return x
    if rate == 1:
        return x * 0
    keep = np.float64(1 - rate).astype(x.dtype)
    return np.where(rng.uniform(size=x.shape) < 1 - rate, x / keep, x.dtype.type(0))


def with_binomial(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return np.array(x)
    mask = rng.binomial(1, 1 - rate, size=x.shape).astype(x.dtype)
    return x * mask / x.dtype.type(1 - rate) if rate < 1 else np.zeros(x.shape, x.dtype)


def with_choice(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x
    factor = 1 / (1 - rate) if rate < 1 else 0.0
    factors = rng.choice([0.0, factor], p=[rate, 1 - rate], size=x.shape)
    return (x * factors).astype(x.dtype)


def with_loops(x, rate, rng, training=True):
    _checked(rate)
    out = x.copy()
    if training:
        flat = out.reshape(-1)
        for i, u in enumerate(rng.random(flat.size).tolist()):
            flat[i] = 0 if u < rate else flat[i] / (1 - rate)
    return out


def with_a_spawned_generator(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x
    if rate == 1:
        return np.zeros_like(x)
    own = np.random.default_rng(rng.integers(2**63))
    out = np.zeros_like(x)
    keep = own.random(x.shape, dtype=np.float32) >= np.float32(rate)
    out[keep] = x[keep] / (1 - rate)
    return out


def with_a_bit_generator_of_its_own(x, rate, rng, training=True):
    _checked(rate)
    if not training or rate == 0:
        return x
    seed = int(rng.integers(0, 2**31))
    old_style = np.random.RandomState(seed)
    mask = old_style.random_sample(x.shape) > rate
    return x * mask.astype(x.dtype) / x.dtype.type(1 - rate) if rate < 1 else x * x.dtype.type(0)


def with_integers(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x
    mask = rng.integers(2**53, size=x.shape) >= rate * 2**53
    scale = 0 if rate == 1 else 1 / (1 - rate)
    return np.multiply(x, mask * scale, dtype=x.dtype, casting="same_kind")


def drawn_in_another_order(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x
    if rate == 1:
        return np.zeros_like(x)
    dice = rng.random((x.size,))[::-1].reshape(x.shape[::-1]).T
    return np.asarray(x * (dice > rate) / (1 - rate), dtype=x.dtype)


def with_exponential_waiting_times(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x
    if rate == 1:
        return np.zeros_like(x)
    dropped = rng.exponential(size=x.shape) < -np.log1p(-rate)
    y = x / x.dtype.type(1 - rate)
    y[dropped] = 0
    return y


ANSWERS = [
    with_where,
    with_binomial,
    with_choice,
    with_loops,
    with_a_spawned_generator,
    with_a_bit_generator_of_its_own,
    with_integers,
    drawn_in_another_order,
    with_exponential_waiting_times,
]

EQUIVALENT = {
    "rng.random(x.shape) >= rate -> rng.random(x.shape) > rate": (
        "A float drawn from [0, 1) equals the rate with probability 2**-53 at most."
    ),
}
