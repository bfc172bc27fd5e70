"""Mean and variance of the output.

Inverted dropout turns a value `x` into 0 with probability `rate`, and into `x / (1 - rate)`
otherwise. Which mean and which variance does the output have? Return them as a pair
`(mean, variance)`, exactly, without drawing a single random number.

- `x` is an array of floats of any shape, and may be negative. Mean and variance are taken over the
  masks, for each entry by itself: both have the shape of `x`.
- `rate` lies between 0 and 1. At rate 1 the output is always 0, so mean and variance are 0.
- `x` is not changed.
"""

import numpy as np

from dropout_course.grading.attempt import as_pair
from dropout_course.grading.model import Exercise
from dropout_course.grading.values import compare, factor_off, finite_fact


def output_moments(x, rate):
    """Return the mean and the variance of what inverted dropout makes of x."""
    ### BEGIN SOLUTION
    if rate == 1:
        return np.zeros_like(x), np.zeros_like(x)
    mean = x.copy()
    variance = x**2 * rate / (1 - rate)
    return mean, variance
    ### END SOLUTION


def measure(attempt):
    """Compare with the weighted sum over the two outcomes of each entry."""
    x = attempt.rng.normal(size=(4, 3)) + 0.5
    for name, rate in (("", 0.3), ("_high", 0.8)):
        outcomes, weights = np.array([0 * x, x / (1 - rate)]), [rate, 1 - rate]
        mean = np.average(outcomes, axis=0, weights=weights)
        variance = np.average((outcomes - mean) ** 2, axis=0, weights=weights)
        value = attempt(x, rate)
        got_mean, got_variance = as_pair(value, x.shape, "mean", "variance")
        yield compare(f"mean{name}", "has the right mean", got_mean, mean)
        yield compare(f"variance{name}", "has the right variance", got_variance, variance)
        yield factor_off(f"mean_factor{name}", "has the right mean", got_mean, mean)
        yield factor_off(f"variance_factor{name}", "has the right variance", got_variance, variance)
    check = "leaves everything as it is at rate 0"
    yield finite_fact("rate_zero", check, attempt, x, 0.0, expected=[x, 0 * x])
    check = "has mean 0 and variance 0 at rate 1"
    yield finite_fact("rate_one", check, attempt, x, 1.0, expected=[0 * x, 0 * x])
    yield attempt.unchanged()


def forgets_the_scale(x, rate):
    """Your mean is {mean_factor:.2f} times the right one at rate .3: you describe a mask without
    the scale. By what does inverted dropout divide the values that it keeps?
    """
    return x * (1 - rate), x**2 * rate * (1 - rate)


def forgets_the_scale_in_the_variance(x, rate):
    """The mean is right; your variance is {variance_factor:.2f} times the right one at rate .3. It
    is that of a mask without the scale. What becomes of a variance when the values are divided by
    the probability of being kept?
    """
    return _mean(x, rate), x**2 * rate * (1 - rate)


def divides_once_too_little(x, rate):
    """The mean is right; your variance is {variance_factor:.2f} times the right one at rate .3. A
    factor c in front of a random number puts c², not c, in front of its variance.
    """
    return _mean(x, rate), x**2 * rate


def returns_the_second_moment(x, rate):
    """The mean is right; your variance is {variance_factor:.2f} times the right one at rate .3: it
    is the mean of the squared output. A variance is measured from the mean; what is to be
    subtracted?
    """
    return _mean(x, rate), x**2 / (1 - rate) if rate < 1 else 0 * x


def swaps_keep_and_drop(x, rate):
    """The mean is right; your variance is {variance_factor:.2f} times the right one at rate .3, and
    at rate .8 it is {variance_factor_high:.2f} times. You have kept and dropped the wrong way
    round: the variance grows with the rate, without end.
    """
    return _mean(x, rate), x**2 * (1 - rate) / rate if 0 < rate < 1 else 0 * x


def forgets_the_square(x, rate):
    """Your variance is negative where x is negative. No variance is: twice the value has four times
    the variance. What happened to the square?
    """
    return _mean(x, rate), x * rate / (1 - rate) if rate < 1 else 0 * x


def returns_the_standard_deviation(x, rate):
    """The mean is right; your second array is the square root of the variance, the standard
    deviation. The variance itself is asked for.
    """
    return _mean(x, rate), np.abs(x) * np.sqrt(rate / (1 - rate)) if rate < 1 else 0 * x


def swaps_the_two(x, rate):
    """What you return first is the variance, and the mean comes second. The pair is
    `(mean, variance)`.
    """
    mean, variance = _right(x, rate)
    return variance, mean


def returns_what_a_survivor_becomes(x, rate):
    """Your mean is {mean_factor:.2f} times the right one at rate .3: it is the value of a survivor.
    The mean weighs it with the probability of surviving, and counts the zeros too.
    """
    return (x / (1 - rate) if rate < 1 else 0 * x), _right(x, rate)[1]


def returns_two_numbers(x, rate):
    """You return two numbers, where two arrays are asked for. Here x is fixed and the mask is
    random, so each entry of x has a mean and a variance of its own.
    """
    return x.mean(), x.var() * rate / max(1 - rate, 1e-9)


def returns_the_mean_only(x, rate):
    """You return one array. A pair is asked for, the mean and the variance."""
    return _mean(x, rate)


def forgets_rate_one_in_the_variance(x, rate):
    """At rate 1 you divide by 1 - rate = 0, and the variance is no number. The output is always 0
    there: treat that rate by itself.
    """
    return np.array(x), x**2 * rate / np.float64(1 - rate)


def keeps_the_mean_at_rate_one(x, rate):
    """At rate 1 your mean is still x. "The mean of the output is the input" is true at every rate
    but this one: when all is dropped, there is nothing left that could be scaled up.
    """
    return x, _right(x, rate)[1]


def changes_its_input(x, rate):
    """After the call `{changed}` holds other numbers: `*=` and `**=` write into the array of the
    caller. Make a new array.
    """
    mean, variance = _right(x.copy(), rate)
    x **= 2
    return mean, variance


def _mean(x, rate):
    return x if rate < 1 else 0 * x


def _right(x, rate):
    return _mean(x, rate), x**2 * rate / (1 - rate) if rate < 1 else 0 * x


EXERCISE = Exercise(
    reference=output_moments,
    measure=measure,
    hints=(
        (
            "The output has two possible values. Write down both with their probabilities; "
            "the mean is their weighted sum."
        ),
        (
            "The variance is the mean of the squared output minus the squared mean. The "
            "squared output, too, has only two possible values."
        ),
        (
            "With p = rate and q = 1 - rate: q · (x/q)² - x². Put both terms over one "
            "denominator, and look at what is left for q = 0."
        ),
    ),
    explanation=(
        "The mean is q · x/q + p · 0 = x. The mean of the square is q · (x/q)² = x²/q, so the"
        " variance is x²/q - x² = x² · p/q. It is no accident that the mean is right and the "
        "variance is not zero: the scale makes up for the loss on average, and the noise that"
        " remains grows without end as the rate nears 1. At rate 1 nothing is left to scale."
    ),
    mistakes=(
        forgets_the_scale,
        forgets_the_scale_in_the_variance,
        divides_once_too_little,
        returns_the_second_moment,
        swaps_keep_and_drop,
        forgets_the_square,
        returns_the_standard_deviation,
        swaps_the_two,
        returns_what_a_survivor_becomes,
        returns_two_numbers,
        returns_the_mean_only,
        forgets_rate_one_in_the_variance,
        keeps_the_mean_at_rate_one,
        changes_its_input,
    ),
    setup="import numpy as np",
)
