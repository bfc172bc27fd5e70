"""The learner's verbs: each finds what is meant, does it, and keeps it in the record."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from dropout_course import record
from dropout_course.catalog import EXERCISES
from dropout_course.catalog.flashcards import FLASHCARDS
from dropout_course.catalog.predictions import PREDICTIONS
from dropout_course.catalog.questions import QUESTIONS
from dropout_course.display.bundle import Words
from dropout_course.grading.judge import judge
from dropout_course.grading.model import Exercise, Report
from dropout_course.grading.panel import Panel
from dropout_course.predictions import comparing, predicting
from dropout_course.questions import asking, flashcards
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


def ask(name: str, answer: object = None) -> asking.Asked | flashcards.Dealt | Words:
    """Ask a question, or turn the next card of a deck of flashcards.

    Parameters
    ----------
    name
        The question, or ``"flashcards"``, or the deck of one lesson.
    answer
        Your answer, where you would rather type it than press buttons: letters or a number; for a
        flashcard ``"show"``, ``"known"`` or ``"not known"``.
    """
    if name in QUESTIONS:
        return asking.ask(
            QUESTIONS[name],
            answer,
            on_answer=lambda outcome: record.record(
                "answer", name, answer=outcome.answer, right=outcome.right
            ),
            earlier=next((e.data["answer"] for e in _latest("answer", name)), None),
        )
    if name in FLASHCARDS:
        return flashcards.deal(
            FLASHCARDS[name],
            answer,
            [(event.name, event.data["known"]) for event in record.events("card")],
            lambda card, known: record.record("card", card, known=known),
        )
    return Words(
        f"There is no question called `{name}`. {_nearest(name, [*QUESTIONS, *FLASHCARDS])}"
    )


def predict(
    name: str, answer: str | None = None, confidence: str | None = None, *, measured: object = None
) -> predicting.Predicted | comparing.Compared | Words:
    """Commit to a belief before an experiment, or hold it against the measurement.

    Parameters
    ----------
    name
        The prediction.
    answer, confidence
        Your belief, where you would rather type it than press buttons.
    measured
        After the experiment: the interval or the number that was measured.
    """
    if name not in PREDICTIONS:
        return Words(f"There is no prediction called `{name}`. {_nearest(name, PREDICTIONS)}")
    prediction = PREDICTIONS[name]
    if measured is not None:
        return comparing.compare(
            prediction,
            measured,
            record.events(),
            lambda found: record.record("comparison", name, **found.data),
        )
    return predicting.predict(
        prediction,
        answer,
        confidence,
        record.events(),
        lambda belief: record.record("prediction", name, **belief.data),
    )


def progress() -> Scoreboard:
    """Show what is solved, what is left, and which misconceptions you have met."""
    return scoreboard(record.events())


def _panel_of(exercise: Exercise) -> Callable[[Report], Any]:
    def widget(report: Report) -> Any:
        taken = _hints_taken(exercise)
        return Panel(report, exercise, taken, lambda number: _keep_hint(exercise, number)).widget()

    return widget


def _hints_taken(exercise: Exercise) -> int:
    taken = [event.data["number"] for event in _latest("hint", exercise.name)]
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
    usage = f' Then say `check({name}, "{near[0]}")`.' if near else ""
    return _nearest(name, names) + usage


def _nearest(name: object, names: Collection[str]) -> str:
    near = difflib.get_close_matches(str(name), names, n=1)
    return f"Did you mean `{near[0]}`?" if near else "The lessons say the names."


def _latest(kind: str, name: str) -> list[record.Event]:
    """Return the events of one kind about one thing, the latest first."""
    return [event for event in reversed(record.events(kind)) if event.name == name]
