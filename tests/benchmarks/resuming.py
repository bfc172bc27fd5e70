"""A class of 1,000, graded undisturbed, and again by a run that is killed twice on the way.

`python -m tests.benchmarks.resuming`; another number of students can be given.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from dropout_course.catalog import LESSONS
from tests.classroom.resuming import kill_at, results_of, start, students_in
from tests.classroom.synthetic import make_class


def main() -> None:
    """Print what happened."""
    students = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    jobs = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_class(root / "submitted", LESSONS[1], students)
        begun = time.perf_counter()
        start(root, root / "undisturbed", jobs).wait()
        took = time.perf_counter() - begun
        print(f"Undisturbed: {students} students in {took:.0f} s, {students / took:.0f} a second.")
        for share in (0.3, 0.7):
            at = kill_at(start(root, root / "killed", jobs), root / "killed", int(share * students))
            print(f"Killed after {at} students.")
        start(root, root / "killed", jobs).wait()
        counts = students_in(root / "killed")
        print(f"Resumed: {len(counts)} students, {counts.total()} graded in all.")
        same = results_of(root / "undisturbed") == results_of(root / "killed")
        print(f"Grade book, class report and {students} pages are the same, bit for bit: {same}.")


if __name__ == "__main__":
    main()
