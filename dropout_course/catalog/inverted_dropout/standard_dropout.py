"""Standard dropout, as the paper of 2014 has it.

Write the layer of Srivastava et al. (2014). While training, each unit is dropped independently with
probability `rate`, and the survivors pass **as they are**. At evaluation no unit is dropped, and
every one is multiplied by the probability that it was kept with, so that the next layer receives
what it received on average in training.

- `x` is an array of floats of any shape; the output has its shape and its dtype, and `x` stays as
  it was.
- `rate` is the probability of **dropping** a unit (the paper's p is the probability of keeping
  it). Rate 0 changes nothing, rate 1 gives zeros, and a rate outside of 0 to 1 raises a
  `ValueError`.
- `rng` is a `numpy.random.Generator`: draw all your random numbers from it.
"""

import numpy as np

from dropout_course.catalog.inverted_dropout.wrong_masks import as_layers
from dropout_course.grading.layers import layer_facts
from dropout_course.grading.model import Exercise


def standard_dropout(x, rate, rng, training=True):
    """Drop units of `x` in training; multiply by the keep probability at evaluation."""
    ### BEGIN SOLUTION
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")
    if training:
        return x * (rng.random(x.shape) >= rate)
    return x * (1 - rate)
    ### END SOLUTION


def measure(attempt):
    """Measure a layer that leaves survivors alone and scales at evaluation."""
    return layer_facts(attempt, training=lambda rate: 1.0, evaluation=lambda rate: 1 - rate)


def drops_nothing(x, rate, rng, training=True):
    """At rate .3 {zeros:.0%} of the units came out as zero: in training the input comes back as it
    went in. Where do you draw a mask, and do you return what you multiply with it?
    """
    _guard(rate)
    return x * x.dtype.type(1) if training else x * x.dtype.type(1 - rate)


def drops_what_it_should_keep(x, rate, rng, training=True):
    """At rate .3 you dropped {zeros:.0%} of the units, while evaluation multiplies by
    {evaluation:.2f}. Both cannot be right: which side of the comparison means "keep"?
    """
    _guard(rate)
    return x * (rng.random(x.shape) < rate) if training else x * x.dtype.type(1 - rate)


def takes_the_rate_for_keep(x, rate, rng, training=True):
    """You dropped {zeros:.0%} at rate .3 and multiply by {evaluation:.2f} at evaluation: all is
    right, but for the other meaning of the letter. The paper's p keeps a unit, `rate` drops it.
    """
    _guard(rate)
    return x * (rng.random(x.shape) < rate) if training else x * x.dtype.type(rate)


def writes_inverted_dropout(x, rate, rng, training=True):
    """You multiply the survivors by {factor:.2f} in training, and by {evaluation:.2f} at
    evaluation: that is *inverted* dropout, the younger of the two rules. The rule of 2014 leaves
    training alone and puts the factor somewhere else.
    """
    return _drop(x, rate, rng) * _scale(x, 1 - rate) if training else x


def scales_twice(x, rate, rng, training=True):
    """You multiply the survivors by {factor:.2f} in training and every unit by {evaluation:.2f} at
    evaluation. Each of the two makes up for the dropped units by itself; together they make the
    network timid. Which one belongs to the rule of 2014?
    """
    if training:
        return _drop(x, rate, rng) * _scale(x, 1 - rate)
    return x * x.dtype.type(1 - rate)


def shrinks_in_training_too(x, rate, rng, training=True):
    """In training the survivors come out multiplied by {factor:.2f}. The factor is for evaluation,
    when all units speak at once; the survivors of training pass as they are.
    """
    return (_drop(x, rate, rng) if training else x) * x.dtype.type(1 - rate)


def shrinks_in_training_instead(x, rate, rng, training=True):
    """You multiply by {factor:.2f} in training and by {evaluation:.2f} at evaluation: the factor
    stands in the wrong branch. Which of the two has all of its units?
    """
    return _drop(x, rate, rng) * x.dtype.type(1 - rate) if training else x


def leaves_evaluation_alone(x, rate, rng, training=True):
    """At evaluation you multiply by {evaluation:.2f}, and in training the survivors by
    {factor:.2f}. Then the next layer receives more at evaluation, where nobody is missing, than it
    ever did in training. How much more, on average?
    """
    return _drop(x, rate, rng) if training else x


