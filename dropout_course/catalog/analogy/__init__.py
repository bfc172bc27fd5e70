"""The exercises of the lesson "Analogy", in teaching order."""

from dropout_course.catalog.analogy import (
    ablation_curve,
    effective_members,
    group_answer,
    mute,
    muted_gradient,
    train_with_muting,
)
from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = (
    group_answer.EXERCISE,
    mute.EXERCISE,
    muted_gradient.EXERCISE,
    train_with_muting.EXERCISE,
    effective_members.EXERCISE,
    ablation_curve.EXERCISE,
)
