"""The same submissions graded by otter-grader, where there is an `otter` on the path.

Without containers (`otter run`), which is its quickest way: a process for each notebook that runs
all of it and then the tests. These ask our own grader, as nbgrader's test cells do.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from dropout_course.catalog import Lesson
from dropout_course.grading.model import Exercise
from dropout_course.nbgrader import POINTS

CASE = """>>> import contextlib, io
>>> from dropout_course.nbgrader import points
>>> with contextlib.redirect_stdout(io.StringIO()):
...     got = points({name}, "{name}", out_of={points})
>>> got
{points:.1f}"""


def is_here() -> bool:
    """Whether otter-grader is installed."""
    return shutil.which("otter") is not None


def write_tests(folder: Path, lesson: Lesson) -> None:
    """Write a test for each exercise of a lesson, in otter's form."""
    folder.mkdir()
    for exercise in lesson.exercises:
        text = f"OK_FORMAT = True\ntest = {_test(exercise)!r}\n"
        (folder / f"{exercise.name}.py").write_text(text, encoding="utf-8")


def commands(folder: Path, submitted: Path, few: int) -> Iterator[list[str]]:
    """Yield the command that packs the tests, and one for each of the first submissions."""
    packed = folder / "autograder.zip"
    generate = ["otter", "generate", "-t", str(folder / "tests"), "-o", str(packed)]
    yield [*generate, "--no-environment"]
    for number, notebook in enumerate(sorted(submitted.rglob("*.ipynb"))[:few]):
        output = folder / str(number)
        output.mkdir(exist_ok=True)
        yield ["otter", "run", "-a", str(packed), "-o", str(output), "--no-logo", str(notebook)]


def _test(exercise: Exercise) -> dict[str, object]:
    code = CASE.format(name=exercise.name, points=POINTS)
    case = {"code": code, "hidden": False, "locked": False}
    suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    return {"name": exercise.name, "points": POINTS, "suites": [suite]}
