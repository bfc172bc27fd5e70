"""From facts to checks, and to the mistake that explains all of them."""

from __future__ import annotations

import numpy as np
import pytest

from dropout_course.catalog import EXERCISES
from dropout_course.grading.checks import checks_of, in_words, recognise
from dropout_course.grading.judge import judge
from dropout_course.grading.model import Fact, Mistake


def fact(name: str, got, expected=0.0, tolerance: float = 0.1, *, edge: bool = False) -> Fact:
    return Fact(name, f"check of {name}", got, expected, tolerance, edge)


def mistake(name: str, sentence: str = "") -> Mistake:
    def function() -> None: ...

    function.__name__, function.__doc__ = name, sentence
    return Mistake(function)


def recognised(facts: list[Fact], **candidates: list[Fact]) -> str | None:
    found = recognise(facts, [(mistake(name), own) for name, own in candidates.items()])
    return found.name if found else None


def test_facts_of_one_check_stand_and_fall_together() -> None:
    facts = [
        Fact("a", "first", 1.0, 1.0),
        Fact("b", "second", "yes", "yes"),
        Fact("c", "first", 2.0, 3.0, 0.5),
    ]
    first, second = checks_of(facts)
    assert (first.name, first.passed, first.expected, first.got) == ("first", False, "3 ± 0.5", "2")
    assert (second.name, second.passed) == ("second", True)


@pytest.mark.parametrize(
    ("got", "expected", "tolerance", "words"),
    [
        (0.7, 0.3, 0.01, ("0.3 ± 0.01", "0.7")),
        (1.00001, 1.0, 1e-9, ("1", "1.00001")),
        (1 + 1e-9, 1.0, 0.0, ("1", "1.0000000010000001")),
        (True, False, 0.0, ("no", "yes")),
        ("a word", 1.0, 0.0, ("1", "a word")),
        (np.array([1.0, 5.0]), np.array([1.0, 2.0]), 1e-5, ("2 at [1]", "5 at [1]")),
        (np.array([[1.0, np.nan]]), np.array([[1.0, 2.0]]), 1e-5, ("2 at [0, 1]", "nan at [0, 1]")),
        (np.ones(2), np.ones(3), 1e-5, ("shape (3,)", "shape (2,)")),
        (np.ones(2), np.array(1.0), 1e-5, ("shape ()", "shape (2,)")),
        (np.array(2.0), np.array(1.0), 1e-5, ("1 ± 1e-05", "2")),
        (np.ones(2), np.ones(2), 1e-5, ("as computed by hand", "the same")),
    ],
)
def test_a_difference_is_put_in_words(got, expected, tolerance, words) -> None:
    assert in_words(Fact("x", "x", got, expected, tolerance)) == words


def test_a_mistake_is_recognised_by_all_of_its_facts() -> None:
    own = [fact("a", 1.0), fact("b", 2.0)]
    assert recognised([fact("a", 1.05), fact("b", 2.0), fact("c", 0.0)], swaps=own) == "swaps"
    assert recognised([fact("a", 1.0), fact("b", 0.0)], swaps=own) is None
    assert recognised([fact("a", 1.0), fact("b", 3.0)], swaps=own) is None
    assert recognised([fact("a", 1.0)], swaps=own) is None


def test_the_one_that_explains_most_is_named() -> None:
    facts = [fact("a", 1.0), fact("b", 2.0)]
    small, large = [fact("a", 1.0)], [fact("a", 1.0), fact("b", 2.0)]
    assert recognised(facts, small=small, large=large) == "large"
    assert recognised(facts, large=large, small=small) == "large"


def test_two_known_mistakes_at_once_are_told_of_the_graver() -> None:
    facts = [fact("a", 1.0), fact("b", 2.0), fact("c", 3.0)]
    candidates = {"one": [fact("a", 1.0)], "two": [fact("b", 2.0), fact("c", 3.0)]}
    assert recognised(facts, **candidates) == "two"


def test_what_only_resembles_a_mistake_is_not_named() -> None:
    facts = [fact("a", 1.0), fact("b", 2.0)]
    assert recognised(facts, small=[fact("a", 1.0)]) is None


def test_behaviour_at_the_edges_does_not_hide_a_mistake() -> None:
    edge = fact("edge", "NaN", "zero", edge=True)
    assert recognised([fact("a", 1.0), edge], swaps=[fact("a", 1.0)]) == "swaps"
    assert recognised([fact("a", 1.0)], swaps=[fact("a", 1.0), edge]) == "swaps"
    assert recognised([edge], swaps=[fact("a", 1.0), edge]) is None


