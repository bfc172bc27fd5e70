"""A new exercise or lesson, begun from a template that works before a word of it is changed."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from authoring.notebook import AuthoringError

if TYPE_CHECKING:
    from dropout_course.catalog import Lesson

NEXT_FOR_AN_EXERCISE = """Wrote {path}: a small exercise that works,
and {answers}: five right answers to it.
Next:
  1. Turn it into yours: the prompt, the right answer, what is measured, the mistakes.
  2. Add it to EXERCISES in {folder}/__init__.py; the order there is the order of teaching.
  3. Write five right answers, as different as you can.
  4. python -m pytest tests/grading/test_contract.py tests/catalog -k {name}
  5. python -m authoring build {lesson} index"""

NEXT_FOR_A_LESSON = """Wrote {path}: a small lesson that works.
Next:
  1. Give LESSONS in dropout_course/catalog/__init__.py a Lesson of this name, if it has none.
  2. Write the lesson; its first cell begins with that lesson's title.
  3. python -m authoring build {lesson}
  4. python -m authoring check"""


def new_exercise(name: str, lesson: str, root: Path, lessons: Sequence[Lesson]) -> str:
    """Write the module of a new exercise and its right answers, and return what to do next.

    Raises
    ------
    AuthoringError
        If the name is not that of a new function, or there is no such lesson.
    """
    if not name.isidentifier() or keyword.iskeyword(name) or name != name.lower():
        raise AuthoringError(
            f"An exercise is named like its function, as in inverted_dropout; got {name!r}."
        )
    if name in {exercise.name for each in lessons for exercise in each.exercises}:
        raise AuthoringError(f"There is already an exercise {name}; choose another name.")
    if lesson not in (known := [each.name for each in lessons]):
        raise AuthoringError(f"There is no lesson {lesson!r}; expected one of {', '.join(known)}.")
    folder = f"dropout_course/catalog/{lesson.partition('_')[2]}"
    path = f"{folder}/{name}.py"
    answers = f"tests/catalog/right_answers/{name}.py"
    title = name.replace("_", " ").capitalize()
    _write(root / path, _template("exercise").replace("TITLE", title).replace("NAME", name))
    _write(root / answers, _template("right_answers").replace("NAME", name))
    return NEXT_FOR_AN_EXERCISE.format(
        path=path, answers=answers, folder=folder, name=name, lesson=lesson
    )


def new_lesson(name: str, root: Path, lessons: Sequence[Lesson]) -> str:
    """Write the source of a new lesson and return what to do next.

    Raises
    ------
    AuthoringError
        If the name is not a number and words, or the lesson has a source.
    """
    if not re.fullmatch(r"\d\d(_[a-z]+)+", name):
        raise AuthoringError(f"A lesson is named as in 03_inverted_dropout; got {name!r}.")
    words = name[3:].replace("_", " ").capitalize()
    title = next((lesson.title for lesson in lessons if lesson.name == name), words)
    path = f"notebooks/src/{name}.py"
    heading = f"{int(name[:2])}. {title}"
    _write(root / path, _template("lesson").replace("HEADING", heading).replace("LESSON", name))
    return NEXT_FOR_A_LESSON.format(path=path, lesson=name)


def _template(kind: str) -> str:
    return files("authoring").joinpath("templates", f"{kind}.txt").read_text("utf-8")


def _write(file: Path, text: str) -> None:
    if file.exists():
        raise AuthoringError(f"{file} exists already; edit it, or delete it first.")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
