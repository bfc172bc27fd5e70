"""The grade book: for people, and in the shapes that Canvas and Moodle import."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from dropout_course.catalog import Lesson
from dropout_course.classroom.judging import Graded
from dropout_course.classroom.writing import place

POINTS = 10
"""For an exercise, as in the assignments for nbgrader."""


class Rows:
    """The grades of a class, as little of them as a grade book needs."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, dict[str, float] | None, str]] = []
        self.without_grade: dict[str, str] = {}
        self.ungraded = 0

    def __len__(self) -> int:
        """Return how many students there are."""
        return len(self._rows)

    def add(self, graded: Graded) -> None:
        """Take over what a student earned."""
        earned = {one.exercise: round(POINTS * one.credit, 2) for one in graded.reports}
        notes = " ".join([graded.ungraded, *graded.problems]).strip()
        self._rows.append((graded.student, earned if graded.has_grade else None, notes))
        self.ungraded += bool(graded.ungraded)
        if not graded.has_grade:
            self.without_grade[graded.student] = notes

    def write(self, output: Path, lessons: Sequence[Lesson]) -> None:
        """Write ``gradebook.csv``, ``gradebook_canvas.csv`` and ``gradebook_moodle.csv``.

        Who has no grade has empty cells, never zeros: no import then writes over a grade.
        """
        names = [exercise.name for lesson in lessons for exercise in lesson.exercises]
        most = POINTS * len(names)
        head = ["student", *names, "total", "out of", "notes"]
        body = [
            [student, *_cells(earned, [[n] for n in names]), *_cells(earned, [names]), most, notes]
            for student, earned, notes in self._rows
        ]
        _write(output / "gradebook.csv", [head, *body])
        parts = [[exercise.name for exercise in lesson.exercises] for lesson in lessons]
        titles = [lesson.title for lesson in lessons]
        sums = [(student, _cells(earned, parts), notes) for student, earned, notes in self._rows]
        # Canvas knows a student by one of these columns; the folders are named by the login.
        about = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
        possible = ["Points Possible", "", "", "", "", *(POINTS * len(part) for part in parts)]
        canvas = [[student, "", "", student, "", *cells] for student, cells, _ in sums]
        _write(output / "gradebook_canvas.csv", [[*about, *titles], possible, *canvas])
        moodle = [[student, *cells, notes] for student, cells, notes in sums]
        _write(output / "gradebook_moodle.csv", [["username", *titles, "feedback"], *moodle])


def _cells(earned: dict[str, float] | None, parts: Iterable[Sequence[str]]) -> list[str]:
    """Return the points for each part, as text; nothing where there is no grade."""
    if earned is None:
        return ["" for _ in parts]
    return [f"{sum(earned.get(name, 0.0) for name in part):g}" for part in parts]


def _write(path: Path, rows: Iterable[Sequence[object]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(str(cell)) for cell in row] for row in rows)
    place(path, text.getvalue())


def _harmless(cell: str) -> str:
    """Keep a name such as ``=cmd()`` from being a formula in a spreadsheet."""
    return f"'{cell}" if cell[:1] in set("=+-@\t\r") else cell
