"""Wrong ways to draw a mask, as the exercises on masks and on layers meet them.

Each takes the shape, the rate and the generator, and returns True where a unit is kept. The
docstring is what a learner is told; its numbers are facts of :mod:`dropout_course.grading.masks`.
"""

import numpy as np


def one_mask_for_the_batch(shape, rate, rng):
    """Every example in the batch lost the same units: the number of examples that lose a unit
    varies {per_unit:.0f} times as much as with independent draws. Which shape does your mask need?
    """
    return np.broadcast_to(_keep((1, *shape[1:]), rate, rng), shape)


def one_draw_for_each_example(shape, rate, rng):
    """An example loses all of its units or none: the number of units that an example loses varies
    {per_example:.0f} times as much as with independent draws. Which shape does your mask need?
    """
    drawn = _keep((*shape[:1], *[1] * (len(shape) - 1)), rate, rng)
    return np.broadcast_to(drawn, shape)


def one_draw_for_everything(shape, rate, rng):
    """Each call dropped {all_or_none}: a single random number decides for the whole array. Each
    unit needs one of its own.
    """
    return np.full(shape, _keep((), rate, rng))


def two_examples_share_a_mask(shape, rate, rng):
    """Some examples lost exactly the same units as others: the mask was drawn for a part of the
    batch and repeated. Draw it for the whole shape.
    """
    half = _keep((-(-shape[0] // 2), *shape[1:]), rate, rng)
    return np.concatenate([half, half])[: shape[0]]


def compares_normal_numbers(shape, rate, rng):
    """At rate .3 you dropped {zeros:.0%}. You compare *normal* random numbers with the rate; below
    .3 lie 62 % of those. Which distribution has exactly a share of `rate` below `rate`?
    """
    _keep((), rate, rng)
    return rng.normal(size=shape) >= rate if 0 < rate < 1 else np.full(shape, rate == 0)


def tosses_a_fair_coin(shape, rate, rng):
    """You dropped {zeros:.0%} at rate .3 and {zeros_high:.0%} at rate .8: your mask is a fair coin
    that does not look at the rate.
    """
    _keep((), rate, rng)
    return rng.integers(0, 2, shape) == 1 if 0 < rate < 1 else np.full(shape, rate == 0)


def drops_a_fixed_number_of_each(shape, rate, rng):
    """Every example lost exactly the same number of units. With independent draws that number
    varies from example to example; "30 % are off" is true only on average.
    """
    ranks = _keep_ranks(shape, rate, rng)
    return ranks >= round(rate * shape[-1])


def drops_a_fixed_number_in_all(shape, rate, rng):
    """Every call dropped exactly the same number of units. With independent draws that number
    varies from call to call: "30 % are off" is true only on average.
    """
    size = int(np.prod(shape))
    ranks = _keep_ranks((size,), rate, rng)
    return (ranks >= round(rate * size)).reshape(shape)


def seeds_itself(shape, rate, rng):
    """Two calls in a row gave the same mask: a generator made inside of the function starts anew
    each time. Every training step would then train the same subnetwork. Which generator were you
    given?
    """
    return _keep(shape, rate, np.random.default_rng(0))


_CACHE: dict = {}


def keeps_its_first_mask(shape, rate, rng):
    """The mask drawn at the first call came back at every later one, even for another rate
    ({zeros_high:.0%} dropped at rate .8). Dropout draws anew at each step.
    """
    _keep((), rate, rng)
    first = _CACHE.setdefault(shape, np.random.default_rng(1).random(shape) >= 0.3)
    return first if 0 < rate < 1 else np.full(shape, rate == 0)


def draws_from_the_global_generator(shape, rate, rng):
    """The same `rng` gave two different masks, so your numbers come from somewhere else:
    `np.random.…` is a generator shared by the whole program. Draw from `rng`, and a run can be
    repeated.
    """
    _keep((), rate, rng)
    return np.random.random_sample(shape) >= rate


def draws_from_a_generator_of_its_own(shape, rate, rng):
    """The same `rng` gave two different masks, so your numbers come from somewhere else: a new
    generator without a seed takes one from the clock. Draw from the `rng` that you were given, and
    a run can be repeated.
    """
    return _keep(shape, rate, np.random.default_rng())


def accepts_any_rate(shape, rate, rng):
    """A rate of 30 (somebody meant 30 %) or of -.1 went through without a word. Raise a
    `ValueError` that says what you expected, before anything is computed.
    """
    return rng.random(shape) >= rate


WRONG_MASKS = (
    one_mask_for_the_batch,
    one_draw_for_each_example,
    one_draw_for_everything,
    two_examples_share_a_mask,
    compares_normal_numbers,
    tosses_a_fair_coin,
    drops_a_fixed_number_of_each,
    drops_a_fixed_number_in_all,
    seeds_itself,
    keeps_its_first_mask,
    draws_from_the_global_generator,
    draws_from_a_generator_of_its_own,
    accepts_any_rate,
)


def as_layers(in_training, at_evaluation):
    """Turn each into a layer that is right but for its mask.

    Parameters
    ----------
    in_training, at_evaluation : callable
        The factor of the survivors, and of every unit at evaluation, as functions of the rate.
    """
    return tuple(_as_layer(wrong, in_training, at_evaluation) for wrong in WRONG_MASKS)


def _as_layer(wrong_mask, in_training, at_evaluation):
    def layer(x, rate, rng, training=True):
        if not training:
            return x * x.dtype.type(at_evaluation(rate))
        kept = wrong_mask(x.shape, rate, rng)
        return np.zeros_like(x) if rate == 1 else x * kept * x.dtype.type(in_training(rate))

    layer.__name__, layer.__doc__ = wrong_mask.__name__, wrong_mask.__doc__
    return layer


def _keep(shape, rate, rng):
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")
    return np.asarray(rng.random(shape) >= rate)


def _keep_ranks(shape, rate, rng):
    _keep((), rate, rng)
    return rng.random(shape).argsort(axis=-1).argsort(axis=-1)
