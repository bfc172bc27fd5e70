"""Monte Carlo dropout in Keras.

A network with dropout can say how sure it is: leave dropout on, predict several times, and look at
how far the predictions lie apart (Gal and Ghahramani, 2016).

- `model` is a Keras model with dropout layers, and `x` is one batch of inputs for it.
- Let the model predict the whole batch `passes` times with its dropout on, with other masks each
  time.
- Return `(mean, std)`: the mean of the predictions over the passes and their standard deviation,
  each of the shape of one prediction. Whether you divide by the number of passes or by one less
  does not matter here.
"""

import numpy as np

from dropout_course.grading.attempt import Stopped, as_array
from dropout_course.grading.masks import spread_margin
from dropout_course.grading.model import Exercise, Fact

RATE, PASSES, OTHER_PASSES = 0.3, 10, 4
ROWS, UNITS, OUTPUTS = 2000, 20, 4


def monte_carlo_keras(model, x, passes):
    """Return mean and standard deviation of `passes` predictions with dropout on."""
    ### BEGIN SOLUTION
    outputs = np.array([model(x, training=True) for _ in range(passes)])
    return outputs.mean(axis=0), outputs.std(axis=0)
    ### END SOLUTION


def measure(attempt):
    """Ask for the moments of a model of which they are known: dropout, then a weighted sum.

    With inputs x, weights w and keep q, an output has the mean Σ w x and the variance
    (1 - q)/q Σ (w x)². The mean over k passes leaves that by z = (mean - Σ w x) · √k / std, of mean
    square 1. The rows are independent, so the mean square of all z stays within
    :func:`~dropout_course.grading.masks.spread_margin` of one chi-square variable for each row; the
    outputs of a row only make it steadier. The mean square of the spread is steadier still; its
    bound leaves room for either divisor of the standard deviation.
    """
    x = attempt.rng.normal(size=(ROWS, UNITS)) + 1
    weights = attempt.rng.normal(size=(UNITS, OUTPUTS))
    right = x @ weights
    spread = np.sqrt(RATE / (1 - RATE) * (x**2) @ (weights**2))
    value = attempt(x, weights, PASSES, through=_with_a_model)
    if not isinstance(value, tuple | list) or len(value) != 2:
        kind = f"a {type(value).__name__}"
        fact = Fact("returns", "returns the right shape", kind, "(mean, std)")
        raise Stopped(
            f"Expected two arrays, `(mean, std)`, from your function; got {kind}.", fact, "failed"
        )
    mean, std = (as_array(part, right.shape) for part in value)
    slope = float((mean * right).sum() / (right**2).sum())
    tolerance = 0.05 * max(1.0, abs(slope))
    yield Fact("slope", "returns the mean of the predictions", slope, 1.0, tolerance)
    check = "returns the standard deviation of the predictions"
    ratio = float(((std / spread) ** 2).mean())
    yield Fact("spread", check, ratio, 1.0, 0.2 * max(1.0, ratio))
    follows = float(np.corrcoef(np.ravel(std), np.ravel(spread))[0, 1]) > 0.5
    yield Fact("follows", check, follows, True)
    if abs(slope - 1) > tolerance:
        return
    check = "predicts with other masks in every pass"
    yield _noise_fact("noise", check, (mean - right) / spread, PASSES)
    value = attempt(x, weights, OTHER_PASSES, through=_with_a_model)
    check = "predicts as often as it is asked to"
    yield _noise_fact("few", check, (np.asarray(value[0]) - right) / spread, OTHER_PASSES)


def _noise_fact(name, check, distance, passes):
    noise = float((distance**2).mean() * passes)
    margin = spread_margin(ROWS, passes * UNITS, RATE)
    return Fact(name, check, noise, 1.0, margin * max(1.0, noise))


def _with_a_model(monte_carlo_keras, x, weights, passes):
    """Give the answer a model with known weights, and return plain data."""
    import keras

    layers = [keras.layers.Dropout(RATE), keras.layers.Dense(weights.shape[1], use_bias=False)]
    model = keras.Sequential([keras.Input((len(weights),)), *layers])
    model.set_weights([weights])
    value = monte_carlo_keras(model, x, passes)
    return tuple(np.asarray(part) for part in value) if isinstance(value, tuple | list) else value


