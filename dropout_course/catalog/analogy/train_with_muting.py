"""Train the group.

Now the whole training. All weights start at 0. In each step some members are muted, and gradient
descent takes one step on what the others say: `weights` becomes `weights - step_size * gradient`,
where the gradient is that of the **mean over the questions of the squared error** of the group's
answers, `(answers * present[step]) @ weights`. Return the weights after the last step, an array of
shape `(members,)`.

- `answers` has the shape `(questions, members)`, `truth` the shape `(questions,)`.
- `present` has the shape `(steps, members)`: row by row the attendance of each step, 1 for a member
  who is there, 0 for one who is muted. There is at least one step.
- `step_size` is a positive number.
- None of the arrays is changed.
"""

import numpy as np

from dropout_course.grading.model import Exercise
from dropout_course.grading.values import compare, factor_off, value_fact


def train_with_muting(answers, truth, present, step_size):
    """Return the weights after a step for each row of `present`."""
    ### BEGIN SOLUTION
    weights = np.zeros(answers.shape[1])
    for there in present:
        spoken = answers * there
        error = spoken @ weights - truth
        weights = weights - step_size * 2 * spoken.T @ error / len(truth)
    return weights
    ### END SOLUTION


def measure(attempt):
    """Follow one step, then many, then many with nobody muted."""
    questions, members = 6, 4
    answers = attempt.rng.normal(size=(questions, members)) + 1.0
    truth = attempt.rng.normal(size=questions) + 2.0
    # The last member is never there; each of the others is muted now and then.
    present = np.array(
        [[1, 0, 1], [0, 1, 1], [1, 1, 0], [1, 0, 0], [0, 1, 1], [1, 1, 0], [0, 0, 1]]
    )
    present = np.column_stack([attempt.rng.permuted(present, axis=1), np.zeros(7, dtype=int)])

    check = "takes one step as it should"
    one = present[2:3]
    right = _by_hand(answers, truth, one, 0.06)
    got = attempt.array(answers, truth, one, 0.06, shape=(members,))
    yield compare("one", check, got, right)
    yield factor_off("factor", check, got, right)
    got = attempt.array(answers, truth, present, 0.04, shape=(members,))
    yield compare("never", "leaves the weight of somebody who is never there at 0", got[3], 0.0)
    right = _by_hand(answers, truth, present, 0.04)
    check = "takes one step for each attendance, in their order"
    yield compare("all", check, got[:3], right[:3])
    mirrored = -5 * truth
    args = answers, mirrored, present, 0.04
    yield value_fact("mirrored", check, attempt, *args, expected=-5 * right)
    check = "trains the full group when nobody is muted"
    full = np.ones((5, members), dtype=int)
    right = _by_hand(answers, truth, full, 0.03)
    yield value_fact("full", check, attempt, answers, truth, full, 0.03, expected=right)
    yield attempt.unchanged()


def _by_hand(answers, truth, present, step_size):
    """Move one weight after the other, question by question."""
    weights = [0.0] * len(answers[0])
    for there in present:
        members = [m for m, here in enumerate(there) if here]
        errors = [
            sum(said[m] * weights[m] for m in members) - right
            for said, right in zip(answers, truth, strict=True)
        ]
        for m in members:
            slope = sum(2 * e * said[m] for e, said in zip(errors, answers, strict=True))
            weights[m] -= step_size * slope / len(errors)
    return np.array(weights)


def lets_the_muted_learn(answers, truth, present, step_size):
    """A member who was never there ends with the weight {never:.2f}. Nobody heard what the muted
    had to say, so their weights must rest for that step: which table belongs into the gradient?
    """
    return _train(answers, truth, present, step_size, lambda said, there: (said * there, said))


def judges_the_full_group(answers, truth, present, step_size):
    """The first step is right and the later ones are not: the error that you correct is that of the
    full group, with the muted counted in. From the second step on their weights are no longer 0.
    """
    return _train(answers, truth, present, step_size, lambda said, there: (said, said * there))


def ignores_the_attendance(answers, truth, present, step_size):
    """A member who was never there ends with the weight {never:.2f}: nobody is muted in your
    training. Where do you use the rows of `present`?
    """
    return _train(answers, truth, present, step_size, lambda said, there: (said, said))


def wipes_out_what_the_muted_knew(answers, truth, present, step_size):
    """The first step is right; later, whoever is muted loses the weight learnt so far: it becomes
    0. To be silent for a step is not to forget. What is it that `present` should be multiplied
    with?
    """
    weights = np.zeros(answers.shape[1])
    for there in present:
        spoken = answers * there
        weights = weights - step_size * 2 * spoken.T @ (spoken @ weights - truth) / len(truth)
        weights = weights * there
    return weights


def climbs(answers, truth, present, step_size):
    """Your first step is {factor:.0f} times the right one: it goes uphill, and the loss grows. The
    gradient points to where the loss increases.
    """
    return _train(answers, truth, present, -step_size)


