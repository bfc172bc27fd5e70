"""The exercises of the lesson "Keras example", in teaching order."""

from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = ()
