"""How probable a mask is.

Units are dropped independently of each other, each with probability `rate`. Return the probability
of each of the given masks, an array of shape `(count,)`.

- `masks` holds 1 for a unit that is kept and 0 for one that is dropped; its shape is
  `(count, units)`, one mask in a row. They may be all masks of the layer or only some of them.
- `rate` lies between 0 and 1. Both ends are allowed: at rate 0 only the mask that keeps every unit
  has a probability, at rate 1 only the one that drops them all.
- `masks` is not changed.
"""

import itertools
import math

import numpy as np

from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import finite_fact, value_fact


def mask_probabilities(masks, rate):
    """Return the probability of each mask."""
    ### BEGIN SOLUTION
    of_units = np.where(masks == 1, 1 - rate, rate)
    return of_units.prod(axis=1)
    ### END SOLUTION


def measure(attempt):
    """Multiply by hand for some masks, then look at the sum over all masks and at both ends."""
    units = 4
    every = np.array(list(itertools.product([0, 1], repeat=units)))
    some = attempt.rng.permutation(every[[0, 1, 3, 6, 7, 14, 15]])
    check = "multiplies the probabilities of the units"
    for name, rate in (("low", 0.3), ("high", 0.8)):
        yield value_fact(name, check, attempt, some, rate, expected=_by_hand(some, rate))
    got = attempt.array(every, 0.3, shape=(2**units,))
    check = "adds up to 1 over all masks"
    yield Fact("total", check, float(got.sum()), 1.0, 1e-5)
    for name, rate, check in (
        ("rate_zero", 0.0, "is certain of the full network at rate 0"),
        ("rate_one", 1.0, "is certain of the empty network at rate 1"),
    ):
        yield finite_fact(name, check, attempt, some, rate, expected=_by_hand(some, rate))
    yield attempt.unchanged()


def _by_hand(masks, rate):
    return [math.prod(1 - rate if kept else rate for kept in mask) for mask in masks.tolist()]


def takes_one_for_dropped(masks, rate):
    """You give the mask of the kept units the probability that belongs to its opposite: at rate .3
    a network that keeps more should be the more probable one. Which probability belongs to a 1?
    """
    return np.where(masks == 1, rate, 1 - rate).prod(axis=1)


def forgets_the_dropped(masks, rate):
    """Over all masks your probabilities add up to {total:.2f}, and not to 1. The dropped units must
    come out as they did, too: what is their part in the product?
    """
    return (1 - rate) ** masks.sum(axis=1)


def forgets_the_kept(masks, rate):
    """Over all masks your probabilities add up to {total:.2f}, and not to 1. That the others are
    *kept* has a probability too; what is their part in the product?
    """
    return rate ** (1.0 - masks).sum(axis=1)


def takes_all_for_equally_probable(masks, rate):
    """All of your masks are equally probable. That is so for a fair coin; at rate .3 each unit is
    kept more often than not.
    """
    return np.full(len(masks), 0.5 ** masks.shape[1])


def gives_the_probability_of_the_count(masks, rate):
    """Over all masks your probabilities add up to {total:.2f}. You count every mask with the same
    number of kept units, as the binomial distribution does; here each mask stands for itself.
    """
    kept = masks.sum(axis=1)
    ways = np.array([math.comb(masks.shape[1], int(k)) for k in kept])
    return ways * np.where(masks == 1, 1 - rate, rate).prod(axis=1)


def makes_them_add_up(masks, rate):
    """For all masks your probabilities are right, for some of them they are too large: you divide
    by their sum. How probable a mask is does not depend on which others are asked for.
    """
    product = np.where(masks == 1, 1 - rate, rate).prod(axis=1)
    return product / product.sum()


def adds_instead_of_multiplying(masks, rate):
    """Over all masks your probabilities add up to {total:.1f}. That this happens *and* that
    happens, independently, has the product of the two probabilities, not their sum.
    """
    return np.where(masks == 1, 1 - rate, rate).sum(axis=1)


def takes_the_mean(masks, rate):
    """Over all masks your probabilities add up to {total:.1f}: you take the mean over the units.
    All of them must come out as the mask says, the first *and* the second *and* so on.
    """
    return np.where(masks == 1, 1 - rate, rate).mean(axis=1)


def returns_logarithms(masks, rate):
    """Your probabilities are negative: they are logarithms. What turns them back?"""
    return np.log(np.where(masks == 1, 1 - rate, rate)).sum(axis=1)


def multiplies_over_the_masks(masks, rate):
    """You multiply down the columns, and so you get a number for each unit. One for each mask is
    wanted: along which axis do the units of a mask lie?
    """
    return np.where(masks == 1, 1 - rate, rate).prod(axis=0)


def multiplies_everything(masks, rate):
    """You return one number, the product over all masks. Each mask has a probability of its own:
    give `prod` an axis.
    """
    return np.where(masks == 1, 1 - rate, rate).prod()


def keeps_the_units_apart(masks, rate):
    """You return a table with the probability of each unit. What is the probability that all units
    of a mask come out as they do?
    """
    return np.where(masks == 1, 1 - rate, rate)


def takes_logarithms_of_zero(masks, rate):
    """Between the ends you are right, but at rate 0 or 1 you multiply 0 by the logarithm of 0,
    which is no number. Do you need logarithms here?
    """
    kept = masks.sum(axis=1)
    dropped = masks.shape[1] - kept
    return np.exp(kept * np.log(1 - rate) + dropped * np.log(rate))


def changes_its_input(masks, rate):
    """After the call `{changed}` holds other numbers. Whoever called you will want to multiply with
    these masks; make a new array for the probabilities.
    """
    probability = np.where(masks == 1, 1 - rate, rate).prod(axis=1)
    masks[:] = 1 - masks
    return probability


EXERCISE = Exercise(
    reference=mask_probabilities,
    measure=measure,
    hints=(
        (
            "Take the mask (1, 0, 1) at rate .3. With which probability is the first unit "
            "kept, the second dropped, the third kept, and all of that together?"
        ),
        (
            "Replace each 1 and each 0 by the probability of that outcome; independent events"
            " multiply."
        ),
        (
            "`np.where` chooses between two numbers entry by entry, and `prod` multiplies "
            "along an axis."
        ),
    ),
    explanation=(
        "Each unit comes out as the mask says with probability 1 - rate (kept) or rate "
        "(dropped), and independent events multiply. A mask that keeps k of n units therefore"
        " has the probability (1 - rate)ᵏ · rateⁿ⁻ᵏ. Over all masks these add up to 1, "
        "whatever the rate: with them every expectation over dropout becomes a finite sum, "
        "exact to the last digit."
    ),
    mistakes=(
        takes_one_for_dropped,
        forgets_the_dropped,
        forgets_the_kept,
        takes_all_for_equally_probable,
        gives_the_probability_of_the_count,
        makes_them_add_up,
        adds_instead_of_multiplying,
        takes_the_mean,
        returns_logarithms,
        multiplies_over_the_masks,
        multiplies_everything,
        keeps_the_units_apart,
        takes_logarithms_of_zero,
        changes_its_input,
    ),
    setup="import numpy as np",
)
