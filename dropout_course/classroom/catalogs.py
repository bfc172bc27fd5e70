"""The exercises of the course, and an instructor's own beside them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from dropout_course.catalog import EXERCISES, LESSONS, Lesson
from dropout_course.grading.model import Exercise


class BadCatalog(Exception):  # noqa: N818 (its message is a sentence for the instructor)
    """A folder of exercises cannot be used."""


def lessons(catalog: Path | None = None) -> tuple[Lesson, ...]:
    """Return the lessons of the course, and one more where there is a folder of exercises.

    Parameters
    ----------
    catalog
        A folder of modules as they stand in :mod:`dropout_course.catalog`, each with an
        ``EXERCISE``; the order of their names is that of teaching. Modules without one may help.

    Raises
    ------
    BadCatalog
        It is no such folder, or an exercise has a name that is taken.
    """
    return LESSONS if catalog is None else (*LESSONS, own_lesson(catalog))


def own_lesson(catalog: Path) -> Lesson:
    """Return the exercises of a folder as a lesson; it raises as :func:`lessons` does."""
    catalog = catalog.resolve()
    if not catalog.is_dir() or not catalog.name.isidentifier():
        raise BadCatalog(
            f"Expected a folder whose name is a Python name, such as my_exercises; got {catalog}."
        )
    exercises: dict[str, Exercise] = {}
    for path in sorted(catalog.glob("*.py")):
        exercise = getattr(_imported(path), "EXERCISE", None)
        if not isinstance(exercise, Exercise):
            continue
        if exercise.name in EXERCISES or exercise.name in exercises:
            raise BadCatalog(f"{path}: an exercise of the name {exercise.name!r} is there already.")
        exercises[exercise.name] = exercise
    if not exercises:
        raise BadCatalog(f"No module in {catalog} has an EXERCISE.")
    title = catalog.name.replace("_", " ").capitalize()
    return Lesson(catalog.name, title, tuple(exercises.values()))


def _imported(path: Path) -> object:
    folder = path.parent
    if str(folder.parent) not in sys.path:
        sys.path.append(str(folder.parent))
    name = folder.name if path.stem == "__init__" else f"{folder.name}.{path.stem}"
    try:
        module = importlib.import_module(name)
    except Exception as error:
        raise BadCatalog(f"{path}: {type(error).__name__}: {error}") from error
    if Path(module.__file__ or "").resolve() != path:
        raise BadCatalog(
            f"{path}: another package has the name {folder.name!r}; rename the folder."
        )
    return module
