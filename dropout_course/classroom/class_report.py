"""What a class solved and what it misunderstood, exercise by exercise, with pictures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from html import escape
from pathlib import Path

from dropout_course.catalog import Lesson
from dropout_course.classroom.feedback import document
from dropout_course.classroom.judging import Graded, Settings
from dropout_course.classroom.walls import ALL
from dropout_course.classroom.writing import place
from dropout_course.display.bundle import styled
from dropout_course.display.markdown import markdown
from dropout_course.grading.model import Exercise, Outcome
from dropout_course.grading.render import VERDICTS

NAME = "class_report.html"
WIDTH, HEIGHT = 320, 14
COLOURS: dict[Outcome, str] = {
    "passed": "#009e73",
    "failed": "#d55e00",
    "error": "#cc79a7",
    "not attempted": "#7f7f7f",
}
MISSING: Outcome = "not attempted"


class Tally:
    """Counts, and one example of each mistake."""

    def __init__(self) -> None:
        self._students = 0
        self._outcomes: dict[str, Counter[str]] = defaultdict(Counter)
        self._mistakes: dict[str, Counter[str]] = defaultdict(Counter)
        self._examples: dict[tuple[str, str], str] = {}
        self._without: list[str] = []

    @property
    def met(self) -> set[str]:
        """The exercises that somebody handed in."""
        return set(self._outcomes)

    def add(self, graded: Graded) -> None:
        """Count what came of a student."""
        if not graded.has_grade:
            self._without.append(f"{graded.student}: {graded.ungraded or graded.problems[0]}")
            return
        self._students += 1
        for report in graded.reports:
            self._outcomes[report.exercise][report.outcome] += 1
            if report.diagnosis:
                self._mistakes[report.exercise][report.diagnosis] += 1
                self._examples.setdefault((report.exercise, report.diagnosis), report.message)

    def write(self, output: Path, lessons: Sequence[Lesson], settings: Settings) -> None:
        """Write the report."""
        parts = ["<h1>Class report</h1>", f"<p>{self._students} students with a grade.</p>"]
        for lesson in lessons:
            parts.append(f"<h2>{escape(lesson.title)}</h2>")
            parts += map(self._exercise, lesson.exercises)
        if self._without:
            items = "".join(f"<li>{escape(one)}</li>" for one in self._without)
            parts.append(f"<h2>Without a grade</h2><ul>{items}</ul>")
        parts.append(
            f'<p class="quiet">{escape(ALL[settings.walls].holds)} Seed {settings.seed}: '
            f"<code>--seed {settings.seed}</code> repeats this grading.</p>"
        )
        place(output / NAME, document("Class report", styled("\n".join(parts))))

    def _exercise(self, exercise: Exercise) -> str:
        counts = Counter(self._outcomes[exercise.name])
        counts[MISSING] += self._students - counts.total()
        legend = " · ".join(
            f"{VERDICTS[outcome][0]} {VERDICTS[outcome][1].lower()} {counts[outcome]}"
            for outcome in COLOURS
            if counts[outcome]
        )
        mistakes = "".join(
            f"<li>{count} × <code>{escape(name)}</code>"
            f"{markdown(self._examples[exercise.name, name])}</li>"
            for name, count in self._mistakes[exercise.name].most_common()
        )
        met = f"<details open><summary>Misconceptions met</summary><ul>{mistakes}</ul></details>"
        return (
            f"<h3>{escape(exercise.title)} <code>{exercise.name}</code></h3>"
            f"<p>{_bar(counts, legend)} {legend}</p>{met if mistakes else ''}"
        )


def _bar(counts: Counter[str], words: str) -> str:
    """Draw shares side by side; the words beside it say the same."""
    total, left, parts = max(counts.total(), 1), 0.0, []
    for outcome, colour in COLOURS.items():
        width = WIDTH * counts[outcome] / total
        box = f'x="{left:.1f}" width="{width:.1f}" height="{HEIGHT}"'
        parts.append(f'<rect {box} fill="{colour}"/>')
        left += width
    label = f'role="img" aria-label="{escape(words)}"'
    return f'<svg {label} width="{WIDTH}" height="{HEIGHT}">{"".join(parts)}</svg>'
