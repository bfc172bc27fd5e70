"""All predictions, by lesson and by name."""

from dropout_course.catalog.analogy import predictions as analogy
from dropout_course.catalog.ensemble_view import predictions as ensemble_view
from dropout_course.catalog.inverted_dropout import predictions as inverted_dropout
from dropout_course.catalog.keras_example import predictions as keras_example
from dropout_course.catalog.math import predictions as math
from dropout_course.catalog.placement_guidelines import predictions as placement_guidelines
from dropout_course.predictions.model import Prediction

DECKS: dict[str, tuple[Prediction, ...]] = {
    "01_analogy": analogy.PREDICTIONS,
    "02_math": math.PREDICTIONS,
    "03_inverted_dropout": inverted_dropout.PREDICTIONS,
    "04_ensemble_view": ensemble_view.PREDICTIONS,
    "05_keras_example": keras_example.PREDICTIONS,
    "06_placement_guidelines": placement_guidelines.PREDICTIONS,
}
PREDICTIONS: dict[str, Prediction] = {p.name: p for deck in DECKS.values() for p in deck}
