"""The study group of note 0 as a model: dropout on the inputs of one linear unit.

Every member answers every question with the truth and some noise of their own; the best have the
least. The group's answer is a weighted sum of the members' answers, and the weights are learnt from
practice questions, with nobody muted or with a random part of the group muted at each question.
"""

from __future__ import annotations

import time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropout_course.experiments.result import Result
from dropout_course.layers import inverted_dropout

Array = NDArray[np.floating]

WITHOUT, WITH = "without muting", "with muting"
NOISE = (0.1, 0.4, 0.5, 0.6, 0.7, 0.8)
PRACTICE, EXAM = 200, 2000
STEPS, BATCH, STEP_SIZE = 3000, 20, 0.02


class StudyGroup(NamedTuple):
    """One training of the group without and with muting, looked at from several sides.

    Attributes
    ----------
    weights : ndarray, shape (2, seeds, members)
        Without and with muting; the best member first.
    reliance : Result
        The best member's share of all absolute weights.
    complete : Result
        Mean squared error in the exam when everybody is there. The truth has variance 1.
    absent : Result
        The same when the best member is missing.
    curves : dict of str to Result
        Without and with muting: the same when the best 0, 1, 2 ... members are missing.
    """

    weights: Array
    reliance: Result
    complete: Result
    absent: Result
    curves: dict[str, Result]


def study_group(
    rate: float = 0.5,
    seeds: int = 20,
    *,
    noise: tuple[float, ...] = NOISE,
    practice: int = PRACTICE,
) -> StudyGroup:
    """Train the group with and without muting and let it sit the exam.

    Parameters
    ----------
    rate
        The probability that a member is muted at a practice question.
    seeds
        How many groups; each has its own practice and exam questions.
    noise
        Standard deviation of each member's noise, the best first. The truth has 1.
    practice
        How many questions the group practises on.

    References
    ----------
    Srivastava et al., JMLR 15 (2014), section 9.1 (dropout in linear regression).
    """
    started = time.perf_counter()
    members = len(noise)
    weights = np.empty((2, seeds, members))
    errors = np.empty((2, members, seeds))
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        answers, truth = questions(practice, noise, rng)
        exam, right = questions(EXAM, noise, rng)
        for row, muted in enumerate((0.0, rate)):
            learnt = practise(answers, truth, muted, np.random.default_rng([seed, 1]))
            weights[row, seed] = learnt
            for missing in range(members):
                group = exam[:, missing:] @ learnt[missing:]
                errors[row, missing, seed] = np.mean((group - right) ** 2)
    size = np.abs(weights)
    seconds, chosen, settings = time.perf_counter() - started, tuple(range(seeds)), (WITHOUT, WITH)

    def result(quantity: str, values: Array) -> Result:
        return Result(quantity, "", settings, chosen, values, seconds)

    curves = {
        label: Result(
            "exam error",
            "",
            ("nobody absent", *(f"best {missing} absent" for missing in range(1, members))),
            chosen,
            values,
            seconds,
            tuple(range(members)),
            "how many of the best members are absent",
        )
        for label, values in zip(settings, errors, strict=True)
    }
    return StudyGroup(
        weights,
        result("the best member's share of the weights", size[..., 0] / size.sum(-1)),
        result("exam error, everybody there", errors[:, 0]),
        result("exam error, the best member absent", errors[:, 1]),
        curves,
    )


def questions(
    count: int, noise: tuple[float, ...], rng: np.random.Generator
) -> tuple[Array, Array]:
    """Draw questions: the members' answers, shape (count, members), and the truth, (count,)."""
    truth = rng.normal(size=count)
    return truth[:, None] + rng.normal(size=(count, len(noise))) * np.asarray(noise), truth


def practise(answers: Array, truth: Array, rate: float, rng: np.random.Generator) -> Array:
    """Learn the weights by stochastic gradient descent on the squared error.

    Parameters
    ----------
    answers : ndarray, shape (questions, members)
    truth : ndarray, shape (questions,)
    rate
        The probability that a member is muted, drawn anew for every member and question.
    rng
        Source of the order of the questions and of the muting.

    Returns
    -------
    ndarray, shape (members,)
    """
    weights = np.zeros(answers.shape[1])
    for _ in range(STEPS):
        rows = rng.integers(len(answers), size=BATCH)
        heard = inverted_dropout(answers[rows], rate, rng)
        error = heard @ weights - truth[rows]
        weights -= STEP_SIZE * heard.T @ error / BATCH
    return weights
