"""Throughput beside nbgrader on the same submissions.

`python -m tests.benchmarks.classroom` grades a class of 1,000 with `dropout-course grade` and some
of the same notebooks with nbgrader, one lesson after the other, in one run: a busy machine slows
both down. Isolation is as strong as this machine has it. `--students 10000 --memory` shows instead
how much memory a larger class takes.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dropout_course.catalog import LESSONS, Lesson
from dropout_course.classroom.walls import best
from dropout_course.nbgrader import export
from tests.benchmarks.sidebyside import machine
from tests.classroom.synthetic import make_class

ROOT = Path(__file__).resolve().parents[2]
FEW = 12


def ours(folder: Path, output: Path, jobs: int) -> float:
    """Return the seconds of the command with its start."""
    command = [sys.executable, "-m", "dropout_course.cli", "grade", str(folder)]
    return _timed([*command, "--output", str(output), "--jobs", str(jobs)], folder)


def nbgrader(folder: Path, lesson: Lesson) -> float:
    """Return the seconds of nbgrader's autograde."""
    command = [sys.executable, "-m", "nbgrader"]
    _timed([*command, "generate_assignment", lesson.name], folder)
    return _timed([*command, "autograde", lesson.name], folder)


def _timed(command: list[str], folder: Path) -> float:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"HOME": str(home), "PYTHONPATH": str(ROOT), "PATH": programs}
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def compare(lesson: Lesson, students: int, jobs: int) -> None:
    """Print a line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        export(course, [lesson])
        make_class(course / "few" / "submitted", lesson, FEW)
        (course / "few" / "submitted").rename(course / "submitted")
        theirs = nbgrader(course, lesson) / FEW
        make_class(course / "many" / "submitted", lesson, students)
        mine = ours(course / "many", course / "grades", jobs) / students
    row = [lesson.name, len(lesson.exercises), f"{1 / theirs:.2f}", f"{1 / mine:.0f}"]
    row += [f"{theirs / mine:.0f}", f"{1000 * mine:.1f}"]
    print("|", " | ".join(map(str, row)), "|", flush=True)


def memory(lesson: Lesson, students: int, jobs: int) -> None:
    """Print the largest process of a run, for a small class and for a large one."""
    print("| students | MB of the largest process | a second |\n|---:|---:|---:|")
    for number in (100, students):
        with tempfile.TemporaryDirectory() as folder:
            make_class(Path(folder) / "submitted", lesson, number)
            took = ours(Path(folder), Path(folder) / "grades", jobs)
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"| {number} | {largest:.0f} | {number / took:.0f} |", flush=True)


def main() -> None:
    """Print a table as markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--lessons", nargs="*", default=["02_math", "03_inverted_dropout"])
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    lessons = [lesson for lesson in LESSONS if lesson.name in options.lessons]
    print(f"{machine()}; {best().name}; {options.jobs} jobs; {options.students} students\n")
    if options.memory:
        memory(lessons[0], options.students, options.jobs)
        return
    print("| lesson | exercises | nbgrader a second | ours | times | ms |")
    print("|---|---:|---:|---:|---:|---:|")
    for lesson in lessons:
        compare(lesson, options.students, options.jobs)


if __name__ == "__main__":
    main()