def test_edges_decide_between_mistakes_that_are_alike() -> None:
    edge = fact("edge", "NaN", "zero", edge=True)
    candidates = {"careful": [fact("a", 1.0)], "careless": [fact("a", 1.0), edge]}
    assert recognised([fact("a", 1.0), edge], **candidates) == "careless"
    assert recognised([fact("a", 1.0)], **candidates) == "careful"


def test_a_mistake_at_the_edges_alone_is_recognised_by_them() -> None:
    first, second = fact("zero", "NaN", "0", edge=True), fact("one", "NaN", "0", edge=True)
    assert recognised([first], forgets_zero=[first], forgets_both=[first, second]) == "forgets_zero"
    assert recognised([first, second], forgets_zero=[first]) is None
    assert recognised([fact("a", 1.0), first], forgets_zero=[first]) is None


def test_a_mistake_is_not_named_where_its_sentence_would_not_be_true() -> None:
    own = [fact("a", 1.0), fact("held", 0.0)]
    claims = mistake("claims", "You have {a} and {held:.2f}.")
    assert claims.mentioned == {"a", "held"}
    assert recognise([fact("a", 1.0), fact("held", 0.0)], [(claims, own)]) is claims
    for other in (fact("held", "a word"), fact("held", 3.0), fact("another", 0.0)):
        assert recognise([fact("a", 1.0), other], [(claims, own)]) is None


def test_a_fact_that_holds_is_not_taken_for_one_that_hardly_does_not() -> None:
    wide = 0.9
    own = [fact("spread", 0.0, 1.0, wide), fact("a", 1.0)]
    assert recognised([fact("spread", 0.95, 1.0, wide), fact("a", 1.0)], fixed=own) is None
    assert recognised([fact("spread", 0.0, 1.0, wide), fact("a", 1.0)], fixed=own) == "fixed"


def test_a_right_answer_resembles_nothing() -> None:
    assert recognised([fact("a", 0.0)], does_nothing=[fact("a", 0.0)]) is None


# Combined and unlisted mistakes in a real exercise: no name is better than a wrong one.


def told(answer) -> str | None:
    return judge(EXERCISES["inverted_dropout"], answer).diagnosis


def test_a_learner_who_swaps_the_mask_and_guards_nothing() -> None:
    def answer(x, rate, rng, training=True):
        if not training:
            return x
        return x * (rng.random(x.shape) < rate) / rate

    assert told(answer) == "drops_what_it_should_keep"


def test_a_learner_who_does_not_scale_and_guards_nothing() -> None:
    def answer(x, rate, rng, training=True):
        return x * (rng.random(x.shape) >= rate) if training else x

    assert told(answer) == "does_not_scale"


def test_a_learner_whose_noise_is_drawn_in_another_way() -> None:
    def answer(x, rate, rng, training=True):
        if not training:
            return x
        other = np.random.default_rng(rng.integers(2**32))
        return x * (1 + np.sqrt(rate / (1 - rate)) * other.standard_normal(x.shape))

    assert told(answer) == "adds_noise_instead"


def test_a_learner_who_makes_two_known_mistakes() -> None:
    def answer(x, rate, rng, training=True):
        mask = rng.random((1, x.shape[-1])) >= rate
        return x * mask if training else x

    assert told(answer) in {"does_not_scale", "one_mask_for_the_batch"}


@pytest.mark.parametrize(
    "answer",
    [
        lambda x, rate, rng, training=True: 0 * x,
        lambda x, rate, rng, training=True: x + 1,
        lambda x, rate, rng, training=True: -x * (rng.random(x.shape) >= rate) / (1 - rate),
        lambda x, rate, rng, training=True: x * (rng.random(x.shape) >= rate**2) / (1 - rate),
        lambda x, rate, rng, training=True: x * (rng.random(x.shape) >= rate) / (1 - rate) ** 3,
        lambda x, rate, rng, training=True: x * (rng.random(x.shape) >= 0.3) / 0.7,
        lambda x, rate, rng, training=True: np.sort(x) * (rng.random(x.shape) >= rate),
        lambda x, rate, rng, training=True: x * rng.uniform(size=x.shape),
        lambda x, rate, rng, training=True: x * (rng.random(x.shape) >= rate) - 1,
    ],
    ids=[
        "zeros",
        "adds one",
        "changes the sign",
        "squares the rate",
        "cubes the factor",
        "a rate of its own",
        "sorts",
        "uniform noise",
        "subtracts one",
    ],
)
def test_an_unlisted_mistake_is_not_given_the_name_of_another(answer) -> None:
    report = judge(EXERCISES["inverted_dropout"], answer)
    assert report.outcome == "failed"
    assert report.diagnosis is None
    assert report.message.startswith("A right answer ")
