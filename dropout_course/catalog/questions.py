"""All questions, by lesson and by name."""

from dropout_course.catalog.analogy import questions as analogy
from dropout_course.catalog.ensemble_view import questions as ensemble_view
from dropout_course.catalog.inverted_dropout import questions as inverted_dropout
from dropout_course.catalog.keras_example import questions as keras_example
from dropout_course.catalog.math import questions as math
from dropout_course.catalog.placement_guidelines import questions as placement_guidelines
from dropout_course.questions.model import Question

DECKS: dict[str, tuple[Question, ...]] = {
    "01_analogy": analogy.QUESTIONS,
    "02_math": math.QUESTIONS,
    "03_inverted_dropout": inverted_dropout.QUESTIONS,
    "04_ensemble_view": ensemble_view.QUESTIONS,
    "05_keras_example": keras_example.QUESTIONS,
    "06_placement_guidelines": placement_guidelines.QUESTIONS,
}
QUESTIONS: dict[str, Question] = {q.name: q for deck in DECKS.values() for q in deck}
