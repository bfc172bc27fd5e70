"""What an instructor types, and reads."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path

import tqdm

from dropout_course.classroom import contract
from dropout_course.classroom.catalogs import BadCatalog, own_lesson
from dropout_course.classroom.judging import Settings
from dropout_course.classroom.process import Unavailable
from dropout_course.classroom.run import grade_class, new_seed, recall_seed
from dropout_course.classroom.submissions import NothingFound
from dropout_course.classroom.validate import CannotValidate, notebooks_in
from dropout_course.classroom.validate import validate as validated
from dropout_course.classroom.walls import ALL, best, works

PROBLEMS = (BadCatalog, CannotValidate, NothingFound, Unavailable)
"""What ends a command with a sentence."""


def grade(options: argparse.Namespace) -> int:
    """Grade a class; return 1 where the grader failed a student."""
    output: Path = options.output
    seed = options.seed
    if seed is None:
        seed = recall_seed(output)
    if seed is None:
        seed = new_seed()
    walls = ALL[options.isolation] if options.isolation else best()
    if not works(walls):
        usable = ", ".join(name for name, one in ALL.items() if works(one))
        raise Unavailable(f"--isolation {walls.name} does not work here; expected: {usable}.")
    if options.scheduler and not importlib.util.find_spec("distributed"):
        raise Unavailable(
            "--scheduler needs dask: `pip install 'dropout-course[cluster]'` here and on the "
            "workers."
        )
    print(f"Seed {seed}. {walls.holds}", file=sys.stderr)
    try:
        summary = grade_class(
            options.folder,
            output,
            Settings(seed, walls.name, options.seconds),
            catalog=options.catalog,
            jobs=options.jobs,
            scheduler=options.scheduler,
        )
    except KeyboardInterrupt as error:
        words = "Interrupted. What was finished is kept; the same command goes on from there."
        raise KeyboardInterrupt(words) from error
    kept = f", {summary.kept} of them before" if summary.kept else ""
    print(f"{summary.students} students{kept}. Written: {output / 'gradebook.csv'},")
    print(f"{output / 'class_report.html'} and a page for each in {output / 'feedback'}.")
    if summary.without_grade:
        print(f"Without a grade: {len(summary.without_grade)} (empty cells in the grade book)")
        for student, why in summary.without_grade.items():
            print(f"  {student}: {why}")
    return int(summary.ungraded > 0)


def validate(options: argparse.Namespace) -> int:
    """Run notebooks, or hold exercises to their contract; return 1 where one does not keep it."""
    if options.catalog:
        return _validate_catalog(options.catalog)
    notebooks = notebooks_in(options.places)
    broken = 0
    for path, differences in validated(notebooks, options.jobs):
        broken += bool(differences)
        for difference in differences:
            tqdm.tqdm.write(f"✗ {difference}")
        if not differences:
            tqdm.tqdm.write(f"✓ {path}")
    print(f"{len(notebooks) - broken} of {len(notebooks)} notebooks do what they show.")
    return int(broken > 0)


def _validate_catalog(folder: Path) -> int:
    lesson = own_lesson(folder)
    broken = 0
    for exercise in lesson.exercises:
        problems = list(contract.problems(exercise))
        broken += bool(problems)
        for problem in problems:
            print(f"✗ {exercise.name}: {problem}")
        if not problems:
            print(f"✓ {exercise.name}")
    print(
        f"{len(lesson.exercises) - broken} of {len(lesson.exercises)} exercises keep the contract."
    )
    return int(broken > 0)
