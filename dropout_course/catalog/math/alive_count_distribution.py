"""How many units stay alive.

A layer of `n` units is dropped at `rate`, each unit independently of the others. Return the
probabilities that 0, 1, 2, … n units are alive, that is, not dropped: an array of shape `(n + 1,)`.

- Entry `k` is the probability that **exactly** `k` units are alive.
- `n` is at least 1. A layer of 1,200 units is to work too: 1,200! does not fit into a float.
- `rate` lies between 0 and 1, both included.
"""

import itertools
import math

import numpy as np

from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import finite_fact, row_facts


def alive_count_distribution(n, rate):
    """Return the probabilities of 0, 1, … n units alive."""
    ### BEGIN SOLUTION
    alive = np.array([1.0])
    for _ in range(n):
        # One unit more: it is dropped, or it is kept and moves the count up by one.
        alive = np.convolve(alive, [rate, 1 - rate])
    return alive
    ### END SOLUTION


def measure(attempt):
    """Count all masks of small layers, then look at both ends and at a wide layer."""
    check = "gives each count of a small layer its probability"
    row = attempt(5, 0.3)
    yield from row_facts("low", check, row, _counted(5, 0.3))
    yield Fact("total", check, float(np.sum(row)), 1.0, 1e-5)
    yield from row_facts("high", check, attempt(4, 0.8), _counted(4, 0.8))
    for name, rate in (("rate_zero", 0.0), ("rate_one", 1.0)):
        check = "is certain at rates 0 and 1"
        yield finite_fact(name, check, attempt, 3, rate, expected=_counted(3, rate))
    check = "works for a layer of 1,200 units"
    yield finite_fact("wide", check, attempt, 1200, 0.3, expected=_with_logarithms(1200, 0.3))


def _counted(n, rate):
    """Add up the probabilities of all masks by the number of units they keep."""
    row = [0.0] * (n + 1)
    for mask in itertools.product([0, 1], repeat=n):
        row[sum(mask)] += math.prod(1 - rate if kept else rate for kept in mask)
    return row


def _with_logarithms(n, rate):
    k = np.arange(n + 1)
    steps = np.log(np.arange(1, n + 1))
    factorials = np.concatenate([[0.0], steps.cumsum()])
    ways = factorials[n] - factorials[k] - factorials[n - k]
    return np.exp(ways + k * math.log(1 - rate) + (n - k) * math.log(rate))


def counts_the_dropped(n, rate):
    """You give the probability of {low_last:.3f} to "all five are alive" at rate .3, which is that
    of "all five are dropped". Does your k count those who stay or those who go?
    """
    return _right(n, rate)[::-1]


def forgets_the_number_of_ways(n, rate):
    """Your probabilities add up to {total:.2f}. You have the probability of one certain mask with k
    units alive; how many masks have k units alive?
    """
    k = np.arange(n + 1)
    return (1 - rate) ** k * rate ** (n - k)


def counts_ordered_ways(n, rate):
    """Your probabilities add up to {total:.0f}. You count in how many *orders* k units can be
    picked; whether a unit is picked first or last, the mask is the same.
    """
    k = np.arange(n + 1)
    ways = np.array([float(math.perm(n, i)) for i in range(n + 1)])
    return ways * (1 - rate) ** k * rate ** (n - k)


def forgets_the_dropped(n, rate):
    """Your probabilities add up to {total:.1f}. That k units are alive is only one half of it: what
    must the others do, for *exactly* k to be alive?
    """
    return np.array([math.comb(n, k) * (1 - rate) ** k for k in range(n + 1)])


def takes_all_masks_for_equal(n, rate):
    """At rates .3 and .8 you return the same kind of row, whose ends are alike: all masks count the
    same. That is right for a fair coin only; where does the rate come in?
    """
    return np.array([math.comb(n, k) / 2**n for k in range(n + 1)])


def adds_them_up(n, rate):
    """Your numbers rise up to {low_last:.0f}: entry k is the probability of *at most* k units
    alive. Exactly k is asked for.
    """
    return _right(n, rate).cumsum()


def adds_them_up_from_the_end(n, rate):
    """Your numbers fall from {low_first:.0f}: entry k is the probability of *at least* k units
    alive. Exactly k is asked for.
    """
    return _right(n, rate)[::-1].cumsum()[::-1]


def forgets_that_none_may_be_alive(n, rate):
    """You return {low_length:.0f} numbers for 5 units, and the first is that of one unit alive. It
    can happen that none is: the count begins at 0.
    """
    return _right(n, rate)[1:]


def forgets_that_all_may_be_alive(n, rate):
    """You return {low_length:.0f} numbers for 5 units: that of all units alive is missing.
    `range(n)` stops before n.
    """
    return _right(n, rate)[:-1]


def takes_the_bell_curve(n, rate):
    """You draw the bell curve with the right mean and variance. It comes near in the middle of a
    wide layer; for a small layer it is off, and its numbers need not add up to 1.
    """
    mean, variance = n * (1 - rate), n * rate * (1 - rate)
    k = np.arange(n + 1)
    return np.exp(-((k - mean) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)


def counts_rare_events(n, rate):
    """You have taken the Poisson distribution. It counts rare events among very many; here are few
    units, and they are mostly alive. Your probabilities add up to {total:.2f}.
    """
    mean = n * (1 - rate)
    return np.array([math.exp(-mean) * mean**k / math.factorial(k) for k in range(n + 1)])


def takes_logarithms_of_zero(n, rate):
    """Between the ends you are right, but at rate 0 or 1 you take the logarithm of 0, which is no
    number. Treat these rates by themselves, or find a way without logarithms.
    """
    return _with_logarithms(n, rate)


def needs_numbers_too_large(n, rate):
    """For 1,200 units the number of ways no longer fits into a float, while the powers of the rate
    are too small for one. Their product would be a decent number: take logarithms before you
    multiply, or add one unit after the other.
    """
    return np.array(
        [math.comb(n, k) * (1 - rate) ** k * rate ** (n - k) for k in range(n + 1)], dtype=float
    )


def _right(n, rate):
    alive = np.array([1.0])
    for _ in range(n):
        alive = np.convolve(alive, [rate, 1 - rate])
    return alive


EXERCISE = Exercise(
    reference=alive_count_distribution,
    measure=measure,
    hints=(
        (
            "With which probability does one certain mask come up that keeps k of n units? "
            "And how many masks keep k units?"
        ),
        (
            "`math.comb(n, k)` counts the masks. For 1,200 units it is astronomically large; "
            "`math.lgamma(n + 1)` is the logarithm of n!."
        ),
        (
            "There is a way without any factorial: if you know the probabilities for n - 1 "
            "units, what does one unit more do to them? `np.convolve` can say it."
        ),
    ),
    explanation=(
        "Entry k of a layer with one unit more is entry k with the new unit dropped, plus "
        "entry k - 1 with it kept: a convolution with (rate, 1 - rate). Repeated n times it "
        "gives the binomial distribution, without a factorial that could overflow or a "
        'logarithm of 0. It says what "30 % are dropped" means: on average, with a spread of '
        "√(n · p · q) units."
    ),
    mistakes=(
        counts_the_dropped,
        forgets_the_number_of_ways,
        counts_ordered_ways,
        forgets_the_dropped,
        takes_all_masks_for_equal,
        adds_them_up,
        adds_them_up_from_the_end,
        forgets_that_none_may_be_alive,
        forgets_that_all_may_be_alive,
        takes_the_bell_curve,
        counts_rare_events,
        takes_logarithms_of_zero,
        needs_numbers_too_large,
    ),
    setup="import numpy as np",
)
