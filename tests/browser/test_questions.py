"""Questions, predictions and flashcards in JupyterLab, by keyboard and as a screen reader hears."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import OpenNotebook
    from tests.browser.lab import Notebook

SETUP = """
from dropout_course.catalog.flashcards import FLASHCARDS
from dropout_course.catalog.predictions import PREDICTIONS
from dropout_course.catalog.questions import QUESTIONS
from dropout_course.questions.asking import ask
from dropout_course.questions.flashcards import deal
from dropout_course.predictions.predicting import predict
kept = []
"""
ASK = 'ask(QUESTIONS["{}"], on_answer=lambda found: kept.append([found.answer, found.right]))'
PREDICT = 'predict(PREDICTIONS["scaling_twice"], None, None, [], lambda b: kept.append(b.data))'
DEAL = 'deal(FLASHCARDS["flashcards:notes"], None, [], lambda *rated: kept.append(rated))'


def shown(open_notebook: OpenNotebook, *cells: str) -> Notebook:
    notebook = open_notebook(SETUP, *cells)
    notebook.run_all()
    expect(notebook.page.locator(".dropout-form")).to_have_count(len(cells))
    return notebook


def said(notebook: Notebook) -> object:
    return notebook.page.locator(".dropout-form > [role=status]")


def test_a_choice_is_made_with_the_keyboard_alone(open_notebook: OpenNotebook) -> None:
    notebook = shown(open_notebook, ASK.format("which_scaling"))
    keyboard = notebook.page.keyboard
    notebook.by_role("radio").first.focus()
    keyboard.press("Space")
    keyboard.press("Tab")
    expect(notebook.by_role("button", "Check", exact=True)).to_be_focused()
    keyboard.press("Enter")
    expect(said(notebook)).to_contain_text("✗ Not yet")
    expect(said(notebook)).to_contain_text("standard dropout")
    notebook.by_role("radio").first.focus()
    for _ in range(3):
        keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(said(notebook)).to_contain_text("✓ Right")
    assert notebook.evaluate("kept") == [["a", False], ["d", True]]


def test_a_press_without_an_answer_says_what_is_wanted(open_notebook: OpenNotebook) -> None:
    notebook = shown(open_notebook, ASK.format("which_scaling"))
    notebook.by_role("button", "Check", exact=True).click()
    expect(said(notebook)).to_contain_text("Expected one letter from a to d")
    assert notebook.evaluate("kept") == []


def test_several_choices_and_a_number(open_notebook: OpenNotebook) -> None:
    notebook = shown(open_notebook, ASK.format("unlike_bagging"), ASK.format("missing_factor"))
    for letter in "abc":
        notebook.by_role("checkbox", re.compile(rf"^{letter}\)")).check()
    notebook.by_role("button", "Check", exact=True).first.click()
    expect(said(notebook).first).to_contain_text("✓ Right")
    notebook.by_role("textbox", "Give a number").fill("1,43")
    notebook.page.keyboard.press("Enter")
    expect(said(notebook).last).to_contain_text("✓ Right")
    assert notebook.evaluate("kept") == [["abc", True], ["1,43", True]]


def test_lines_are_moved_with_the_keyboard_and_the_move_is_told(
    open_notebook: OpenNotebook,
) -> None:
    notebook = shown(open_notebook, ASK.format("honest_tuning_lines"))
    errors = notebook.by_role("button", re.compile("Move up: b.*errors ="))
    errors.focus()
    notebook.page.keyboard.press("Enter")
    expect(errors).to_be_focused()
    expect(notebook.page.locator(".spoken")).to_contain_text("now line 1")
    notebook.page.keyboard.press("Enter")
    notebook.by_role("button", "Check", exact=True).click()
    expect(said(notebook)).to_contain_text("✓ Right")
    assert notebook.evaluate("kept") == [["bacd", True]]


def test_a_prediction_needs_a_belief_and_a_confidence(open_notebook: OpenNotebook) -> None:
    notebook = shown(open_notebook, PREDICT)
    notebook.by_role("radio", re.compile(r"^c\)")).check()
    notebook.by_role("button", "Predict").click()
    expect(said(notebook)).to_contain_text("How sure are you?")
    notebook.by_role("radio", re.compile("^fairly sure")).check()
    notebook.by_role("button", "Predict").click()
    expect(said(notebook)).to_contain_text("You predicted c)")
    assert notebook.evaluate("kept") == [
        {"option": "c", "level": "fairly sure", "confidence": 0.75}
    ]


def test_a_card_is_turned_and_rated_without_leaving_the_keyboard(
    open_notebook: OpenNotebook,
) -> None:
    notebook = shown(open_notebook, DEAL)
    notebook.by_role("button", "Show the answer").focus()
    notebook.page.keyboard.press("Enter")
    knew = notebook.by_role("button", "I knew it")
    expect(knew).to_be_focused()
    expect(knew).to_have_accessible_description(re.compile("new data"))
    notebook.page.keyboard.press("Enter")
    show = notebook.by_role("button", "Show the answer")
    expect(show).to_be_focused()
    expect(show).to_have_accessible_description(re.compile("rate of .5 mean"))
    assert notebook.evaluate("kept") == [["purpose", True]]


def test_an_answer_is_still_there_after_the_page_is_loaded_again(
    open_notebook: OpenNotebook,
) -> None:
    notebook = shown(open_notebook, ASK.format("which_scaling"))
    notebook.by_role("radio", re.compile(r"^d\)")).check()
    notebook.by_role("button", "Check", exact=True).click()
    expect(said(notebook)).to_contain_text("✓ Right")
    notebook.save()
    notebook.page.reload()
    expect(said(notebook)).to_contain_text("✓ Right")
    expect(notebook.by_role("radio", re.compile(r"^d\)"))).to_be_checked()


def test_a_kernel_that_has_forgotten_the_question_is_spoken_of(
    open_notebook: OpenNotebook,
) -> None:
    notebook = shown(open_notebook, ASK.format("which_scaling"))
    notebook.restart()
    notebook.by_role("radio").first.check()
    notebook.by_role("button", "Check", exact=True).click()
    expect(said(notebook)).to_contain_text("Python does not answer. Run this cell again")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_forms_meet_the_accessibility_rules(open_notebook: OpenNotebook, theme: str) -> None:
    cells = [ASK.format(name) for name in ("which_scaling", "missing_factor", "ablation_lines")]
    notebook = shown(open_notebook, *cells, PREDICT, DEAL)
    notebook.theme(theme)
    notebook.by_role("radio").first.check()
    notebook.by_role("button", "Check", exact=True).first.click()
    expect(said(notebook).first).to_contain_text("✗ Not yet")
    found = Axe().run(notebook.page, context=".dropout-form")
    assert not found.response["violations"], found.generate_report()
