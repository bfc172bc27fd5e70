"""One learner's way through lesson 3 and its exercises, from the first guess to the next day."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenNotebook
from tests.browser.lab import ROOT, Notebook

LESSON = ROOT / "notebooks" / "03_inverted_dropout.ipynb"
EXERCISES = ROOT / "exercises" / "03_inverted_dropout.ipynb"
WRONG = """def inverted_dropout(x, rate, rng, training=True):
    return x * (rng.random(x.shape) < rate) / rate if training else x
"""
RIGHT = """import numpy as np

def inverted_dropout(x, rate, rng, training=True):
    if not 0 <= rate <= 1:
        raise ValueError("rate must be a probability")
    if not training:
        return x
    if rate == 1:
        return np.zeros_like(x)
    kept = rng.random(x.shape) >= rate
    return (x * kept / (1 - rate)).astype(x.dtype)
"""
SET_SOURCE = """([number, source]) => {
    const cell = window.jupyterapp.shell.currentWidget.content.widgets[number];
    cell.model.sharedModel.setSource(source);
}"""


def cell_with(notebook: Notebook, source: str) -> int:
    cells = json.loads(notebook.path.read_text(encoding="utf-8"))["cells"]
    return next(n for n, cell in enumerate(cells) if "".join(cell["source"]).startswith(source))


def output(notebook: Notebook, number: int) -> Locator:
    return notebook.page.locator(".jp-Notebook .jp-Cell").nth(number).locator(".jp-OutputArea")


def test_from_the_first_guess_to_the_next_day(open_notebook: OpenNotebook) -> None:
    lesson = open_notebook(copy=LESSON)
    lesson.run(cell_with(lesson, "from dropout_course import predict"))
    form = output(lesson, cell_with(lesson, "from dropout_course import predict"))
    form.get_by_role("radio").nth(1).check()
    form.get_by_role("radio", name=re.compile("^fairly sure")).check()
    form.get_by_role("button").first.click()
    expect(form.locator("[role=status]")).to_contain_text("You predicted")

    lesson.run_all()
    picture = lesson.page.locator(".dropout-explorer").first
    expect(picture).to_be_visible()
    before = picture.inner_text()
    picture.get_by_role("slider").last.press("End")
    expect(picture).not_to_have_text(before)
    compared = output(lesson, cell_with(lesson, 'predict("scaling_twice", measured'))
    expect(compared).to_contain_text("It came true")

    work = open_notebook(copy=EXERCISES)
    work.run_all()
    check = cell_with(work, "check(inverted_dropout)")
    expect(output(work, check)).to_contain_text("Not attempted")

    work.page.evaluate(SET_SOURCE, [check - 1, WRONG])
    work.run(check - 1)
    work.run(check)
    expect(output(work, check)).to_contain_text("is the probability of dropping")
    output(work, check).get_by_role("button", name="Hint (3 left)").click()
    expect(output(work, check)).to_contain_text("Start from the mask")

    work.page.evaluate(SET_SOURCE, [check - 1, RIGHT])
    work.run(check - 1)
    work.run(check)
    expect(output(work, check)).to_contain_text("✓ inverted_dropout · Passed")

    work.restart()
    work.page.evaluate(SET_SOURCE, [check, "from dropout_course import progress; progress()"])
    work.run(check)
    row = output(work, check).get_by_role("row", name="inverted_dropout ✓ solved")
    expect(row).to_contain_text("met: drops what it should keep")
    expect(output(work, check)).to_contain_text("1 of 1 predictions came true")
