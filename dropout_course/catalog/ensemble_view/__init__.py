"""The exercises of the lesson "Ensemble view", in teaching order."""

from dropout_course.catalog.ensemble_view import (
    ensemble_predict,
    geometric_mean,
    monte_carlo_predict,
    predictive_entropy,
    weight_scaling_predict,
)
from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = (
    ensemble_predict.EXERCISE,
    geometric_mean.EXERCISE,
    weight_scaling_predict.EXERCISE,
    monte_carlo_predict.EXERCISE,
    predictive_entropy.EXERCISE,
)
