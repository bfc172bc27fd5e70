"""The exercises of the lesson "Mathematics", in teaching order."""

from dropout_course.catalog.math import (
    adaptive_l2_penalty,
    alive_count_distribution,
    enumerate_masks,
    gaussian_dropout,
    mask_probabilities,
    output_moments,
)
from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = (
    enumerate_masks.EXERCISE,
    mask_probabilities.EXERCISE,
    alive_count_distribution.EXERCISE,
    output_moments.EXERCISE,
    gaussian_dropout.EXERCISE,
    adaptive_l2_penalty.EXERCISE,
)
