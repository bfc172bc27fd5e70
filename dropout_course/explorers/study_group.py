"""A study group practises with muted members, then sits an exam from which some are absent.

Every member knows the answer with an error of his own; the group's answer is a weighted sum of
theirs. Practice finds the weights that are best on average over all questions and all ways of
muting: those of linear regression with dropout on its inputs, in closed form. For member i with
error variance s_i, rate p and keep q the weights are in proportion to

    1 / (s_i + (p / q) * (1 + s_i))

(Srivastava et al., JMLR 15 (2014), section 9.1: dropout in linear regression is a ridge penalty).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dropout_course.explorers import still
from dropout_course.explorers.base import Explorer, module
from dropout_course.explorers.checks import SEED, Checked, real, subset
from dropout_course.explorers.draws import uniform
from dropout_course.explorers.still import plural
from dropout_course.explorers.still_chart import Axis, Box, Chart

ERRORS = (0.1, 0.4, 0.5, 0.6, 0.7, 0.8)  # standard deviations; answers have one of 1
QUESTIONS = 60
HIGHEST_RATE = 0.9


class StudyGroup(Explorer):
    """A study group in which members are muted in practice and absent at the exam.

    Attributes
    ----------
    rate
        Probability that a member is muted in practice, from 0 to 0.9.
    absent
        Members who miss the exam, numbered from 0, the best first.
    seed
        Of the exam's questions.
    """

    drawing = module("study_group.js")

    rate = Checked(0.5, real(0, HIGHEST_RATE))
    absent = Checked([], subset(len(ERRORS)))
    seed = Checked(1, SEED)

    def __init__(self, **state: Any) -> None:
        data = {"errors": list(ERRORS), "questions": QUESTIONS, "highest_rate": HIGHEST_RATE}
        super().__init__(data, **state)

    @property
    def reliance(self) -> NDArray[np.float64]:
        """What the group learned to rely on, ``(members,)``: each member's share of all weights."""
        weights = weights_for(self.rate)
        return np.asarray(weights / weights.sum())

    @property
    def expected_error(self) -> float:
        """Mean squared error at the exam, with those present, by the formula."""
        return error_of(weights_for(self.rate), self.absent)

    @property
    def expected_error_unmuted(self) -> float:
        """The same for a group that practised without muting."""
        return error_of(weights_for(0), self.absent)

    def exam(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sit the exam: right answers and the group's answers, ``(questions,)`` each."""
        # Two uniform numbers make two normal ones (Box and Muller 1958), here as in the browser.
        one, two = (
            np.array([uniform(self.seed, stream, QUESTIONS) for stream in streams])
            for streams in (range(0, 2 * len(ERRORS) + 2, 2), range(1, 2 * len(ERRORS) + 3, 2))
        )
        normal = np.sqrt(-2 * np.log(1 - one)) * np.cos(2 * np.pi * two)
        right, errors = normal[0], normal[1:] * np.array(ERRORS)[:, None]
        weights = weights_for(self.rate)
        weights[self.absent] = 0
        return right, weights @ (right + errors)

    def describe(self) -> str:
        """Say what the group relies on and how the exam goes."""
        reliance = self.reliance
        who = f"{plural(len(self.absent), 'member')} absent" if self.absent else "all present"
        return (
            f"Muted with probability {self.rate:.2f} in practice, the group relies on its best "
            f"member for {still.percent(reliance[0])} of its answer. At the exam, {who}: mean "
            f"squared error {self.expected_error:.2f}; without muting in practice "
            f"{self.expected_error_unmuted:.2f}."
        )

    def picture(self) -> str:
        """Draw what the group relies on, and the exam."""
        plain = weights_for(0) / weights_for(0).sum()
        parts = [still.text(20, 24, "What the group relies on", bold=True)]
        for member, (with_muting, without) in enumerate(zip(self.reliance, plain, strict=True)):
            y = 60 + 44 * member
            gone = member in self.absent
            parts.append(
                still.disc(40, y, 13, fill=still.PAPER if gone else still.BLUE, stroke=still.MUTED)
            )
            parts.append(
                still.text(
                    40,
                    y + 5,
                    str(member + 1),
                    anchor="middle",
                    fill=still.MUTED if gone else still.PAPER,
                    bold=True,
                )
            )
            if gone:
                parts.append(still.path(still.cross(40, y, 9), stroke=still.INK, width=2))
            parts.append(still.rectangle(70, y - 12, 220 * with_muting, 12, fill=still.BLUE))
            parts.append(
                still.rectangle(70, y + 2, 220 * without, 8, fill="none", stroke=still.MUTED)
            )
            parts.append(still.text(76 + 220 * with_muting, y - 2, still.percent(with_muting)))
        parts.append(
            still.text(20, 330, "filled: muted in practice; outline: never muted", fill=still.MUTED)
        )
        chart = Chart(
            Box(420, 40, 300, 250),
            Axis(-3, 3, "right answer", (-3, 0, 3)),
            Axis(-3, 3, "the group's answer at the exam", (-3, 0, 3)),
        )
        chart.curve([(-3, -3), (3, 3)], still.MUTED, dashed=True)
        for right, answer in zip(*self.exam(), strict=True):
            chart.dot(float(np.clip(right, -3, 3)), float(np.clip(answer, -3, 3)), still.BLUE, 3.5)
        return still.drawing(760, 345, self.describe(), [*parts, *chart.parts])


def weights_for(rate: float) -> NDArray[np.float64]:
    """Return the weights that practice with this rate finds: ``(members,)``."""
    variances = np.array(ERRORS) ** 2
    inverse = 1 / (variances + rate / (1 - rate) * (1 + variances))
    return np.asarray(inverse / (1 + inverse.sum()))


def error_of(weights: NDArray[np.float64], absent: list[int]) -> float:
    """Return the mean squared error with some members absent."""
    present = weights.copy()
    present[absent] = 0
    return float((1 - present.sum()) ** 2 + (present**2 * np.array(ERRORS) ** 2).sum())
