"""Other ways to draw a mask."""

import math

import numpy as np


def _checked(rate):
    if rate < 0 or rate > 1:
        raise ValueError("the rate is a probability")


def with_binomial(shape, rate, rng):
    _checked(rate)
    return rng.binomial(1, 1 - rate, size=shape)


def with_choice(shape, rate, rng):
    _checked(rate)
    return rng.choice([0.0, 1.0], size=shape, p=[rate, 1 - rate])


def with_loops(shape, rate, rng):
    _checked(rate)
    mask = np.zeros(shape, dtype=np.int8)
    for index in np.ndindex(*shape):
        mask[index] = rng.random() >= rate
    return mask


def with_nested_lists(shape, rate, rng):
    _checked(rate)
    if len(shape) == 0:
        return 1 if rng.random() >= rate else 0
    return [with_nested_lists(shape[1:], rate, rng) for _ in range(shape[0])]


def with_where_in_single_precision(shape, rate, rng):
    _checked(rate)
    u = rng.uniform(size=shape)
    return np.where(u < rate, np.float32(0), np.float32(1))


def with_a_spawned_generator(shape, rate, rng):
    _checked(rate)
    (child,) = rng.spawn(1)
    return child.random(math.prod(shape)).reshape(shape) >= rate


def with_the_complement(shape, rate, rng):
    _checked(rate)
    return rng.random(shape) < 1 - rate


def with_waiting_times(shape, rate, rng):
    _checked(rate)
    size = math.prod(shape)
    mask = np.ones(size, dtype=bool)
    place = -1
    while rate > 0:
        place += int(rng.geometric(rate))
        if place >= size:
            break
        mask[place] = False
    return mask.reshape(shape)


def with_two_coins(shape, rate, rng):
    _checked(rate)
    one = math.sqrt(1 - rate)
    return (rng.random(shape) < one) & (rng.random(shape) < one)


ANSWERS = [
    with_binomial,
    with_choice,
    with_loops,
    with_nested_lists,
    with_where_in_single_precision,
    with_a_spawned_generator,
    with_the_complement,
    with_waiting_times,
    with_two_coins,
]

EQUIVALENT = {
    "rng.random(shape) >= rate -> rng.random(shape) > rate": (
        "A float drawn from [0, 1) equals the rate with probability 2**-53 at most."
    ),
}
