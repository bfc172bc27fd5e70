"""Other ways to write the dropout of 2014."""

import numpy as np


def _checked(rate):
    if not (rate >= 0 and rate <= 1):
        raise ValueError("the rate is a probability")


def with_where(x, rate, rng, training=True):
    _checked(rate)
    if training:
        return np.where(rng.random(x.shape) < rate, x.dtype.type(0), x)
    return x * x.dtype.type(1 - rate)


def with_binomial(x, rate, rng, training=True):
    _checked(rate)
    keep = 1.0 - rate
    factor = rng.binomial(1, keep, x.shape) if training else keep
    return np.asarray(factor * x, dtype=x.dtype)


def with_choice(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x - np.asarray(rate * x, dtype=x.dtype)
    return x * rng.choice([False, True], x.shape, p=[rate, 1 - rate])


def with_indices(x, rate, rng, training=True):
    _checked(rate)
    out = x.copy()
    if training:
        out[rng.uniform(0, 1, x.shape) < rate] = 0
    else:
        out *= 1 - rate
    return out


def number_by_number(x, rate, rng, training=True):
    _checked(rate)
    numbers = []
    for value in x.ravel().tolist():
        factor = float(rng.random() >= rate) if training else 1 - rate
        numbers.append(value * factor)
    return np.array(numbers, dtype=x.dtype).reshape(x.shape)


def with_a_seed_drawn_from_the_generator(x, rate, rng, training=True):
    _checked(rate)
    other = np.random.Generator(np.random.Philox(int(rng.integers(2**60))))
    if training:
        return np.multiply(x, other.random(x.shape) >= rate)
    return np.multiply(x, np.array(1 - rate, dtype=x.dtype))


def with_exponential_waiting_times(x, rate, rng, training=True):
    _checked(rate)
    if rate == 1:
        return np.zeros_like(x)
    if not training:
        return (x * (1 - rate)).astype(x.dtype)
    return x * (rng.standard_exponential(x.shape) >= -np.log1p(-rate))


ANSWERS = [
    with_where,
    with_binomial,
    with_choice,
    with_indices,
    number_by_number,
    with_a_seed_drawn_from_the_generator,
    with_exponential_waiting_times,
]

EQUIVALENT = {
    "rng.random(x.shape) >= rate -> rng.random(x.shape) > rate": (
        "A float drawn from [0, 1) equals the rate with probability 2**-53 at most."
    ),
}
