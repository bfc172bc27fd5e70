"""A right answer with one small change in it is a wrong answer, and is rejected."""

from __future__ import annotations

import ast

from dropout_course.grading.model import Exercise
from tests.catalog.answers import equivalent_mutants
from tests.catalog.cases import every_exercise
from tests.catalog.mutants import mutants_of, survives


@every_exercise
def test_every_mutant_is_rejected_unless_it_is_equivalent(exercise: Exercise) -> None:
    surviving = {mutant.name for mutant in mutants_of(exercise) if survives(exercise, mutant)}
    assert surviving == set(equivalent_mutants(exercise.name))
    assert all(len(reason) > 20 for reason in equivalent_mutants(exercise.name).values())


@every_exercise
def test_a_reference_has_mutants_of_its_own(exercise: Exercise) -> None:
    mutants = mutants_of(exercise)
    reference = ast.unparse(ast.parse(exercise.reference_source))
    assert len(mutants) >= 5
    assert reference not in {mutant.source for mutant in mutants}
    assert len({mutant.name for mutant in mutants}) == len(mutants)


def changes(source: str) -> set[str]:
    """Name the mutants of a function given as text."""

    class Written:
        reference_source = source

    return {mutant.name for mutant in mutants_of(Written())}


def test_operators_constants_and_comparisons_are_changed() -> None:
    assert changes("def f(a, b=True):\n    return a + 1 if a < 2 else not b") >= {
        "a + 1 -> a - 1",
        "a + 1 -> a + 2",
        "a + 1 -> a + 0",
        "a < 2 -> a <= 2",
        "a < 2 -> a >= 2",
        "a < 2 -> a < 3",
        "a, b=True -> a, b=False",
        "return a + 1 if a < 2 else not b -> return a + 1",
        "return a + 1 if a < 2 else not b -> return not b",
        "without: return a + 1 if a < 2 else not b",
    }


def test_calls_and_statements_are_taken_away() -> None:
    assert changes(
        "def f(a):\n    if a.any() or not a:\n        a = a.sum(axis=0)\n    return a"
    ) >= {
        "without: if a.any() or not a:",
        "without: a = a.sum(axis=0)",
        "a.any() or not a -> a or not a",
        "a.any() or not a -> a.any() and (not a)",
        "if a.any() or not a: -> if a.any():",
        "a = a.sum(axis=0) -> a = a",
        "a = a.sum(axis=0) -> a = a.sum()",
    }
