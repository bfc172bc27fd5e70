"""What a muted group learns.

In one step of practice only those who are present speak. The group's answers are
`(answers * present) @ weights`, and the loss is the **mean over the questions of the squared
error**, (group's answer - truth)². Return the gradient of this loss with respect to the weights, an
array of shape `(members,)`.

- `answers` has the shape `(questions, members)`, `truth` the shape `(questions,)`, `weights` the
  shape `(members,)`.
- `present` has the shape `(members,)`: 1 for a member who is there, 0 for one who is muted.
- None of the arrays is changed.
"""

import numpy as np

from dropout_course.grading.model import Exercise
from dropout_course.grading.values import compare, factor_off, value_fact


def muted_gradient(answers, truth, weights, present):
    """Return the gradient of the mean squared error with respect to the weights."""
    ### BEGIN SOLUTION
    spoken = answers * present
    error = spoken @ weights - truth
    return 2 * spoken.T @ error / len(truth)
    ### END SOLUTION


def measure(attempt):
    """Compare with the slope of the loss, measured by moving one weight at a time."""
    questions, members = 9, 5
    answers = attempt.rng.normal(size=(questions, members)) + 1.0
    truth = attempt.rng.normal(size=questions) + 2.0
    weights = attempt.rng.uniform(0.5, 1.5, size=members)
    present = attempt.rng.permutation([1, 0, 1, 1, 0])
    got = attempt.array(answers, truth, weights, present, shape=(members,))
    right = _slopes(answers, truth, weights, present)
    there = present == 1
    check = "asks nothing of those who were muted"
    yield compare("muted", check, got[~there], right[~there])
    check = "is the slope of the loss for those who spoke"
    yield compare("spoke", check, got[there], right[there])
    yield factor_off("factor", check, got[there], right[there])
    # As far below the group's answers as before above them: every slope changes its sign.
    mirrored = 2 * (answers * present) @ weights - truth
    args = answers, mirrored, weights, present
    yield value_fact("mirrored", check, attempt, *args, expected=-right)
    check = "is right when everybody speaks, too"
    everybody = np.ones(members, dtype=int)
    right = _slopes(answers, truth, weights, everybody)
    yield value_fact(
        "everybody", check, attempt, answers, truth, weights, everybody, expected=right
    )
    yield attempt.unchanged()


def _slopes(answers, truth, weights, present):
    """Return central differences; of a quadratic they are exact at any distance."""
    spoken = answers[:, present == 1]
    slopes = np.zeros(len(weights))
    for number, place in enumerate(np.flatnonzero(present)):
        shift = 0.5 * (np.arange(spoken.shape[1]) == number)
        higher, lower = (
            np.mean((spoken.dot(weights[present == 1] + way * shift) - truth) ** 2)
            for way in (1, -1)
        )
        slopes[place] = higher - lower
    return slopes


def lets_the_muted_learn(answers, truth, weights, present):
    """Muted members receive a gradient. What they would have said was not heard, so no change of
    their weights could have moved the loss. Which table of answers does the derivative contain, the
    full one or that of the spoken ones?
    """
    return 2 * answers.T @ ((answers * present) @ weights - truth) / len(truth)


def judges_the_full_group(answers, truth, weights, present):
    """The muted get no gradient, but the error that you correct is that of the full group: their
    answers were counted in. Where does `present` belong, besides the gradient?
    """
    return 2 * (answers * present).T @ (answers @ weights - truth) / len(truth)


def ignores_the_attendance(answers, truth, weights, present):
    """Yours is the gradient of a group in which everybody speaks. Who was muted stands in
    `present`, which plays no part in it.
    """
    return 2 * answers.T @ (answers @ weights - truth) / len(truth)


def trains_the_muted_only(answers, truth, weights, present):
    """Those who spoke get no gradient and the muted do: the attendance is the other way round. In
    `present`, which number means "is there"?
    """
    spoken = answers * (1 - present)
    return 2 * spoken.T @ (spoken @ weights - truth) / len(truth)


