"""Spatial dropout.

In a feature map of a convolutional layer, neighbouring pixels say nearly the same, so dropping
single ones takes little away. Spatial dropout (Tompson et al., 2015; `SpatialDropout2D` in Keras)
drops **whole maps**: for each example and each channel one draw decides about all pixels.

- `x` is an array of floats of shape `(batch, height, width, channels)`; the output has its shape
  and its dtype, and `x` stays as it was.
- While training, a map is dropped with probability `rate`, and survivors are scaled so that the
  expected output is the input. At evaluation the input is returned as it is.
- Rate 0 changes nothing, rate 1 gives zeros, and a rate outside of 0 to 1 raises a `ValueError`.
- `rng` is a `numpy.random.Generator`: draw all your random numbers from it.
"""

import numpy as np

from dropout_course.grading.layers import RATE, inputs, layer_facts
from dropout_course.grading.model import Exercise
from dropout_course.grading.sharing import sharing_fact

SHAPE = (60, 2, 3, 50)
AXES = ("batch", "height", "width", "channels")


def spatial_dropout(x, rate, rng, training=True):
    """Drop whole feature maps of `x` and scale the survivors."""
    ### BEGIN SOLUTION
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")
    if not training:
        return x.copy()
    if rate == 1:
        return np.zeros_like(x)
    batch, _, _, channels = x.shape
    mask = rng.random((batch, 1, 1, channels)) >= rate
    return (x * mask / (1 - rate)).astype(x.dtype)
    ### END SOLUTION


def measure(attempt):
    """Measure which axes share a draw, and then the layer as any other."""
    x = inputs(attempt.rng, SHAPE)
    dropped = attempt.array(x, RATE, attempt.stream(), shape=SHAPE) == 0
    check = "shares one draw among the pixels of a map, and nothing else"
    yield sharing_fact("shared", check, dropped, AXES, expected="height, width")
    yield from layer_facts(
        attempt,
        training=lambda rate: 1 / (1 - rate),
        evaluation=lambda rate: 1.0,
        shape=SHAPE,
        shared=(1, 2),
    )


def drops_single_pixels(x, rate, rng, training=True):
    """Each pixel is dropped by itself: that is ordinary dropout, and the neighbours of a dropped
    pixel still tell what it said. Which shape gives one draw to a whole map?
    """
    return _right(x, rate, rng, x.shape) if training else x


def drops_a_pixel_in_all_channels(x, rate, rng, training=True):
    """The axis that shares a draw is: {shared}. You drop a *place* in all maps; a map, that is a
    channel of an example, is to be dropped at all places.
    """
    return _right(x, rate, rng, (*x.shape[:3], 1)) if training else x


def one_draw_for_the_batch(x, rate, rng, training=True):
    """All examples lost the same channels (shared along {shared}). Every example needs draws of
    its own: what is the first number of the mask's shape?
    """
    return _right(x, rate, rng, (1, 1, 1, x.shape[3])) if training else x


def one_draw_for_each_example(x, rate, rng, training=True):
    """An example loses all of its maps or none (shared along {shared}). Every channel needs a draw
    of its own: what is the last number of the mask's shape?
    """
    return _right(x, rate, rng, (len(x), 1, 1, 1)) if training else x


def takes_channels_first(x, rate, rng, training=True):
    """Your draws are shared along {shared}: you take the second axis for the channels, as PyTorch
    orders them. Here, as in Keras, the channels come last.
    """
    return _right(x, rate, rng, (*x.shape[:2], 1, 1)) if training else x


def shares_along_one_axis_only(x, rate, rng, training=True):
    """Your draws are shared along {shared} only, so a map loses whole columns of pixels, but not
    all of them. A map has two axes.
    """
    return _right(x, rate, rng, (len(x), 1, *x.shape[2:])) if training else x


