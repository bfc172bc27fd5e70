"""The normalised geometric mean.

Several models each give probabilities for the same classes. Their geometric mean, made to sum to 1
again, is the average that one scaled pass through a dropout network stands for.

- `probabilities` has shape `(members, classes)`; each row sums to 1, and all entries are above 0.
  Return one number for each class, shape `(classes,)`.
- The geometric mean of n numbers is the n-th root of their product. Divide what you get by its sum.
- It must come out right for hundreds of members and for probabilities as small as 1e-300, where the
  product itself is too small for a computer's numbers.
"""

import numpy as np

from dropout_course.grading.model import Exercise
from dropout_course.grading.values import finite_fact, value_fact


def geometric_mean(probabilities):
    """Return the geometric mean over members, normalised to sum to 1 over classes."""
    ### BEGIN SOLUTION
    mean = np.exp(np.log(probabilities).mean(axis=0))
    return mean / mean.sum()
    ### END SOLUTION


def measure(attempt):
    """Compare with roots of products, and with cases that need logarithms."""
    p = attempt.rng.dirichlet(np.ones(4) * 2, size=3)
    roots = np.prod(p, axis=0) ** (1 / 3)
    check = "has the right value for three members"
    yield value_fact("value", check, attempt, p, expected=roots / roots.sum())
    two = attempt.rng.dirichlet(np.ones(5) * 2, size=2)
    roots = np.sqrt(two[0] * two[1])
    check = "has the right value for two members"
    yield value_fact("two", check, attempt, two, expected=roots / roots.sum())
    # Members who all agree are their own mean, however many they are.
    check = "gives the common opinion of 2,000 members who agree"
    agreed = np.array([0.1, 0.2, 0.3, 0.4])
    yield finite_fact("many", check, attempt, np.tile(agreed, (2000, 1)), expected=agreed)
    # All but one of the tiny factors cancel: the classes differ by 1e-300 ** (1 / 301).
    tiny = np.tile([[1.0, 1e-300]], (301, 1))
    tiny[1::2] = tiny[1::2, ::-1]
    ratio = 10 ** (-300 / 301)
    check = "is right for probabilities of 1e-300"
    expected = np.array([1.0, ratio]) / (1 + ratio)
    yield finite_fact("tiny", check, attempt, tiny, expected=expected)
    yield attempt.unchanged()


def takes_the_arithmetic_mean(probabilities):
    """Your result is the arithmetic mean, the sum of the opinions. It forgives: one member who is
    sure is enough. The geometric mean multiplies, so that one member who objects pulls a class
    down. What becomes of a product when you take logarithms?
    """
    return probabilities.mean(axis=0)


def forgets_the_root(probabilities):
    """Your result is the normalised *product*, which grows more certain with every member even if
    they all say the same. What turns the product of n numbers into their mean?
    """
    return _normalised(np.log(probabilities).sum(axis=0))


def forgets_to_normalise(probabilities):
    """Your numbers do not sum to 1. The geometric mean of distributions is smaller than a
    distribution wherever the members disagree; what makes it one again?
    """
    return np.exp(np.log(probabilities).mean(axis=0))


def multiplies_first(probabilities):
    """Your values are right for few members and lost for many: the product of 2,000
    numbers below 1 is smaller than the smallest number a computer holds. Which function turns
    products into sums?
    """
    product = probabilities.prod(axis=0) ** (1 / len(probabilities))
    return product / product.sum()


def takes_the_square_root_always(probabilities):
    """Your values are right for two members and wrong for three: a root of fixed degree. The degree
    of the root is the number of members.
    """
    return _normalised(np.log(probabilities).sum(axis=0) / 2)


def divides_by_the_classes(probabilities):
    """You divide the logarithms by the number of classes. The mean is taken over *members*: how
    many factors does each product have?
    """
    return _normalised(np.log(probabilities).sum(axis=0) / probabilities.shape[1])


def averages_over_the_classes(probabilities):
    """Your result has one number for each member. The members are averaged, the classes stay: along
    which axis of `(members, classes)` do you average?
    """
    return _normalised(np.log(probabilities).mean(axis=1))


def stops_at_the_logarithm(probabilities):
    """Your numbers are logarithms, or were never turned back from them: some are negative, or they
    grow where the probabilities shrink. What undoes the logarithm, and where does it belong?
    """
    logs = np.log(probabilities).mean(axis=0)
    return logs / logs.sum()


def mixes_the_bases(probabilities):
    """Your result is too certain: the logarithm and the exponential belong to different bases.
    Which function undoes `np.log2`?
    """
    return _normalised(np.log2(probabilities).mean(axis=0))


def undoes_base_ten_with_e(probabilities):
    """Your result is too uncertain: the logarithm and the exponential belong to different bases.
    Which function undoes `np.log10`?
    """
    return _normalised(np.log10(probabilities).mean(axis=0))


def applies_softmax_to_the_mean(probabilities):
    """Your result is far too even: the exponential of an arithmetic mean. The logarithm has to come
    before the averaging, so that the exponential brings back a probability.
    """
    return _normalised(probabilities.mean(axis=0))


def takes_the_harmonic_mean(probabilities):
    """Your result is the harmonic mean, which averages 1/p. The geometric mean lies between it and
    the arithmetic one; it averages another function of p.
    """
    return _share(1 / (1 / probabilities).mean(axis=0))


def clips_small_probabilities(probabilities):
    """Where probabilities are tiny, a number that you add to them, or clip them at, decides the
    result. The logarithm of 1e-300 is only -691: nothing needs protection.
    """
    return _normalised(np.log(probabilities + 1e-8).mean(axis=0))


def writes_into_its_input(probabilities):
    """After the call `{changed}` holds other numbers than before. `np.log(p, out=p)` and `p /= …`
    write into the caller's array; make a new one.
    """
    result = _normalised(np.log(probabilities).mean(axis=0))
    probabilities *= 0.5
    return result


def _normalised(logs):
    return _share(np.exp(logs - logs.max()))


def _share(values):
    return values / values.sum()


EXERCISE = Exercise(
    reference=geometric_mean,
    measure=measure,
    hints=(
        (
            "The logarithm of a product is the sum of the logarithms; the logarithm of an "
            "n-th root is 1/n times the logarithm. What is the logarithm of the geometric "
            "mean, then?"
        ),
        ("Average the logarithms over the members, go back with the exponential, normalise."),
    ),
    explanation=(
        "In logarithms the geometric mean is the ordinary mean, and sums of a few hundred "
        "moderate numbers neither overflow nor vanish. For a softmax on one layer the "
        "logarithm of a probability is the logit up to a constant, so averaging logarithms "
        "averages logits: that is why one pass with scaled weights gives exactly this mean."
    ),
    mistakes=(
        takes_the_arithmetic_mean,
        forgets_the_root,
        forgets_to_normalise,
        multiplies_first,
        takes_the_square_root_always,
        divides_by_the_classes,
        averages_over_the_classes,
        stops_at_the_logarithm,
        mixes_the_bases,
        undoes_base_ten_with_e,
        applies_softmax_to_the_mean,
        takes_the_harmonic_mean,
        clips_small_probabilities,
        writes_into_its_input,
    ),
    setup="import numpy as np",
)
