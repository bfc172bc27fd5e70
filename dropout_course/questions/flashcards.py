"""Flashcards: a question, the answer behind it, and whether the learner says it was known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from dropout_course.display.bundle import Bundle, mimebundle
from dropout_course.display.markdown import markdown
from dropout_course.display.page import Page, inline

SHOW, KNOWN, NOT_KNOWN = "show", "known", "not known"

Ratings = Sequence[tuple[str, bool]]
OnRate = Callable[[str, bool], None]


@dataclass(frozen=True)
class Card:
    """A flashcard; both sides are markdown."""

    name: str
    front: str
    back: str


@dataclass(frozen=True)
class Deck:
    """Cards that are learnt together.

    Parameters
    ----------
    name
        What a learner types to be asked them.
    title
        As a learner reads it.
    cards
        In teaching order.
    """

    name: str
    title: str
    cards: tuple[Card, ...]

    def next(self, ratings: Ratings) -> Card:
        """Return the card to ask now: new ones first, then not known, then known, the oldest first.

        Parameters
        ----------
        ratings
            Name of a card and whether it was known, oldest first.
        """
        latest = {name: (known, when) for when, (name, known) in enumerate(ratings)}
        return min(self.cards, key=lambda card: latest.get(card.name, (False, -1)))

    def known(self, ratings: Ratings) -> int:
        """Count the cards that were known when they were last asked."""
        latest = dict(ratings)
        return sum(latest.get(card.name, False) for card in self.cards)


@dataclass(frozen=True)
class Dealt:
    """The card that is asked now.

    Attributes
    ----------
    deck : Deck
        Where it comes from.
    ratings : sequence of (str, bool)
        What was rated so far.
    on_rate : callable
        Called with the name of a card and whether it was known.
    shown : bool
        Whether its answer is shown.
    problem : str
        Why what was typed is no answer.
    """

    deck: Deck
    ratings: Ratings
    on_rate: OnRate
    shown: bool = False
    problem: str = ""

    @property
    def card(self) -> Card:
        """The card itself."""
        return self.deck.next(self.ratings)

    @property
    def standing(self) -> str:
        """How far the learner is, in one line."""
        known, cards = self.deck.known(self.ratings), len(self.deck.cards)
        return f"{self.deck.title} · {known} of {cards} known"

    def __str__(self) -> str:
        """Return the card as plain text."""
        if self.problem:
            return self.problem
        parts = [self.standing, self.card.front]
        if self.shown:
            ways = f"{self._call(KNOWN)} or {self._call(NOT_KNOWN)}"
            return "\n\n".join([*parts, self.card.back, f"Did you know it? {ways}"])
        return "\n\n".join([*parts, f"Answer it to yourself, then: {self._call(SHOW)}"])

    __repr__ = __str__

    def _call(self, answer: str) -> str:
        return f'ask("{self.deck.name}", answer="{answer}")'

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        return mimebundle(str(self), self._html(), self._widget)

    def _html(self) -> str:
        # A page cannot deal, so it has all the cards, and each opens by itself.
        cards = "".join(
            f"<details><summary>{inline(card.front)}</summary>{markdown(card.back)}</details>"
            for card in self.deck.cards
        )
        problem = f"<p>{escape(self.problem)}</p>" if self.problem else ""
        title = f"<p><strong>{escape(self.standing)}</strong></p>"
        return f'<div class="dropout-report dropout-help">{problem}{title}{cards}</div>'

    def _widget(self) -> Any:
        from dropout_course.display.form import Form

        dealt = self

        def press(button: str, _: dict[str, str]) -> Page:
            nonlocal dealt
            dealt = dealt.turn(button)
            return dealt.page()

        return Form(self.page(), press)

    def turn(self, answer: str) -> Dealt:
        """Show the answer, or rate the card and deal the next."""
        word = answer.strip().lower()
        if word == SHOW:
            return replace(self, shown=True, problem="")
        if word not in (KNOWN, NOT_KNOWN):
            ways = f'"{SHOW}", "{KNOWN}" or "{NOT_KNOWN}"'
            return replace(self, problem=f"Expected {ways}; got {answer[:40]!r}.")
        rated = (self.card.name, word == KNOWN)
        self.on_rate(*rated)
        return replace(self, ratings=(*self.ratings, rated), shown=False, problem="")

    def page(self) -> Page:
        """Return the form: the card, and the buttons that go with its side."""
        front = markdown(self.card.front)
        html = f'<p>{escape(self.standing)}</p><div class="front">{front}</div>'
        if not self.shown:
            return Page(html, buttons=((SHOW, "Show the answer"),))
        back = f'<div class="dropout-report dropout-help">{markdown(self.card.back)}</div>'
        return Page(html + back, buttons=((KNOWN, "I knew it"), (NOT_KNOWN, "Not yet")))


def deal(deck: Deck, answer: object, ratings: Ratings, on_rate: OnRate) -> Dealt:
    """Deal a card of a deck, or turn the one that was dealt.

    Parameters
    ----------
    deck
        The cards.
    answer
        ``"show"``, ``"known"`` or ``"not known"``; None only deals.
    ratings
        Name of a card and whether it was known, oldest first.
    on_rate
        Called with the name of a card and whether it was known.
    """
    dealt = Dealt(deck, tuple(ratings), on_rate)
    return dealt if answer is None else dealt.turn(str(answer))
