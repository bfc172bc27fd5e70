"""The penalty that dropout adds.

A linear model predicts `x @ weights`, and its loss is the **sum** over the examples of the squared
error. Train it with inverted dropout on the inputs: every entry of `x` is dropped by itself, with
probability `rate`, and scaled. On average over all masks, the loss is then larger than without
dropout, by an amount that does not depend on the targets. Return this amount, a number: **the
expected loss with dropout, minus the loss without**.

- `x` has the shape `(examples, features)`, `weights` the shape `(features,)`.
- `rate` is at least 0 and less than 1.
- The result is exact; no random number is needed. Neither `x` nor `weights` is changed.
"""

import itertools
import math

import numpy as np

from dropout_course.grading.model import Exercise
from dropout_course.grading.values import compare, factor_off, value_fact


def adaptive_l2_penalty(x, weights, rate):
    """Return the expected loss with dropout, minus the loss without."""
    ### BEGIN SOLUTION
    noise = rate / (1 - rate)
    return noise * ((x**2).sum(axis=0) * weights**2).sum()
    ### END SOLUTION


def measure(attempt):
    """Compare with the average over all masks of every example, at two rates."""
    examples, features = 6, 4
    x = attempt.rng.normal(size=(examples, features)) + 0.5
    weights = attempt.rng.permutation([0.6, -1.1, 1.7, -0.4]) * attempt.rng.uniform(0.9, 1.1)
    targets = attempt.rng.normal(size=examples)
    for name, rate, check in (
        ("", 0.3, "is what dropout adds to the expected loss"),
        ("_high", 0.8, "grows with the rate as it should"),
    ):
        right = _by_all_masks(x, weights, targets, rate)
        got = attempt.array(x, weights, rate, shape=())
        yield compare(f"penalty{name}", check, got, right)
        yield factor_off(f"factor{name}", check, got, right)
    check = "is nothing at rate 0"
    yield value_fact("rate_zero", check, attempt, x, weights, 0.0, expected=0)
    check = "weighs each feature by its own squares"
    lone = x * (np.arange(features) == attempt.rng.integers(features))
    right = _by_all_masks(lone, weights, targets, 0.3)
    yield value_fact("lone", check, attempt, lone, weights, 0.3, expected=right)
    yield attempt.unchanged()


def _by_all_masks(x, weights, targets, rate):
    """Each example has masks of its own, so its expected loss is an average over its own masks."""
    total = 0.0
    for row, target in zip(x, targets, strict=True):
        for mask in itertools.product([0, 1], repeat=len(row)):
            probability = math.prod(1 - rate if kept else rate for kept in mask)
            total += probability * (row * mask @ weights / (1 - rate) - target) ** 2
    return total - ((x @ weights - targets) ** 2).sum()


def is_plain_l2(x, weights, rate):
    """At rate .3 you get {factor:.2f} times the right amount: the inputs do not occur in it. That
    is the usual L2 penalty. Dropping an input that is large does more harm than dropping a small
    one.
    """
    return rate / (1 - rate) * (weights**2).sum()


def takes_the_mean_over_the_examples(x, weights, rate):
    """At rate .3 you get {factor:.3f} times the right amount: you take the mean over the examples.
    The loss here is their sum.
    """
    return rate / (1 - rate) * ((x**2).mean(axis=0) * weights**2).sum()


def forgets_the_keep_probability(x, weights, rate):
    """At rate .3 you get {factor:.2f} times the right amount, at rate .8 {factor_high:.2f} times.
    What is the variance of a 0/1 mask, and what becomes of it when the mask is divided by the
    probability of being kept?
    """
    return rate * ((x**2).sum(axis=0) * weights**2).sum()


def forgets_the_scale(x, weights, rate):
    """At rate .3 you get {factor:.2f} times the right amount, at rate .8 {factor_high:.2f} times.
    You have the variance of the mask; inverted dropout divides the mask by the probability of being
    kept. What does that do to a variance?
    """
    return rate * (1 - rate) * ((x**2).sum(axis=0) * weights**2).sum()


def divides_by_the_square(x, weights, rate):
    """At rate .3 you get {factor:.2f} times the right amount, at rate .8 {factor_high:.2f} times.
    The variance of a 0/1 mask is rate · keep; what is left of it when the mask is divided by keep?
    """
    return rate / (1 - rate) ** 2 * ((x**2).sum(axis=0) * weights**2).sum()


def swaps_keep_and_drop(x, weights, rate):
    """At rate .3 you get {factor:.2f} times the right amount, at rate .8 {factor_high:.2f} times:
    your penalty falls as more is dropped. Which of the two probabilities belongs on top?
    """
    return (1 - rate) / max(rate, 1e-9) * ((x**2).sum(axis=0) * weights**2).sum()


