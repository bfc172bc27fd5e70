"""Other ways to compute how many units stay alive."""

import math
from fractions import Fraction

import numpy as np


def with_lgamma(n, rate):
    if rate in (0, 1):
        return [float(k == n * (1 - rate)) for k in range(n + 1)]
    row = []
    for k in range(n + 1):
        ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        row.append(math.exp(ways + k * math.log(1 - rate) + (n - k) * math.log(rate)))
    return row


def with_scipy(n, rate):
    from scipy.stats import binom

    return binom.pmf(np.arange(n + 1), n, 1 - rate)


def unit_by_unit(n, rate):
    row = np.zeros(n + 1)
    row[0] = 1
    for _ in range(n):
        row[1:] = row[1:] * rate + row[:-1] * (1 - rate)
        row[0] *= rate
    return row


def with_whole_numbers(n, rate):
    # Exact: integers as large as it takes, divided only at the end.
    fraction = Fraction(rate).limit_denominator(1000)
    dropped, total = fraction.numerator, fraction.denominator
    kept = total - dropped
    row, down, up = [], dropped**n, 1
    for k in range(n + 1):
        row.append(math.comb(n, k) * down * up)
        up *= kept
        down = down // dropped if dropped else int(k == n - 1)
    return [numerator / total**n for numerator in row]


def from_the_neighbour(n, rate):
    if rate == 0:
        return np.eye(n + 1)[-1]
    if rate == 1:
        return np.eye(n + 1)[0]
    steps = np.arange(n, 0, -1) / np.arange(1, n + 1) * (1 - rate) / rate
    logs = np.concatenate([[0.0], np.cumsum(np.log(steps))])
    row = np.exp(logs - logs.max())
    return row / row.sum()


def by_squaring(n, rate):
    if n == 0:
        return np.ones(1)
    half = by_squaring(n // 2, rate)
    whole = np.convolve(half, half)
    return np.convolve(whole, [rate, 1 - rate]) if n % 2 else whole


def in_single_precision(n, rate):
    row = np.ones(1, dtype=np.float32)
    one = np.array([rate, 1 - rate], dtype=np.float32)
    for _ in range(n):
        row = np.convolve(row, one)
    return row


ANSWERS = [
    with_lgamma,
    with_scipy,
    unit_by_unit,
    with_whole_numbers,
    from_the_neighbour,
    by_squaring,
    in_single_precision,
]
