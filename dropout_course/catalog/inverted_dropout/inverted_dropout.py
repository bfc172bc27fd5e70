"""Inverted dropout.

Write dropout as every modern library does it. While training, drop each unit independently with
probability `rate` and scale the survivors so that the expected output is the input. At evaluation,
return the input as it is.

- `x` is an array of floats of any shape; the output has its shape and its dtype, and `x` stays as
  it was.
- `rate` is the probability of **dropping** a unit. Rate 0 changes nothing, rate 1 gives zeros, and
  a rate outside of 0 to 1 raises a `ValueError`.
- `rng` is a `numpy.random.Generator`: draw all your random numbers from it.
"""

import numpy as np

from dropout_course.catalog.inverted_dropout.wrong_masks import as_layers
from dropout_course.grading.layers import layer_facts
from dropout_course.grading.model import Exercise


def inverted_dropout(x, rate, rng, training=True):
    """Drop units of `x` at random and scale the survivors."""
    ### BEGIN SOLUTION
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")
    if not training:
        return x
    if rate == 1:
        return np.zeros_like(x)
    mask = rng.random(x.shape) >= rate
    return x * mask / (1 - rate)
    ### END SOLUTION


def measure(attempt):
    """Measure a layer that scales in training and leaves evaluation alone."""
    return layer_facts(attempt, training=lambda rate: 1 / (1 - rate), evaluation=lambda rate: 1.0)


def drops_nothing(x, rate, rng, training=True):
    """At rate .3 {zeros:.0%} of the units came out as zero: the input comes back as it went in,
    which is right at evaluation only. Where do you draw a mask, and do you return what you multiply
    with it?
    """
    _guard(rate)
    return 1 * x


def drops_what_it_should_keep(x, rate, rng, training=True):
    """At rate .3 you dropped {zeros:.0%} of the units, and scaled the rest by {factor:.2f}. The
    mean comes out right, which hides it: `rate` is the probability of *dropping*, and yours is the
    probability of keeping. Which side of the comparison means "keep"?
    """
    if not training:
        return x
    _guard(rate)
    return x * (rng.random(x.shape) < rate) / max(rate, 1e-9)


def keeps_with_the_wrong_probability(x, rate, rng, training=True):
    """At rate .3 you dropped {zeros:.0%} of the units. The scale belongs to a mask that keeps the
    *other* part: look at the direction of your comparison, and at which units it lets through.
    """
    _guard(rate)
    if not training:
        return x
    return x * (rng.random(x.shape) < rate) / max(1 - rate, 1e-9)


def does_not_scale(x, rate, rng, training=True):
    """Your survivors come out multiplied by {factor:.2f}. With 30 % of the units gone, the next
    layer then receives on average only 70 % of what it gets at evaluation. What would make up for
    it?
    """
    _guard(rate)
    return x * (rng.random(x.shape) >= rate) if training else x


def multiplies_by_keep(x, rate, rng, training=True):
    """You multiply the survivors by {factor:.2f}, the probability of being kept: the output shrinks
    twice. To keep the expected output, must a survivor become smaller or larger?
    """
    _guard(rate)
    return x * (rng.random(x.shape) >= rate) * (1 - rate) if training else x


def divides_by_rate(x, rate, rng, training=True):
    """You multiply the survivors by {factor:.2f} = 1/rate. Check the mean: a unit survives with
    probability 1 - rate, so which factor brings its expectation back to 1?
    """
    _guard(rate)
    return x * (rng.random(x.shape) >= rate) / max(rate, 1e-9) if training else x


def divides_by_the_square_root(x, rate, rng, training=True):
    """You multiply the survivors by {factor:.3f}, the inverse *square root* of the keep
    probability. That would hold the second moment of the output steady; dropout is defined to hold
    its mean.
    """
    _guard(rate)
    return x * (rng.random(x.shape) >= rate) / np.sqrt(max(1 - rate, 1e-9)) if training else x


def scales_at_evaluation(x, rate, rng, training=True):
    """At evaluation you multiply by {evaluation:.2f}. Training has already made up for the dropped
    units; scaling once more makes the network timid. What is left to do at evaluation?
    """
    _guard(rate)
    if not training:
        return x * (1 - rate)
    if rate == 1:
        return np.zeros_like(x)
    return x * (rng.random(x.shape) >= rate) / np.asarray(1 - rate, x.dtype)


def scales_up_at_evaluation(x, rate, rng, training=True):
    """At evaluation you multiply by {evaluation:.2f}. The factor belongs to the units that survive,
    so it belongs to training alone: at evaluation nothing is missing that it would make up for.
    """
    return _right(x, rate, rng) if training else x / x.dtype.type(1 - rate)


def ignores_training(x, rate, rng, training=True):
    """With `training=False` units are still dropped: two predictions for one input would differ.
    Where does your function look at `training`?
    """
    return _right(x, rate, rng)


def adds_noise_instead(x, rate, rng, training=True):
    """No unit is zero ({zeros:.0%}): you multiply by noise. That is Gaussian dropout, a relative;
    here each unit is either dropped or kept.
    """
    _guard(rate)
    if not training or rate in (0, 1):
        return x * (rate < 1)
    return x * rng.normal(1, np.sqrt(rate / (1 - rate)), x.shape).astype(x.dtype)


