"""What is left when the strongest are missing.

How much does the group depend on its best members? Take them away one after the other, first the
one whose weight has the **largest absolute value**, then the next, until nobody is left. Return the
group's **mean squared error** over the questions with 0, 1, 2, … members missing: an array of shape
`(members + 1,)`.

- `answers` has the shape `(questions, members)`, `truth` the shape `(questions,)`, `weights` the
  shape `(members,)`. No two weights have the same absolute value.
- The group's answers are `answers @ weights`. Whoever is missing adds nothing, and the weights of
  the others stay as they are.
- None of the arrays is changed.
"""

import numpy as np

from dropout_course.grading.model import Exercise
from dropout_course.grading.values import row_facts


def ablation_curve(answers, truth, weights):
    """Return the mean squared error as the strongest members go, one by one."""
    ### BEGIN SOLUTION
    remaining = weights.copy()
    errors = [np.mean((answers @ remaining - truth) ** 2)]
    for strongest in np.argsort(-np.abs(weights)):
        remaining[strongest] = 0
        errors.append(np.mean((answers @ remaining - truth) ** 2))
    return np.array(errors)
    ### END SOLUTION


def measure(attempt):
    """Compute each error by hand from the members that are left."""
    questions, members = 6, 5
    answers = attempt.rng.normal(size=(questions, members)) + 0.5
    # Neither the seats nor the signs put the members into the order of their strength.
    weights = np.roll([1.1, -2.0, 0.4, 1.5, -0.7], attempt.rng.integers(members))
    weights = weights * attempt.rng.uniform(0.9, 1.1, size=members)
    # The group is better off without its strongest member, so the curve falls before it rises.
    truth = answers @ np.where(np.abs(weights) < 1.8, weights, 0)
    truth = truth + 0.3 * attempt.rng.normal(size=questions)
    right = []
    for missing in range(members + 1):
        left = [
            m for m in range(members) if sum(abs(w) > abs(weights[m]) for w in weights) >= missing
        ]
        squares = [
            (sum(said[m] * weights[m] for m in left) - true) ** 2
            for said, true in zip(answers, truth, strict=True)
        ]
        right.append(sum(squares) / questions)
    check = "is the mean squared error as the strongest go one by one"
    got = attempt(answers, truth, weights)
    yield from row_facts("errors", check, got, right)
    yield attempt.unchanged()


def starts_with_the_weakest(answers, truth, weights):
    """The ends of your curve are right and the middle is not: the weakest members go first.
    `argsort` sorts upwards; who is to come first?
    """
    return _curve(answers, truth, weights, np.argsort(np.abs(weights)))


def looks_at_the_sign(answers, truth, weights):
    """Your curve begins and ends well, but the members go in another order: a large negative weight
    counts as the weakest of all. It moves the group as much as a positive one; what do you sort by?
    """
    return _curve(answers, truth, weights, np.argsort(-weights))


def sorts_upwards_with_signs(answers, truth, weights):
    """The ends of your curve are right and the middle is not: you sort the weights as they are,
    upwards. Who is strongest is said by the absolute value, and the strongest go first.
    """
    return _curve(answers, truth, weights, np.argsort(weights))


def goes_by_seat(answers, truth, weights):
    """The members go in the order in which they sit in the table. First should go whose weight has
    the largest absolute value, so you need an order: which function of NumPy gives one?
    """
    return _curve(answers, truth, weights, range(len(weights)))


def brings_them_back(answers, truth, weights):
    """With everybody gone you still get an error of {errors_last:.2f}, not that of silence: at each
    place only one member is missing, and the ones before are back. Let whoever went stay away.
    """
    order = [None, *np.argsort(-np.abs(weights))]
    masks = [[member != gone for member in range(len(weights))] for gone in order]
    return [np.mean((answers @ (weights * mask) - truth) ** 2) for mask in masks]


def lets_the_others_speak_louder(answers, truth, weights):
    """As members go, you raise the weights of those who are left. In this group they stay as they
    are; that is why it is in trouble.
    """
    total = np.abs(weights).sum()

    def left(there):
        size = np.abs(weights * there).sum()
        return weights * there * (total / size if size else 1)

    return _curve(answers, truth, weights, np.argsort(-np.abs(weights)), left)


