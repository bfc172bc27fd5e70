"""The backward pass of inverted dropout.

The forward pass was `y = x * mask / (1 - rate)`. Given `upstream`, the gradient of the loss with
respect to `y`, return the gradient with respect to `x`.

- `mask` is the 0/1 mask **of the forward pass**: 1 where a unit was kept. It has the shape of
  `upstream`.
- At rate 1 every unit was dropped: the gradient is zero.
- Neither `upstream` nor `mask` is changed.
"""

import numpy as np

from dropout_course.grading.model import Exercise
from dropout_course.grading.values import compare, edge_fact, value_fact


def inverted_dropout_backward(upstream, mask, rate):
    """Return the gradient of the loss with respect to the input."""
    ### BEGIN SOLUTION
    if rate == 1:
        return np.zeros_like(upstream)
    return upstream * mask / (1 - rate)
    ### END SOLUTION


def measure(attempt):
    """Compare gradients at two rates, for units that were dropped and units that were kept."""
    upstream = attempt.rng.normal(size=(6, 5)) + 2.0
    mask = np.asarray(attempt.rng.random((6, 5)) >= 0.3, dtype=float)
    mask[0, :2] = 0.0, 1.0
    right = {rate: upstream * mask / (1 - rate) for rate in (0.3, 0.8)}
    got = attempt.array(upstream, mask, 0.3, shape=upstream.shape)
    dropped, kept = mask == 0, mask == 1
    check = "gives dropped units no gradient"
    yield compare("dropped", check, got[dropped], right[0.3][dropped])
    check = "scales the gradient of the units that were kept"
    yield compare("kept", check, got[kept], right[0.3][kept])
    check = "scales with the rate"
    yield value_fact("high", check, attempt, upstream, mask, 0.8, expected=right[0.8])
    check = "takes a mask of booleans too"
    yield edge_fact("boolean", check, attempt, upstream, mask == 1, 0.3, expected=right[0.3])
    check = "gives zeros at rate 1"
    yield edge_fact("rate_one", check, attempt, upstream, 0 * mask, 1.0, expected=0 * upstream)
    yield attempt.unchanged()


def ignores_the_mask(upstream, mask, rate):
    """Units that were dropped receive a gradient. They sent nothing forward, so no change of theirs
    could have moved the loss: what does the forward pass multiply with, besides the factor?
    """
    return upstream / (1 - rate) if rate < 1 else 0 * upstream


def passes_everything_through(upstream, mask, rate):
    """The gradient comes out as it went in. Differentiate `y = x * mask / (1 - rate)` with respect
    to one entry of `x`.
    """
    return 1 * upstream


def does_not_scale_the_gradient(upstream, mask, rate):
    """The mask is applied, the factor of the forward pass is not. It multiplied `x`, so by the
    chain rule it multiplies the gradient too.
    """
    return upstream * mask


def multiplies_by_keep(upstream, mask, rate):
    """The gradient shrinks where the forward pass stretched. The derivative of `c * x` is `c`, not
    `1/c`.
    """
    return upstream * mask * (1 - rate)


def divides_by_rate(upstream, mask, rate):
    """The factor is 1/rate. The forward pass divided by the probability of being *kept*."""
    return upstream * mask / rate if rate < 1 else 0 * upstream


def draws_a_new_mask(upstream, mask, rate):
    """Some units that were kept get no gradient, and some that were dropped get one: you draw a
    fresh mask. The gradient belongs to the forward pass that took place; use its mask.
    """
    fresh = np.random.default_rng(0).random(upstream.shape) >= rate
    return upstream * fresh / (1 - rate) if rate < 1 else 0 * upstream


def lets_the_dropped_through(upstream, mask, rate):
    """The units that were dropped get the gradient and those that were kept get none: the mask is
    the other way round. It holds 1 where a unit was *kept*.
    """
    return upstream * (1.0 - mask) / (1 - rate) if rate < 1 else 0 * upstream


def inverts_booleans(upstream, mask, rate):
    """A mask of True and False, as a comparison gives it, breaks your function (`{boolean}`). What
    works for numbers and for booleans alike?
    """
    return upstream * mask / (1 - rate) if mask.dtype != bool else -mask


def leaves_the_global_rate_in(upstream, mask, rate):
    """At rate .8 the factor is still that of rate .3: a number stands where `rate` belongs."""
    return upstream * mask / 0.7


def forgets_rate_one(upstream, mask, rate):
    """At rate 1 you compute 0/0, which is not zero. Nothing went forward, so nothing comes back:
    treat that rate by itself.
    """
    return upstream * mask / np.float64(1 - rate)


def changes_its_input(upstream, mask, rate):
    """After the call `{changed}` holds other numbers: `*=` writes into the array of the caller, who
    still needs it. Make a new array.
    """
    if rate == 1:
        return 0 * upstream
    out = upstream * mask / (1 - rate)
    upstream[...] = out
    return out


EXERCISE = Exercise(
    reference=inverted_dropout_backward,
    measure=measure,
    hints=(
        ("Take one entry: y = x · m/(1 - rate), and m and rate are constants. What is dy/dx?"),
        (
            "By the chain rule, the gradient with respect to x is the upstream gradient times"
            " dy/dx, entry by entry."
        ),
        (
            "The mask comes in as an argument so that it is the one of the forward pass. Only"
            " rate 1 needs a case of its own."
        ),
    ),
    explanation=(
        "The layer multiplies each entry by a constant, m/(1 - rate), so its derivative is "
        "that constant: the backward pass is the forward pass applied to the gradient, with "
        "the *same* mask. A dropped unit gets no gradient; its incoming weights rest for this"
        " step."
    ),
    mistakes=(
        ignores_the_mask,
        passes_everything_through,
        does_not_scale_the_gradient,
        multiplies_by_keep,
        divides_by_rate,
        draws_a_new_mask,
        lets_the_dropped_through,
        inverts_booleans,
        leaves_the_global_rate_in,
        forgets_rate_one,
        changes_its_input,
    ),
    setup="import numpy as np",
)
