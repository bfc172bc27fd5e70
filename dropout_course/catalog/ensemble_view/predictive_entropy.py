"""How unsure an ensemble is.

Monte Carlo passes give many distributions for each example. Their **predictive entropy** is the
entropy of the average distribution: 0 where all passes are sure of the same class, and large both
where every pass is unsure and where the passes contradict each other.

- `probabilities` has shape `(passes, batch, classes)`; the last axis sums to 1.
- Average over the passes, then return the entropy of each example in nats, shape `(batch,)`:
  minus the sum over classes of p · ln p.
- A class of probability 0 contributes 0, although its logarithm does not exist.
"""

import numpy as np

from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import finite_fact, value_fact


def predictive_entropy(probabilities):
    """Return the entropy of the mean prediction of each example, in nats."""
    ### BEGIN SOLUTION
    mean = probabilities.mean(axis=0)
    logs = np.log(np.where(mean > 0, mean, 1))
    return -(mean * logs).sum(axis=1)
    ### END SOLUTION


def measure(attempt):
    """Compare with sums over single classes, and with entropies known by heart."""
    p = attempt.rng.dirichlet(np.ones(4), size=(6, 5))
    right = [-sum(q * np.log(q) for q in example) for example in p.sum(axis=0) / len(p)]
    check = "is the entropy of the mean prediction"
    yield value_fact("value", check, attempt, p, expected=right)
    even = np.full((2, 3, 8), 1 / 8)
    check = "is ln 8 for eight classes of the same probability"
    yield value_fact("even", check, attempt, even, expected=np.full(3, 3 * np.log(2)))
    # Two passes, each sure of another class; and two that agree.
    sure = np.zeros((2, 2, 3))
    sure[0, 0, 0] = sure[1, 0, 1] = sure[:, 1, 2] = 1
    check = "counts a class of probability 0 as 0"
    yield finite_fact("sure", check, attempt, sure, expected=[np.log(2), 0.0])
    rare = 1e-4
    entropy = rare * np.log(1 / rare) - (1 - rare) * np.log1p(-rare)
    (got,) = attempt.array(np.array([[[rare, 1 - rare]]]), shape=(1,))
    # By how much depends on what was done to the zeros; that it was done is the point.
    word = "right" if abs(got - entropy) < 1e-6 else "too small" if got < entropy else "too large"
    yield Fact("rare", "is accurate for a class of probability 0.0001", word, "right")
    yield attempt.unchanged()


def averages_the_entropies(probabilities):
    """You take the entropy of each pass and average those. Passes that contradict each other, each
    of them sure, then count as sure. Average first: the entropy of a mixture is what is asked for.
    """
    return _entropy(probabilities).mean(axis=0)


def measures_the_disagreement_only(probabilities):
    """You return the difference between the entropy of the mean and the mean entropy. That is how
    much the passes disagree, one part of their doubt; the other is that each pass may be unsure by
    itself.
    """
    return _entropy(probabilities.mean(axis=0)) - _entropy(probabilities).mean(axis=0)


def takes_bits(probabilities):
    """Eight equal classes give 3, which is their entropy in bits. In nats it is ln 8 = 2.08: which
    logarithm is the natural one?
    """
    return _entropy(probabilities.mean(axis=0)) / np.log(2)


def takes_base_ten(probabilities):
    """Eight equal classes give 0.90, the logarithm of 8 to base ten. In nats it is ln 8 = 2.08:
    which logarithm is the natural one?
    """
    return _entropy(probabilities.mean(axis=0)) / np.log(10)


def forgets_the_minus(probabilities):
    """Your entropies are negative. The logarithm of a probability is never above 0; what makes the
    sum of them a measure of doubt?
    """
    return -_entropy(probabilities.mean(axis=0))


def divides_by_the_largest_entropy(probabilities):
    """Eight equal classes give 1: you divided by the largest possible entropy. Asked for is the
    entropy itself, in nats.
    """
    return _entropy(probabilities.mean(axis=0)) / np.log(probabilities.shape[-1])


