"""The exercises of the lesson "Ensemble view", in teaching order."""

from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = ()
