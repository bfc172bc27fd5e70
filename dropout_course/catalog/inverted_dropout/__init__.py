"""The exercises of the lesson "Inverted dropout", in teaching order."""

from dropout_course.catalog.inverted_dropout import (
    inverted_dropout,
    inverted_dropout_backward,
    numerical_gradient,
    sample_mask,
    standard_dropout,
)
from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = (
    sample_mask.EXERCISE,
    standard_dropout.EXERCISE,
    inverted_dropout.EXERCISE,
    inverted_dropout_backward.EXERCISE,
    numerical_gradient.EXERCISE,
)
