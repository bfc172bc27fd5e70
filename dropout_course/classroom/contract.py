"""What every exercise promises, told as sentences where one does not keep it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dropout_course.grading.judge import SEED, judge
from dropout_course.grading.model import Exercise
from dropout_course.grading.starter import BEGIN, END, clear_solution

SEEDS = range(SEED, SEED + 5)
LEAST_HINTS = 2
LEAST_PROMPT, LEAST_EXPLANATION, LEAST_SENTENCE = 100, 80, 60
TELLING_LINE = 20


def problems(exercise: Exercise) -> Iterator[str]:
    """Yield a sentence for everything that an exercise lacks.

    Parameters
    ----------
    exercise
        Any, of the course or of an instructor's own.
    """
    yield from _words(exercise)
    yield from _hints(exercise)
    yield from _starter(exercise)
    for seed in SEEDS:
        report = judge(exercise, exercise.reference, seed)
        if not report.passed:
            yield f"With seed {seed} the right answer does not pass: {report.message}"
            return
    yield from _mistakes(exercise)


def _words(exercise: Exercise) -> Iterator[str]:
    if not exercise.title:
        yield "It has no title: the first line of the module's docstring."
    if len(exercise.prompt) < LEAST_PROMPT:
        yield f"Its prompt has fewer than {LEAST_PROMPT} signs; say all that is checked."
    if len(exercise.explanation) < LEAST_EXPLANATION:
        yield f"Its explanation has fewer than {LEAST_EXPLANATION} signs."


def _hints(exercise: Exercise) -> Iterator[str]:
    if len(exercise.hints) < LEAST_HINTS:
        yield f"Expected at least {LEAST_HINTS} hints; there are {len(exercise.hints)}."
    solution = exercise.reference_source.partition(BEGIN)[2].partition(END)[0]
    lines = [re.sub(r"\s", "", line) for line in solution.splitlines()]
    for number, hint in enumerate(exercise.hints, start=1):
        squeezed = re.sub(r"\s", "", hint)
        if any(len(line) > TELLING_LINE and line in squeezed for line in lines):
            yield f"Hint {number} holds a line of the solution."


def _starter(exercise: Exercise) -> Iterator[str]:
    space: dict[str, Any] = {}
    try:
        exec(clear_solution(exercise.reference_source), space)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is told)
        yield f"Its starter does not run: {type(error).__name__}: {error}"
        return
    outcome = judge(exercise, space.get(exercise.name)).outcome
    if outcome != "not attempted":
        yield f"Its starter is judged as {outcome!r}; expected 'not attempted'."


def _mistakes(exercise: Exercise) -> Iterator[str]:
    passing = {check.name for check in judge(exercise, exercise.reference).checks}
    for mistake in exercise.catalog_of_mistakes:
        if len(mistake.sentence) < LEAST_SENTENCE:
            yield f"The docstring of {mistake.name} has fewer than {LEAST_SENTENCE} signs."
        for seed in SEEDS:
            report = judge(exercise, mistake.function, seed)
            passing -= {check.name for check in report.checks if not check.passed}
            if report.diagnosis != mistake.name:
                got = report.diagnosis or f"no diagnosis ({report.outcome})"
                yield f"{mistake.name} is not recognised with seed {seed}; got {got}."
                break
    for name in sorted(passing):
        yield f"No mistake fails the check {name!r}."
