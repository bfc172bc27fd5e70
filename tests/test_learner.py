"""The learner's verbs, on good and bad input."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import ipywidgets
import pytest

from dropout_course import check, hint, progress, record
from dropout_course.catalog import EXERCISES
from dropout_course.grading import display

EXERCISE = EXERCISES["inverted_dropout"]


def test_the_functions_own_name_says_which_exercise() -> None:
    report = check(EXERCISE.reference)
    assert report.passed
    assert report.exercise == "inverted_dropout"
    (event,) = record.events("check")
    assert event.data == {"outcome": "passed", "score": 1.0, "diagnosis": None}


def test_another_name_needs_the_exercises_name() -> None:
    def my_version(*args: Any, **kwargs: Any) -> Any:
        return EXERCISE.reference(*args, **kwargs)

    assert check(my_version, "inverted_dropout").passed
    report = check(my_version)
    assert report.outcome == "error"
    assert "my_version" in report.message


@pytest.mark.parametrize("given", [None, 3, "sample_mask", [1], object()])
def test_what_is_no_function_gets_one_sentence(given: object) -> None:
    report = check(given)
    assert report.outcome == "error"
    assert report.message.startswith("Expected a function that you wrote")
    assert "\n" not in report.message
    assert record.events() == []


def test_a_misspelt_name_is_recognised() -> None:
    def inverted_dropuot(x: object) -> object:
        return x

    assert '"inverted_dropout"' in check(inverted_dropuot).message


def test_hints_come_one_at_a_time_and_are_remembered() -> None:
    texts = [str(hint("inverted_dropout")) for _ in range(len(EXERCISE.hints) + 1)]
    for number, text in enumerate(texts[:-1], start=1):
        assert f"Hint {number} of {len(EXERCISE.hints)}" in text
        assert EXERCISE.hints[number - 1] in text
        assert not any(later in text for later in EXERCISE.hints[number:])
    assert "no more hints" in texts[-1]
    assert "Did you mean" in str(hint("inverted_dropot"))


def test_progress_counts_what_is_solved_and_met() -> None:
    before = progress()
    assert before.solved == 0
    check(EXERCISE.mistakes[0], "inverted_dropout")
    check(EXERCISE.reference)
    after = progress()
    assert after.solved == 1
    text = str(after)
    assert "inverted_dropout: ✓ solved · met: drops what it should keep" in text
    bundle, _ = after._repr_mimebundle_()
    assert bundle["text/plain"] == text
    assert "<table>" in bundle["text/html"]


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "in_notebook", lambda: True)


def parts(report: Any) -> SimpleNamespace:
    verdict, buttons, below = report.view(report).children
    hint_button, solution, restart = buttons.children
    return SimpleNamespace(
        verdict=verdict, hint=hint_button, solution=solution, restart=restart, below=below
    )


def test_a_report_shows_as_a_panel_in_a_notebook_and_as_text_elsewhere(notebook: None) -> None:
    report = check(EXERCISE.mistakes[0], "inverted_dropout")
    bundle, _ = report._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == str(report)
    assert report.message.split(":")[0] in bundle["text/html"]


def test_the_panel_gives_hints_one_at_a_time_then_the_solution() -> None:
    panel = parts(check(EXERCISE.mistakes[0], "inverted_dropout"))
    assert isinstance(panel.verdict, ipywidgets.HTML)
    assert "✗" in panel.verdict.value
    assert panel.solution.disabled
    panel.hint.click()
    assert panel.below.value.count("<li>") == 1
    assert panel.solution.disabled
    panel.hint.click()
    assert panel.below.value.count("<li>") == 2
    assert not panel.solution.disabled
    panel.solution.click()
    assert "BEGIN SOLUTION" not in panel.below.value
    assert "def inverted_dropout" in panel.below.value
    panel.restart.click()
    assert "NotImplementedError" in panel.below.value
    assert len(record.events("hint")) == 2


def test_the_solution_is_offered_once_solved() -> None:
    assert not parts(check(EXERCISE.reference)).solution.disabled


def test_hints_taken_in_an_earlier_session_count() -> None:
    hint("inverted_dropout")
    panel = parts(check(EXERCISE.mistakes[0], "inverted_dropout"))
    panel.hint.click()
    assert panel.below.value.count("<li>") == 2


def test_what_a_learner_wrote_is_escaped() -> None:
    def inverted_dropout(x: Any, rate: Any, rng: Any, training: bool = True) -> Any:
        print("<script>alert(1)</script>")
        raise ValueError("<img src=x onerror=alert(1)>")

    report = check(inverted_dropout)
    bundle, _ = report._repr_mimebundle_()
    assert "<script>" not in bundle["text/html"]
    assert "<img" not in bundle["text/html"]


def test_importing_the_verbs_loads_no_widgets() -> None:
    code = (
        "import sys; from dropout_course import check, hint, progress;"
        "heavy = {'matplotlib', 'ipywidgets', 'sklearn', 'tensorflow'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