def takes_the_second_moment(x, weights, rate):
    """Even at rate 0 you get {rate_zero:.1f}, though nothing is dropped there. You have the mean
    square of the scaled mask; the mean of the mask, 1, is part of the loss without dropout already.
    """
    return ((x**2).sum(axis=0) * weights**2).sum() / (1 - rate)


def penalises_the_predictions(x, weights, rate):
    """At rate .3 you get {factor:.2f} times the right amount: you square the predictions. The
    inputs of an example are dropped independently, so variances add up, feature by feature, and
    products of two different features do not occur.
    """
    return rate / (1 - rate) * ((x @ weights) ** 2).sum()


def squares_the_sum(x, weights, rate):
    """At rate .3 you get {factor:.2f} times the right amount. You add up a feature over the
    examples and then square: values of different signs cancel. Each example is dropped by itself;
    square first.
    """
    return rate / (1 - rate) * (x.sum(axis=0) ** 2 * weights**2).sum()


def forgets_to_square_the_weights(x, weights, rate):
    """At rate .3 you get {factor:.2f} times the right amount. A weight with a minus sign makes your
    penalty smaller; noise does harm in either direction. What has happened to the squares?
    """
    return rate / (1 - rate) * ((x**2).sum(axis=0) * weights).sum()


def takes_absolute_weights(x, weights, rate):
    """At rate .3 you get {factor:.2f} times the right amount: your weights enter with their
    absolute value, as in an L1 penalty. The variance of w times a random number has which power of
    w?
    """
    return rate / (1 - rate) * ((x**2).sum(axis=0) * np.abs(weights)).sum()


def mixes_the_features(x, weights, rate):
    """At rate .3 you get {factor:.2f} times the right amount. You multiply the sum of all squared
    inputs by the sum of all squared weights; each feature belongs to its own weight. Multiply
    first, then add up over the features.
    """
    return rate / (1 - rate) * (x**2).sum() * (weights**2).sum()


def takes_half(x, weights, rate):
    """At rate .3 you get {factor:.2f} times the right amount. The factor ½ in front of many L2
    penalties belongs to a loss with a ½; this one has none.
    """
    return 0.5 * rate / (1 - rate) * ((x**2).sum(axis=0) * weights**2).sum()


def takes_the_root(x, weights, rate):
    """At rate .3 you get {factor:.3f} times the right amount: a square root is taken of the sum.
    The squared error has variances in it, not standard deviations.
    """
    return np.sqrt(rate / (1 - rate) * ((x**2).sum(axis=0) * weights**2).sum())


def keeps_the_features_apart(x, weights, rate):
    """You return a number for each feature. These are the right parts or nearly so; the penalty is
    one number.
    """
    return rate / (1 - rate) * (x**2).sum(axis=0) * weights**2


def changes_its_input(x, weights, rate):
    """After the call `{changed}` holds other numbers: `**=` and `*=` write into the array of the
    caller. Make a new array.
    """
    weights *= weights
    return rate / (1 - rate) * ((x**2).sum(axis=0) * weights).sum()


EXERCISE = Exercise(
    reference=adaptive_l2_penalty,
    measure=measure,
    hints=(
        (
            "The mean of a squared error is the squared error of the mean plus the variance "
            "of the prediction. Dropout leaves the mean of the prediction alone, so what is "
            "it that it adds?"
        ),
        (
            "The prediction is a sum of independent terms, one for each feature. What is the "
            "variance of one of them, x · m/q · w, with m a mask that is 1 with probability "
            "q?"
        ),
        (
            "Variances of independent terms add up: over the features of an example, and over"
            " the examples because the loss is a sum."
        ),
    ),
    explanation=(
        "The expected squared error is the squared error of the mean prediction plus the "
        "variance of the prediction. The mean is unchanged, and the variance of one example "
        "is Σⱼ xⱼ² wⱼ² · p/q, so dropout adds p/q · Σⱼ (Σᵢ xᵢⱼ²) wⱼ². It is an L2 penalty, "
        "but one that adapts to the data: a weight is held back more strongly the larger its "
        "feature is (Wager, Wang and Liang 2013). For linear regression this is exact, and "
        "the targets drop out."
    ),
    mistakes=(
        is_plain_l2,
        takes_the_mean_over_the_examples,
        forgets_the_keep_probability,
        forgets_the_scale,
        divides_by_the_square,
        swaps_keep_and_drop,
        takes_the_second_moment,
        penalises_the_predictions,
        squares_the_sum,
        forgets_to_square_the_weights,
        takes_absolute_weights,
        mixes_the_features,
        takes_half,
        takes_the_root,
        keeps_the_features_apart,
        changes_its_input,
    ),
    setup="import numpy as np",
)
