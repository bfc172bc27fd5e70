"""The exercises of the lesson "Inverted dropout", in teaching order."""

from dropout_course.catalog.inverted_dropout import inverted_dropout, inverted_dropout_backward
from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = (
    inverted_dropout.EXERCISE,
    inverted_dropout_backward.EXERCISE,
)
