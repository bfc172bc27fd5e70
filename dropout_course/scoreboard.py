"""What a learner has done so far, lesson by lesson, computed from the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dropout_course.catalog import LESSONS, Lesson
from dropout_course.display.bundle import mimebundle
from dropout_course.predictions.calibration import Calibration, calibration
from dropout_course.record import Event


@dataclass(frozen=True)
class Standing:
    """How an exercise stands.

    Attributes
    ----------
    name : str
        Of the exercise.
    attempts : int
        How often it was checked with something in it.
    solved : bool
        Whether any attempt passed.
    misconceptions : tuple of str
        Names of the mistakes recognised, in the order in which they were first met.
    """

    name: str
    attempts: int
    solved: bool
    misconceptions: tuple[str, ...]

    @property
    def words(self) -> str:
        """The standing as text."""
        if not self.attempts:
            return "○ to do"
        state = "✓ solved" if self.solved else "✗ not yet"
        met = ", ".join(name.replace("_", " ") for name in self.misconceptions)
        return f"{state} · met: {met}" if met else state


@dataclass(frozen=True)
class Scoreboard:
    """How a learner stands, as text and as HTML.

    Attributes
    ----------
    lessons : tuple of (Lesson, tuple of Standing)
        The exercises.
    calibration : Calibration
        The predictions against what was measured; shows as a picture of its own.
    """

    lessons: tuple[tuple[Lesson, tuple[Standing, ...]], ...]
    calibration: Calibration

    @property
    def solved(self) -> int:
        """How many exercises are solved."""
        return sum(standing.solved for _, standings in self.lessons for standing in standings)

    def __str__(self) -> str:
        """Return the scoreboard as plain text."""
        total = sum(len(standings) for _, standings in self.lessons)
        lines = [f"{self.solved} of {total} exercises solved"]
        for lesson, standings in self.lessons:
            lines += ["", f"{lesson.title}: {_share(standings)}"]
            lines += [f"  {standing.name}: {standing.words}" for standing in standings]
        return "\n".join([*lines, "", self.calibration.summary])

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        rows = []
        for lesson, standings in self.lessons:
            title = f"{escape(lesson.title)}: {_share(standings)}"
            rows.append(f'<tr><th scope="rowgroup" colspan="2">{title}</th></tr>')
            for standing in standings:
                name, words = escape(standing.name), escape(standing.words)
                rows.append(f'<tr><th scope="row"><code>{name}</code></th><td>{words}</td></tr>')
        caption = str(self).split("\n", 1)[0]
        html = (
            '<div class="dropout-report dropout-help">'
            f"<p><strong>{caption}</strong></p><p>{escape(self.calibration.summary)}</p><table>{''.join(rows)}</table></div>"
        )
        return mimebundle(str(self), html)


def scoreboard(events: Iterable[Event]) -> Scoreboard:
    """Compute the scoreboard from the events of a record."""
    events = list(events)
    checks = [e for e in events if e.kind == "check" and e.data["outcome"] != "not attempted"]
    lessons = []
    for lesson in LESSONS:
        if lesson.exercises:
            names = [exercise.name for exercise in lesson.exercises]
            standings = [_standing(n, [e for e in checks if e.name == n]) for n in names]
            lessons.append((lesson, tuple(standings)))
    return Scoreboard(tuple(lessons), calibration(events))


def _standing(name: str, checks: Sequence[Event]) -> Standing:
    met = dict.fromkeys(e.data["diagnosis"] for e in checks if e.data["diagnosis"])
    solved = any(e.data["outcome"] == "passed" for e in checks)
    return Standing(name, len(checks), solved, tuple(met))


def _share(standings: Sequence[Standing]) -> str:
    return f"{sum(standing.solved for standing in standings)} of {len(standings)}"
