"""Other ways to compute the moments of the output of inverted dropout."""

import numpy as np


def with_the_second_moment(x, rate):
    if rate >= 1:
        return [0 * x, 0 * x]
    return [x, x**2 / (1 - rate) - x**2]


def with_where(x, rate):
    keep = 1 - rate
    odds = np.divide(rate, keep, out=np.zeros(()), where=np.asarray(keep > 0))
    return np.where(keep > 0, x, 0), odds * np.square(x)


def with_loops(x, rate):
    mean, variance = np.zeros_like(x), np.zeros_like(x)
    if rate < 1:
        for place, value in np.ndenumerate(x):
            survivor = value / (1 - rate)
            mean[place] = (1 - rate) * survivor
            variance[place] = (1 - rate) * (survivor - value) ** 2 + rate * value**2
    return mean, variance


def with_both_outcomes(x, rate):
    survivor = x / (1 - rate) if rate != 1 else np.zeros(x.shape)
    mean = np.einsum("k,k...->...", [1 - rate, rate], np.stack([survivor, 0 * x]))
    square = np.einsum("k,k...->...", [1 - rate, rate], np.stack([survivor**2, 0 * x]))
    return mean, square - mean**2


def in_single_precision(x, rate):
    x = x.astype(np.float32)
    scale = np.float32(0 if rate == 1 else 1 / (1 - rate))
    return np.array([x * scale * np.float32(1 - rate), (x * scale) ** 2 * rate * (1 - rate)])


def in_nested_lists(x, rate):
    if rate == 1:
        return np.zeros(x.shape).tolist(), np.zeros(x.shape).tolist()
    return x.tolist(), (x * x * (1 / (1 - rate) - 1)).tolist()


ANSWERS = [
    with_the_second_moment,
    with_where,
    with_loops,
    with_both_outcomes,
    in_single_precision,
    in_nested_lists,
]

EQUIVALENT = {
    "mean = x.copy() -> mean = x": (
        "Either may be returned: the caller's array is not written to."
    ),
}
