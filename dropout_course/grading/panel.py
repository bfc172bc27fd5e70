"""The panel under an exercise: the report, hints one at a time, the explained solution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from dropout_course.display.markdown import markdown
from dropout_course.display.page import Page
from dropout_course.grading.model import Exercise, Report
from dropout_course.grading.render import as_html
from dropout_course.grading.starter import clear_solution, without_markers

HINTS_BEFORE_SOLUTION = 2
HINT, SOLUTION, RESTART = "hint", "solution", "restart"


@dataclass
class Panel:
    """A report with what can be asked for beside it.

    Parameters
    ----------
    report
        The verdict to show.
    exercise
        Where hints, solution and starter come from.
    hints_taken
        How many hints the learner has seen so far.
    on_hint
        Called with the number of each further hint, counted from 1.
    """

    report: Report
    exercise: Exercise
    hints_taken: int
    on_hint: Callable[[int], None]

    def widget(self) -> Any:
        """Return the widget, for a notebook."""
        from dropout_course.display.form import Form

        return Form(self.page(), self.press)

    def page(self, status: str = "") -> Page:
        """Return what the panel shows, with `status` below."""
        left = len(self.exercise.hints) - self.hints_taken
        buttons = (
            (HINT, f"Hint ({left} left)" if left else "Hints again"),
            (SOLUTION, "Solution"),
            (RESTART, "Start again"),
        )
        return Page(as_html(self.report), buttons=buttons, status=status)

    def press(self, button: str, _: dict[str, str]) -> Page:
        """Return what the panel shows after a button was pressed."""
        name = self.exercise.name
        if button == HINT:
            if self.hints_taken < len(self.exercise.hints):
                self.hints_taken += 1
                self.on_hint(self.hints_taken)
            hints = "".join(
                f"<li>{markdown(hint)}</li>" for hint in self.exercise.hints[: self.hints_taken]
            )
            return self.page(_help(f"Hints for {name}", f"<ol>{hints}</ol>"))
        if button == RESTART:
            words = "<p>Copy this into a new cell; your old answer stays where it is.</p>"
            starter = _code(clear_solution(self.exercise.reference_source))
            return self.page(_help(f"{name} from the start", words + starter))
        if not self.report.passed and self.hints_taken < HINTS_BEFORE_SOLUTION:
            words = (
                f"The solution opens once your answer passes, or after {HINTS_BEFORE_SOLUTION} "
                f"hints. You have taken {self.hints_taken}."
            )
            return self.page(_help(f"Not yet: {name}", f"<p>{words}</p>"))
        solution = _code(without_markers(self.exercise.reference_source))
        why = markdown(self.exercise.explanation)
        return self.page(_help(f"One right answer to {name}", solution + why))


def _code(source: str) -> str:
    return f'<pre tabindex="0"><code>{escape(source)}</code></pre>'


def _help(title: str, body: str) -> str:
    return (
        '<div class="dropout-report dropout-help">'
        f"<p><strong>{escape(title)}</strong></p>{body}</div>"
    )
