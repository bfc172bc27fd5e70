"""From the catalog to the two notebooks of a lesson: exercises to solve, and the same solved."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

from nbformat import NotebookNode

from authoring.notebook import AuthoringError, Draft, new_cell, new_notebook
from dropout_course.grading.starter import clear_solution

if TYPE_CHECKING:
    from dropout_course.catalog import Lesson
    from dropout_course.grading.model import Exercise

CATALOG = "dropout_course/catalog"

IMPORTS = "import numpy as np\n\nfrom dropout_course import check, hint"

TO_SOLVE = """# Exercises: {title}

For each exercise: read what is asked, write the function where it says `# YOUR CODE HERE`, run
the cell, then run the check below it. A check never breaks anything. It tells you what it saw, and
you can run it as often as you like.

The lesson behind these exercises: {lesson}."""

SOLVED = """# Solutions: {title}

The [exercises](../exercises/{name}.ipynb) of the lesson {lesson}, solved and explained. The lines
between `### BEGIN SOLUTION` and `### END SOLUTION` were yours to write. What you wrote may look
different and be just as right: its check decides."""

STUCK = """## When you are stuck

`hint("{first}")` gives the next hint for that exercise, each plainer than the one before; the Hint
button under a check gives the same ones. What an exercise needs is shown in its lesson,
{lesson}."""


def exercise_drafts(lessons: Iterable[Lesson], written: Container[str]) -> list[Draft]:
    """Write both notebooks of every lesson that has exercises.

    Parameters
    ----------
    lessons
        Those of the catalog.
    written
        Names of the lessons to link: those that have a source.
    """
    folders = {"exercises": _to_solve, "solutions": _solved}
    return [
        Draft(f"{folder}/{lesson.name}.ipynb", CATALOG, new_notebook(cells_of(lesson, written)))
        for folder, cells_of in folders.items()
        for lesson in lessons
        if lesson.exercises
    ]


def _to_solve(lesson: Lesson, written: Container[str]) -> list[NotebookNode]:
    cells = [_prose(TO_SOLVE, lesson, written, "intro"), new_cell("code", IMPORTS, "imports")]
    for exercise in lesson.exercises:
        cells += [_prompt(exercise), new_cell("code", starter(exercise), exercise.name)]
        cells += [_check(exercise)]
    return [*cells, _prose(STUCK, lesson, written, "stuck")]


def _solved(lesson: Lesson, written: Container[str]) -> list[NotebookNode]:
    cells = [_prose(SOLVED, lesson, written, "intro"), new_cell("code", IMPORTS, "imports")]
    for exercise in lesson.exercises:
        cells += [_prompt(exercise), new_cell("code", exercise.reference_source, exercise.name)]
        cells += [_check(exercise)]
        cells += [new_cell("markdown", f"**Why.** {exercise.explanation}", f"{exercise.name}-why")]
    return cells


def starter(exercise: Exercise) -> str:
    """Return the unsolved cell of an exercise."""
    try:
        return clear_solution(exercise.reference_source)
    except ValueError as error:
        raise AuthoringError(f"{CATALOG}, exercise {exercise.name}: {error}") from error


def _prose(text: str, lesson: Lesson, written: Container[str], name: str) -> NotebookNode:
    title, file = lesson.title, f"{lesson.name}.ipynb"
    link = f"[{title}](../notebooks/{file})" if lesson.name in written else f"*{title}*"
    first = lesson.exercises[0].name
    words = text.format(title=title, name=lesson.name, lesson=link, first=first)
    return new_cell("markdown", words, name)


def _prompt(exercise: Exercise) -> NotebookNode:
    words = f"## {exercise.title}\n\n{exercise.prompt}"
    return new_cell("markdown", words, f"{exercise.name}-prompt")


def _check(exercise: Exercise) -> NotebookNode:
    return new_cell("code", f"check({exercise.name})", f"{exercise.name}-check")
