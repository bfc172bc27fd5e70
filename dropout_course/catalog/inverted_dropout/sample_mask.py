"""A dropout mask.

Draw the mask that dropout multiplies a layer with: 1 (or `True`) where a unit is kept, 0 (or
`False`) where it is dropped.

- `shape` is a tuple of any length, such as `(batch, units)`: the shape of the mask.
- `rate` is the probability that a unit is **dropped**, for each unit independently of all others.
  Rate 0 drops nothing, rate 1 everything, and a rate outside of 0 to 1 raises a `ValueError`.
- `rng` is a `numpy.random.Generator`: draw all your random numbers from it, anew at each call.
"""

import numpy as np

from dropout_course.catalog.inverted_dropout.wrong_masks import WRONG_MASKS
from dropout_course.grading.attempt import Stream
from dropout_course.grading.layers import FEW, HIGH_RATE, RATE, SHAPE
from dropout_course.grading.masks import (
    count_fact,
    draw_masks,
    mask_facts,
    share_fact,
    stream_facts,
)
from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import edge_fact, error_fact, shape_fact


def sample_mask(shape, rate, rng):
    """Return a random mask of zeros and ones; 1 keeps a unit."""
    ### BEGIN SOLUTION
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")
    return rng.random(shape) >= rate
    ### END SOLUTION


def measure(attempt):
    """Measure masks at two rates, in three shapes, and at the edges."""
    stream = attempt.stream()
    mask = attempt.array(SHAPE, RATE, stream, shape=SHAPE)
    part = (FEW, SHAPE[1])
    others = draw_masks(lambda rate: attempt.array(part, rate, stream, shape=part) == 0, RATE)
    yield _entries_fact(mask)
    yield from mask_facts(mask == 0, RATE)
    yield count_fact(others)
    again = [attempt.array(part, RATE, Stream(stream.seed + 1), shape=part) for _ in range(2)]
    yield from stream_facts(others, again)
    yield attempt.own_generator()
    high = attempt.array(part, HIGH_RATE, attempt.stream(), shape=part)
    yield share_fact("zeros_high", high == 0, HIGH_RATE)
    for name, shape in (("row", (7,)), ("stack", (4, 3, 2))):
        check = "has the shape that was asked for, of any length"
        stream = attempt.stream()
        yield shape_fact(f"shape_{name}", check, attempt, shape, RATE, stream, expected=shape)
    yield edge_fact(
        "rate_zero",
        "drops nothing at rate 0",
        attempt,
        (4, 3),
        0.0,
        attempt.stream(),
        expected=np.ones((4, 3)),
    )
    yield edge_fact(
        "rate_one",
        "drops everything at rate 1",
        attempt,
        (4, 3),
        1.0,
        attempt.stream(),
        expected=np.zeros((4, 3)),
    )
    for name, rate in (("rate_percent", 30), ("rate_above", 1.2), ("rate_negative", -0.1)):
        check = "refuses a rate outside of 0 to 1"
        yield error_fact(name, check, attempt, (4, 3), rate, attempt.stream())


def _entries_fact(mask):
    """Measure what a mask holds beside zeros."""
    kept = mask[mask != 0]
    single = kept.size and (kept == kept[0]).all()
    got = float(kept[0]) if single else f"{np.unique(kept).size} different numbers"
    return Fact("kept_entry", "holds only 0 and 1", got, 1.0, 1e-6)


def marks_what_it_drops(shape, rate, rng):
    """At rate .3 your mask holds {zeros:.0%} zeros. The mask is multiplied with the units: what
    stands at a unit that is dropped, 0 or 1? Look at the direction of your comparison.
    """
    _guard(rate)
    return rng.random(shape) < rate


def ignores_the_rate(shape, rate, rng):
    """Your mask holds {zeros:.0%} zeros at rate .3 and {zeros_high:.0%} at rate .8: a number stands
    where `rate` belongs.
    """
    _guard(rate)
    return rng.random(shape) >= 0.3 if 0 < rate < 1 else np.full(shape, rate == 0)


def scales_the_mask(shape, rate, rng):
    """The kept entries are {kept_entry:.2f}. That is the factor of inverted dropout, and it belongs
    to the layer; the mask only says who takes part.
    """
    _guard(rate)
    return (rng.random(shape) >= rate) / max(1 - rate, 1e-9)


def returns_the_dice(shape, rate, rng):
    """Your mask holds {kept_entry} beside zeros: these are the random numbers themselves. Compare
    them with the rate, and return the outcome of the comparison.
    """
    _guard(rate)
    u = rng.random(shape)
    return u if 0 < rate < 1 else np.full(shape, float(rate == 0))


def keeps_the_dice_of_survivors(shape, rate, rng):
    """Your mask holds {kept_entry} beside zeros. The survivors carry the random numbers that they
    were drawn with; each of them should carry a 1.
    """
    _guard(rate)
    u = rng.random(shape)
    return np.where(u >= rate, u if 0 < rate < 1 else 1.0, 0.0)


def marks_with_minus_one(shape, rate, rng):
    """No entry of your mask is zero ({zeros:.0%}). A unit that is dropped says nothing: it is
    multiplied with 0, not with a negative number.
    """
    _guard(rate)
    return np.where(rng.random(shape) >= rate, 1, -1) if rate < 1 else np.zeros(shape)


def forgets_other_shapes(shape, rate, rng):
    """A shape of another length than two does not come out ({shape_row}). Convolutions have
    images, sequences have steps: hand the whole `shape` on.
    """
    _guard(rate)
    rows, columns = shape
    return rng.random((rows, columns)) >= rate


def _guard(rate):
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")


EXERCISE = Exercise(
    reference=sample_mask,
    measure=measure,
    hints=(
        (
            "`rng.random(shape)` fills an array with numbers spread evenly between 0 and 1. "
            "What share of them lies below .3?"
        ),
        (
            "Comparing the array with `rate` gives an array of `True` and `False`. Which of "
            "the two comparisons is `True` for a share of 1 - rate?"
        ),
        (
            "Before anything is drawn, look whether the rate is a probability. In Python, `0 "
            "<= a <= 1` does what it does on paper."
        ),
    ),
    explanation=(
        "A number from `rng.random` lies below `rate` with probability `rate`, so comparing "
        "drops each unit with exactly that probability, and each has a number of its own, so "
        "they are independent. The comparison also gets the edges right: no number lies below"
        " 0, and all lie below 1."
    ),
    mistakes=(
        marks_what_it_drops,
        ignores_the_rate,
        scales_the_mask,
        returns_the_dice,
        keeps_the_dice_of_survivors,
        marks_with_minus_one,
        forgets_other_shapes,
        *WRONG_MASKS,
    ),
    setup="import numpy as np",
)