def leaves_dropout_off(model, x, passes):
    """All passes gave the same prediction: the spread is {spread:.2f} times what it should be.
    `predict`, and a call that says nothing, turn dropout off. Which argument of a call turns it on?
    """
    outputs = np.array([model(x, training=False) for _ in range(passes)])
    return outputs.mean(axis=0), outputs.std(axis=0)


def predicts_only_once(model, x, passes):
    """The spread is {spread:.2f} times what it should be, and the mean as noisy as a single pass:
    one prediction was made, and used over and over. Predict inside of the loop.
    """
    output = np.asarray(model(x, training=True))
    outputs = np.array([output for _ in range(passes)])
    return outputs.mean(axis=0), outputs.std(axis=0)


def returns_the_last_pass(model, x, passes):
    """Your mean is as noisy as a single pass ({noise:.1f} times the variance that a mean of 10
    should have). The spread is right, so you made all the passes: average them.
    """
    outputs = np.array([model(x, training=True) for _ in range(passes)])
    return outputs[-1], outputs.std(axis=0)


def adds_instead_of_averaging(model, x, passes):
    """Your mean is {slope:.1f} times what it should be: you add the predictions. What makes a mean
    of a sum?
    """
    outputs = np.array([model(x, training=True) for _ in range(passes)])
    return outputs.sum(axis=0), outputs.std(axis=0)


def returns_the_variance(model, x, passes):
    """Your spread is not that of the predictions: its square root would be. The variance is in
    squared units; a standard deviation is in the units of the prediction.
    """
    outputs = np.array([model(x, training=True) for _ in range(passes)])
    return outputs.mean(axis=0), outputs.var(axis=0)


def returns_the_standard_error(model, x, passes):
    """Your spread, squared, is {spread:.2f} of what it should be. You divide by the root of the
    number of passes: that tells how sure the *mean* is, not how far predictions lie apart.
    """
    outputs = np.array([model(x, training=True) for _ in range(passes)])
    return outputs.mean(axis=0), outputs.std(axis=0) / np.sqrt(passes)


def swaps_mean_and_spread(model, x, passes):
    """What should be the mean does not follow the predictions (slope {slope:.2f}): you return the
    spread first. The order is `(mean, std)`.
    """
    outputs = np.array([model(x, training=True) for _ in range(passes)])
    return outputs.std(axis=0), outputs.mean(axis=0)


def types_the_passes_in(model, x, passes):
    """Asked for 4 passes, your mean is as noisy as that of another number ({few:.2f} times the
    variance). A number stands where `passes` belongs.
    """
    return monte_carlo_keras(model, x, PASSES)


def returns_the_mean_only(model, x, passes):
    """One array came back instead of two. The spread is what this is all about: return both, the
    mean first.
    """
    return np.mean([model(x, training=True) for _ in range(passes)], axis=0)


def averages_over_the_batch(model, x, passes):
    """What you return does not have the shape of a prediction: you average over the wrong axis.
    Stacked passes have the shape `(passes, batch, outputs)`; which of these should disappear?
    """
    outputs = np.array([model(x, training=True) for _ in range(passes)])
    return outputs.mean(axis=1), outputs.std(axis=1)


EXERCISE = Exercise(
    reference=monte_carlo_keras,
    measure=measure,
    hints=(
        (
            "A model can be called like a function, and that call has an argument besides the"
            " inputs."
        ),
        "Collect the predictions in a list, and stack them: which axis are the passes?",
    ),
    explanation=(
        "`model(x, training=True)` runs the model as in training, with new masks at each "
        "call; `model.predict` never does. A large standard deviation marks inputs about "
        "which the thinned networks disagree. Mind other layers: batch normalisation would "
        "use the statistics of this batch with `training=True`, and change them."
    ),
    mistakes=(
        leaves_dropout_off,
        predicts_only_once,
        returns_the_last_pass,
        adds_instead_of_averaging,
        returns_the_variance,
        returns_the_standard_error,
        swaps_mean_and_spread,
        types_the_passes_in,
        returns_the_mean_only,
        averages_over_the_batch,
    ),
    setup="import numpy as np",
    needs="tensorflow",
)
