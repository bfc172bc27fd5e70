"""Three schedules, one total.

"Light in the early layers, heavy in the late ones" can only be compared with its reverse, and with
one rate for all, when each of them drops equally much in all. Write the rates of such a schedule.

- `mean` is the mean of all rates, `layers` their number, and `slope` the difference from each layer
  to the next: positive is heavier in later layers, negative is lighter, zero is constant.
- Return the `layers` rates in the order of the layers.
- Where any rate would fall outside of 0 to 1, raise a `ValueError`: a rate that is cut off would
  change the total.
"""

import numpy as np

from dropout_course.grading.attempt import as_array
from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import compare, edge_fact, value_fact


def rates_by_depth(mean, layers, slope):
    """Return the rates of `layers` layers that rise by `slope` from each to the next."""
    ### BEGIN SOLUTION
    depth = np.arange(layers)
    rates = mean + slope * (depth - depth.mean())
    if rates.min() < 0 or rates.max() > 1:
        raise ValueError(f"these rates are outside of 0 to 1: {rates}")
    return rates
    ### END SOLUTION


def measure(attempt):
    """Ask for rising, falling and constant rates, of few and of many layers."""
    mean = float(attempt.rng.uniform(0.35, 0.42))
    rising = attempt.array(mean, 4, 0.1, shape=(4,)).astype(float)
    yield Fact("total", "keeps the total", float(rising.mean()), mean, 1e-6)
    check = "changes by the slope from each layer to the next"
    yield compare("steps", check, np.diff(rising), [0.1, 0.1, 0.1])
    right = [mean + 0.08, mean, mean - 0.08]
    check = "gets lighter where the slope is negative"
    yield value_fact("falling", check, attempt, mean, 3, -0.08, expected=right)
    check = "is constant at slope 0"
    yield edge_fact("constant", check, attempt, mean, 5, 0.0, expected=[mean] * 5)
    check = "gives a single layer the mean"
    yield edge_fact("single", check, attempt, mean, 1, 0.1, expected=[mean])
    check = "allows rates of 0 and of 1"
    # Quarters are exact in binary, so that a rate at the edge does not fall off it.
    right = [0, 0.25, 0.5, 0.75, 1]
    yield edge_fact("edges", check, attempt, 0.5, 5, 0.25, expected=right)
    check = "refuses rates outside of 0 to 1"
    yield _refusal("below", check, attempt.trial(0.2, 4, 0.15))
    yield _refusal("above", check, attempt.trial(0.8, 4, -0.15))


def _refusal(name, check, trial):
    if trial.failure:
        return Fact(name, check, trial.failure.kind, "ValueError")
    rates = as_array(trial.value, (4,))
    inside = bool((rates >= 0).all() and (rates <= 1).all())
    return Fact(name, check, "other rates" if inside else "impossible rates", "ValueError")


def starts_at_the_mean(mean, layers, slope):
    """The mean of your rates is {total:.2f}: the first layer gets the mean, and all others more.
    Which layer should have it, so that as much lies above as below?
    """
    return _checked(mean + slope * np.arange(layers))


def ends_at_the_mean(mean, layers, slope):
    """The mean of your rates is {total:.2f}: the last layer gets the mean, and all others less.
    Which layer should have it, so that as much lies above as below?
    """
    return _checked(mean + slope * (np.arange(layers) - layers + 1))


def centres_half_a_layer_off(mean, layers, slope):
    """The mean of your rates is {total:.3f}, a little off. Layers are counted from 0 to
    `layers` - 1; where is the middle of those numbers?
    """
    return _checked(mean + slope * (np.arange(layers) - layers / 2))


