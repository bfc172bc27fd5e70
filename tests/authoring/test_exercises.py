"""From the catalog to the notebooks of a lesson's exercises."""

from __future__ import annotations

from typing import Any

import pytest

from authoring.exercises import exercise_drafts
from authoring.notebook import AuthoringError
from dropout_course.catalog import EXERCISES, LESSONS
from dropout_course.grading.starter import clear_solution


def test_a_lesson_gives_its_exercises_unsolved_and_solved(lessons: list[Any]) -> None:
    unsolved, solved = exercise_drafts(lessons, {"01_masks"})
    assert (unsolved.path, solved.path) == ("exercises/01_masks.ipynb", "solutions/01_masks.ipynb")
    assert [cell.id for cell in unsolved.notebook.cells] == [
        "intro",
        "imports",
        "keep-prompt",
        "keep",
        "keep-check",
        "stuck",
    ]
    code = {cell.id: cell.source for cell in unsolved.notebook.cells}
    assert code["keep-prompt"] == "## What is kept\n\nReturn the probability."
    assert code["keep"] == (
        "def keep(rate):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    )
    assert code["keep-check"] == "check(keep)"
    code = {cell.id: cell.source for cell in solved.notebook.cells}
    assert "    return 1 - rate" in code["keep"]
    assert code["keep-why"] == "**Why.** A unit is dropped or kept."


def test_a_lesson_is_linked_once_it_is_written(lessons: list[Any]) -> None:
    for written, words in (
        (("01_masks",), "[Masks](../notebooks/01_masks.ipynb)"),
        ((), "*Masks*"),
    ):
        for draft in exercise_drafts(lessons, written):
            prose = [cell.source for cell in draft.notebook.cells if cell.id in {"intro", "stuck"}]
            assert all(words in text for text in prose)


def test_an_exercise_without_a_solution_region_is_refused(lessons: list[Any]) -> None:
    lessons[0].exercises[0].reference_source = "def keep(rate):\n    return 1 - rate"
    with pytest.raises(AuthoringError, match="exercise keep: There is nothing for the learner"):
        exercise_drafts(lessons, ())


def test_every_exercise_of_the_course_stands_in_its_notebook() -> None:
    drafts = {draft.path: draft for draft in exercise_drafts(LESSONS, ())}
    cells = {
        (path.split("/")[0], cell.id): cell.source
        for path, draft in drafts.items()
        for cell in draft.notebook.cells
    }
    for exercise in EXERCISES.values():
        solution = exercise.reference_source.strip("\n")
        assert cells["solutions", exercise.name] == solution
        assert cells["exercises", exercise.name] == clear_solution(solution)
