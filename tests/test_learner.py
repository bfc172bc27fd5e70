"""The learner's verbs, on good and bad input."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from dropout_course import ask, check, hint, predict, progress, record
from dropout_course.catalog import EXERCISES
from dropout_course.display import bundle as display

EXERCISE = EXERCISES["inverted_dropout"]
WRONG = next(f for f in EXERCISE.mistakes if f.__name__ == "drops_what_it_should_keep")


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
    check(WRONG, "inverted_dropout")
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


def press(form: Any, button: str) -> str:
    """Press a button as the browser does, and return what is said then."""
    form._receive(form, {"button": button, "values": {}}, [])
    return form.page["status"]


def labels(form: Any) -> list[str]:
    return [label for _, label in form.page["buttons"]]


def test_a_report_shows_as_a_panel_in_a_notebook_and_as_text_elsewhere(notebook: None) -> None:
    report = check(WRONG, "inverted_dropout")
    bundle, _ = report._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == str(report)
    assert report.message.split(":")[0] in bundle["text/html"]


def test_the_panel_gives_hints_one_at_a_time_then_the_solution() -> None:
    report = check(WRONG, "inverted_dropout")
    form = report.view(report)
    assert "✗" in form.page["html"]
    assert "You have taken 0." in press(form, "solution")
    assert press(form, "hint").count("<li>") == 1
    assert "You have taken 1." in press(form, "solution")
    assert press(form, "hint").count("<li>") == 2
    solution = press(form, "solution")
    assert "BEGIN SOLUTION" not in solution
    assert "def inverted_dropout" in solution
    assert "NotImplementedError" in press(form, "restart")
    assert len(record.events("hint")) == 2


def test_the_last_hint_can_be_read_again() -> None:
    report = check(WRONG, "inverted_dropout")
    form = report.view(report)
    for _ in EXERCISE.hints:
        press(form, "hint")
    assert labels(form)[0] == "Hints again"
    assert press(form, "hint").count("<li>") == len(EXERCISE.hints)
    assert len(record.events("hint")) == len(EXERCISE.hints)


def test_the_solution_is_offered_once_solved() -> None:
    report = check(EXERCISE.reference)
    assert "def inverted_dropout" in press(report.view(report), "solution")


def test_hints_taken_in_an_earlier_session_count() -> None:
    hint("inverted_dropout")
    report = check(WRONG, "inverted_dropout")
    assert press(report.view(report), "hint").count("<li>") == 2


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


def test_a_question_is_asked_answered_and_remembered() -> None:
    assert 'ask("which_scaling", answer=' in str(ask("which_scaling"))
    assert "✗" in str(ask("which_scaling", "a"))
    assert "✓" in str(ask("which_scaling", "d"))
    assert [event.data["right"] for event in record.events("answer")] == [False, True]
    assert "✓" in str(ask("which_scaling"))
    assert len(record.events("answer")) == 2


def test_a_card_is_turned_and_rated() -> None:
    first = str(ask("flashcards:notes"))
    ask("flashcards:notes", "show")
    ask("flashcards:notes", "known")
    assert record.events("card")[0].data == {"known": True}
    assert "1 of 5 known" in str(ask("flashcards:notes"))
    assert str(ask("flashcards:notes")) != first


def test_a_prediction_is_held_against_its_measurement() -> None:
    predict("scaling_twice", "b", "sure")
    assert "It came true" in str(predict("scaling_twice", measured=(0.05, 0.06)))
    (event,) = record.events("comparison")
    assert event.data["came_true"] is True
    assert "No prediction was made" in str(predict("never_scaled", measured=0.1))


@pytest.mark.parametrize("verb", [ask, predict])
def test_an_unknown_name_gets_a_suggestion(verb: Any) -> None:
    assert "Did you mean" in str(verb("scaling_twic" if verb is predict else "which_scalin"))
    assert "no " in str(verb("xyz"))
    assert record.events() == []
