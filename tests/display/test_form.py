"""The form without a browser: what it shows, and what it does with what is pressed."""

from __future__ import annotations

from typing import Any

import pytest

from dropout_course.display import bundle as display
from dropout_course.display.form import Form
from dropout_course.display.page import Page
from dropout_course.questions.asking import ask
from dropout_course.questions.model import Outcome
from tests.predictions.test_predictions import Record
from tests.questions.test_questions import ORDER, SEVERAL, SINGLE

WIDGET = "application/vnd.jupyter.widget-view+json"


def press(form: Form, button: str, **values: str) -> None:
    """Send what the browser sends."""
    form._handle_custom_msg({"button": button, "values": values}, [])


def test_a_press_shows_what_is_said_and_counts_the_reply() -> None:
    outcomes: list[Outcome] = []
    form: Any = ask(SINGLE, on_answer=outcomes.append)._widget()
    assert form.page["status"] == ""
    press(form, "check", answer="b")
    assert "✓ Right" in form.page["status"]
    press(form, "check", answer="b")
    assert form.replies == 2
    press(form, "check")
    assert "Expected one letter" in form.page["status"]
    assert [outcome.right for outcome in outcomes] == [True, True]


def test_the_form_never_holds_the_feedback_before_an_answer() -> None:
    for question in (SINGLE, SEVERAL, ORDER):
        sent = str(ask(question, on_answer=lambda _: None)._widget().page)
        assert not any(feedback in sent for _, _, feedback in question.key)


def test_a_prediction_is_committed_by_the_form() -> None:
    record = Record()
    form: Any = record.predict()._widget()
    press(form, "commit", answer="b")
    assert "How sure are you?" in form.page["status"]
    press(form, "commit", answer="b", confidence="sure")
    assert "You predicted b)" in form.page["status"]
    assert [entry.data["level"] for entry in record] == ["sure"]
    assert record.predict()._widget().values == {"answer": "b", "confidence": "sure"}


def test_a_notebook_gets_the_form_and_everyone_else_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ask(SINGLE, on_answer=lambda _: None)
    assert WIDGET not in asked._repr_mimebundle_()[0]
    monkeypatch.setattr(display, "in_notebook", lambda: True)
    data, _ = asked._repr_mimebundle_()
    assert set(data) == {"text/plain", "text/html", WIDGET}
    assert data["text/plain"] == str(asked)


def test_what_is_filled_in_survives_a_reply() -> None:
    form = Form(Page("<p>?</p>", values={"answer": "a"}), lambda button, _: Page(button))
    press(form, "check", answer="c")
    assert form.values == {"answer": "a"}
    assert form.page["html"] == "check"
