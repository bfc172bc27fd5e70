"""The learner's verbs: each finds what is meant, does it, and keeps it in the record."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from dropout_course import record
from dropout_course.catalog import EXERCISES
from dropout_course.grading.display import Words
from dropout_course.grading.judge import judge
from dropout_course.grading.model import Exercise, Report
from dropout_course.grading.panel import panel
from dropout_course.scoreboard import Scoreboard, scoreboard


def check(answer: Any, name: str | None = None) -> Report:
    """Check an answer to an exercise.

    Parameters
    ----------
    answer
        The function (or class) that you wrote. Its own name says which exercise it answers.
    name
        The exercise, where your function has another name.

    Returns
    -------
    Report
        The verdict. At the end of a cell it shows as a panel with hints and the solution.
    """
    wanted = name if name is not None else getattr(answer, "__name__", None)
    exercise = EXERCISES.get(wanted) if isinstance(wanted, str) else None
    if exercise is None:
        return Report("check", "error", 0.0, None, _unknown("check", answer, wanted))
    report = judge(exercise, answer)
    record.record(
        "check",
        exercise.name,
        outcome=report.outcome,
        score=report.score,
        diagnosis=report.diagnosis,
    )
    return replace(report, view=_panel_of(exercise))


def hint(exercise: Any) -> Words:
    """Show the next hint for an exercise.

    Parameters
    ----------
    exercise
        Its name, or the function that you wrote for it.
    """
    wanted = exercise if isinstance(exercise, str) else getattr(exercise, "__name__", None)
    found = EXERCISES.get(wanted) if isinstance(wanted, str) else None
    if found is None:
        return Words(_unknown("hint", exercise, wanted))
    taken = _hints_taken(found)
    if taken == len(found.hints):
        words = f"There are no more hints for `{found.name}`. Here they are once more."
    else:
        taken += 1
        _keep_hint(found, taken)
        words = f"Hint {taken} of {len(found.hints)} for `{found.name}`"
    texts = [f"{number}. {text}" for number, text in enumerate(found.hints[:taken], start=1)]
    return Words("\n\n".join([words, *texts]))


def progress() -> Scoreboard:
    """Show what is solved, what is left, and which misconceptions you have met."""
    return scoreboard(record.events())


def _panel_of(exercise: Exercise) -> Callable[[Report], Any]:
    return lambda report: panel(
        report, exercise, _hints_taken(exercise), lambda number: _keep_hint(exercise, number)
    )


def _hints_taken(exercise: Exercise) -> int:
    taken = [e.data["number"] for e in record.events("hint") if e.name == exercise.name]
    return min(max(taken, default=0), len(exercise.hints))


def _keep_hint(exercise: Exercise, number: int) -> None:
    record.record("hint", exercise.name, number=number)


def _unknown(verb: str, given: Any, name: Any) -> str:
    """Say in one sentence what was expected instead of an exercise that there is not."""
    if not isinstance(name, str):
        got = "`None`" if given is None else f"`{given!r}`"[:60]
        return f"Expected a function that you wrote, as in `{verb}(inverted_dropout)`; got {got}."
    return f"There is no exercise called `{name}`. {_suggestion(name, EXERCISES)}"


def _suggestion(name: str, names: Collection[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return f'Did you mean `{near[0]}`? Then say `check({name}, "{near[0]}")`.'
    return f"There are: {', '.join(names)}."
