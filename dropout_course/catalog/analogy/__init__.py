"""The exercises of the lesson "Analogy", in teaching order."""

from dropout_course.catalog.analogy import group_answer
from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = (group_answer.EXERCISE,)
