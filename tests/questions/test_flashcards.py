"""Flashcards: which one comes next, and how one turns them."""

from __future__ import annotations

import pytest

from dropout_course.questions.flashcards import Card, Deck, deal

DECK = Deck(
    "flashcards:three",
    "Three cards",
    (Card("a", "What is a?", "The *first*."), Card("b", "b < c?", "Yes."), Card("c", "c?", "No.")),
)


@pytest.mark.parametrize(
    ("ratings", "card"),
    [
        ([], "a"),
        ([("a", True)], "b"),
        ([("a", False)], "b"),
        ([("a", False), ("b", True), ("c", True)], "a"),
        ([("a", False), ("b", False), ("c", True)], "a"),
        ([("a", False), ("b", False), ("c", True), ("a", False)], "b"),
        ([("c", True), ("b", True), ("a", True)], "c"),
        ([("other", True)], "a"),
    ],
)
def test_new_cards_first_then_those_not_known(ratings: list[tuple[str, bool]], card: str) -> None:
    assert DECK.next(ratings).name == card


def test_the_last_word_on_a_card_counts() -> None:
    assert DECK.known([("a", True), ("b", True), ("a", False), ("other", True)]) == 1


def test_the_answer_comes_after_the_question_and_the_rating_after_the_answer() -> None:
    rated: list[tuple[str, bool]] = []

    def turn(answer: object) -> str:
        return str(deal(DECK, answer, rated, lambda name, known: rated.append((name, known))))

    assert "What is a?" in turn(None)
    assert "first" not in turn(None)
    assert "The *first*." in turn("show")
    assert rated == []
    following = turn("not known")
    assert rated == [("a", False)]
    assert "b < c?" in following
    assert "Yes." not in following
    assert "1 of 3 known" in turn("known")
    assert rated == [("a", False), ("b", True)]


@pytest.mark.parametrize("answer", ["maybe", "", 3])
def test_other_words_are_refused_and_not_kept(answer: object) -> None:
    rated: list[tuple[str, bool]] = []
    dealt = deal(DECK, answer, [], lambda name, known: rated.append((name, known)))
    assert str(dealt).startswith('Expected "show", "known" or "not known"')
    assert rated == []


def test_a_page_has_all_cards_each_to_be_opened() -> None:
    html = deal(DECK, None, [], lambda *_: None)._repr_mimebundle_()[0]["text/html"]
    assert html.count("<details>") == 3
    assert "b &lt; c?" in html


def test_the_form_turns_the_card() -> None:
    dealt = deal(DECK, None, [], lambda *_: None)
    front, back = dealt.page(), dealt.turn("show").page()
    assert [name for name, _ in front.buttons] == ["show"]
    assert "first" not in front.html + front.status
    assert [name for name, _ in back.buttons] == ["known", "not known"]
    assert "<em>first</em>" in back.html
