"""What a stored output must not hold."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output

from authoring.notebook import new_cell, new_notebook
from authoring.outputs import LARGEST, problems_in
from authoring.stills import WIDGET, keep_stills

ROOT = Path("/srv/elsewhere/dropout")


def ran(*outputs: NotebookNode, tags: tuple[str, ...] = ()) -> NotebookNode:
    notebook = new_notebook([new_cell("code", "f()", "cell-1", tags)])
    notebook.cells[0].execution_count = 1
    notebook.cells[0].outputs = list(outputs)
    return notebook


def printed(text: str, name: str = "stdout") -> NotebookNode:
    return new_output("stream", name=name, text=text)


def shown(data: dict[str, Any]) -> NotebookNode:
    return new_output("display_data", data=data)


def picture(png: str, **metadata: str) -> NotebookNode:
    data = {"image/png": png, "text/plain": "a picture"}
    return new_output("display_data", data=data, metadata={"image/png": metadata})


def raised(traceback: str = "") -> NotebookNode:
    return new_output("error", ename="KeyError", evalue="'a'", traceback=[traceback])


@pytest.mark.parametrize(
    "output",
    [
        printed("rate 0.3: 7 of 10, /10, 0x10, at 10 percent, ~/ and 1/(1 - rate)"),
        picture("at 0x7f0000000000", alt="a line that falls"),
        shown({"text/html": "<a href='../exercises/a.ipynb'>", "text/plain": "x"}),
    ],
)
def test_a_stable_output_is_fine(output: NotebookNode) -> None:
    assert problems_in(ran(output), "n.ipynb", ROOT) == []


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (printed("<function f at 0x7f2b1c0d5e40>"), "an address in memory, 'at 0x7f2b1c0d5e40'"),
        (shown({"text/plain": "<O object at 0x7f2b1c0d5e40>"}), "an address in memory"),
        (shown({"text/html": "<i title='at 0x7f2b1c0d5e40'>"}), "an address in memory"),
        (printed("/srv/elsewhere/dropout/data.csv"), "a path of this machine"),
        (printed(f"read {Path.home()}/notes"), "a path of this machine"),
        (printed(f"{tempfile.gettempdir()}/tmp1"), "a path of this machine"),
        (printed(f"{sys.prefix}/lib/python"), "a path of this machine"),
        (printed("ipykernel_421/17.py:3"), "a file of the kernel"),
        (printed("UserWarning", "stderr"), "wrote to stderr: 'UserWarning'"),
        (raised(), "raised KeyError: 'a'"),
        (picture("iVBOR"), "a picture without a text alternative"),
        (shown({WIDGET: {"model_id": "1"}, "text/plain": "x"}), "a widget without a still"),
    ],
)
def test_an_unfit_output_is_named_with_its_cell(output: NotebookNode, sentence: str) -> None:
    (problem,) = problems_in(ran(output), "n.ipynb", ROOT)
    assert problem.startswith("n.ipynb, cell-1: ")
    assert sentence in problem


def test_an_expected_error_is_fine_and_its_absence_is_not() -> None:
    assert problems_in(ran(raised("line 1"), tags=("raises-exception",)), "n", ROOT) == []
    (problem,) = problems_in(ran(tags=("raises-exception",)), "n.ipynb", ROOT)
    assert "tagged raises-exception and raised none" in problem


def test_a_path_in_an_expected_error_is_refused() -> None:
    notebook = ran(raised(f"File {ROOT}/dropout_course/a.py:3"), tags=("raises-exception",))
    assert "a path of this machine" in problems_in(notebook, "n.ipynb", ROOT)[0]


@pytest.mark.parametrize("count", [None, 0, 2])
def test_a_cell_that_did_not_run_in_order_is_refused(count: int | None) -> None:
    notebook = ran(printed("1"))
    notebook.cells[0].execution_count = count
    (problem,) = problems_in(notebook, "n.ipynb", ROOT)
    assert f"execution count {count}, expected 1" in problem


def test_a_large_notebook_is_refused() -> None:
    (problem,) = problems_in(ran(picture("A" * LARGEST, alt="a")), "n.ipynb", ROOT)
    assert "1.0 MB, expected less than 1 MB" in problem


def test_of_a_widget_its_still_is_kept() -> None:
    still = {"text/html": "<img alt='a slider'>", "text/plain": "a slider"}
    notebook = ran(shown({WIDGET: {"model_id": "1"}, **still}))
    notebook.metadata["widgets"] = {"state": {}}
    keep_stills(notebook)
    assert notebook.cells[0].outputs[0].data == still
    assert "widgets" not in notebook.metadata
    assert problems_in(notebook, "n.ipynb", ROOT) == []


def test_after_an_unexpected_error_nothing_else_is_blamed() -> None:
    notebook = new_notebook([new_cell("code", "f()", f"cell-{n}") for n in (1, 2)])
    notebook.cells[0].execution_count = 1
    notebook.cells[0].outputs = [raised("\x1b[31mline 1\x1b[0m\nline 2")]
    (problem,) = problems_in(notebook, "n.ipynb", ROOT)
    assert problem == "n.ipynb, cell-1: raised KeyError: 'a'\n    line 1\n    line 2"
