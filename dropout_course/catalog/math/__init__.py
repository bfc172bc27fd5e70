"""The exercises of the lesson "Mathematics", in teaching order."""

from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = ()
