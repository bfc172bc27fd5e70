"""What the README shows is what the course says."""

from pathlib import Path

from dropout_course.catalog import EXERCISES
from dropout_course.grading.judge import judge

README = Path(__file__).parents[1] / "README.md"


def test_the_check_that_it_shows_is_what_the_grader_says() -> None:
    exercise = EXERCISES["inverted_dropout"]
    mistakes = {mistake.name: mistake for mistake in exercise.catalog_of_mistakes}
    report = judge(exercise, mistakes["drops_what_it_should_keep"].function)
    verdict, _, diagnosis = str(report).split("\n")[:3]
    shown = " ".join(README.read_text(encoding="utf-8").split())
    assert f"{verdict} {diagnosis}" in shown
