"""One mask for all time steps.

With a fresh mask at each step of a sequence, the noise adds up along the way until little is left
of the memory. Gal and Ghahramani (2016) draw a mask **once for each sequence** and use it at all of
its time steps: a unit that is dropped is silent from the first step to the last.

- `x` is an array of floats of shape `(batch, time, units)`; the output has its shape and its dtype,
  and `x` stays as it was.
- While training, a unit of a sequence is dropped, at all its time steps, with probability `rate`;
  survivors are scaled so that the expected output is the input. At evaluation the input is returned
  as it is.
- Rate 0 changes nothing, rate 1 gives zeros, and a rate outside of 0 to 1 raises a `ValueError`.
- `rng` is a `numpy.random.Generator`: draw all your random numbers from it.
"""

import numpy as np

from dropout_course.grading.layers import RATE, inputs, layer_facts
from dropout_course.grading.model import Exercise
from dropout_course.grading.sharing import sharing_fact

SHAPE = (60, 4, 50)


def recurrent_dropout(x, rate, rng, training=True):
    """Drop units of `x` for whole sequences and scale the survivors."""
    ### BEGIN SOLUTION
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")
    if not training:
        return x.copy()
    if rate == 1:
        return np.zeros_like(x)
    batch, _, units = x.shape
    mask = rng.random((batch, 1, units)) >= rate
    return (x * mask / (1 - rate)).astype(x.dtype)
    ### END SOLUTION


def measure(attempt):
    """Measure which axes share a draw, and then the layer as any other."""
    x = inputs(attempt.rng, SHAPE)
    dropped = attempt.array(x, RATE, attempt.stream(), shape=SHAPE) == 0
    check = "shares one draw among the steps of a sequence, and nothing else"
    yield sharing_fact("shared", check, dropped, ("batch", "time", "units"), expected="time")
    yield from layer_facts(
        attempt,
        training=lambda rate: 1 / (1 - rate),
        evaluation=lambda rate: 1.0,
        shape=SHAPE,
        shared=(1,),
    )


def draws_at_every_step(x, rate, rng, training=True):
    """A unit is dropped at one time step and back at the next: you draw for every step. The whole
    point is that it stays silent; which axis of the mask should have length 1?
    """
    return _right(x, rate, rng, x.shape) if training else x


def draws_in_a_loop_over_time(x, rate, rng, training=True):
    """A unit is dropped at one time step and back at the next, and every sequence loses the same
    units at a step (shared along {shared}). Draw before the loop over time, and for each sequence.
    """
    return _right(x, rate, rng, (1, *x.shape[1:])) if training else x


def one_draw_for_the_batch(x, rate, rng, training=True):
    """All sequences lost the same units (shared along {shared}). Time shares a draw, the batch does
    not: what is the first number of the mask's shape?
    """
    return _right(x, rate, rng, (1, 1, x.shape[2])) if training else x


def drops_whole_steps(x, rate, rng, training=True):
    """Your draws are shared along {shared}: whole time steps disappear, with all their units. It is
    units that should disappear, at all their time steps.
    """
    return _right(x, rate, rng, (*x.shape[:2], 1)) if training else x


def drops_whole_sequences(x, rate, rng, training=True):
    """A sequence loses all its units or none (shared along {shared}). Every unit needs a draw of
    its own.
    """
    return _right(x, rate, rng, (len(x), 1, 1)) if training else x


def keeps_the_first_step(x, rate, rng, training=True):
    """Units that are dropped still speak at some of the time steps, the same units everywhere
    else. Does your mask reach all the steps, the first one too?
    """
    out = _right(x, rate, rng) if training else x.copy()
    if training and 0 < rate < 1:
        out[:, 0] = x[:, 0]
    return out


def drops_what_it_should_keep(x, rate, rng, training=True):
    """At rate .3 you dropped {zeros:.0%} of the units: you keep what should go. Which side of the
    comparison means "keep"?
    """
    if not training or rate in (0, 1):
        return x * (rate < 1 or not training)
    _guard(rate)
    return _times(x, _draw(x, rng) < rate, 1 - rate)


def does_not_scale(x, rate, rng, training=True):
    """The units that survive come out multiplied by {factor:.2f}. What makes up for those that were
    dropped?
    """
    _guard(rate)
    return _times(x, _draw(x, rng) >= rate, 1.0) if training else x


def divides_by_rate(x, rate, rng, training=True):
    """The units that survive come out multiplied by {factor:.2f} = 1/rate. A unit survives with
    probability 1 - rate: which factor brings its expectation back?
    """
    _guard(rate)
    return _times(x, _draw(x, rng) >= rate, max(rate, 1e-9)) if training else x


def scales_at_every_step_anew(x, rate, rng, training=True):
    """Survivors come out with a different factor each: it grows from step to step. The mask is
    shared, not applied again and again; every step of `x` is scaled once.
    """
    _guard(rate)
    if not training or rate == 1:
        return x * (rate < 1 or not training)
    powers = np.arange(1, x.shape[1] + 1)[None, :, None]
    return (x * (_draw(x, rng) >= rate) / (1 - rate) ** powers).astype(x.dtype)


