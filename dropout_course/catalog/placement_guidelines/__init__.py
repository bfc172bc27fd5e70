"""The exercises of the lesson "Where and how much", in teaching order."""

from dropout_course.catalog.placement_guidelines import (
    choose_setting,
    design_network,
    early_stopping_epoch,
    max_norm,
    rates_by_depth,
    width_for_rate,
)
from dropout_course.grading.model import Exercise

EXERCISES: tuple[Exercise, ...] = (
    width_for_rate.EXERCISE,
    rates_by_depth.EXERCISE,
    max_norm.EXERCISE,
    early_stopping_epoch.EXERCISE,
    choose_setting.EXERCISE,
    design_network.EXERCISE,
)
