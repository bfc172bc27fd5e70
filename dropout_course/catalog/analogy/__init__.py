"""The exercises of the lesson "Analogy", in teaching order."""

from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = ()
