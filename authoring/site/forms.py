"""Questions and predictions on a page without a kernel: the form, and what is said to each answer.

A cell that ends with ``ask("NAME")`` or ``predict("NAME")`` gets the form that a notebook shows.
Python is asked beforehand for everything that it would say, so a page judges as a notebook does.
Where a prediction meets its measurement, the same is done for each prediction that can be made.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from itertools import combinations, permutations, product
from typing import Any

from nbformat import NotebookNode

from authoring.notebook import AuthoringError, code_cells
from authoring.site.explorers import for_script, last_expression
from dropout_course.catalog.predictions import PREDICTIONS
from dropout_course.catalog.questions import QUESTIONS
from dropout_course.display.form import Form
from dropout_course.display.page import Page
from dropout_course.predictions.comparing import Compared
from dropout_course.predictions.model import LEVELS, Comparison, Prediction
from dropout_course.predictions.predicting import Predicted
from dropout_course.questions.asking import Asked, ask, page
from dropout_course.questions.kinds import Numeric
from dropout_course.questions.model import LETTERS, NotAnAnswer, Outcome, Question

ANSWER = "{answer}"  # in what is said: the answer, as it was typed
SEPARATOR = "|"  # between the values of two fields
_MEASURED = re.compile(r": (\S+)(?: to (\S+))?\. That is ")


def enliven(notebook: NotebookNode) -> int:
    """Put a form beside what a notebook shows of its questions and predictions.

    Returns
    -------
    int
        How many forms there are.

    Raises
    ------
    AuthoringError
        If a cell has no stored output, or one that does not fit.
    """
    count = 0
    for cell in code_cells(notebook):
        match _call(cell.source):
            case "ask", name, False if name in QUESTIONS:
                _put(cell, "form", name, _of_question(QUESTIONS[name]))
                count += 1
            case "predict", name, False if name in PREDICTIONS:
                _put(cell, "form", name, _of_prediction(PREDICTIONS[name]))
                count += 1
            case "predict", name, True:
                _put(cell, "measured", name, _of_measurement(PREDICTIONS[name], _shown(cell)))
    return count


def code() -> str:
    """Return the form's own code and style, for a page."""
    return for_script({"module": Form._esm, "style": Form._css})


def _call(source: str) -> tuple[str, str, bool] | None:
    """Return what a cell ends with: the function, the name, and whether it has a measurement."""
    match last_expression(source):
        case ast.Call(ast.Name(function), [ast.Constant(str(name))], []):
            return function, name, False
        case ast.Call(ast.Name(function), [ast.Constant(str(name))], [ast.keyword("measured")]):
            return function, name, True
    return None


def _put(cell: NotebookNode, kind: str, name: str, content: dict[str, Any]) -> None:
    shown = _shown(cell)
    shown["text/html"] = (
        f'<div data-{kind}="{name}"><div class="still">{shown["text/html"]}</div></div>'
        f'<script type="application/json">{for_script(content)}</script>'
    )


def _shown(cell: NotebookNode) -> NotebookNode:
    found = [one.data for one in cell.outputs if "text/html" in one.get("data", {})]
    if not found:
        raise AuthoringError(f"{cell.id}: {cell.source!r} has no stored output; build it.")
    shown: NotebookNode = found[-1]
    return shown


def _of_question(question: Question) -> dict[str, Any]:
    def told(outcome: Outcome) -> str:
        return page(Asked(question, _nobody, replace(outcome, answer=ANSWER))).status

    def said(answer: str) -> str:
        try:
            return told(question.judge(answer))
        except NotAnAnswer:
            return page(ask(question, answer, on_answer=_nobody)).status

    shown = {"page": asdict(page(Asked(question, _nobody)))}
    if not isinstance(question, Numeric):
        return {**shown, **_table(_answers(question), said)}
    ranges = [
        (one.low, one.high, told(Outcome(question.name, ANSWER, one.right, one.feedback)))
        for one in question.ranges
    ]
    otherwise = told(Outcome(question.name, ANSWER, False, question.default))
    return {**shown, "ranges": ranges, "otherwise": otherwise, "refused": said(ANSWER)}


def _of_prediction(prediction: Prediction) -> dict[str, Any]:
    asked = Predicted(prediction, _nobody)

    def after(believed: str) -> Page:
        option, level = believed.split(SEPARATOR)
        return asked.commit(option, level or None).page()

    every = product(["", *LETTERS[: len(prediction.options)]], ["", *LEVELS])
    table = _table(map(SEPARATOR.join, every), lambda believed: after(believed).status)
    return {"page": asdict(asked.page()), **table}


def _of_measurement(prediction: Prediction, shown: NotebookNode) -> dict[str, Any]:
    found = _MEASURED.search(shown["text/plain"])
    if not found:
        raise AuthoringError(f"{prediction.name}: no measurement in {shown['text/plain']!r}.")
    low, high = float(found[1]), float(found[2] or found[1])
    unmade = str(Compared(Comparison(prediction, low, high, None)))
    if unmade != shown["text/plain"]:
        raise AuthoringError(f"{prediction.name}: {low} to {high} was rounded to another option.")

    def compared(believed: str) -> str:
        belief = prediction.commit(*believed.split(SEPARATOR))
        bundle = Compared(Comparison(prediction, low, high, belief))._repr_mimebundle_()
        return str(bundle[0]["text/html"]).partition("</style>")[2]  # what is shown has it

    every = product(LETTERS[: len(prediction.options)], LEVELS)
    return _table(map(SEPARATOR.join, every), compared)


def _answers(question: Question) -> Iterable[str]:
    """Return every answer that the form can give."""
    letters = LETTERS[: len(question.options)]
    if question.field == "order":
        return map("".join, permutations(letters))
    most = len(letters) if question.field == "several" else 1
    return ["".join(some) for size in range(most + 1) for some in combinations(letters, size)]


def _table(answers: Iterable[str], said: Callable[[str], str]) -> dict[str, Any]:
    """Return what is said, each sentence once, and the place of the one for each answer."""
    places: dict[str, int] = {}
    by_answer = {one: places.setdefault(said(one), len(places)) for one in answers}
    return {"said": list(places), "answers": by_answer}


def _nobody(_: object) -> None:
    """Keep no record: a page has none."""
