"""Lesson sources: from ``notebooks/src/*.py`` to notebooks that have not run yet.

A source is a Python file in the percent format: ``# %% [markdown]`` begins a cell of prose, each of
whose lines begins with ``#``; ``# %%`` begins a cell of code. The first cell is the lesson's
opening: a heading and, after an empty line, one paragraph that says what the reader can do
afterwards. The index's table is made of these openings; it stands where the index's source has
``LESSON_TABLE``.

nbval runs each cell again and compares, so a cell prints or returns the same every time. A cell
that is meant to fail begins with ``# %% tags=["raises-exception"]``. A cell whose output cannot be
compared is tagged ``nbval-ignore-output`` and says why: ``# nbval: the wording is Keras's own``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import jupytext
from nbformat import NotebookNode

from authoring.notebook import AuthoringError, Draft, code_cells, new_cell, new_notebook

if TYPE_CHECKING:
    from dropout_course.catalog import Lesson

CATALOG = "dropout_course/catalog/__init__.py"
LESSON_TABLE = "<!-- the table of lessons -->"
REASONED_TAGS = {"nbval-ignore-output"}
TAGS = {"raises-exception"} | REASONED_TAGS
OPENING = re.compile(r"# (?P<heading>[^\n]+)\n\n(?P<promise>(?:[^\n]+\n?)+)")


def lesson_drafts(root: Path, lessons: Sequence[Lesson]) -> list[Draft]:
    """Read every source of ``notebooks/src``, the index last.

    Parameters
    ----------
    root
        The course's folder.
    lessons
        Those of the catalog, which has their titles and their order.

    Raises
    ------
    AuthoringError
        If a source cannot become a notebook; the sentence says where and what to do.
    """
    files = sorted((root / "notebooks/src").glob("*.py"))
    drafts = {file.stem: _draft(file) for file in files if file.stem != "index"}
    for name in drafts:
        if name not in {lesson.name for lesson in lessons}:
            raise AuthoringError(f"notebooks/src/{name}.py is none of the lessons in {CATALOG}.")
    rows = [_row(drafts[lesson.name], lesson) for lesson in lessons if lesson.name in drafts]
    table = "\n".join(["| Lesson | Afterwards you can | Practice |", "| :-- | :-- | :-- |", *rows])
    return [*drafts.values(), *(_draft(file, table) for file in files if file.stem == "index")]


def _row(draft: Draft, lesson: Lesson) -> str:
    """Write a lesson's row of the index's table, from its opening and with links."""
    heading = f"{int(lesson.name[:2])}. {lesson.title}"
    first = draft.notebook.cells[0]
    opening = OPENING.match(first.source) if first.cell_type == "markdown" else None
    if not opening or opening["heading"] != heading:
        raise AuthoringError(
            f"{draft.source}: the first cell must be markdown that begins with '# {heading}', an "
            "empty line, and one paragraph that says what the reader can do afterwards."
        )
    promise = " ".join(opening["promise"].split())
    number = len(lesson.exercises)
    words = f"{number} exercise{'s' if number > 1 else ''}"
    practice = f"[{words}](../exercises/{lesson.name}.ipynb)" if number else ""
    return f"| [{heading}]({lesson.name}.ipynb) | {promise} | {practice} |"


def _draft(file: Path, table: str = "") -> Draft:
    source = f"notebooks/src/{file.name}"
    read = jupytext.reads(file.read_text("utf-8"), fmt="py:percent").cells
    cells = []
    for number, cell in enumerate(read, start=1):
        where = f"{source}, cell {number}"
        _refuse_unfit(cell, where)
        body = cell.source.replace(LESSON_TABLE, table) if table else cell.source
        cells.append(
            new_cell(cell.cell_type, body, f"cell-{number}", cell.metadata.get("tags", ()))
        )
    draft = Draft(f"notebooks/{file.stem}.ipynb", source, new_notebook(cells))
    ran = code_cells(draft.notebook)
    if ran and all(REASONED_TAGS & set(cell.metadata.get("tags", ())) for cell in ran):
        raise AuthoringError(f"{source}: all code is hidden from nbval; let it compare some.")
    return draft


def _refuse_unfit(cell: NotebookNode, where: str) -> None:
    """Refuse cells, metadata and tags that the course has no use for, and unexplained hiding."""
    tags = set(cell.metadata.get("tags", ()))
    other = set(cell.metadata) - {"tags", "lines_to_next_cell"}  # the latter is jupytext's own
    if cell.cell_type not in {"markdown", "code"} or not cell.source.strip():
        raise AuthoringError(f"{where}: expected markdown or code with content; delete this cell.")
    if other or tags - TAGS:
        raise AuthoringError(
            f"{where}: cell metadata is limited to tags, and tags to {', '.join(sorted(TAGS))}; "
            f"remove {', '.join(sorted(other | (tags - TAGS)))}."
        )
    if tags & REASONED_TAGS and not re.search(r"^# nbval: \S", cell.source, re.MULTILINE):
        raise AuthoringError(
            f"{where}: the tag {', '.join(tags & REASONED_TAGS)} hides this output from nbval; "
            "say why in a comment of the cell: '# nbval: the reason'."
        )
    if re.search(r"#.*(NBVAL_|PYTEST_VALIDATE_)", cell.source):
        raise AuthoringError(
            f"{where}: write nbval's markers as tags of the cell, not as comments."
        )
