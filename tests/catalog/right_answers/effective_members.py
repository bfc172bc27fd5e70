"""Other ways to count the members that a group really has."""

import math
from fractions import Fraction

import numpy as np


def in_one_fraction(weights):
    squares = np.sum(np.square(weights))
    return np.abs(weights).sum() ** 2 / squares if squares > 0 else 0


def with_loops(weights):
    total = 0.0
    for w in weights:
        total += abs(w)
    if total == 0:
        return 0
    squares = 0.0
    for w in weights:
        squares += (abs(w) / total) ** 2
    return 1 / squares


def with_norms(weights):
    if np.all(weights == 0):
        return np.array(0.0)
    return (np.linalg.norm(weights, 1) / np.linalg.norm(weights)) ** 2


def with_fractions(weights):
    sizes = [abs(Fraction(w)) for w in weights.tolist()]
    return float(sum(sizes) ** 2 / sum(s * s for s in sizes)) if any(sizes) else 0.0


def in_single_precision(weights):
    sizes = np.abs(weights).astype(np.float32)
    shares = np.divide(sizes, sizes.sum(), out=np.zeros_like(sizes), where=sizes > 0)
    return np.float32(1) / (shares @ shares) if shares.any() else np.float32(0)


def by_catching_the_error(weights):
    total = math.fsum(abs(w) for w in weights)
    try:
        return 1 / math.fsum((float(w) / total) ** 2 for w in weights)
    except ZeroDivisionError:
        return 0


def by_replacing_what_is_no_number(weights):
    shares = np.abs(weights) / np.abs(weights).sum()
    return np.nan_to_num(1 / np.dot(shares, shares), nan=0.0)


ANSWERS = [
    in_one_fraction,
    with_loops,
    with_norms,
    with_fractions,
    in_single_precision,
    by_catching_the_error,
    by_replacing_what_is_no_number,
]
