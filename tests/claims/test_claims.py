"""The ledger: complete, well worded, and judged by its rule."""

import re

import numpy as np
import pytest

from dropout_course.catalog import LESSONS
from dropout_course.claims import CLAIMS, Claim, Equals, Greater, UnknownClaim, claim
from dropout_course.experiments.result import Result

EXACT = (1, 2, 3, 4, 5, 7, 8, 9, 27, 34, 36)


def result(**values: list[float]) -> Result:
    table = np.array(list(values.values()))
    return Result("error", "%", tuple(values), tuple(range(table.shape[1])), table, 0.0)


def a_claim(expects: Greater | Equals, measured: Result) -> Claim:
    return Claim(1, "name", "Sentence.", (0,), "02_math", "source", lambda _, __: measured, expects)


def test_all_36_claims_are_there_once():
    assert [one.number for one in CLAIMS] == list(range(1, 37))
    assert len({one.name for one in CLAIMS}) == 36


@pytest.mark.parametrize("one", CLAIMS, ids=lambda one: one.name)
def test_a_claim_has_its_words(one: Claim):
    assert re.fullmatch(r"[a-z0-9_]+", one.name)
    assert one.sentence.endswith(".")
    assert one.literature
    assert set(one.notes) <= set(range(5))
    assert one.notes
    assert one.lesson in {lesson.name for lesson in LESSONS}
    assert one.quick_seeds <= one.seeds


def test_every_note_and_every_lesson_has_claims():
    assert {note for one in CLAIMS for note in one.notes} == set(range(5))
    assert {one.lesson for one in CLAIMS} == {lesson.name for lesson in LESSONS}


@pytest.mark.parametrize("number", EXACT)
def test_what_is_exact_is_judged_alike_by_few_seeds_and_by_many(number: int):
    few, many = claim(number).measure(seeds=3), claim(number).measure(seeds=12)
    assert few.verdict == many.verdict != "not seen here"
    assert many.result.values.shape[1] == 12
    assert many.verdict in str(many)


@pytest.mark.parametrize(
    ("first", "verdict"),
    [([3.0, 4, 5], "supported"), ([-3.0, -4, -5], "contradicted"), ([3.0, -4, 1], "not seen here")],
)
def test_a_comparison_is_judged_by_the_interval_of_its_paired_difference(first, verdict):
    measured = a_claim(Greater("a", "b"), result(a=first, b=[0.0, 0, 0])).measure()
    assert measured.verdict == verdict


@pytest.mark.parametrize(
    ("values", "verdict"),
    [([0.0, 0.05], "supported"), ([5.0, 5.1], "contradicted"), ([-3.0, 3.0], "not seen here")],
)
def test_an_identity_is_judged_by_its_tolerance(values, verdict):
    measured = a_claim(Equals("a", 0.0, 0.1), result(a=values)).measure()
    assert measured.verdict == verdict


def test_a_claim_is_found_by_name_and_by_number():
    assert claim("adds_noise") is claim(34)
    with pytest.raises(UnknownClaim, match="did you mean 'adds_noise'"):
        claim("add_noise")
    with pytest.raises(UnknownClaim, match="numbered 1 to 36"):
        claim(99)


def test_zero_seeds_are_refused():
    with pytest.raises(ValueError, match="at least 1, got 0"):
        claim(1).measure(seeds=0)


@pytest.mark.slow
def test_the_known_surprises_come_out():
    order = claim("light_early_heavy_late").measure(seeds=6)
    assert order.verdict == "contradicted"
    assert claim("redundant_features").measure(seeds=10).verdict == "supported"
    assert claim("averages_all_subnetworks").measure(seeds=3).verdict == "contradicted"
