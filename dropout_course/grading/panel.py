"""The panel under an exercise: the report, hints one at a time, the explained solution."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from dropout_course.grading.display import styled
from dropout_course.grading.markdown import markdown
from dropout_course.grading.model import Exercise, Report
from dropout_course.grading.render import as_html
from dropout_course.grading.starter import clear_solution, without_markers

if TYPE_CHECKING:
    import ipywidgets

HINTS_BEFORE_SOLUTION = 2


def panel(
    report: Report, exercise: Exercise, hints_taken: int, on_hint: Callable[[int], None]
) -> ipywidgets.VBox:
    """Build the widget.

    Parameters
    ----------
    report
        The verdict to show.
    exercise
        Where hints, solution and starter come from.
    hints_taken
        How many hints the learner has seen before.
    on_hint
        Called with the number of each further hint, counted from 1.
    """
    import ipywidgets as widgets

    wide = widgets.Layout(width="auto")
    verdict = widgets.HTML(styled(f'<div role="status">{as_html(report)}</div>'))
    hint = widgets.Button(layout=wide)
    solution = widgets.Button(description="Solution", layout=wide)
    restart = widgets.Button(
        description="Start again", tooltip="Show the empty exercise to copy", layout=wide
    )
    below = widgets.HTML()
    taken = hints_taken

    def refresh() -> None:
        left = len(exercise.hints) - taken
        hint.description = f"Hint ({left} left)" if left else "Hints again"
        solution.disabled = not (report.passed or taken >= HINTS_BEFORE_SOLUTION)
        solution.tooltip = (
            f"Opens once the exercise is solved or {HINTS_BEFORE_SOLUTION} hints are taken"
            if solution.disabled
            else "Show a right answer and why it is right"
        )

    def show(title: str, body: str) -> None:
        below.value = (
            '<div role="status" class="dropout-report dropout-help">'
            f"<p><strong>{title}</strong></p>{body}</div>"
        )

    def next_hint(_: widgets.Button) -> None:
        nonlocal taken
        if taken < len(exercise.hints):
            taken += 1
            on_hint(taken)
        show(f"Hints for {exercise.name}", hints_html(exercise, taken))
        refresh()

    def show_solution(_: widgets.Button) -> None:
        code = escape(without_markers(exercise.reference_source))
        body = f"<pre><code>{code}</code></pre>{markdown(exercise.explanation)}"
        show(f"One right answer to {exercise.name}", body)

    def show_starter(_: widgets.Button) -> None:
        code = escape(clear_solution(exercise.reference_source))
        words = "<p>Copy this into a new cell; your old answer stays where it is.</p>"
        show(f"{exercise.name} from the start", f"{words}<pre><code>{code}</code></pre>")

    hint.on_click(next_hint)
    solution.on_click(show_solution)
    restart.on_click(show_starter)
    refresh()
    buttons = widgets.HBox([hint, solution, restart], layout=widgets.Layout(flex_flow="row wrap"))
    return widgets.VBox([verdict, buttons, below])


def hints_html(exercise: Exercise, taken: int) -> str:
    """Return the first hints as a list."""
    return f"<ol>{''.join(f'<li>{markdown(text)}</li>' for text in exercise.hints[:taken])}</ol>"
