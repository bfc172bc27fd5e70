"""The exercises as test cases, marked by what judging them takes."""

from __future__ import annotations

import pytest

from dropout_course.catalog import EXERCISES
from dropout_course.grading.model import Exercise

SLOW = {"design_network"}  # each judgement trains networks


def marks_of(exercise: Exercise) -> list[pytest.MarkDecorator]:
    """Return the marks that a test of an exercise carries."""
    marks = [getattr(pytest.mark, exercise.needs)] if exercise.needs else []
    return [*marks, pytest.mark.slow] if exercise.name in SLOW else marks


def seeds_of(exercise: Exercise, seeds: int) -> range:
    """Return `seeds` seeds, or fewer where a judgement takes long."""
    return range(2 if marks_of(exercise) else seeds)


every_exercise = pytest.mark.parametrize(
    "exercise",
    [
        pytest.param(exercise, id=name, marks=marks_of(exercise))
        for name, exercise in EXERCISES.items()
    ],
)
