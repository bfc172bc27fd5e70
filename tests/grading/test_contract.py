"""What every exercise promises: held over the whole catalog."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest

from dropout_course.catalog import EXERCISES, LESSONS
from dropout_course.grading.judge import SEED, _measure, here, judge
from dropout_course.grading.model import Exercise, Fact, Mistake
from dropout_course.grading.requirements import missing
from dropout_course.grading.starter import clear_solution
from tests.catalog.cases import every_exercise, marks_of, seeds_of

SEEDS_FOR_THE_REFERENCE = 20
SEEDS_FOR_A_MISTAKE = 5

every_mistake = pytest.mark.parametrize(
    ("exercise", "mistake"),
    [
        pytest.param(
            exercise,
            mistake,
            id=f"{exercise.name}-{mistake.name}",
            marks=marks_of(exercise),
        )
        for exercise in EXERCISES.values()
        for mistake in exercise.catalog_of_mistakes
    ],
)


def run_source(exercise: Exercise, source: str) -> object:
    namespace: dict[str, object] = {}
    exec(source, namespace)
    return namespace[exercise.name]


def facts_of(exercise: Exercise, answer: Callable[..., object]) -> list[Fact]:
    assert not exercise.needs or not missing(exercise.needs)
    return _measure(exercise, here(answer), SEED)[0]


@every_exercise
def test_the_reference_passes_with_many_seeds(exercise: Exercise) -> None:
    for seed in seeds_of(exercise, SEEDS_FOR_THE_REFERENCE):
        report = judge(exercise, exercise.reference, seed)
        assert report.passed, report
        assert report.score == 1


@every_exercise
def test_the_solution_of_the_notebook_passes(exercise: Exercise) -> None:
    assert judge(exercise, run_source(exercise, exercise.reference_source)).passed


@every_exercise
def test_the_starter_is_not_attempted(exercise: Exercise) -> None:
    starter = run_source(exercise, clear_solution(exercise.reference_source))
    report = judge(exercise, starter)
    assert report.outcome == "not attempted"
    assert report.score == 0


@every_mistake
def test_a_mistake_fails_and_is_diagnosed_as_itself(exercise: Exercise, mistake: Mistake) -> None:
    for seed in seeds_of(exercise, SEEDS_FOR_A_MISTAKE):
        report = judge(exercise, mistake.function, seed)
        assert report.outcome == "failed", report
        assert report.diagnosis == mistake.name, report
        assert report.score < 1
        assert "{" not in report.message


@every_mistake
def test_a_mistake_is_explained_with_what_was_measured(
    exercise: Exercise, mistake: Mistake
) -> None:
    assert len(mistake.sentence) > 60
    assert exercise.reference.__doc__ not in mistake.sentence
    facts = facts_of(exercise, mistake.function)
    assert mistake.mentioned <= {fact.name for fact in facts}


@every_exercise
def test_facts_have_names_of_their_own(exercise: Exercise) -> None:
    names = [fact.name for fact in facts_of(exercise, exercise.reference)]
    assert len(names) == len(set(names))


@every_exercise
def test_every_check_is_failed_by_some_mistake(exercise: Exercise) -> None:
    names = {check.name for check in judge(exercise, exercise.reference).checks}
    failed = {
        check.name
        for mistake in exercise.mistakes
        for check in judge(exercise, mistake).checks
        if not check.passed
    }
    assert names <= failed


@every_exercise
def test_hints_lead_on_without_giving_the_solution_away(exercise: Exercise) -> None:
    assert len(exercise.hints) >= 2
    solution = exercise.reference_source.split("### BEGIN SOLUTION")[1].split("### END")[0]
    lines = [re.sub(r"\s", "", line) for line in solution.splitlines()]
    for hint in exercise.hints:
        squeezed = re.sub(r"\s", "", hint)
        assert not any(len(line) > 20 and line in squeezed for line in lines)


@every_exercise
def test_a_judgement_leaves_no_trace(exercise: Exercise, capfd: pytest.CaptureFixture[str]) -> None:
    before = np.random.get_state(legacy=False)
    judge(exercise, exercise.reference)
    judge(exercise, exercise.mistakes[0])
    after = np.random.get_state(legacy=False)
    assert np.array_equal(before["state"]["key"], after["state"]["key"])
    assert capfd.readouterr() == ("", "")


def test_names_are_unique_and_every_lesson_has_exercises() -> None:
    names = [exercise.name for lesson in LESSONS for exercise in lesson.exercises]
    assert len(names) == len(set(names)) == len(EXERCISES)
    assert all(lesson.exercises for lesson in LESSONS)


@every_exercise
def test_an_exercise_has_its_words(exercise: Exercise) -> None:
    assert exercise.title
    assert len(exercise.prompt) > 100
    assert len(exercise.explanation) > 80
