"""A right answer passes, however it is written."""

from __future__ import annotations

from pathlib import Path

from dropout_course.catalog import EXERCISES
from dropout_course.grading.judge import judge
from dropout_course.grading.model import Exercise
from tests.catalog.answers import right_answers
from tests.catalog.cases import every_exercise, seeds_of

FOLDER = Path(__file__).parent / "right_answers"
SEEDS = 20


@every_exercise
def test_there_are_five_ways_to_be_right(exercise: Exercise) -> None:
    answers = right_answers(exercise.name)
    assert len(answers) >= 5
    assert len({answer.__name__ for answer in answers}) == len(answers)
    assert exercise.reference not in answers


@every_exercise
def test_every_right_answer_passes_with_many_seeds(exercise: Exercise) -> None:
    for answer in right_answers(exercise.name):
        for seed in seeds_of(exercise, SEEDS):
            report = judge(exercise, answer, seed)
            assert report.passed, f"{answer.__name__}, seed {seed}:\n{report}"
            assert report.score == 1


def test_every_file_of_right_answers_belongs_to_an_exercise() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} <= set(EXERCISES)