def forgets_the_two(answers, truth, present, step_size):
    """Your first step is {factor:.2f} times the right one. What is the derivative of a square?"""
    return _train(answers, truth, present, step_size / 2)


def adds_up_instead_of_the_mean(answers, truth, present, step_size):
    """Your first step is {factor:.0f} times the right one, as many times as there are questions:
    the loss is the mean of the squared errors, and you take their sum.
    """
    return _train(answers, truth, present, step_size * len(truth))


def divides_by_the_members(answers, truth, present, step_size):
    """Your first step is {factor:.2f} times the right one: you divide by the number of members.
    Over what does the loss take its mean?
    """
    return _train(answers, truth, present, step_size * len(truth) / answers.shape[1])


def forgets_the_step_size(answers, truth, present, step_size):
    """Your first step is {factor:.1f} times the right one: it is the whole gradient. By what is the
    gradient multiplied?
    """
    return _train(answers, truth, present, 1.0)


def mutes_the_same_ones_for_ever(answers, truth, present, step_size):
    """The first step is right; then you go on with the attendance of the first step. With the same
    members muted for ever, the others may lean on each other again.
    """
    return _train(answers, truth, np.repeat(present[:1], len(present), axis=0), step_size)


def mutes_on_average(answers, truth, present, step_size):
    """You train with the average attendance, a number between 0 and 1 for each member, so that in
    no step anybody is really silent. Each step has a row of its own in `present`.
    """
    mean = present.mean(axis=0)
    return _train(answers, truth, [mean] * len(present), step_size)


def returns_after_the_first_step(answers, truth, present, step_size):
    """You return the weights of the first step. Is your `return` inside of the loop?"""
    return _train(answers, truth, present[:1], step_size)


def leaves_out_the_last_step(answers, truth, present, step_size):
    """One step is missing at the end: `range(n)` already stops before n. With a single step, your
    weights are still what they were at the start.
    """
    return _train(answers, truth, present[:-1], step_size)


def starts_over_in_each_step(answers, truth, present, step_size):
    """You return what the last step makes of weights that are 0: every step forgets the one before.
    Where do you set the weights to 0?
    """
    return _train(answers, truth, present[-1:], step_size)


def starts_at_one(answers, truth, present, step_size):
    """A member who was never there ends with the weight {never:.2f}, so this is where your weights
    start. They are to start at 0.
    """
    return _train(answers, truth, present, step_size, start=1.0)


def goes_backwards(answers, truth, present, step_size):
    """You go through the attendances from the last to the first. The order matters, for each step
    starts from where the one before has ended.
    """
    return _train(answers, truth, present[::-1], step_size)


def returns_every_step(answers, truth, present, step_size):
    """You return the weights of all steps, a table. Only those after the last step are wanted."""
    return [_train(answers, truth, present[: step + 1], step_size) for step in range(len(present))]


def changes_its_input(answers, truth, present, step_size):
    """After the call `{changed}` holds other numbers: `answers *= …` writes into the array of the
    caller, and whoever is muted once stays silent for ever. Make a new array in each step.
    """
    weights = np.zeros(answers.shape[1])
    for there in present:
        answers *= there
        weights -= step_size * 2 * answers.T @ (answers @ weights - truth) / len(truth)
    return weights


def _train(answers, truth, present, step_size, tables=None, start=0.0):
    weights = np.full(answers.shape[1], start)
    for there in present:
        forward, backward = tables(answers, there) if tables else [answers * there] * 2
        error = forward @ weights - truth
        weights = weights - step_size * 2 * backward.T @ error / len(truth)
    return weights


EXERCISE = Exercise(
    reference=train_with_muting,
    measure=measure,
    hints=(
        (
            "Three lines belong into the loop: who speaks and what, by how much the group is "
            "wrong, and the step. What comes before the loop, and what after it?"
        ),
        (
            "A step is the gradient of the exercise before, with `present[step]`, times "
            "`step_size`, taken downhill."
        ),
        ("Follow one member who is never there. Why must that weight still be 0 at the end?"),
    ),
    explanation=(
        "This is dropout in five lines: draw who is there, answer with those, correct their "
        "weights, and begin again with others. Every step trains another smaller group, and "
        "all of these groups share one set of weights. A member on whom the group leant is "
        "missing in some steps, and in those the others have to learn to answer without."
    ),
    mistakes=(
        lets_the_muted_learn,
        judges_the_full_group,
        ignores_the_attendance,
        wipes_out_what_the_muted_knew,
        climbs,
        forgets_the_two,
        adds_up_instead_of_the_mean,
        divides_by_the_members,
        forgets_the_step_size,
        mutes_the_same_ones_for_ever,
        mutes_on_average,
        returns_after_the_first_step,
        leaves_out_the_last_step,
        starts_over_in_each_step,
        starts_at_one,
        goes_backwards,
        returns_every_step,
        changes_its_input,
    ),
    setup="import numpy as np",
)
