"""Whatever an answer returns, the judge of every exercise says something and does not break."""

from __future__ import annotations

import numpy as np
import pytest

from dropout_course.grading.judge import judge
from dropout_course.grading.model import Exercise
from tests.catalog.cases import every_exercise

STRANGE = {
    "nothing": lambda value: None,
    "text": lambda value: "value",
    "nan": lambda value: _mapped(value, lambda a: a * np.nan),
    "infinity": lambda value: _mapped(value, lambda a: a + np.inf),
    "huge": lambda value: _mapped(value, lambda a: np.full(np.shape(a), 1e308)),
    "zero": lambda value: _mapped(value, lambda a: a * 0),
    "negative": lambda value: _mapped(value, lambda a: -1 - a),
    "boolean": lambda value: _mapped(value, lambda a: a > 0),
    "complex": lambda value: _mapped(value, lambda a: a * 1j),
    "transposed": lambda value: _mapped(value, np.transpose),
    "one axis more": lambda value: _mapped(value, lambda a: a[None]),
    "empty": lambda value: _mapped(value, lambda a: a[..., :0] if a.ndim else []),
    "first": lambda value: value[0] if np.size(value) else value,
    "ragged": lambda value: [[1], [1, 2]],
    "a dictionary": lambda value: {"value": value},
    "a set": lambda value: {1, 2},
    "pair of texts": lambda value: ("a", "b"),
}


def _mapped(value, change):
    if isinstance(value, tuple):
        return tuple(_mapped(part, change) for part in value)
    return change(np.asarray(value))


# A row transposed is the same row, and a mask may well be of booleans.
HARMLESS = {"transposed", "boolean"}


@every_exercise
@pytest.mark.parametrize("strange", STRANGE)
def test_no_returned_value_breaks_the_judge(exercise: Exercise, strange: str) -> None:
    def answer(*args, **kwargs):
        return STRANGE[strange](exercise.reference(*args, **kwargs))

    report = judge(exercise, answer)
    assert report.outcome in {"failed", "error"} or strange in HARMLESS
    assert report.message
    assert str(report)