def centres_on_a_whole_layer(mean, layers, slope):
    """With an odd number of layers your total is right, with four it is not (mean {total:.3f}):
    `//` cuts the half off. The middle of four layers lies between two of them.
    """
    return _checked(mean + slope * (np.arange(layers) - (layers - 1) // 2))


def runs_backwards(mean, layers, slope):
    """A positive slope gives you lighter late layers, and a negative one heavier. Look at the sign,
    or at the order in which you return the rates.
    """
    return _checked(mean - slope * (np.arange(layers) - (layers - 1) / 2))


def spreads_the_slope_over_all(mean, layers, slope):
    """From the first to the last layer the rates change by `slope` in all. It is meant from each
    layer to the next.
    """
    return _checked(np.linspace(mean - slope / 2, mean + slope / 2, layers) if layers > 1 else mean)


def spreads_the_slope_to_both_sides(mean, layers, slope):
    """The first and the last rate lie `slope` away from the mean, however many layers there are. It
    is meant from each layer to the next.
    """
    return _checked(np.linspace(mean - slope, mean + slope, layers) if layers > 1 else mean)


def multiplies_from_layer_to_layer(mean, layers, slope):
    """Your rates grow by a factor: the steps are not equal. A slope is a difference."""
    factors = (1 + slope) ** np.arange(layers)
    return _checked(mean * factors / factors.mean())


def ignores_the_slope(mean, layers, slope):
    """All layers get one rate, whatever the slope. That is the schedule in the middle; the two
    others differ from it by `slope` for each layer.
    """
    return _checked(np.full(layers, mean))


def cuts_off_what_is_outside(mean, layers, slope):
    """A rate below 0 or above 1 was cut off without a word. The schedule then drops more or less
    than it promises, and the comparison is lost: raise a `ValueError`.
    """
    return np.clip(mean + slope * (np.arange(layers) - (layers - 1) / 2), 0, 1)


def returns_impossible_rates(mean, layers, slope):
    """You return rates below 0 or above 1. No layer can drop so: raise a `ValueError` instead."""
    return mean + slope * (np.arange(layers) - (layers - 1) / 2)


def refuses_the_edges(mean, layers, slope):
    """A schedule from 0 to 1 is refused (`{edges}`), but both are rates: the one keeps everything,
    the other nothing. Only what lies outside is impossible.
    """
    rates = returns_impossible_rates(mean, layers, slope)
    if rates.min() <= 0 or rates.max() >= 1:
        raise ValueError(rates)
    return rates


def steps_with_arange(mean, layers, slope):
    """At slope 0 you answer with `{constant}`: a row that proceeds in steps of 0 never ends. Number
    the layers first, and multiply by the slope after that.
    """
    first, last = mean - slope * (layers - 1) / 2, mean + slope * (layers - 1) / 2
    return _checked(np.arange(first, last + slope / 2, slope))


def divides_by_the_gaps(mean, layers, slope):
    """A single layer breaks your function (`{single}`): between one layer and itself there are no
    gaps, and you divide by their number.
    """
    span = slope * (layers - 1)
    return _checked([mean - span / 2 + i * span / (layers - 1) for i in range(layers)])


def _checked(rates):
    rates = np.atleast_1d(np.asarray(rates, dtype=float))
    if rates.min() < -1e-9 or rates.max() > 1 + 1e-9:
        raise ValueError(rates)
    return rates


EXERCISE = Exercise(
    reference=rates_by_depth,
    measure=measure,
    hints=(
        ("Take `slope` times the number of the layer first. Its mean is not 0 yet: what is it?"),
        (
            "If you subtract the mean of a row of numbers from each of them, the rest has "
            "mean 0. Add whatever mean you like to that."
        ),
        "`np.arange(layers)` numbers the layers, and it has a `.mean()`.",
    ),
    explanation=(
        "The layer numbers minus their mean add up to zero, so whatever slope multiplies "
        "them, the rates keep their mean, and the three schedules drop equally much in all. "
        "Without that, an experiment on the *order* of the rates would measure their "
        "*amount*."
    ),
    mistakes=(
        starts_at_the_mean,
        ends_at_the_mean,
        centres_half_a_layer_off,
        centres_on_a_whole_layer,
        runs_backwards,
        spreads_the_slope_over_all,
        spreads_the_slope_to_both_sides,
        multiplies_from_layer_to_layer,
        ignores_the_slope,
        cuts_off_what_is_outside,
        returns_impossible_rates,
        refuses_the_edges,
        steps_with_arange,
        divides_by_the_gaps,
    ),
    setup="import numpy as np",
)
