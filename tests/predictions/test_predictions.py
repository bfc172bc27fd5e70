"""Predictions: what is committed, what decides, and what is kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from dropout_course.predictions.comparing import Compared, compare
from dropout_course.predictions.model import LEVELS, Prediction, interval_of
from dropout_course.predictions.predicting import TOO_LATE, Predicted, predict

RATIO = Prediction(
    name="ratio",
    prompt="How much longer does it take?",
    quantity="ratio of epochs, with over without",
    claim=28,
    options=("fewer (below .9)", "about as many", "more than twice as many"),
    cuts=(0.9, 2.0),
)


@dataclass(frozen=True)
class Entry:
    kind: str
    name: str
    data: dict[str, Any]


class Record(list[Entry]):
    """A record as the learner's verbs use it."""

    def predict(self, answer: str | None = None, confidence: str | None = None) -> Predicted:
        def keep(belief: Any) -> None:
            self.append(Entry("prediction", "ratio", belief.data))

        return predict(RATIO, answer, confidence, tuple(self), keep)

    def compare(self, measured: object) -> Compared:
        def keep(found: Any) -> None:
            self.append(Entry("comparison", "ratio", found.data))

        return compare(RATIO, measured, tuple(self), keep)


@pytest.mark.parametrize(
    ("measured", "letters"),
    [
        (-5, "a"),
        (0.9, "b"),
        (1.999, "b"),
        (2, "c"),
        (math.inf, "c"),
        ((2.1, 2.9), "c"),
        ((1.5, 2.5), "bc"),
        ((0.1, 9), "abc"),
        ([1.0, 1.5], "b"),
        (SimpleNamespace(low=1.5, high=2.5, mean=2.0), "bc"),
    ],
)
def test_the_measurement_decides(measured: object, letters: str) -> None:
    assert RATIO.outcomes(*interval_of(measured)) == letters


@pytest.mark.parametrize("measured", ["much", None, math.nan, (2, 1), (1, 2, 3), (1, math.nan)])
def test_only_a_number_or_an_interval_is_a_measurement(measured: object) -> None:
    with pytest.raises(TypeError, match="Expected an interval with low and high"):
        Record().compare(measured)


@pytest.mark.parametrize(
    ("cuts", "options"), [((1.0,), ("a", "b", "c")), ((2.0, 1.0), "abc"), ((1.0, 1.0), "abc")]
)
def test_options_must_cover_the_line_once(cuts: tuple[float, ...], options: Any) -> None:
    with pytest.raises(ValueError, match="increasing cuts"):
        Prediction(name="x", prompt="", quantity="", claim=1, options=tuple(options), cuts=cuts)


@pytest.mark.parametrize(
    ("answer", "measured", "came_true"),
    [
        ("c", (2.1, 2.9), True),
        ("b", (2.1, 2.9), False),
        ("c", (1.5, 2.5), None),
        ("a", (1.5, 2.5), False),
        ("b", 1.0, True),
    ],
)
def test_a_prediction_comes_true_or_not_or_stays_undecided(
    answer: str, measured: object, came_true: bool | None
) -> None:
    record = Record()
    record.predict(answer, "sure")
    record.compare(measured)
    assert record[-1].kind == "comparison"
    assert record[-1].data["came_true"] is came_true
    assert record[-1].data["confidence"] == 0.95


def test_without_a_prediction_the_measurement_is_shown_and_nothing_kept() -> None:
    record = Record()
    text = str(record.compare((2.14159, 2.9)))
    assert "No prediction was made" in text
    assert "2.14 to 2.9" in text
    assert "c) more than twice" in text
    assert record == []


def test_the_last_prediction_before_the_measurement_counts() -> None:
    record = Record()
    record.predict("a", "guessing")
    record.predict("c", "fairly sure")
    record.compare(3)
    late = record.predict("b", "sure")
    assert TOO_LATE in str(late)
    again = record.compare(1)
    assert [entry.kind for entry in record] == ["prediction"] * 2 + ["comparison", "prediction"]
    assert record[2].data["option"] == "c"
    assert "You predicted c)" in str(again)


def test_a_guess_is_worth_one_in_as_many_options() -> None:
    assert [RATIO.confidence(level) for level in LEVELS] == [pytest.approx(1 / 3), 0.75, 0.95]


@pytest.mark.parametrize(
    ("answer", "confidence", "said"),
    [
        ("d", "sure", "one letter from a to c"),
        ("", "sure", "one letter"),
        ("ab", "sure", "one letter"),
        ("a", None, "How sure are you?"),
        ("a", "certain", "'guessing', 'fairly sure', 'sure'"),
        (None, "sure", "one letter"),
    ],
)
def test_what_is_no_prediction_is_refused_and_not_kept(
    answer: str | None, confidence: str | None, said: str
) -> None:
    record = Record()
    assert said in str(record.predict(answer, confidence))
    assert record == []


def test_the_question_is_readable_and_comes_back_with_what_was_believed() -> None:
    record = Record()
    text = str(record.predict())
    for words in (RATIO.prompt, RATIO.quantity, *RATIO.options, 'predict("ratio", answer="a"'):
        assert words in text
    record.predict("b", "sure")
    assert "You predicted b) about as many, sure (95%)" in str(record.predict())
    html = record.predict()._repr_mimebundle_()[0]["text/html"]
    assert "You predicted b) about as many" in html


@pytest.mark.parametrize(
    ("measured", "shape"), [(1, "✓ It came true"), (3, "✗ It came out"), ((1, 3), "○ Undecided")]
)
def test_an_ending_has_a_shape_and_a_word(measured: object, shape: str) -> None:
    record = Record()
    record.predict("b", "guessing")
    found = record.compare(measured)
    assert shape in str(found)
    assert shape in found._repr_mimebundle_()[0]["text/html"]
