"""Other ways to find a width."""

import math
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

import numpy as np


def _checked(rate):
    if rate < 0 or rate >= 1:
        raise ValueError("the rate must be at least 0 and below 1")


def plainly(units, rate):
    _checked(rate)
    return math.ceil(units / (1 - rate))


def by_counting_up(units, rate):
    _checked(rate)
    width = units
    while width * (1 - rate) < units - 1e-9:
        width += 1
    return width


def with_numpy(units, rate):
    _checked(rate)
    return np.int64(np.ceil(units / (1 - rate) - 1e-9))


def with_fractions(units, rate):
    _checked(rate)
    return math.ceil(units / (1 - Fraction(str(rate))))


def with_decimals(units, rate):
    _checked(rate)
    quotient = Decimal(units) / (1 - Decimal(str(rate)))
    return int(quotient.to_integral_value(ROUND_CEILING))


def with_a_remainder(units, rate):
    _checked(rate)
    keep = round((1 - rate) * 1_000_000)
    whole, rest = divmod(units * 1_000_000, keep)
    return whole + (rest > 0)


ANSWERS = [
    plainly,
    by_counting_up,
    with_numpy,
    with_fractions,
    with_decimals,
    with_a_remainder,
]

EQUIVALENT = {
    "round(units / (1 - rate), 6) -> round(units / (1 - rate), 7)": (
        "Both remove a rounding error of 1e-13 and keep every quotient of two moderate numbers."
    ),
    "round(units / (1 - rate), 6) -> round(units / (1 - rate), 5)": (
        "Both remove a rounding error of 1e-13 and keep every quotient of two moderate numbers."
    ),
}
