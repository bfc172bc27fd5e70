"""One pass that stands for all.

Averaging all subnetworks is too dear for a network of any size. Standard dropout replaces it by a
single pass in which every unit is present and its outgoing **weights** are multiplied by the
probability that the unit was kept with. Write that pass for a softmax layer.

- `x` has shape `(batch, units)`, `weights` shape `(units, classes)`, `bias` shape `(classes,)`; in
  training each unit was dropped with probability `rate`, without any scaling.
- Return probabilities of shape `(batch, classes)`: the softmax over the classes of the logits of
  the scaled layer. The bias is no outgoing weight of any unit.
- Logits of 1,000 must not overflow. `x`, `weights` and `bias` stay as they were.
"""

import numpy as np

from dropout_course.grading.model import Exercise
from dropout_course.grading.values import edge_fact, finite_fact, value_fact


def weight_scaling_predict(x, weights, bias, rate):
    """Return probabilities from one pass with weights times the keep probability."""
    ### BEGIN SOLUTION
    logits = x @ ((1 - rate) * weights) + bias
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)
    ### END SOLUTION


def measure(attempt):
    """Compare with probabilities computed one example at a time."""
    x = attempt.rng.normal(size=(5, 4)) + 0.5
    weights = 1.5 * attempt.rng.normal(size=(4, 3))
    bias = attempt.rng.normal(size=3)
    for name, rate in (("low", 0.3), ("high", 0.8)):
        check = "scales the weights with the probability of being kept"
        right = [_softmax((1 - rate) * example @ weights + bias) for example in x]
        yield value_fact(name, check, attempt, x, weights, bias, rate, expected=right)
    check = "is the plain network at rate 0"
    right = [_softmax(example @ weights + bias) for example in x]
    yield edge_fact("rate_zero", check, attempt, x, weights, bias, 0.0, expected=right)
    check = "is left with the bias at rate 1"
    right = [_softmax(bias)] * len(x)
    yield edge_fact("rate_one", check, attempt, x, weights, bias, 1.0, expected=right)
    check = "does not overflow for logits of 1,000"
    loud = np.array([[1000.0, -1000.0], [-1000.0, 1000.0], [0.0, 0.0]])
    right = [[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]
    for name, rows in (("loud", slice(1)), ("loud_and_quiet", slice(3))):
        args = loud[rows], np.eye(2), np.zeros(2), 0.2
        yield finite_fact(name, check, attempt, *args, expected=right[rows])
    yield attempt.unchanged()


def does_not_scale(x, weights, bias, rate):
    """Your pass uses the weights of training. In training a share of the units was missing; now all
    of them speak, and the logits come out too large. By what should each contribution shrink?
    """
    return _rows(x @ weights + bias)


def scales_by_the_rate(x, weights, bias, rate):
    """You multiply the weights by `rate`, the probability of being *dropped*. What does a unit send
    on average, if it sends x with probability 1 - rate?
    """
    return _rows(rate * (x @ weights) + bias)


def divides_by_keep(x, weights, bias, rate):
    """Your weights grow. Dividing by 1 - rate is inverted dropout, and it belongs into training;
    this network was trained without a factor, so which direction is left?
    """
    return _rows(x @ weights / max(1 - rate, 1e-9) + bias)


def scales_the_bias_too(x, weights, bias, rate):
    """You scale the bias along with the weights. The bias was never dropped, so it counts in full:
    add it after scaling.
    """
    return _rows((x @ weights + bias) * (1 - rate))


def scales_twice(x, weights, bias, rate):
    """Your weights shrink twice. It is the units *or* their outgoing weights that are scaled:
    either does the whole of it.
    """
    return _rows((1 - rate) ** 2 * (x @ weights) + bias)


def scales_by_the_square_root(x, weights, bias, rate):
    """Your factor is the square root of the keep probability. That is a factor for a spread; the
    average contribution of a unit shrinks with the probability itself.
    """
    return _rows(np.sqrt(1 - rate) * (x @ weights) + bias)


def scales_the_probabilities(x, weights, bias, rate):
    """Your probabilities do not sum to 1: the factor came after the softmax. It belongs to the
    weights, before anything is exponentiated.
    """
    return (1 - rate) * _rows(x @ weights + bias)


def forgets_the_bias(x, weights, bias, rate):
    """Your logits lack the bias. It is not dropped in training, so evaluation has it, too."""
    return _rows((1 - rate) * (x @ weights))


def returns_logits(x, weights, bias, rate):
    """Your numbers are logits: some are negative, and no row sums to 1. What turns logits into
    probabilities?
    """
    return (1 - rate) * (x @ weights) + bias


def forgets_to_normalise(x, weights, bias, rate):
    """Your rows do not sum to 1. After the exponential comes one more step."""
    logits = (1 - rate) * (x @ weights) + bias
    return np.exp(logits - logits.max(axis=1, keepdims=True))


def normalises_over_the_batch(x, weights, bias, rate):
    """Your columns sum to 1, your rows do not: the softmax ran over the examples. Each example has
    a distribution of its own; along which axis are its classes?
    """
    return _rows(((1 - rate) * (x @ weights) + bias).T).T


def normalises_everything_together(x, weights, bias, rate):
    """All your numbers together sum to 1, over the whole batch. Each example has a distribution of
    its own: `sum(axis=..., keepdims=True)`.
    """
    logits = (1 - rate) * (x @ weights) + bias
    exponentials = np.exp(logits - logits.max())
    return exponentials / exponentials.sum()


def lets_the_exponential_overflow(x, weights, bias, rate):
    """For logits of 1,000 the exponential is too large for a number. A softmax does not
    change when all logits of an example are lowered by the same amount: by which one?
    """
    exponentials = np.exp((1 - rate) * (x @ weights) + bias)
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def subtracts_one_maximum_for_all(x, weights, bias, rate):
    """One very loud example spoils the others: you subtract the largest logit of the whole
    batch, and next to 1,000 the others vanish. Each example has a largest logit of its own.
    """
    loud = np.exp((1 - rate) * (x @ weights) + bias - ((1 - rate) * (x @ weights) + bias).max())
    return loud / loud.sum(axis=1, keepdims=True)


def writes_into_its_input(x, weights, bias, rate):
    """After the call `{changed}` holds other numbers: `*=` scales the caller's weights, and the
    next call would scale them again. Make a new array.
    """
    result = _rows((1 - rate) * (x @ weights) + bias)
    weights *= 1 - rate
    return result


def _rows(logits):
    return np.array([_softmax(row) for row in logits])


def _softmax(logits):
    exponentials = np.exp(logits - logits.max())
    return exponentials / exponentials.sum()


EXERCISE = Exercise(
    reference=weight_scaling_predict,
    measure=measure,
    hints=(
        (
            "In training, a unit sends its weight times x with probability 1 - rate, else "
            "nothing. With which weight does it send the same on average, all the time?"
        ),
        (
            "The softmax is taken within each row. `keepdims=True` lets a row's maximum and "
            "sum stand beside the row."
        ),
    ),
    explanation=(
        "The expected logit over masks is (1 - rate) · x @ weights + bias, which is what this"
        " pass computes. A softmax of average logits is the normalised geometric mean of the "
        "subnetworks, here exactly; through several layers it is an approximation, and a good"
        " one."
    ),
    mistakes=(
        does_not_scale,
        scales_by_the_rate,
        divides_by_keep,
        scales_the_bias_too,
        scales_twice,
        scales_by_the_square_root,
        scales_the_probabilities,
        forgets_the_bias,
        returns_logits,
        forgets_to_normalise,
        normalises_over_the_batch,
        normalises_everything_together,
        lets_the_exponential_overflow,
        subtracts_one_maximum_for_all,
        writes_into_its_input,
    ),
    setup="import numpy as np",
)
