"""Questions: every way of answering, and every view."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from dropout_course.questions.asking import ask
from dropout_course.questions.kinds import (
    Choice,
    Numeric,
    Ordering,
    Range,
    Rule,
    SeveralRight,
    SingleChoice,
)
from dropout_course.questions.model import NotAnAnswer, Outcome, Question

CHOICES = (
    Choice("always", "Why should it?"),
    Choice("while `training`", "Yes: a < b.", right=True),
    Choice("never <b>", "Then <i>nothing</i> would happen."),
    Choice("in a step of training", "The same again.", right=True),
)
SINGLE = SingleChoice(name="when", prompt="When is a unit dropped?", choices=CHOICES[:3])
SEVERAL = SeveralRight(name="all", prompt="Which hold?", choices=CHOICES)
NUMBER = Numeric(
    name="share",
    prompt="Which share is dropped at rate .3?",
    ranges=(Range(0.29, 0.31, "Yes.", right=True), Range(0.7, 0.7, "That is kept.")),
    default="Read the definition of the rate.",
)
ORDER = Ordering(
    name="order",
    prompt="Put dropout in order.",
    lines=("u = rng.random(x.shape)", "mask = u >= rate", "keep = 1 - rate", "y = x * mask / keep"),
    rules=(
        Rule(0, 1, "There is no `u` yet."),
        Rule(1, 3, "There is no `mask` yet."),
        Rule(2, 3, "There is no `keep` yet."),
    ),
    feedback="The keep probability may come anywhere before its use.",
)
ALL = (SINGLE, SEVERAL, NUMBER, ORDER)


def answered(question: Question, answer: object) -> Outcome:
    asked = ask(question, answer, on_answer=lambda _: None)
    assert asked.outcome, asked.problem
    return asked.outcome


@pytest.mark.parametrize("answer", ["b", "B", " b ", "b)", "b."])
def test_a_choice_is_a_letter_however_it_is_typed(answer: str) -> None:
    assert answered(SINGLE, answer) == Outcome("when", "b", True, "Yes: a < b.")


def test_every_choice_has_its_own_feedback() -> None:
    assert [answered(SINGLE, a).feedback for a in "abc"] == [c.feedback for c in CHOICES[:3]]
    assert [answered(SINGLE, a).right for a in "abc"] == [False, True, False]


@pytest.mark.parametrize("answer", ["bd", "db", "b, d", "D B", ["b", "d"], {"d", "b"}, ("d", "b")])
def test_several_right_choices_are_taken_in_any_order(answer: object) -> None:
    outcome = answered(SEVERAL, answer)
    assert outcome.right
    assert outcome.answer == "bd"


def test_several_right_says_what_holds_without_telling_the_rest() -> None:
    partly = answered(SEVERAL, "ab")
    assert not partly.right
    assert "Why should it?" in partly.feedback
    assert "Yes: a < b." in partly.feedback
    assert "The same again." not in partly.feedback
    assert "one more holds" in partly.feedback
    assert "2 more hold" in answered(SEVERAL, "a").feedback
    assert "more hold" not in answered(SEVERAL, "bcd").feedback
    assert not answered(SEVERAL, "bcd").right


@pytest.mark.parametrize("answer", [0.3, "0.3", ".3", "0,3", "30 %", "30%", "3/10", "0.309"])
def test_a_number_may_be_typed_as_one_likes(answer: object) -> None:
    assert answered(NUMBER, answer).right


def test_numbers_meet_the_range_that_holds_them_or_the_default() -> None:
    assert answered(NUMBER, 0.7).feedback == "That is kept."
    assert answered(NUMBER, "\N{MINUS SIGN}0.3").feedback == NUMBER.default
    assert answered(NUMBER, "1e300").feedback == NUMBER.default


def test_a_comma_before_three_digits_divides_thousands() -> None:
    large = Numeric(
        name="large", prompt="", ranges=(Range(1500, 1500, "Yes.", right=True),), default="No."
    )
    assert answered(large, "1,500").right
    assert not answered(large, "1,5").right
    assert not answered(large, "0,300").right


def test_an_order_is_right_where_it_obeys_all_rules() -> None:
    shown = ORDER.options
    for letters in itertools.permutations("abcd"):
        lines = [shown["abcd".index(letter)] for letter in letters]
        namespace = {"x": np.ones(3), "rate": 0.5, "rng": np.random.default_rng(0)}
        try:
            exec("\n".join(lines), namespace)
            runs = True
        except NameError:
            runs = False
        assert answered(ORDER, letters).right == runs, lines


def test_the_order_shown_tells_nothing() -> None:
    assert list(ORDER.options) == sorted(ORDER.lines)


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        (SINGLE, "z", "one letter from a to c"),
        (SINGLE, "ab", "one letter from a to c"),
        (SINGLE, "", "one letter"),
        (SINGLE, 5, "'5'"),
        (SEVERAL, "", "letters from a to d"),
        (SEVERAL, "aab", "letters from a to d"),
        (NUMBER, "many", "a number, such as"),
        (NUMBER, "nan", "a number"),
        (NUMBER, "1e999", "a number"),
        (NUMBER, "1/0", "a number"),
        (NUMBER, "1,2,3", "a number"),
        (NUMBER, "", "a number"),
        (ORDER, "abc", "each letter once from a to d"),
        (ORDER, "abcc", "each letter once"),
    ],
)
def test_what_is_no_answer_is_refused_and_not_counted(
    question: Question, answer: object, said: str
) -> None:
    outcomes: list[Outcome] = []
    asked = ask(question, answer, on_answer=outcomes.append)
    assert said in asked.problem
    assert str(asked) == asked.problem
    assert "\n" not in asked.problem
    assert not outcomes
    with pytest.raises(NotAnAnswer):
        question.judge(str(answer))


def test_an_answer_is_told_once_and_an_earlier_one_is_only_shown() -> None:
    outcomes: list[Outcome] = []
    ask(SINGLE, "a", on_answer=outcomes.append)
    ask(SINGLE, on_answer=outcomes.append)
    again = ask(SINGLE, on_answer=outcomes.append, earlier="c")
    assert [outcome.answer for outcome in outcomes] == ["a"]
    assert again.outcome
    assert again.outcome.answer == "c"
    assert ask(SINGLE, on_answer=outcomes.append, earlier="j").outcome is None


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.name)
def test_the_text_asks_without_giving_the_answer_away(question: Question) -> None:
    text = str(ask(question, on_answer=lambda _: None))
    assert question.prompt in text
    assert all(
        f"{letter}) {o}" in text for letter, o in zip("abcdef", question.options, strict=False)
    )
    assert f'ask("{question.name}", answer="{question.example}")' in text
    assert not any(feedback in text for _, _, feedback in question.key)
    question.judge(question.example)


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.name)
def test_the_page_opens_what_is_said_to_each_answer(question: Question) -> None:
    data, _ = ask(question, on_answer=lambda _: None)._repr_mimebundle_()
    assert data["text/html"].count("<details>") == (len(question.key) if question.key[0][0] else 1)
    assert "<b>" not in data["text/html"]
    assert "<i>" not in data["text/html"]
    assert data == ask(question, on_answer=lambda _: None)._repr_mimebundle_()[0]


def test_a_verdict_has_a_shape_and_a_word() -> None:
    assert "✓ Right" in str(ask(SINGLE, "b", on_answer=lambda _: None))
    wrong = ask(SINGLE, "c", on_answer=lambda _: None)
    html = wrong._repr_mimebundle_()[0]["text/html"]
    assert "✗ Not yet" in str(wrong)
    assert "✗ Not yet" in html
    assert "&lt;i&gt;nothing" in html