def averages_over_the_classes(probabilities):
    """Your entropies are divided by the number of classes. Each class already comes with its
    probability as a weight, so the terms are added up.
    """
    return _entropy(probabilities.mean(axis=0)) / probabilities.shape[-1]


def forgets_the_weights(probabilities):
    """You add up the logarithms alone. Each of them is weighted with the probability of its class,
    so that a surprise that hardly ever comes counts little.
    """
    mean = probabilities.mean(axis=0)
    return -np.log(np.where(mean > 0, mean, 1)).sum(axis=-1)


def adds_up_the_passes(probabilities):
    """You added the passes up and did not divide by their number, so your distributions do not sum
    to 1. Which function averages along an axis?
    """
    return _entropy(probabilities.sum(axis=0))


def looks_at_one_pass(probabilities):
    """Your result depends on a single pass. The others are the point of Monte Carlo: average over
    the first axis.
    """
    return _entropy(probabilities[0])


def returns_one_minus_the_largest(probabilities):
    """You return 1 minus the largest probability. It grows with doubt, too, but it does not see how
    the rest is spread; the entropy takes in every class.
    """
    return 1 - probabilities.mean(axis=0).max(axis=-1)


def sums_over_the_batch(probabilities):
    """You add up over the examples, and there is one number for each class. Which axis of
    `(batch, classes)` is left when every example keeps a number of its own?
    """
    mean = probabilities.mean(axis=0)
    return -(mean * np.log(np.where(mean > 0, mean, 1))).sum(axis=0)


def takes_the_logarithm_of_zero(probabilities):
    """Where a class has probability 0 you compute 0 · ln 0, which is not a number. As p
    shrinks, p · ln p goes to 0: leave such classes out, or give the logarithm something harmless.
    """
    mean = probabilities.mean(axis=0)
    return -(mean * np.log(mean)).sum(axis=-1)


def adds_a_number_against_zeros(probabilities):
    """For a class of probability 0.0001 your entropy is off: a number that you add inside of the
    logarithm is too large beside it. Treat the zeros by themselves, and leave the others alone.
    """
    mean = probabilities.mean(axis=0)
    return -(mean * np.log(mean + 1e-6)).sum(axis=-1)


def writes_into_its_input(probabilities):
    """After the call `{changed}` holds other numbers than before: `p[p == 0] = …` writes into the
    caller's array. Make a new one.
    """
    result = _entropy(probabilities.mean(axis=0))
    probabilities += 1e-3
    return result


def _entropy(p):
    return -(p * np.log(np.where(p > 0, p, 1))).sum(axis=-1)


EXERCISE = Exercise(
    reference=predictive_entropy,
    measure=measure,
    hints=(
        (
            "Two passes are each sure, but of different classes. Should the ensemble be sure?"
            " Which order of averaging and entropy says so?"
        ),
        (
            "Zeros: `np.where` can put a 1 in their place before the logarithm. Why is 1 "
            "harmless there?"
        ),
    ),
    explanation=(
        "The mean distribution is the prediction of the ensemble, and its entropy is the "
        "doubt that is left in it. It splits into two parts: the mean entropy of the passes "
        "(the data are ambiguous) and the rest (the passes disagree; more data might help)."
    ),
    mistakes=(
        averages_the_entropies,
        measures_the_disagreement_only,
        takes_bits,
        takes_base_ten,
        forgets_the_minus,
        divides_by_the_largest_entropy,
        averages_over_the_classes,
        forgets_the_weights,
        adds_up_the_passes,
        looks_at_one_pass,
        returns_one_minus_the_largest,
        sums_over_the_batch,
        takes_the_logarithm_of_zero,
        adds_a_number_against_zeros,
        writes_into_its_input,
    ),
    setup="import numpy as np",
)