def takes_the_root(answers, truth, weights):
    """Your errors are the square roots of what is asked: with everybody there you get
    {errors_first:.3f}. The mean *squared* error has no root.
    """
    return np.sqrt(_right(answers, truth, weights))


def adds_up_instead_of_the_mean(answers, truth, weights):
    """With everybody there you get {errors_first:.2f}, as many times the mean squared error as
    there are questions. Which of sum and mean is asked for?
    """
    return len(truth) * _right(answers, truth, weights)


def takes_absolute_errors(answers, truth, weights):
    """With everybody there you get {errors_first:.3f}: the mean of the absolute errors. Here the
    errors are squared before their mean is taken.
    """
    return _curve(
        answers, truth, weights, np.argsort(-np.abs(weights)), loss=lambda e: np.abs(e).mean()
    )


def squares_the_mean(answers, truth, weights):
    """With everybody there you get {errors_first:.3f}: you square the mean of the errors. Errors of
    different signs cancel that way; square first.
    """
    return _curve(
        answers, truth, weights, np.argsort(-np.abs(weights)), loss=lambda e: e.mean() ** 2
    )


def leaves_out_the_full_group(answers, truth, weights):
    """You return {errors_length:.0f} numbers, and the first is the error with one member missing.
    The curve begins with the full group.
    """
    return _right(answers, truth, weights)[1:]


def stops_at_the_last_member(answers, truth, weights):
    """You return {errors_length:.0f} numbers: the last step is missing, where nobody is left. What
    does the group answer then, and how wrong is it?
    """
    return _right(answers, truth, weights)[:-1]


def counts_from_the_full_group(answers, truth, weights):
    """Your curve begins with {errors_first:.0f}: you subtract the error of the full group. The
    errors themselves are asked for, not by how much they rise.
    """
    curve = _right(answers, truth, weights)
    return curve - curve[0]


def changes_its_input(answers, truth, weights):
    """After the call `{changed}` holds other numbers: your members are missing for good, in the
    array of the caller too. Work on a copy.
    """
    errors = _right(answers, truth, weights)
    weights[:] = 0
    return errors


def _curve(answers, truth, weights, order, left=None, loss=None):
    there = np.ones(len(weights))
    curve = []
    for member in [None, *order]:
        if member is not None:
            there[member] = 0
        error = answers @ (left(there) if left else weights * there) - truth
        curve.append(loss(error) if loss else np.mean(error**2))
    return np.array(curve)


def _right(answers, truth, weights):
    return _curve(answers, truth, weights, np.argsort(-np.abs(weights)))


EXERCISE = Exercise(
    reference=ablation_curve,
    measure=measure,
    hints=(
        (
            "Two questions one after the other: in which order do the members go, and what is"
            " the error after each has gone?"
        ),
        (
            "`np.argsort` gives the places of the numbers in ascending order. Of which "
            "numbers must you take it, so that the largest absolute value comes first?"
        ),
        (
            "Keep a copy of the weights and set one more of them to 0 in each round. The "
            "first error belongs to the group in which nobody is missing."
        ),
    ),
    explanation=(
        "The weights are copied, because each round makes one more of them 0. The curve of a "
        "group that leans on one member leaps at its first step; where the work is spread, it"
        " climbs slowly. The last entry is the same for every group: with nobody left the "
        "answer is 0, and the error is the mean of the squared truth."
    ),
    mistakes=(
        starts_with_the_weakest,
        looks_at_the_sign,
        sorts_upwards_with_signs,
        goes_by_seat,
        brings_them_back,
        lets_the_others_speak_louder,
        takes_the_root,
        adds_up_instead_of_the_mean,
        takes_absolute_errors,
        squares_the_mean,
        leaves_out_the_full_group,
        stops_at_the_last_member,
        counts_from_the_full_group,
        changes_its_input,
    ),
    setup="import numpy as np",
)
