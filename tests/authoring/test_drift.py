"""What differs from its source is refused, with the command that mends it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from authoring.drift import check, drifted
from authoring.notebook import AuthoringError, as_text, code_cells
from authoring.plan import choose, plan

LESSON = "notebooks/01_masks.ipynb"
BROKEN = '{"cells": 3, "nbformat": 4}'
MEND = f"mend it: python -m authoring build {LESSON}"


@pytest.fixture
def built(root: Path, lessons: list[Any]) -> Path:
    """A course as if built: every cell has run and printed nothing."""
    for draft in plan(root, lessons):
        notebook = nbformat.from_dict(draft.notebook)
        for count, cell in enumerate(code_cells(notebook), start=1):
            cell.execution_count = count
            if "tags" in cell.metadata:
                cell.outputs = [nbformat.v4.new_output("error", ename="E", evalue="e")]
        (root / draft.path).parent.mkdir(exist_ok=True)
        (root / draft.path).write_text(as_text(notebook))
    return root


def edit(file: Path, change: Callable[[Any], None]) -> None:
    notebook = json.loads(file.read_text())
    change(notebook)
    file.write_text(as_text(nbformat.from_dict(notebook)))


def test_what_is_as_built_passes(built: Path, lessons: list[Any]) -> None:
    drafts = plan(built, lessons)
    assert len(drafts) == 4
    assert check(drafts, built) == []
    assert drifted(drafts, built) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda notebook: notebook["cells"][1].update(source="print('edited here')"),
        lambda notebook: notebook["cells"][1].update(id="cell-9"),
        lambda notebook: notebook["cells"][1]["metadata"].update(tags=["nbval-skip"]),
        lambda notebook: notebook["cells"].pop(),
        lambda notebook: notebook["metadata"].update(widgets={}),
        lambda notebook: notebook["metadata"]["kernelspec"].update(name="conda-env"),
        lambda notebook: notebook["metadata"]["language_info"].update(version="3.11.7"),
    ],
)
def test_a_changed_input_is_refused(
    change: Callable[[Any], None], built: Path, lessons: list[Any]
) -> None:
    edit(built / LESSON, change)
    drafts = plan(built, lessons)
    (problem,) = check(drafts, built)
    assert f"{LESSON} is not what notebooks/src/01_masks.py says" in problem
    assert MEND in problem
    assert [draft.path for draft in drifted(drafts, built)] == [LESSON]


def test_the_difference_is_shown_and_short(built: Path, lessons: list[Any]) -> None:
    source = built / "notebooks/src/01_masks.py"
    source.write_text(source.read_text().replace('"first"', '"changed"'))
    (problem,) = check(plan(built, lessons), built)
    assert '+    "print(\\"changed\\")' in problem
    assert '-    "print(\\"first\\")' in problem
    source.write_text(source.read_text() + "\n\n# %%\n" + "\n".join("x = 1" for _ in range(99)))
    (problem,) = check(plan(built, lessons), built)
    assert len(problem.splitlines()) < 25
    assert "more lines" in problem


def test_a_notebook_that_another_program_wrote_is_refused(built: Path, lessons: list[Any]) -> None:
    notebook = json.loads((built / LESSON).read_text())
    (built / LESSON).write_text(json.dumps(notebook, indent=2))
    (problem,) = check(plan(built, lessons), built)
    assert "written by another program" in problem
    assert MEND in problem


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", BROKEN, "<<<<<<< HEAD"])
def test_a_file_that_is_no_notebook_is_refused(
    content: str, built: Path, lessons: list[Any]
) -> None:
    (built / LESSON).write_text(content)
    (problem,) = check(plan(built, lessons), built)
    assert f"{LESSON} is no notebook" in problem
    assert MEND in problem


def test_a_missing_notebook_is_refused(built: Path, lessons: list[Any]) -> None:
    (built / "solutions/01_masks.ipynb").unlink()
    (problem,) = check(plan(built, lessons), built)
    assert "solutions/01_masks.ipynb is missing" in problem
    assert "mend it: python -m authoring build solutions/01_masks.ipynb" in problem


def test_a_cell_that_has_not_run_is_refused(built: Path, lessons: list[Any]) -> None:
    edit(built / LESSON, lambda notebook: notebook["cells"][2].update(execution_count=None))
    (problem,) = check(plan(built, lessons), built)
    assert "cell-3: execution count None, expected 2" in problem
    assert MEND in problem


def test_a_changed_promise_makes_the_index_drift(built: Path, lessons: list[Any]) -> None:
    source = built / "notebooks/src/01_masks.py"
    source.write_text(source.read_text().replace("Draw a mask", "Sample a mask"))
    assert [draft.path for draft in drifted(plan(built, lessons), built)] == [
        LESSON,
        "notebooks/index.ipynb",
    ]


@pytest.mark.parametrize(
    "path", ["notebooks/Untitled.ipynb", "exercises/09_old.ipynb", "notebooks/src/notes.txt"]
)
def test_a_file_without_a_source_is_refused(path: str, built: Path, lessons: list[Any]) -> None:
    (built / path).write_text("{}")
    (problem,) = check(plan(built, lessons), built)
    assert f"{path} has no source" in problem
    assert f"mend it: git rm {path}" in problem


def test_what_tools_leave_behind_is_no_drift(built: Path, lessons: list[Any]) -> None:
    for path in ("notebooks/.ipynb_checkpoints/a.ipynb", "notebooks/src/__pycache__/a.pyc"):
        (built / path).parent.mkdir()
        (built / path).write_text("")
    assert check(plan(built, lessons), built) == []


def test_a_dead_link_is_refused(root: Path, lessons: list[Any], built: Path) -> None:
    source = root / "notebooks/src/index.py"
    source.write_text(source.read_text() + "#\n# See [one](02_later.ipynb) [two](https://a.b).\n")
    problems = check(plan(root, lessons), built)
    assert "notebooks/index.ipynb, cell-1: the link to 02_later.ipynb leads nowhere" in problems[1]
    assert len(problems) == 2


def test_names_choose_a_lesson_or_a_file(root: Path, lessons: list[Any]) -> None:
    drafts = plan(root, lessons)
    assert [draft.path for draft in choose(drafts, ["01_masks"])] == [
        LESSON,
        "exercises/01_masks.ipynb",
        "solutions/01_masks.ipynb",
    ]
    assert [draft.path for draft in choose(drafts, ["exercises/01_masks.ipynb"])] == [
        "exercises/01_masks.ipynb"
    ]
    assert [draft.path for draft in choose(drafts, ["notebooks/src/index.py"])] == [
        "notebooks/index.ipynb"
    ]
    with pytest.raises(AuthoringError, match="no notebook 'nonsense'; expected one of 01_masks"):
        choose(drafts, ["nonsense"])