def points_downhill(answers, truth, weights, present):
    """Your gradient is {factor:.0f} times the right one: it points downhill. A gradient is the
    slope; the minus sign belongs to the step that uses it. Which difference do you square?
    """
    spoken = answers * present
    return 2 * spoken.T @ (truth - spoken @ weights) / len(truth)


def forgets_the_two(answers, truth, weights, present):
    """Your gradient is {factor:.2f} times the right one. What is the derivative of a square?"""
    spoken = answers * present
    return spoken.T @ (spoken @ weights - truth) / len(truth)


def adds_up_instead_of_the_mean(answers, truth, weights, present):
    """Your gradient is {factor:.0f} times the right one, as many times as there are questions: it
    is that of the sum of the squared errors. The loss here is their mean.
    """
    spoken = answers * present
    return 2 * spoken.T @ (spoken @ weights - truth)


def divides_by_the_members(answers, truth, weights, present):
    """Your gradient is {factor:.2f} times the right one: you divide by the number of members. Over
    what does the loss take its mean?
    """
    spoken = answers * present
    return 2 * spoken.T @ (spoken @ weights - truth) / len(weights)


def divides_by_those_who_spoke(answers, truth, weights, present):
    """Your gradient is {factor:.2f} times the right one: the number of those who spoke has got into
    it. Over what does the loss take its mean?
    """
    spoken = answers * present
    return 2 * spoken.T @ (spoken @ weights - truth) / present.sum()


def forgets_what_was_said(answers, truth, weights, present):
    """Everybody who spoke gets the same gradient. By the chain rule a weight's share depends on
    what it is multiplied with: what is the derivative of the group's answer with respect to it?
    """
    return 2 * np.mean((answers * present) @ weights - truth) * present


def looks_only_at_the_sign(answers, truth, weights, present):
    """The size of an error has no influence on your gradient, only its sign has: that is the slope
    of the absolute error. Here the error is squared.
    """
    spoken = answers * present
    return spoken.T @ np.sign(spoken @ weights - truth) / len(truth)


def keeps_the_questions_apart(answers, truth, weights, present):
    """You return a gradient for each question, a table. The loss is one number, the mean over the
    questions, so its gradient has one entry for each weight.
    """
    spoken = answers * present
    return 2 * spoken * (spoken @ weights - truth)[:, None]


def takes_the_step_already(answers, truth, weights, present):
    """You return the weights after a step. Only the gradient is asked for; what is done with it
    comes afterwards.
    """
    spoken = answers * present
    return weights - 2 * spoken.T @ (spoken @ weights - truth) / len(truth)


def changes_its_input(answers, truth, weights, present):
    """After the call `{changed}` holds other numbers: `*=` writes into the array of the caller, and
    the muted would be silent for ever. Make a new array.
    """
    answers *= present
    return 2 * answers.T @ (answers @ weights - truth) / len(truth)


EXERCISE = Exercise(
    reference=muted_gradient,
    measure=measure,
    hints=(
        (
            "Write the loss for one question: e², with e = Σ (answer · present · weight) - "
            "truth. What is the derivative of e with respect to one weight?"
        ),
        (
            "Chain rule: 2 · e · (answer · present), then the mean over the questions. A sum "
            "over the questions of products is a matrix product with the transposed table."
        ),
        "Give the table of spoken answers a name; you need it in two places.",
    ),
    explanation=(
        "The spoken answers appear twice: in the error, and as the derivative of the group's "
        "answer with respect to the weights. For a muted member they are zero, so the "
        "gradient is exactly zero: that weight rests for this step, and the others must do "
        "without it. This is what backpropagation through a dropout mask does for every "
        "connection of a dropped unit."
    ),
    mistakes=(
        lets_the_muted_learn,
        judges_the_full_group,
        ignores_the_attendance,
        trains_the_muted_only,
        points_downhill,
        forgets_the_two,
        adds_up_instead_of_the_mean,
        divides_by_the_members,
        divides_by_those_who_spoke,
        forgets_what_was_said,
        looks_only_at_the_sign,
        keeps_the_questions_apart,
        takes_the_step_already,
        changes_its_input,
    ),
    setup="import numpy as np",
)