def scales_at_evaluation(x, rate, rng, training=True):
    """At evaluation you multiply by {evaluation:.2f}. Training has made up for the dropped units
    already; what is left to do?
    """
    return _right(x, rate, rng) if training else x * (1 - rate)


def ignores_training(x, rate, rng, training=True):
    """With `training=False` units are still dropped. Where does your function look at
    `training`?
    """
    return _right(x, rate, rng)


def drops_the_weakest(x, rate, rng, training=True):
    """Small values are dropped and large ones kept: you look for the weakest units. That prunes;
    dropout asks the dice, not the values.
    """
    _guard(rate)
    if not training or rate in (0, 1):
        return x * (rate < 1 or not training)
    strength = np.abs(x).mean(axis=1, keepdims=True) + 1e-6 * _draw(x, rng)
    return _times(x, strength >= np.quantile(strength, rate), 1 - rate)


def drops_a_fixed_number(x, rate, rng, training=True):
    """Every sequence lost the same number of units. Each unit is to have a draw of its own, so that
    the number varies; only its mean is fixed.
    """
    _guard(rate)
    if not training or rate == 1:
        return x * (rate < 1)
    ranks = _draw(x, rng).argsort(axis=-1).argsort(axis=-1)
    return _times(x, ranks >= round(rate * x.shape[-1]), 1 - rate)


def seeds_itself(x, rate, rng, training=True):
    """Two calls in a row dropped the same units: a generator made inside of the function starts
    anew each time. "One mask for all time steps" is one mask *for each call*.
    """
    return _right(x, rate, np.random.default_rng(0)) if training else x


def draws_from_the_global_generator(x, rate, rng, training=True):
    """The same `rng` dropped other units the second time: `np.random.…` is a generator shared by
    the whole program. Draw from `rng`, and a run can be repeated.
    """
    return _right(x, rate, np.random) if training else x


def changes_its_input(x, rate, rng, training=True):
    """After the call `{changed}` holds other numbers: `*=` writes into the array of the caller.
    Make a new one.
    """
    out = _right(x, rate, rng) if training else x.copy()
    x[...] = out
    return out


def returns_double_precision(x, rate, rng, training=True):
    """A `float32` input came back as `{dtype}`. Networks compute in `float32`; bring the product
    back to the type of `x`.
    """
    return _right(x, rate, rng).astype(float) if training else x


def forgets_rate_one(x, rate, rng, training=True):
    """At rate 1 you divide by zero, and 0/0 is not 0. Treat that rate by itself."""
    _guard(rate)
    with np.errstate(all="ignore"):
        return _times(x, _draw(x, rng) >= rate, 1 - rate) if training else x


def accepts_any_rate(x, rate, rng, training=True):
    """A rate of 30 (somebody meant 30 %) or of -.1 went through without a word. Raise a
    `ValueError` before anything is drawn.
    """
    if not training or rate == 1:
        return x * (rate != 1 or not training)
    return _times(x, _draw(x, rng) >= rate, 1 - rate)


def _guard(rate):
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")


def _draw(x, rng):
    return rng.random((len(x), 1, x.shape[2]))


def _times(x, mask, keep):
    return x * mask / np.asarray(keep, x.dtype)


def _right(x, rate, rng, shape=None):
    _guard(rate)
    if rate in (0, 1):
        return x * (rate < 1)
    return _times(x, (rng.random(shape) if shape else _draw(x, rng)) >= rate, 1 - rate)


EXERCISE = Exercise(
    reference=recurrent_dropout,
    measure=measure,
    hints=(
        "How many draws do you need for 8 sequences of 20 steps with 16 units?",
        (
            "NumPy stretches an axis of length 1 to whatever it meets: the mask needs no loop"
            " over time."
        ),
        "Everything else is inverted dropout: the comparison, the factor, the edges.",
    ),
    explanation=(
        "A mask of shape `(batch, 1, units)` draws once for each sequence and unit, and "
        "broadcasting repeats that draw at each step. With fresh draws a unit would survive "
        "ten steps at rate .3 with a probability of .7 to the tenth, which is below 3 %; with"
        " one mask it is 70 %, and the sequence keeps its memory."
    ),
    mistakes=(
        draws_at_every_step,
        draws_in_a_loop_over_time,
        one_draw_for_the_batch,
        drops_whole_steps,
        drops_whole_sequences,
        keeps_the_first_step,
        drops_what_it_should_keep,
        does_not_scale,
        divides_by_rate,
        scales_at_every_step_anew,
        scales_at_evaluation,
        ignores_training,
        drops_the_weakest,
        drops_a_fixed_number,
        seeds_itself,
        draws_from_the_global_generator,
        changes_its_input,
        returns_double_precision,
        forgets_rate_one,
        accepts_any_rate,
    ),
    setup="import numpy as np",
)
