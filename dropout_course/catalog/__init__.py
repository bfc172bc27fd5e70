"""What the course asks of a learner: a folder for each lesson, a module for each exercise."""

from __future__ import annotations

from dataclasses import dataclass

from dropout_course.catalog import (
    analogy,
    ensemble_view,
    inverted_dropout,
    keras_example,
    math,
    placement_guidelines,
)
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
    Lesson("01_analogy", "The study group", analogy.EXERCISES),
    Lesson("02_math", "The mathematics", math.EXERCISES),
    Lesson("03_inverted_dropout", "Inverted dropout", inverted_dropout.EXERCISES),
    Lesson("04_ensemble_view", "The ensemble view", ensemble_view.EXERCISES),
    Lesson("05_keras_example", "Dropout in Keras", keras_example.EXERCISES),
    Lesson("06_placement_guidelines", "Where and how much", placement_guidelines.EXERCISES),
)
EXERCISES: dict[str, Exercise] = {e.name: e for lesson in LESSONS for e in lesson.exercises}
