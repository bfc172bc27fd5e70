"""The exercise panel in JupyterLab: its outcomes, its buttons, and what a screen reader is told."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import OpenNotebook
from tests.browser.lab import Notebook

CHECK = "from dropout_course import check; check(inverted_dropout)"
ANSWERS = {
    "not attempted": "raise NotImplementedError()",
    "error": "return x * msk",
    "failed": "return x * (rng.random(x.shape) < rate) / rate if training else x",
}
PASSED = """
import numpy as np
from dropout_course.layers import inverted_dropout as right
def inverted_dropout(x, rate, rng, training=True):
    return right(x, rate, rng, training)
"""


def answer(body: str) -> str:
    return f"def inverted_dropout(x, rate, rng, training=True):\n    {body}"


def panel(open_notebook: OpenNotebook, source: str) -> Notebook:
    notebook = open_notebook(source, CHECK)
    notebook.run_all()
    expect(notebook.page.locator(".dropout-form")).to_be_visible()
    return notebook


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        (answer(ANSWERS["not attempted"]), "○ inverted_dropout · Not attempted"),
        (answer(ANSWERS["error"]), "! inverted_dropout · Could not be run"),
        (answer(ANSWERS["failed"]), "✗ inverted_dropout · Not yet"),
        (PASSED, "✓ inverted_dropout · Passed"),
    ],
    ids=["not attempted", "error", "failed", "passed"],
)
def test_each_outcome_is_said_by_shape_and_word(
    open_notebook: OpenNotebook, source: str, verdict: str
) -> None:
    notebook = panel(open_notebook, source)
    expect(notebook.page.locator(".dropout-form")).to_contain_text(verdict)
    found = Axe().run(notebook.page, context=".dropout-form")
    assert not found.response["violations"], found.generate_report()


def test_a_wrong_answer_is_diagnosed_and_hints_lead_to_the_solution_by_keyboard(
    open_notebook: OpenNotebook,
) -> None:
    notebook = panel(open_notebook, answer(ANSWERS["failed"]))
    form = notebook.page.locator(".dropout-form")
    status = form.locator("> [role=status]")
    expect(form).to_contain_text(re.compile(r"At rate \.3 you dropped 70\s?%"))
    keyboard = notebook.page.keyboard
    notebook.by_role("button", "Hint (3 left)").focus()
    keyboard.press("Enter")
    expect(status.locator("li")).to_have_count(1)
    expect(notebook.by_role("button", "Hint (2 left)")).to_be_focused()
    notebook.by_role("button", "Solution").click()
    expect(status).to_contain_text("You have taken 1.")
    notebook.by_role("button", "Hint (2 left)").click()
    notebook.by_role("button", "Solution").click()
    expect(status).to_contain_text("def inverted_dropout(x, rate, rng, training=True):")
    notebook.by_role("button", "Start again").click()
    expect(status).to_contain_text("raise NotImplementedError()")


def test_progress_survives_a_restart_of_the_kernel(open_notebook: OpenNotebook) -> None:
    notebook = open_notebook(PASSED, CHECK, "from dropout_course import progress; progress()")
    notebook.run_all()
    expect(notebook.page.locator(".dropout-report", has_text="solved").last).to_be_visible()
    notebook.restart()
    notebook.run(2)
    expect(notebook.page.get_by_role("row", name="inverted_dropout ✓ solved")).to_be_visible()
