"""From a text source to a notebook that has not run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from authoring.notebook import AuthoringError, Draft, as_text
from authoring.sources import lesson_drafts

OPENING = "# %% [markdown]\n# # 1. Masks\n#\n# Draw a mask.\n\n"


def draft_of(cells: str, root: Path, lessons: list[Any]) -> Draft:
    (root / "notebooks/src/01_masks.py").write_text(OPENING + cells)
    return lesson_drafts(root, lessons)[0]


def test_a_source_becomes_a_valid_notebook(root: Path, lessons: list[Any]) -> None:
    lesson = lesson_drafts(root, lessons)[0]
    nbformat.validate(lesson.notebook)
    assert lesson.path == "notebooks/01_masks.ipynb"
    assert lesson.source == "notebooks/src/01_masks.py"
    kinds = [cell.cell_type for cell in lesson.notebook.cells]
    assert kinds == ["markdown", "code", "code", "code", "code"]
    assert [cell.id for cell in lesson.notebook.cells] == [f"cell-{n}" for n in range(1, 6)]
    assert lesson.notebook.cells[4].source == "1 / 0"
    assert lesson.notebook.cells[4].metadata == {"tags": ["raises-exception"]}
    assert set(lesson.notebook.metadata) == {"kernelspec", "language_info"}
    assert all(cell.metadata == {} for cell in lesson.notebook.cells[:4])


def test_reading_twice_gives_the_same_bytes(root: Path, lessons: list[Any]) -> None:
    first, second = (as_text(lesson_drafts(root, lessons)[0].notebook) for _ in range(2))
    assert first == second
    assert first.endswith("}\n")


def test_the_index_links_what_exists(root: Path, lessons: list[Any]) -> None:
    index = lesson_drafts(root, lessons)[-1]
    assert index.path == "notebooks/index.ipynb"
    table = index.notebook.cells[0].source
    assert (
        "| [1. Masks](01_masks.ipynb) | Draw a mask and count what is kept. "
        "| [1 exercise](../exercises/01_masks.ipynb) |"
    ) in table
    assert "02_later" not in table


def test_a_new_exercise_changes_the_index(root: Path, lessons: list[Any]) -> None:
    lessons[0].exercises *= 2
    assert "[2 exercises]" in lesson_drafts(root, lessons)[-1].notebook.cells[0].source


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("# %% [raw]\n# hello", "expected markdown or code with content"),
        ("# %%\n\n# %%\n1", "expected markdown or code with content"),
        ("# %% A title\n1", "remove title"),
        ('# %% tags=["hide-input"]\n1', "remove hide-input"),
        ('# %% tags=["nbval-skip"]\n1', "remove nbval-skip"),
        ('# %% tags=["nbval-ignore-output"]\n1\n\n# %%\n2', "# nbval: the reason"),
        ('# %% tags=["nbval-ignore-output"]\n# nbval:\n1\n\n# %%\n2', "# nbval: the reason"),
        ('# %% tags=["nbval-ignore-output"]\n# nbval: Keras\n1', "all code is hidden"),
        ("# %%\n# NBVAL_IGNORE_OUTPUT\n1", "as tags"),
    ],
)
def test_what_a_lesson_cannot_hold_is_refused(
    cells: str, sentence: str, root: Path, lessons: list[Any]
) -> None:
    with pytest.raises(AuthoringError, match=sentence) as refusal:
        draft_of(cells, root, lessons)
    assert "notebooks/src/01_masks.py" in str(refusal.value)


def test_a_reason_makes_hiding_an_output_fine(root: Path, lessons: list[Any]) -> None:
    cells = '# %% tags=["nbval-ignore-output"]\n# nbval: Keras words it\n1\n\n# %%\n2'
    draft = draft_of(cells, root, lessons)
    assert draft.notebook.cells[1].metadata.tags == ["nbval-ignore-output"]


@pytest.mark.parametrize(
    "opening",
    [
        "# %% [markdown]\n# # 1. Something else\n#\n# Draw a mask.",
        "# %% [markdown]\n# # 1. Masks",
        "# %%\nprint(1)",
    ],
)
def test_an_opening_without_title_or_promise_is_refused(
    opening: str, root: Path, lessons: list[Any]
) -> None:
    (root / "notebooks/src/01_masks.py").write_text(opening)
    with pytest.raises(AuthoringError, match=r"must be markdown that begins with '# 1\. Masks'"):
        lesson_drafts(root, lessons)


def test_a_lesson_that_the_catalog_does_not_know_is_refused(root: Path, lessons: list[Any]) -> None:
    (root / "notebooks/src/09_other.py").write_text(OPENING)
    with pytest.raises(AuthoringError, match=r"09_other\.py is none of the lessons"):
        lesson_drafts(root, lessons)
