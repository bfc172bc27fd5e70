"""The exercises of the course, in the order in which they are taught: one module each."""

from __future__ import annotations

from dataclasses import dataclass

from dropout_course.catalog import inverted_dropout, inverted_dropout_backward
from dropout_course.grading.model import Exercise


@dataclass(frozen=True)
class Lesson:
    """A lesson and its exercises.

    Attributes
    ----------
    name : str
        The stem of its notebooks.
    title : str
        As a learner reads it.
    exercises : tuple of Exercise
        In teaching order.
    """

    name: str
    title: str
    exercises: tuple[Exercise, ...]


LESSONS: tuple[Lesson, ...] = (
    Lesson(
        "03_inverted_dropout",
        "Inverted dropout",
        (inverted_dropout.EXERCISE, inverted_dropout_backward.EXERCISE),
    ),
)
EXERCISES: dict[str, Exercise] = {e.name: e for lesson in LESSONS for e in lesson.exercises}
