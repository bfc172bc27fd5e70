"""The exercises of the lesson "Analogy", in teaching order."""

from dropout_course.catalog.analogy import group_answer, mute, muted_gradient, train_with_muting
from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = (
    group_answer.EXERCISE,
    mute.EXERCISE,
    muted_gradient.EXERCISE,
    train_with_muting.EXERCISE,
)
