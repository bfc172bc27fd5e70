"""The exercises of the lesson "Dropout in Keras", in teaching order."""

from dropout_course.catalog.keras_example import (
    build_model,
    monte_carlo_keras,
    my_dropout,
    recurrent_dropout,
    spatial_dropout,
)
from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = (
    build_model.EXERCISE,
    my_dropout.EXERCISE,
    monte_carlo_keras.EXERCISE,
    spatial_dropout.EXERCISE,
    recurrent_dropout.EXERCISE,
)
