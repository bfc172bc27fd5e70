"""Classes that nobody has to teach: students who answer rightly, wrongly or not at all."""

from __future__ import annotations

import functools
import inspect
import json
import random
from pathlib import Path

from dropout_course.catalog import Lesson
from dropout_course.grading.model import Exercise
from dropout_course.grading.starter import clear_solution
from dropout_course.nbgrader import assignment
from dropout_course.slicing import sliced

RIGHT, WRONG = 0.6, 0.3
"""The share of answers that are right, and that make a known mistake; the others are not begun."""


@functools.cache
def mistaken_sources(exercise: Exercise) -> tuple[str, ...]:
    """Return the cells of students who make one of the known mistakes."""
    sources = []
    for mistake in exercise.mistakes:
        module = inspect.getmodule(mistake)
        if mistake.__name__ not in vars(module):
            continue
        source = sliced(inspect.getsource(module), {mistake.__name__})
        alone = "dropout_course.catalog" not in source and f"{exercise.name}(" not in source
        if alone:
            sources.append(f"{source}\n\n\n{exercise.name} = {mistake.__name__}")
    return tuple(sources)


def answer(exercise: Exercise, chance: random.Random) -> str:
    """Return the cell of some student."""
    drawn = chance.random()
    if drawn < RIGHT:
        return exercise.reference_source
    if drawn < RIGHT + WRONG and (wrong := mistaken_sources(exercise)):
        return chance.choice(wrong)
    return clear_solution(exercise.reference_source)


def make_class(folder: Path, lesson: Lesson, students: int, seed: int = 0) -> None:
    """Write ``<student>/<lesson>/<lesson>.ipynb``, as nbgrader keeps what was submitted."""
    template = assignment(lesson)
    for number in range(students):
        chance = random.Random(f"{seed}-{number}")
        answers = {exercise.name: answer(exercise, chance) for exercise in lesson.exercises}
        cells = [{**c, "source": answers.get(c["id"], c["source"])} for c in template["cells"]]
        path = folder / f"student{number:05}" / lesson.name / f"{lesson.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({**template, "cells": cells}), encoding="utf-8")
