"""The kinds of questions; to each choice, range and broken rule belongs a sentence of its own."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import ClassVar

from dropout_course.display.page import FieldKind
from dropout_course.questions.model import LETTERS, NotAnAnswer, Outcome, Question


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from, and what is said to whoever chooses it."""

    text: str
    feedback: str
    right: bool = False


@dataclass(frozen=True)
class Range:
    """Numbers from `low` to `high`, both included, and what is said to one of them."""

    low: float
    high: float
    feedback: str
    right: bool = False


@dataclass(frozen=True)
class Rule:
    """Line `first` comes before line `then`, and what is said where it does not.

    Both are positions in the question's `lines`.
    """

    first: int
    then: int
    feedback: str


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Question):
    """A question of whose choices exactly one is right."""

    choices: tuple[Choice, ...]

    instruction = "Choose one"
    wanted = "one letter"
    field: ClassVar[FieldKind] = "one"

    @property
    def options(self) -> tuple[str, ...]:
        """The texts of the choices."""
        return tuple(choice.text for choice in self.choices)

    @property
    def key(self) -> tuple[tuple[str, bool, str], ...]:
        """Each choice with what is said to it."""
        return tuple((choice.text, choice.right, choice.feedback) for choice in self.choices)

    def judge(self, answer: str) -> Outcome:
        """Say what belongs to the choice."""
        letter = self._letters(answer)
        if len(letter) > 1:
            raise self._refusal(answer)
        choice = self.choices[LETTERS.index(letter)]
        return Outcome(self.name, letter, choice.right, choice.feedback)


@dataclass(frozen=True, kw_only=True)
class SeveralRight(SingleChoice):
    """A question of whose choices two or more are right; all of them are wanted."""

    instruction = "Choose all that hold"
    wanted = "letters"
    field = "several"

    @property
    def example(self) -> str:
        """Two letters."""
        return LETTERS[:2]

    def judge(self, answer: str) -> Outcome:
        """Say what belongs to each choice, and how many that hold were left out."""
        letters = "".join(sorted(self._letters(answer)))
        chosen = [self.choices[LETTERS.index(letter)] for letter in letters]
        missing = sum(c.right for c in self.choices) - sum(c.right for c in chosen)
        right = not missing and all(choice.right for choice in chosen)
        lines = [
            f"- **{letter}** {'✓ holds.' if choice.right else '✗ does not hold.'} {choice.feedback}"
            for letter, choice in zip(letters, chosen, strict=True)
        ]
        if missing:
            more = "one more holds" if missing == 1 else f"{missing} more hold"
            lines.append(f"\nOf those that you left out, {more}.")
        return Outcome(self.name, letters, right, "\n".join(lines))


@dataclass(frozen=True, kw_only=True)
class Numeric(Question):
    """A question whose answer is a number.

    Parameters
    ----------
    ranges
        From low to high, without overlap.
    default
        What is said to any other number.
    """

    ranges: tuple[Range, ...]
    default: str

    instruction = "Give a number"
    wanted = "a number, such as 0.25, 25 % or 1/4"
    field = "text"

    @property
    def example(self) -> str:
        """A number."""
        return "0.25"

    @property
    def key(self) -> tuple[tuple[str, bool, str], ...]:
        """What is said to a right number, which names it."""
        return tuple(("", True, found.feedback) for found in self.ranges if found.right)

    def judge(self, answer: str) -> Outcome:
        """Say what belongs to the range that holds the number."""
        text = answer.strip()
        value = self._number(text)
        for found in self.ranges:
            if found.low <= value <= found.high:
                return Outcome(self.name, text, found.right, found.feedback)
        return Outcome(self.name, text, False, self.default)

    def _number(self, text: str) -> float:
        if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", text):
            text = text.replace(",", "")
        plain = text.replace(",", ".").replace("\N{MINUS SIGN}", "-").replace(" ", "")
        numerator, _, denominator = plain.removesuffix("%").partition("/")
        try:
            value = float(numerator) / float(denominator or 1)
        except (ValueError, ZeroDivisionError):
            value = math.nan
        if not math.isfinite(value):
            raise NotAnAnswer(f"Expected {self.wanted}; got {text[:40]!r}.")
        return value / 100 if plain.endswith("%") else value


@dataclass(frozen=True, kw_only=True)
class Ordering(Question):
    """Lines of code to be put in order.

    Parameters
    ----------
    lines
        In one right order. They are shown in alphabetical order, which tells nothing.
    rules
        What a right order obeys. Each order that obeys all of them is right; of several broken
        ones, the first is told.
    feedback
        What is said to a right order.
    """

    lines: tuple[str, ...]
    rules: tuple[Rule, ...]
    feedback: str

    instruction = "Put the lines in order"
    wanted = "each letter once"
    field = "order"

    @property
    def example(self) -> str:
        """The order in which the lines are shown."""
        return LETTERS[: len(self.lines)]

    @property
    def options(self) -> tuple[str, ...]:
        """The lines in alphabetical order."""
        return tuple(sorted(self.lines))

    @property
    def key(self) -> tuple[tuple[str, bool, str], ...]:
        """One right order."""
        order = "\n".join(self.lines)
        return (("", True, f"```\n{order}\n```\n\n{self.feedback}"),)

    def judge(self, answer: str) -> Outcome:
        """Say what belongs to the first rule that the order breaks."""
        letters = self._letters(answer)
        if len(letters) < len(self.lines):
            raise self._refusal(answer)
        place = {self.options[LETTERS.index(letter)]: i for i, letter in enumerate(letters)}
        for rule in self.rules:
            if place[self.lines[rule.first]] > place[self.lines[rule.then]]:
                return Outcome(self.name, letters, False, rule.feedback)
        return Outcome(self.name, letters, True, self.feedback)
