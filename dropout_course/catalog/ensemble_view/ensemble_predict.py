"""The average of all subnetworks.

A softmax layer on n units with dropout holds 2ⁿ subnetworks, one for each mask. Return the average
of their predictions for one example, each weighted with the probability of its mask.

- `x` has shape `(units,)`, `weights` shape `(units, classes)`, `bias` shape `(classes,)`. With mask
  m, the subnetwork predicts the softmax of `(m * x) @ weights + bias`; nothing is scaled.
- Each unit is dropped with probability `rate`, independently: a mask that keeps k of n units has
  probability `(1 - rate)**k * rate**(n - k)`.
- Return the arithmetic mean, one probability for each class, shape `(classes,)`. Visit every mask
  once instead of drawing some: the result is exact. `n` is at most 10.
- Logits of 1,000 must not overflow. `x`, `weights` and `bias` stay as they were.
"""

import itertools

import numpy as np

from dropout_course.grading.model import Exercise
from dropout_course.grading.values import edge_fact, finite_fact, value_fact


def ensemble_predict(x, weights, bias, rate):
    """Return the probabilities of all 2**n subnetworks, averaged."""
    ### BEGIN SOLUTION
    average = np.zeros(len(bias))
    for mask in itertools.product([0, 1], repeat=len(x)):
        logits = (np.array(mask) * x) @ weights + bias
        exponentials = np.exp(logits - logits.max())
        kept = sum(mask)
        probability = (1 - rate) ** kept * rate ** (len(x) - kept)
        average += probability * exponentials / exponentials.sum()
    return average
    ### END SOLUTION


def measure(attempt):
    """Compare with a recursion that decides one unit after the other."""
    x = attempt.rng.normal(size=4) + 1.5
    weights = 2 * attempt.rng.normal(size=(4, 3))
    bias = attempt.rng.normal(size=3)
    for name, rate in (("low", 0.3), ("high", 0.8)):
        check = "weights every subnetwork with the probability of its mask"
        right = _decided(x, weights, bias, rate)
        yield value_fact(name, check, attempt, x, weights, bias, rate, expected=right)
    check = "works for a single unit"
    right = 0.3 * _softmax(bias) + 0.7 * _softmax(x[0] * weights[0] + bias)
    yield edge_fact("one_unit", check, attempt, x[:1], weights[:1], bias, 0.3, expected=right)
    check = "gives the whole network at rate 0"
    right = _softmax(x @ weights + bias)
    yield edge_fact("rate_zero", check, attempt, x, weights, bias, 0.0, expected=right)
    check = "gives the network without units at rate 1"
    yield edge_fact("rate_one", check, attempt, x, weights, bias, 1.0, expected=_softmax(bias))
    check = "does not overflow for logits of 1,000"
    loud = np.array([[1000.0, 0.0, -1000.0], [0.0, 1000.0, -1000.0]])
    right = _decided(np.ones(2), loud, bias, 0.3)
    yield finite_fact("loud", check, attempt, np.ones(2), loud, bias, 0.3, expected=right)
    yield attempt.unchanged()


def _decided(x, weights, logits, rate):
    """Return the average over the masks of the units of x, given the logits of the units before."""
    if not len(x):
        return _softmax(logits)
    dropped = _decided(x[1:], weights[1:], logits, rate)
    kept = _decided(x[1:], weights[1:], logits + x[0] * weights[0], rate)
    return rate * dropped + (1 - rate) * kept


def weighs_all_masks_alike(x, weights, bias, rate):
    """Every mask counts the same in your average. That holds at rate .5 only: at rate .3 the mask
    that keeps all four units has a probability of .24, the one that keeps none .008. Where does the
    rate come in?
    """
    return _average(x, weights, bias, 0.5)


def swaps_rate_and_keep(x, weights, bias, rate):
    """Your average is that of the opposite rate: a unit that is *kept* counts with `rate` in your
    probability of a mask. Which of the two factors belongs to a 1?
    """
    return _average(x, weights, bias, 1 - rate)


def averages_the_logits(x, weights, bias, rate):
    """You average the logits and apply the softmax once. That gives the *geometric* mean, which is
    one pass with scaled weights; the arithmetic mean averages what comes out of the softmax.
    """
    return _softmax((1 - rate) * x @ weights + bias)


def scales_the_survivors(x, weights, bias, rate):
    """Your survivors are divided by 1 - rate. Inverted dropout does that; the subnetworks asked for
    here have the weights as they are.
    """
    return _average(x / max(1 - rate, 1e-9), weights, bias, rate)


def forgets_the_empty_network(x, weights, bias, rate):
    """Your probabilities sum to less than 1: the subnetwork without any unit is missing. It, too,
    has a probability, and it still has its bias.
    """
    return _average(x, weights, bias, rate) - rate ** len(x) * _softmax(bias)


def forgets_the_whole_network(x, weights, bias, rate):
    """Your probabilities sum to less than 1: the subnetwork with all its units is missing. How many
    masks does your loop visit?
    """
    whole = _softmax(x @ weights + bias)
    return _average(x, weights, bias, rate) - (1 - rate) ** len(x) * whole


