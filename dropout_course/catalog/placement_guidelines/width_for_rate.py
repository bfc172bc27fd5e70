"""A wider layer for a higher rate.

A layer that drops units has fewer of them at each step. If `units` is a good width without dropout,
Srivastava et al. (2014, appendix A, "Network Size") advise at least `units` / keep with it, where
keep = 1 - rate: then `units` of them are left on average.

- Return the smallest whole number of units that is enough, as an `int`.
- A `rate` at which no width is enough, or that is no probability, raises a `ValueError`: everything
  outside of 0 ≤ rate < 1.
"""

import math

import numpy as np

from dropout_course.grading.attempt import as_array
from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import error_fact, value_fact


def width_for_rate(units, rate):
    """Return the number of units that leaves `units` alive on average."""
    ### BEGIN SOLUTION
    if not 0 <= rate < 1:
        raise ValueError(f"rate must be at least 0 and below 1, got {rate}")
    return math.ceil(round(units / (1 - rate), 6))
    ### END SOLUTION


def measure(attempt):
    """Ask for widths at low and high rates, where the quotient is whole and where it is not."""
    width = attempt(100, 0.3)
    yield Fact("low", "leaves enough units alive", float(as_array(width, ())), 143.0)
    check = "rounds up"
    yield value_fact("third", check, attempt, 100, 0.7, expected=334)
    check = "works for every width and rate"
    widths = attempt.rng.integers(20, 400, size=4).tolist()
    # Eighths are exact in binary, so that a whole quotient comes out whole.
    for number, (units, eighths) in enumerate(zip(widths, (1, 3, 6, 0), strict=True)):
        right = -(-8 * units // (8 - eighths))
        name, rate = f"width_{number}", eighths / 8
        yield value_fact(name, check, attempt, units, rate, expected=right)
    whole = isinstance(width, int | np.integer) and not isinstance(width, bool)
    kind = "int" if whole else type(width).__name__
    yield Fact("kind", "returns an int", kind, "int")
    check = "refuses a rate at which nothing is left"
    yield error_fact("rate_one", check, attempt, 100, 1.0)
    for name, rate in (("rate_percent", 30), ("rate_negative", -0.1)):
        check = "refuses a rate outside of 0 to 1"
        yield error_fact(name, check, attempt, 100, rate)


def divides_by_rate(units, rate):
    """For 100 units at rate .3 you ask for {low:.0f}: you divide by the rate. The paper's p is the
    probability of *keeping*; which of the two is left over at rate .3?
    """
    return math.ceil(units / rate) if _checked(rate) else units


def shrinks_the_layer(units, rate):
    """For 100 units at rate .3 you ask for {low:.0f}. So many would be left of 100; the question is
    how many you must start with so that 100 are left.
    """
    _checked(rate)
    return math.ceil(units * (1 - rate))


def adds_what_is_dropped(units, rate):
    """For 100 units at rate .3 you ask for {low:.0f}, which is 30 % more. But those are thinned
    out too: how many of {low:.0f} units are left at rate .3?
    """
    _checked(rate)
    return math.ceil(round(units * (1 + rate), 6))


def rounds_down(units, rate):
    """For 100 units at rate .7 you ask for {third:.0f}. The quotient is 333.33, and so many leave a
    little less than 100 alive. Which way must you round?
    """
    _checked(rate)
    return int(units / (1 - rate))


def rounds_to_the_nearest(units, rate):
    """For 100 units at rate .7 you ask for {third:.0f}; at rate .3 you rounded up and were right.
    The nearest whole number is sometimes too small.
    """
    _checked(rate)
    return round(units / (1 - rate))


def always_adds_one(units, rate):
    """Where the quotient is a whole number you ask for one unit too many. Adding 1 after cutting
    off the fraction is not rounding up: what if there is no fraction?
    """
    _checked(rate)
    return int(units / (1 - rate)) + 1


def returns_a_float(units, rate):
    """The number is right, its type is not: `{kind}`. A layer cannot have 143.0 units; Keras
    refuses that, and so does `np.zeros`.
    """
    _checked(rate)
    return np.ceil(units / (1 - rate))


def divides_by_zero(units, rate):
    """At rate 1 you answer with `{rate_one}`. No width leaves a unit alive there: refuse that rate
    with a `ValueError` of your own.
    """
    if not 0 <= rate <= 1:
        raise ValueError(rate)
    return math.ceil(units / (1 - rate))


def accepts_any_rate(units, rate):
    """A rate of 30 (somebody meant 30 %) or of -.1 went through without a word. Raise a
    `ValueError` before anything is computed.
    """
    if rate == 1:
        raise ValueError(rate)
    return math.ceil(units / (1 - rate))


def _checked(rate):
    if not 0 <= rate < 1:
        raise ValueError(rate)
    return rate


EXERCISE = Exercise(
    reference=width_for_rate,
    measure=measure,
    hints=(
        ("Of w units, how many are left on average at this rate? Set that equal to `units`."),
        "`int` cuts the fraction off. `math.ceil` is the other direction.",
        "Which rates make the division meaningless? Refuse them first.",
    ),
    explanation=(
        "Of w units, w · (1 - rate) are left on average, so w = units / (1 - rate), rounded "
        "up. The inner rounding only repairs the computer's arithmetic: 512 / (1 - .8) comes "
        "out a hair above 2560, and rounding *that* up would give 2561. The rule is about the"
        " average: a single step may well have fewer units alive."
    ),
    mistakes=(
        divides_by_rate,
        shrinks_the_layer,
        adds_what_is_dropped,
        rounds_down,
        rounds_to_the_nearest,
        always_adds_one,
        returns_a_float,
        divides_by_zero,
        accepts_any_rate,
    ),
    setup="import math",
)
