"""The exercises of the lesson "Where and how much", in teaching order."""

from dropout_course.catalog.placement_guidelines import max_norm, width_for_rate
from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = (
    width_for_rate.EXERCISE,
    max_norm.EXERCISE,
)
