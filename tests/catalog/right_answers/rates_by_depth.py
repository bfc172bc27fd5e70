"""Other ways to write a schedule."""

from fractions import Fraction

import numpy as np


def _checked(rates):
    if any(rate < -1e-12 or rate > 1 + 1e-12 for rate in rates):
        raise ValueError("no layer can drop that")
    return rates


def with_a_list(mean, layers, slope):
    return _checked([mean + slope * (i - (layers - 1) / 2) for i in range(layers)])


def with_linspace(mean, layers, slope):
    half = slope * (layers - 1) / 2
    return _checked(np.linspace(mean - half, mean + half, layers))


def by_adding_up(mean, layers, slope):
    rates = [mean - slope * (layers - 1) / 2]
    while len(rates) < layers:
        rates.append(rates[-1] + slope)
    return tuple(_checked(rates))


def by_centring_what_comes_out(mean, layers, slope):
    rates = np.cumsum(np.full(layers, slope))
    return _checked(rates - rates.mean() + mean)


def with_fractions(mean, layers, slope):
    mean, slope = Fraction(mean), Fraction(slope)
    middle = Fraction(layers - 1, 2)
    exact = [mean + slope * (i - middle) for i in range(layers)]
    return np.array([float(rate) for rate in _checked(exact)])


def in_single_precision(mean, layers, slope):
    depth = np.arange(layers, dtype=np.float32)
    return _checked((mean + slope * (depth - depth.mean())).astype(np.float32))


ANSWERS = [
    with_a_list,
    with_linspace,
    by_adding_up,
    by_centring_what_comes_out,
    with_fractions,
    in_single_precision,
]
