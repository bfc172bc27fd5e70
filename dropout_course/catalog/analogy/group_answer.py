"""The answer of the group.

A study group answers by a weighted vote: every member's answer is multiplied by the weight of that
member, and the sum is the answer of the group. Somebody who is absent says nothing and adds
nothing; the weights of the others stay as they are. Return the group's answer to each question, an
array of shape `(questions,)`.

- `answers` has the shape `(questions, members)`, `weights` has the shape `(members,)`.
- `present` holds 1 for a member who is there and 0 for one who is not. Its shape is `(members,)`,
  one attendance for all questions, or `(questions, members)`, an attendance for each question.
- None of the three arrays is changed.
"""

import numpy as np

from dropout_course.grading.model import Exercise
from dropout_course.grading.values import compare, edge_fact, factor_off


def group_answer(answers, weights, present):
    """Add up the weighted answers of those who are present."""
    ### BEGIN SOLUTION
    return (answers * present) @ weights
    ### END SOLUTION


def measure(attempt):
    """Add up by hand: everybody there, some absent, and another attendance at each question."""
    questions, members = 7, 5
    answers = attempt.rng.uniform(0.2, 2.0, size=(questions, members))
    answers[::2] *= -1
    weights = attempt.rng.uniform(0.2, 1.5, size=members)
    full = np.ones(members, dtype=int)
    some = attempt.rng.permutation([1, 0, 1, 1, 0])
    changing = np.array([attempt.rng.permutation(some) for _ in range(questions)])

    got = attempt.array(answers, weights, full, shape=(questions,))
    check = "adds up the weighted answers"
    right = _by_hand(answers, weights, full)
    yield compare("everybody", check, got, right)
    yield factor_off("factor", check, got, right)
    check = "leaves out who is absent, and nobody else"
    got = attempt.array(answers, weights, some, shape=(questions,))
    yield compare("absent", check, got, _by_hand(answers, weights, some))
    check = "takes an attendance for each question"
    expected = _by_hand(answers, weights, changing)
    yield edge_fact("changing", check, attempt, answers, weights, changing, expected=expected)
    yield attempt.unchanged()


def _by_hand(answers, weights, present):
    rows = present if present.ndim == 2 else [present] * len(answers)
    sums = []
    for said, there in zip(answers, rows, strict=True):
        sums.append(sum(a * w for a, w, p in zip(said, weights, there, strict=True) if p))
    return sums


def ignores_the_attendance(answers, weights, present):
    """It makes no difference to your group who is there: the absent go on voting. By what can you
    multiply an answer so that it is silenced when its owner is away?
    """
    return answers @ weights


def listens_to_the_absent(answers, weights, present):
    """With everybody there, your group says nothing, and otherwise it answers with those who are
    away. In `present`, which number means "is there"?
    """
    return (answers * (1 - 1 * present)) @ weights


def forgets_the_weights(answers, weights, present):
    """Every vote counts the same in your group. What becomes of the weights?"""
    return (answers * present).sum(axis=-1)


def takes_the_mean(answers, weights, present):
    """With everybody there your answers are {factor:.2f} times the right ones: you take the mean
    over the members. The weights already say how much each of them counts, so what remains to be
    done with the products?
    """
    return (answers * weights * present).mean(axis=-1)


def divides_by_the_weights_present(answers, weights, present):
    """With everybody there your answers are {factor:.2f} times the right ones: you divide by the
    weights of those who are there. Then the others speak up for the missing; in this group nobody
    does. What should happen to their weights?
    """
    total = (weights * present).sum(axis=-1)
    return (answers * present) @ weights / np.where(total == 0, 1, total)


def divides_by_the_number_present(answers, weights, present):
    """You divide by how many are there, so that with everybody there your answers are {factor:.2f}
    times the right ones. An absent member adds nothing to the sum; is there anything to make up?
    """
    return (answers * present) @ weights / np.maximum(present.sum(axis=-1), 1)


def picks_columns_by_number(answers, weights, present):
    """Indexing with zeros and ones takes the members *number 0 and number 1*, over and over. With
    everybody there your group counts one single member. Either turn `present` into booleans, or use
    it as a factor.
    """
    return answers[:, present] @ weights[present]


def adds_up_over_the_questions(answers, weights, present):
    """You return a number for each member: your sum runs over the questions. Along which axis of
    `answers` do the members stand?
    """
    return (answers * weights * present).sum(axis=0)


def does_not_add_up(answers, weights, present):
    """You return the weighted answers one by one, a table of questions and members. The group gives
    one answer to each question.
    """
    return answers * weights * present


def takes_one_attendance_for_all(answers, weights, present):
    """With a table of attendances, a row for each question, your function fails. Match the shapes:
    is it the weights that `present` should be multiplied with, or something that has a row for each
    question too?
    """
    return answers @ (weights * present)


def looks_only_at_the_first_attendance(answers, weights, present):
    """Attendance changes from question to question, and you use that of the first question for all
    of them. Keep each row of `present` with its own question.
    """
    first = present if present.ndim == 1 else present[0]
    return answers @ (weights * first)


def changes_its_input(answers, weights, present):
    """After the call `{changed}` holds other numbers: `*=` and `x[...] =` write into the array of
    the caller. The members still need their answers; make a new array.
    """
    answers *= present
    return answers @ weights


EXERCISE = Exercise(
    reference=group_answer,
    measure=measure,
    hints=(
        (
            "Take one question and write the sum by hand, member by member. What does a "
            "member who is absent contribute, and how does a factor of 0 or 1 say that?"
        ),
        (
            "NumPy lines shapes up from the right: an array of shape (members,) multiplies "
            "every row of one of shape (questions, members), and one of the same shape goes "
            "with it entry by entry."
        ),
        (
            "Silence the absent first, in the table of answers. A sum of products over the "
            "last axis is what `@` computes."
        ),
    ),
    explanation=(
        "This group is a linear unit: the members are its inputs, the vote is a weighted sum,"
        " and `present` is a dropout mask. Multiplying the answers by the mask, not the "
        "weights, lets every question have a mask of its own. Nobody makes up for the "
        "missing, so a group that leans on one member is lost without that member: this is "
        "what training with muted members will change."
    ),
    mistakes=(
        ignores_the_attendance,
        listens_to_the_absent,
        forgets_the_weights,
        takes_the_mean,
        divides_by_the_weights_present,
        divides_by_the_number_present,
        picks_columns_by_number,
        adds_up_over_the_questions,
        does_not_add_up,
        takes_one_attendance_for_all,
        looks_only_at_the_first_attendance,
        changes_its_input,
    ),
    setup="import numpy as np",
)