def drops_the_bias_too(x, weights, bias, rate):
    """Your subnetworks have no bias. Dropout removes units; the bias belongs to the layer behind
    them and is always there.
    """
    return _average(x, weights, 0 * bias, rate)


def divides_by_the_number_of_masks(x, weights, bias, rate):
    """Your probabilities sum to 1/2ⁿ: you weight with the probability of each mask *and* divide by
    their number. The weights sum to 1 already.
    """
    return _average(x, weights, bias, rate) / 2 ** len(x)


def adds_without_weights(x, weights, bias, rate):
    """Your probabilities sum to 2ⁿ, once for each subnetwork: they are added up, not averaged.
    How probable is each of the masks?
    """
    return _average(x, weights, bias, 0.5) * 2 ** len(x)


def counts_the_masks_twice(x, weights, bias, rate):
    """Your probabilities sum to more than 1. The binomial coefficient counts how many masks keep k
    units; you visit each of those masks, so it is counted already.
    """
    return _average(x, weights, bias, rate, binomial=True)


def drops_only_one_unit_at_a_time(x, weights, bias, rate):
    """Your average takes in the subnetworks that lack one unit, or none, and no others. Every
    subset of the units may be dropped: how many are there?
    """
    masks = [np.ones(len(x)), *(1 - np.eye(len(x)))]
    chances = np.array([(1 - rate) ** m.sum() * rate ** (len(x) - m.sum()) for m in masks])
    parts = [c * _softmax((m * x) @ weights + bias) for c, m in zip(chances, masks, strict=True)]
    return np.sum(parts, axis=0) / max(chances.sum(), 1e-300)


def returns_average_logits(x, weights, bias, rate):
    """Your numbers are logits: some are negative, and they do not sum to 1. Each subnetwork turns
    its logits into probabilities by a softmax.
    """
    return (1 - rate) * x @ weights + bias


def forgets_to_normalise(x, weights, bias, rate):
    """Your numbers do not sum to 1: after the exponential, each subnetwork still has to divide by
    its own sum, before the average.
    """
    return _average(x, weights, bias, rate, softmax=np.exp)


def normalises_at_the_end(x, weights, bias, rate):
    """You average the exponentials and divide by their sum at the end. Loud subnetworks then count
    more than quiet ones; each has to be a distribution before it is averaged.
    """
    total = _average(x, weights, bias, rate, softmax=lambda z: np.exp(np.minimum(z, 700)))
    return total / total.sum()


def lets_the_exponential_overflow(x, weights, bias, rate):
    """For logits of 1,000 the exponential is too large for a number. A softmax does not
    change when all of its logits are lowered by the same amount: by which one?
    """
    return _average(x, weights, bias, rate, softmax=lambda z: np.exp(z) / np.exp(z).sum())


def writes_into_its_input(x, weights, bias, rate):
    """After the call `{changed}` holds other numbers: multiplying in place writes the mask into the
    caller's array. Make a new array for each subnetwork.
    """
    result = _average(x, weights, bias, rate)
    x *= 0
    return result


def _average(x, weights, bias, rate, softmax=None, binomial=False):
    softmax = softmax or _softmax
    total = np.zeros(len(bias))
    for mask in itertools.product([0, 1], repeat=len(x)):
        kept = sum(mask)
        probability = (1 - rate) ** kept * rate ** (len(x) - kept)
        if binomial:
            probability *= len(list(itertools.combinations(x, kept)))
        total += probability * softmax((np.array(mask) * x) @ weights + bias)
    return total


def _softmax(logits):
    exponentials = np.exp(logits - logits.max())
    return exponentials / exponentials.sum()


EXERCISE = Exercise(
    reference=ensemble_predict,
    measure=measure,
    hints=(
        ("`itertools.product([0, 1], repeat=n)` visits all masks. What does one of them predict?"),
        (
            "Add up prediction times probability of the mask. If you add up the probabilities"
            " alone, what must come out?"
        ),
        "Subtract the largest logit before the exponential: the softmax stays the same.",
    ),
    explanation=(
        "The expectation over masks is a sum over all of them, and with few units it can be "
        "computed instead of estimated. It is the arithmetic mean; scaling the weights gives "
        "the geometric one. The two are close, not equal, and now you can measure how close."
    ),
    mistakes=(
        weighs_all_masks_alike,
        swaps_rate_and_keep,
        averages_the_logits,
        scales_the_survivors,
        forgets_the_empty_network,
        forgets_the_whole_network,
        drops_the_bias_too,
        divides_by_the_number_of_masks,
        adds_without_weights,
        counts_the_masks_twice,
        drops_only_one_unit_at_a_time,
        returns_average_logits,
        forgets_to_normalise,
        normalises_at_the_end,
        lets_the_exponential_overflow,
        writes_into_its_input,
    ),
    setup="import itertools\n\nimport numpy as np",
)