def drops_what_it_should_keep(x, rate, rng, training=True):
    """At rate .3 you dropped {zeros:.0%} of the maps: you keep what should go. Which side of the
    comparison means "keep"?
    """
    if not training or rate in (0, 1):
        return x * (rate < 1 or not training)
    _guard(rate)
    return _times(x, _draw(x, rng) < rate, 1 - rate)


def does_not_scale(x, rate, rng, training=True):
    """The maps that survive come out multiplied by {factor:.2f}. What makes up for those that were
    dropped?
    """
    _guard(rate)
    return _times(x, _draw(x, rng) >= rate, 1.0) if training else x


def divides_by_rate(x, rate, rng, training=True):
    """The maps that survive come out multiplied by {factor:.2f} = 1/rate. A map survives with
    probability 1 - rate: which factor brings its expectation back?
    """
    _guard(rate)
    return _times(x, _draw(x, rng) >= rate, max(rate, 1e-9)) if training else x


def scales_at_evaluation(x, rate, rng, training=True):
    """At evaluation you multiply by {evaluation:.2f}. Training has made up for the dropped maps
    already; what is left to do?
    """
    return _right(x, rate, rng) if training else x * (1 - rate)


def ignores_training(x, rate, rng, training=True):
    """With `training=False` maps are still dropped. Where does your function look at `training`?"""
    return _right(x, rate, rng)


def drops_the_weakest(x, rate, rng, training=True):
    """Small values are dropped and large ones kept: you look for the weakest maps. That prunes;
    dropout asks the dice, not the values.
    """
    _guard(rate)
    if not training or rate in (0, 1):
        return x * (rate < 1 or not training)
    strength = np.abs(x).mean(axis=(1, 2), keepdims=True) + 1e-6 * _draw(x, rng)
    return _times(x, strength >= np.quantile(strength, rate), 1 - rate)


def drops_a_fixed_number(x, rate, rng, training=True):
    """Every example lost the same number of maps. Each map is to have a draw of its own, so that
    the number varies; only its mean is fixed.
    """
    _guard(rate)
    if not training or rate == 1:
        return x * (rate < 1)
    ranks = _draw(x, rng).argsort(axis=-1).argsort(axis=-1)
    return _times(x, ranks >= round(rate * x.shape[-1]), 1 - rate)


def seeds_itself(x, rate, rng, training=True):
    """Two calls in a row dropped the same maps: a generator made inside of the function starts anew
    each time. Which generator were you given?
    """
    return _right(x, rate, np.random.default_rng(0)) if training else x


def draws_from_the_global_generator(x, rate, rng, training=True):
    """The same `rng` dropped other maps the second time: `np.random.…` is a generator shared by
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
    return rng.random((len(x), 1, 1, x.shape[3]))


def _times(x, mask, keep):
    return x * mask / np.asarray(keep, x.dtype)


def _right(x, rate, rng, shape=None):
    _guard(rate)
    if rate in (0, 1):
        return x * (rate < 1)
    return _times(x, (rng.random(shape) if shape else _draw(x, rng)) >= rate, 1 - rate)


EXERCISE = Exercise(
    reference=spatial_dropout,
    measure=measure,
    hints=(
        "How many draws do you need for 8 examples with 16 channels of 10 x 10 pixels?",
        (
            "NumPy stretches an axis of length 1 to whatever it meets. Which two axes of the "
            "mask should have length 1?"
        ),
        "Everything else is inverted dropout: the comparison, the factor, the edges.",
    ),
    explanation=(
        "Only the shape of the mask is new: `(batch, 1, 1, channels)` draws once for each "
        "example and channel, and broadcasting carries that draw to all pixels of the map. "
        "The probability of a pixel to survive is what it was, so the factor is too; what has"
        " changed is that its neighbours share its fate."
    ),
    mistakes=(
        drops_single_pixels,
        drops_a_pixel_in_all_channels,
        one_draw_for_the_batch,
        one_draw_for_each_example,
        takes_channels_first,
        shares_along_one_axis_only,
        drops_what_it_should_keep,
        does_not_scale,
        divides_by_rate,
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
