"""The exercises as assignments for nbgrader, and what their test cells compute.

nbgrader itself is not needed here: an assignment is a notebook whose cells say in their metadata
what they are. A grade is the number that a test cell shows; nbgrader (0.9, `determine_grade`) takes
an exception or a line on stderr as no credit, but anything that is no number, and NaN, as full
credit. The learner's answer lives in the kernel that grades it: this guards against accidents, not
against attacks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dropout_course.catalog import EXERCISES, Lesson
from dropout_course.grading.judge import judge
from dropout_course.grading.model import Exercise
from dropout_course.quiet import silence

POINTS = 10
CONFIG = """# Settings for nbgrader, read in this folder.
c = get_config()  # noqa: F821 (nbgrader gives it)
# A wrong design of a network is compared with known ones, which are trained then.
c.ExecutePreprocessor.timeout = 600
"""
INTRODUCTION = """# {title}

Write each function where it says `# YOUR CODE HERE`, then run the cell below it: it says what was
seen, and last the points."""
TEST = """from dropout_course.nbgrader import points

points({name}, "{name}", out_of={points})"""
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
Cell = dict[str, Any]


def points(answer: Any, name: str, out_of: float) -> float:
    """Judge an answer, print the report, and return its points.

    Parameters
    ----------
    answer
        The learner's function or class.
    name
        Of the exercise.
    out_of
        The points of a right answer.

    Returns
    -------
    float
        The share of the checks that passed, times `out_of`.
    """
    # nbgrader takes a line on stderr, such as a library's log, for an error.
    with silence():
        report = judge(EXERCISES[name], answer)
    print(report)
    return float(out_of) * report.credit


def export(folder: Path, lessons: Iterable[Lesson]) -> list[Path]:
    """Write a source assignment for each lesson that has exercises.

    Parameters
    ----------
    folder
        The course folder of nbgrader; its ``source/<lesson>/<lesson>.ipynb`` are written, and a
        configuration where there is none.
    lessons
        Which.

    Returns
    -------
    list of Path
        The notebooks.

    Raises
    ------
    FileExistsError
        If one is there already; nothing is written then.
    OSError
        If the folder cannot be written.
    """
    notebooks = {
        folder / "source" / lesson.name / f"{lesson.name}.ipynb": assignment(lesson)
        for lesson in lessons
        if lesson.exercises
    }
    for path in notebooks:
        if path.exists():
            raise FileExistsError(f"{path} is there already; export to a new folder.")
    for path, notebook in notebooks.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(notebook, indent=1, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
    config = folder / "nbgrader_config.py"
    if not config.exists():
        config.write_text(CONFIG, encoding="utf-8", newline="\n")
    return list(notebooks)


def assignment(lesson: Lesson) -> dict[str, Any]:
    """Return the solved notebook of a lesson, with nbgrader's metadata."""
    cells = [_cell("markdown", INTRODUCTION.format(title=lesson.title), "intro")]
    cells.append(_cell("code", "import numpy as np", "imports"))
    for exercise in lesson.exercises:
        cells += _cells(exercise)
    return {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}


def _cells(exercise: Exercise) -> list[Cell]:
    name = exercise.name
    test = TEST.format(name=name, points=POINTS)
    return [
        _cell("markdown", f"## {exercise.title}\n\n{exercise.prompt}", f"{name}-prompt"),
        _cell("code", exercise.reference_source.strip("\n"), name, solution=True),
        _cell("code", test, f"{name}-test", grade=True, locked=True, points=POINTS),
    ]


def _cell(kind: str, source: str, name: str, **about: Any) -> Cell:
    """Return a cell; with `about`, one that nbgrader knows by its name."""
    cell: Cell = {"cell_type": kind, "id": name, "metadata": {}, "source": source}
    if about:
        flags = {"grade": False, "locked": False, "solution": False, "task": False}
        cell["metadata"]["nbgrader"] = {"grade_id": name, "schema_version": 3, **flags, **about}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell
