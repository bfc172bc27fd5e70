"""Every mask there is.

A layer of `n` units, each kept or dropped, has 2ⁿ masks: 2ⁿ thinned networks that share their
weights. For a small layer one can write them all down, and then compute exactly what dropout does
on average instead of sampling it. Return all masks as an array of shape `(2**n, n)`, one in a row.

- 1 stands for a unit that is kept, 0 for one that is dropped.
- The rows may come in any order, but each mask comes exactly once.
- `n` is at least 1. Ten units and more are to work too.
"""

import numpy as np

from dropout_course.grading.attempt import Stopped, as_array
from dropout_course.grading.model import Exercise, Fact


def enumerate_masks(n):
    """Return all masks of a layer of n units."""
    ### BEGIN SOLUTION
    numbers = np.arange(2**n)[:, None]
    return numbers >> np.arange(n) & 1
    ### END SOLUTION


def measure(attempt):
    """Look at the entries, count the rows, and see which of them are there."""
    n = 5
    value = attempt(n)
    shape = np.asarray(value, dtype=object).shape
    masks = as_array(value, shape if len(shape) == 2 and shape[1] == n else (2**n, n))
    check = "holds zeros and ones only"
    yield Fact("smallest", check, float(masks.min(initial=1)), 0.0)
    yield Fact("largest", check, float(masks.max(initial=0)), 1.0)
    check = "holds every mask once"
    yield Fact("rows", check, len(masks), 2**n)
    if len(masks) != 2**n:
        yield Fact("keeps_all", check, bool((masks == 1).all(axis=1).any()), True)
        yield Fact("drops_all", check, bool((masks == 0).all(axis=1).any()), True)
        raise Stopped(f"Expected {2**n} masks of 5 units; got {len(masks)}.", outcome="failed")
    yield Fact("repeats", check, _different(masks) < len(masks), False)
    for name, units, check in (
        ("single", 1, "works for a single unit"),
        ("many", 10, "works for ten units"),
    ):
        got = "every mask" if _complete(attempt.trial(units).value, units) else "something else"
        yield Fact(name, check, got, "every mask", edge=True)


def _complete(value, n):
    """Whether these are all masks: 2ⁿ different rows of zeros and ones."""
    try:
        masks = as_array(value, (2**n, n))
    except Stopped:
        return False
    return bool(((masks == 0) | (masks == 1)).all()) and _different(masks) == 2**n


def _different(masks):
    """Count the rows that differ from all others."""
    return len({row.tobytes() for row in masks + 0.0})  # no -0


def stands_on_its_side(n):
    """Your masks stand in the columns. A batch has its examples in the rows, and so do the masks:
    one mask in a row.
    """
    return _masks(n).T


def forgets_the_full_network(n):
    """You have {rows:.0f} masks of 5 units; the one that keeps every unit is missing. `range` and
    `arange` stop *before* their last number: which is the largest you need?
    """
    return _masks(n)[:-1]


def forgets_the_empty_network(n):
    """You have {rows:.0f} masks of 5 units; the one that drops every unit is missing. It is rare,
    but dropout does draw it: its probability is rateⁿ.
    """
    return _masks(n)[1:]


def forgets_both_ends(n):
    """You have {rows:.0f} masks of 5 units; those that keep every unit and that drop every unit are
    missing. Both can be drawn, so both belong to the average.
    """
    return _masks(n)[1:-1]


def singles_out_one_unit_at_a_time(n):
    """You have {rows:.0f} masks of 5 units: in each of them one unit differs from all the others.
    Any number of units can be dropped: how many ways are there to drop two, and how many for three?
    """
    return 1 - np.eye(n, dtype=int)


def has_one_mask_for_each_count(n):
    """You have {rows:.0f} masks of 5 units, one for each number of kept units. It matters *which*
    units are kept: with two units, (1, 0) and (0, 1) are different networks.
    """
    return np.tri(n + 1, n, -1, dtype=int)


def repeats_some(n):
    """You have the right number of rows, {rows:.0f} for 5 units, but some masks come twice and
    others never. Chance would deal like that. Count through them instead, and give each unit a
    binary digit of its own.
    """
    return np.random.default_rng(0).integers(0, 2, (2**n, n))


def uses_minus_one(n):
    """Your masks hold numbers from {smallest:.0f} to {largest:.0f}. Multiplying by -1 turns a unit
    around; which number silences it?
    """
    return 2 * _masks(n) - 1


def keeps_more_than_one_digit(n):
    """Your masks hold numbers from {smallest:.0f} to {largest:.0f}. A shift to the right leaves all
    the higher digits standing; how do you get the last one alone?
    """
    return np.arange(2**n)[:, None] >> np.arange(n)


def swaps_base_and_exponent(n):
    """Your table has the wrong shape: for 5 units its rows have the length 2. You have all pairs of
    n numbers, n² of them; wanted are all n-tuples of two numbers.
    """
    return np.stack(np.meshgrid(np.arange(n), np.arange(n)), axis=-1).reshape(-1, 2)


def returns_the_numbers(n):
    """You return the numbers from 0 on, one for each mask. Their binary digits are the masks:
    spread them over n columns.
    """
    return np.arange(2**n)


def assumes_eight_digits(n):
    """For a few units all is well, for ten it is not: bytes have eight binary digits. Where does
    your code take the number of digits from?
    """
    numbers = np.arange(2**n).astype(np.uint8)
    return np.unpackbits(numbers[:, None], axis=1)[:, -n:]


def needs_two_units(n):
    """Your function fails for a single unit. There are two masks then, (0) and (1), and each is a
    row of length 1. Which shape do you return?
    """
    return _masks(n).squeeze() if n > 1 else np.array([0, 1])


def _masks(n):
    return np.arange(2**n)[:, None] >> np.arange(n) & 1


EXERCISE = Exercise(
    reference=enumerate_masks,
    measure=measure,
    hints=(
        (
            "Write down the masks of one unit, of two, of three. How do you get those of "
            "three from those of two?"
        ),
        (
            "The numbers from 0 to 2ⁿ - 1, written in binary, are the masks. "
            "`itertools.product` can count like that too; make an array of what it gives."
        ),
        (
            "Digit k of a number is what is left of it after k shifts to the right, modulo 2."
            " With the numbers in a column and the digits in a row, NumPy makes the table by "
            "itself."
        ),
    ),
    explanation=(
        "Each number from 0 to 2ⁿ - 1 has a binary representation of its own, so the digits "
        "of all of them are all masks, each once. `>>` moves digit k to the end and `& 1` "
        "cuts it off; a column of numbers and a row of shifts make a table. Ten units have "
        "1,024 masks, a hundred already have more than anybody could write down: that is why "
        "dropout samples."
    ),
    mistakes=(
        stands_on_its_side,
        forgets_the_full_network,
        forgets_the_empty_network,
        forgets_both_ends,
        singles_out_one_unit_at_a_time,
        has_one_mask_for_each_count,
        repeats_some,
        uses_minus_one,
        keeps_more_than_one_digit,
        swaps_base_and_exponent,
        returns_the_numbers,
        assumes_eight_digits,
        needs_two_units,
    ),
    setup="import numpy as np",
)
