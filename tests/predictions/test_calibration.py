"""The calibration of a learner, against counts made by hand."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest

from dropout_course.predictions.calibration import NOTHING, Calibration, Level, calibration

GUESS, FAIRLY, SURE = ("guessing", 1 / 3), ("fairly sure", 0.75), ("sure", 0.95)


def comparison(name: str, level: tuple[str, float], came_true: bool | None) -> Any:
    data = {"level": level[0], "confidence": level[1], "came_true": came_true}
    return SimpleNamespace(kind="comparison", name=name, data=data)


EVENTS = [
    comparison("one", SURE, True),
    comparison("two", SURE, False),
    comparison("three", GUESS, False),
    comparison("four", FAIRLY, None),
    comparison("one", GUESS, False),
    SimpleNamespace(kind="prediction", name="five", data={"level": "sure", "confidence": 0.95}),
]


def test_the_first_comparison_of_each_prediction_is_scored() -> None:
    found = calibration(EVENTS)
    assert found.levels == (Level("guessing", 1 / 3, 0, 1), Level("sure", 0.95, 1, 2))
    assert found.undecided == 1
    assert found.brier == pytest.approx((0.05**2 + 0.95**2 + (1 / 3) ** 2) / 3)


def test_the_text_says_what_the_picture_shows() -> None:
    found = calibration(EVENTS)
    text = str(found)
    assert "1 of 3 predictions came true; 1 undecided" in text
    assert "sure (95%): 1 of 2 came true, 50%" in text
    html = found._repr_mimebundle_()[0]["text/html"]
    assert 'alt="1 of 3 predictions came true' in html
    assert "data:image/png;base64," in html
    words = [label.get_text() for label in found.figure().axes[0].texts]
    assert "sure\n1 of 2" in words


def test_without_comparisons_it_says_so() -> None:
    nothing = calibration([])
    assert isinstance(nothing, Calibration)
    assert str(nothing) == NOTHING
    assert math.isnan(nothing.brier)
    assert NOTHING in nothing._repr_mimebundle_()[0]["text/html"]


def test_the_interval_is_wilsons() -> None:
    # 15 of 50: (0.191, 0.438), Newcombe, Statistics in Medicine 17:857 (1998) gives such cases.
    low, high = Level("sure", 0.95, 15, 50).interval
    for bound in (low, high):
        # Wilson: the bounds solve (share - p)² = z² p (1 - p) / n.
        assert (0.3 - bound) ** 2 == pytest.approx(1.959964**2 * bound * (1 - bound) / 50)
    assert Level("sure", 0.95, 0, 3).interval[0] == pytest.approx(0, abs=1e-12)
    assert Level("sure", 0.95, 3, 3).interval[1] == pytest.approx(1)


@pytest.mark.parametrize(
    ("true", "verdict"), [(5, "more confident than right"), (19, "in line"), (20, "in line")]
)
def test_confidence_is_held_against_the_interval(true: int, verdict: str) -> None:
    assert Level("sure", 0.95, true, 20).verdict == verdict


def test_who_guesses_and_is_right_was_too_timid() -> None:
    assert Level("guessing", 1 / 3, 12, 12).verdict == "more right than confident"