def divides_by_what_survived(x, rate, rng, training=True):
    """The survivors of different examples come out with different factors: you divide by the share
    that happened to survive. The factor belongs to the probability, so that it is the same whatever
    the mask.
    """
    _guard(rate)
    if not training or rate == 1:
        return x * (rate < 1)
    mask = rng.random(x.shape) >= rate
    return x * mask / mask.mean(axis=-1, keepdims=True).astype(x.dtype)


def masks_twice(x, rate, rng, training=True):
    """You dropped {zeros:.0%} at rate .3 and scaled by {factor:.2f}: the mask was drawn and applied
    twice, and .7 x .7 = .49 is left.
    """
    return _right(_right(x, rate, rng), rate, rng) if training else x


def changes_its_input(x, rate, rng, training=True):
    """After the call, `{changed}` holds other numbers than before: `*=` and `x[...] =` write into
    the array of the caller. Make a new array.
    """
    out = _right(x, rate, rng) if training else x.copy()
    if x.ndim:
        x[...] = out
    return out


def returns_double_precision(x, rate, rng, training=True):
    """A `float32` input came back as `{dtype}`. The mask that you multiply with is `float64`;
    networks are trained in `float32`, and this doubles their memory.
    """
    return _right(x, rate, rng).astype(float) if training else x


def drops_only_negatives(x, rate, rng, training=True):
    """Positive and negative values are not dropped alike. The mask must not look at the values:
    draw it for every unit.
    """
    _guard(rate)
    if not training or rate in (0, 1):
        return x * (rate < 1)
    mask = (rng.random(x.shape) >= rate) | (x > 0)
    return x * mask / np.asarray(1 - rate, x.dtype)


def drops_the_smallest(x, rate, rng, training=True):
    """Small values are dropped and large ones kept, the same ones at each call. That prunes;
    dropout asks the dice, not the values.
    """
    _guard(rate)
    if not training or rate in (0, 1):
        return x * (rate < 1)
    return x * (np.abs(x) >= np.quantile(np.abs(x), rate)) / np.asarray(1 - rate, x.dtype)


def multiplies_with_its_dice(x, rate, rng, training=True):
    """The survivors come out with a different factor each. You multiply by the random numbers
    themselves; compare them with the rate first, and multiply by the outcome of that comparison.
    """
    _guard(rate)
    if not training or rate == 1:
        return x * (rate < 1)
    u = rng.random(x.shape).astype(x.dtype)
    return x * u * (u >= rate) / np.asarray(1 - rate, x.dtype) if rate else x


def returns_the_mask(x, rate, rng, training=True):
    """The output does not depend on the values of `x`: you return the scaled mask. What is it to be
    multiplied with?
    """
    _guard(rate)
    return _right(np.ones_like(x), rate, rng) if training else x


def forgets_rate_one(x, rate, rng, training=True):
    """At rate 1 nothing survives, and your factor 1/(1 - rate) divides by zero: 0/0 is not 0. Treat
    that rate by itself.
    """
    _guard(rate)
    if not training:
        return x
    with np.errstate(all="ignore"):
        return x * (rng.random(x.shape) >= rate) / np.asarray(1 - rate, x.dtype)


def forgets_other_shapes(x, rate, rng, training=True):
    """An input of another number of axes than two breaks your function ({shape_row}). Convolutions
    have images, sequences have steps: hand the whole `x.shape` on.
    """
    _examples, _units = x.shape
    return inverted_dropout(x, rate, rng, training)


def _guard(rate):
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")


def _right(x, rate, rng):
    _guard(rate)
    if rate in (0, 1):
        return x * (rate < 1)
    return x * (rng.random(x.shape) >= rate) / np.asarray(1 - rate, x.dtype)


EXERCISE = Exercise(
    reference=inverted_dropout,
    measure=measure,
    hints=(
        (
            "Start from the mask: `rng.random(x.shape)` gives numbers between 0 and 1. Which "
            'of them should mean "keep", so that a share of `rate` is dropped?'
        ),
        (
            "A unit survives with probability 1 - rate. For its expectation to stay `x`, a "
            "survivor must be multiplied by a certain factor f: solve (1 - rate) · f · x = x."
        ),
        (
            "Three cases need no mask at all: `training=False`, rate 1, and a rate that is "
            "none. Treat them first."
        ),
    ),
    explanation=(
        "A unit is kept with probability 1 - rate and then multiplied by 1/(1 - rate), so its"
        " expectation is (1 - rate) · x/(1 - rate) = x: the next layer sees, on average, what"
        " it will see at evaluation, where nothing has to be done any more. Rate 1 is apart "
        "because 0/0 is not a number."
    ),
    mistakes=(
        drops_nothing,
        drops_what_it_should_keep,
        keeps_with_the_wrong_probability,
        does_not_scale,
        multiplies_by_keep,
        divides_by_rate,
        divides_by_the_square_root,
        scales_at_evaluation,
        scales_up_at_evaluation,
        ignores_training,
        adds_noise_instead,
        divides_by_what_survived,
        masks_twice,
        changes_its_input,
        returns_double_precision,
        drops_only_negatives,
        drops_the_smallest,
        multiplies_with_its_dice,
        returns_the_mask,
        forgets_rate_one,
        forgets_other_shapes,
        *as_layers(lambda rate: 1 / (1 - rate), lambda rate: 1.0),
    ),
    setup="import numpy as np",
)
