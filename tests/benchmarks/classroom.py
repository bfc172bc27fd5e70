"""Throughput beside nbgrader, and otter-grader where it is installed, on the same submissions.

`python -m tests.benchmarks.classroom` grades a class of 1,000 with `dropout-course grade` and some
of the same notebooks with nbgrader, in turn and some times over: a busy machine slows both down,
and no machine is as fast at every moment. Isolation is as strong as this machine has it.
`--students 10000 --memory` shows instead how much memory a larger class takes.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from dropout_course.catalog import LESSONS, Lesson
from dropout_course.classroom.walls import best
from dropout_course.nbgrader import export
from tests.benchmarks import otter
from tests.benchmarks.sidebyside import machine
from tests.classroom.synthetic import make_class

ROOT = Path(__file__).resolve().parents[2]
FEW, FEW_FOR_OTTER = 12, 3
NBGRADER = [sys.executable, "-m", "nbgrader"]


def ours(folder: Path, output: Path, jobs: int) -> float:
    """Return the seconds of the command with its start."""
    command = [sys.executable, "-m", "dropout_course.cli", "grade", str(folder)]
    return _timed([*command, "--output", str(output), "--jobs", str(jobs)], folder)


def nbgrader(folder: Path, lesson: Lesson) -> float:
    """Return the seconds of nbgrader's autograde."""
    shutil.rmtree(folder / "autograded", ignore_errors=True)
    return _timed([*NBGRADER, "autograde", lesson.name], folder)


def with_otter(folder: Path, lesson: Lesson) -> float:
    """Return the seconds that `otter run` takes for one of the submissions."""
    place = folder / "otter"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    otter.write_tests(place / "tests", lesson)
    _, *took = [
        _timed(command, folder)
        for command in otter.commands(place, folder / "submitted", FEW_FOR_OTTER)
    ]
    return median(took)


def _timed(command: list[str], folder: Path) -> float:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"HOME": str(home), "PYTHONPATH": str(ROOT), "PATH": programs}
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def compare(lesson: Lesson, students: int, jobs: int, rounds: int) -> None:
    """Print a line of the table."""
    theirs, mine, others = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        export(course, [lesson])
        _timed([*NBGRADER, "generate_assignment", lesson.name], course)
        make_class(course / "submitted", lesson, FEW)
        make_class(course / "many" / "submitted", lesson, students)
        for number in range(rounds):
            theirs.append(nbgrader(course, lesson) / FEW)
            if otter.is_here():
                others.append(with_otter(course, lesson))
            mine.append(ours(course / "many", course / f"grades{number}", jobs) / students)
    times = [few / many for few, many in zip(theirs, mine, strict=True)]
    row = [lesson.name, len(lesson.exercises)]
    row += [f"{1 / median(others):.2f}" if others else "not installed"]
    row += [f"{1 / median(theirs):.2f}"]
    row += [f"{1 / median(mine):.0f}", f"{1000 * median(mine):.1f}", f"{median(times):.0f}"]
    row += [f"{min(times):.0f} to {max(times):.0f}"]
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
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--lessons", nargs="*", default=["02_math", "03_inverted_dropout"])
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    lessons = [lesson for lesson in LESSONS if lesson.name in options.lessons]
    print(f"{machine()}; {best().name}; {options.jobs} jobs; {options.students} students\n")
    if options.memory:
        memory(lessons[0], options.students, options.jobs)
        return
    print(
        "| lesson | exercises | otter a second | nbgrader | ours | ms "
        "| times nbgrader | in all rounds |\n|---|---:|---:|---:|---:|---:|---:|---:|"
    )
    for lesson in lessons:
        compare(lesson, options.students, options.jobs, options.rounds)


if __name__ == "__main__":
    main()