def multiplies_by_the_rate(x, rate, rng, training=True):
    """At evaluation you multiply by {evaluation:.2f}, the probability of being *dropped*. What is
    the expected value of x times a mask that is 1 with probability 1 - rate?
    """
    return _drop(x, rate, rng) if training else x * x.dtype.type(rate)


def divides_at_evaluation(x, rate, rng, training=True):
    """At evaluation you multiply by {evaluation:.2f}. With every unit present the next layer
    receives too much, not too little: should the factor be above or below 1?
    """
    return _drop(x, rate, rng) if training else x * _scale(x, 1 - rate)


def ignores_training(x, rate, rng, training=True):
    """With `training=False` units are still dropped: two predictions for one input would differ.
    Where does your function look at `training`?
    """
    return _drop(x, rate, rng)


def swaps_the_branches(x, rate, rng, training=True):
    """With `training=True` {zeros:.0%} of the units are dropped, and with `training=False` they
    are: your two branches are the wrong way round.
    """
    return x * x.dtype.type(1 - rate) if training else _drop(x, rate, rng)


def masks_twice(x, rate, rng, training=True):
    """You dropped {zeros:.0%} at rate .3: the mask was drawn and applied twice, and .7 x .7 = .49
    is left.
    """
    if training:
        return _drop(_drop(x, rate, rng), rate, rng)
    return x * x.dtype.type(1 - rate)


def drops_only_negatives(x, rate, rng, training=True):
    """Positive and negative values are not dropped alike. The mask must not look at the values:
    draw it for every unit.
    """
    _guard(rate)
    if not training or rate == 1:
        return x * x.dtype.type(1 - rate)
    return x * ((rng.random(x.shape) >= rate) | (x > 0))


def changes_its_input(x, rate, rng, training=True):
    """After the call, `{changed}` holds other numbers than before: `*=` and `x[...] =` write into
    the array of the caller. Make a new array.
    """
    x[...] = _drop(x, rate, rng) if training else x * (1 - rate)
    return x


def returns_double_precision(x, rate, rng, training=True):
    """A `float32` input came back as `{dtype}`. The mask that you multiply with is not of the
    input's type; networks are trained in `float32`, and this doubles their memory.
    """
    return _drop(x, rate, rng).astype(float) if training else x * (1 - rate)


def returns_the_mask(x, rate, rng, training=True):
    """The output does not depend on the values of `x`: you return the mask. What is it to be
    multiplied with?
    """
    return _drop(np.ones_like(x), rate, rng) if training else x * x.dtype.type(1 - rate)


def forgets_other_shapes(x, rate, rng, training=True):
    """An input of another number of axes than two breaks your function ({shape_row}). Convolutions
    have images, sequences have steps: hand the whole `x.shape` on.
    """
    _examples, _units = x.shape
    return standard_dropout(x, rate, rng, training)


def _guard(rate):
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")


def _drop(x, rate, rng):
    _guard(rate)
    return x * (rng.random(x.shape) >= rate)


def _scale(x, keep):
    return x.dtype.type(1 / keep if keep else 0)


EXERCISE = Exercise(
    reference=standard_dropout,
    measure=measure,
    hints=(
        (
            "Two branches: one draws a mask and multiplies with it, one multiplies with a "
            "number. Which of them belongs to training?"
        ),
        (
            "In training a unit sends x with probability 1 - rate and nothing otherwise. What"
            " does it send on average? Evaluation sends just that."
        ),
        ("Rates 0 and 1 need no case of their own here; a rate that is no probability does."),
    ),
    explanation=(
        "In training the next layer receives (1 - rate) · x on average; at evaluation every "
        "unit is present, so multiplying by 1 - rate gives it the same. The paper puts the "
        "factor on the outgoing weights, which comes to the same. Inverted dropout moves it "
        "into training, so that a trained network needs no change before it is used."
    ),
    mistakes=(
        drops_nothing,
        drops_what_it_should_keep,
        takes_the_rate_for_keep,
        writes_inverted_dropout,
        scales_twice,
        shrinks_in_training_too,
        shrinks_in_training_instead,
        leaves_evaluation_alone,
        multiplies_by_the_rate,
        divides_at_evaluation,
        ignores_training,
        swaps_the_branches,
        masks_twice,
        drops_only_negatives,
        changes_its_input,
        returns_double_precision,
        returns_the_mask,
        forgets_other_shapes,
        *as_layers(lambda rate: 1.0, lambda rate: 1 - rate),
    ),
    setup="import numpy as np",
)
