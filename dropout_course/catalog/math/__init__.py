"""The exercises of the lesson "Math", in teaching order."""

from dropout_course.catalog.math import enumerate_masks, mask_probabilities
from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = (
    enumerate_masks.EXERCISE,
    mask_probabilities.EXERCISE,
)
