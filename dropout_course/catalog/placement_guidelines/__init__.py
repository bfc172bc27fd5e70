"""The exercises of the lesson "Placement guidelines", in teaching order."""

from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = ()
