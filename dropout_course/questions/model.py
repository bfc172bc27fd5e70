"""What all questions share: a name, a prompt, and something to say to every answer."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from dropout_course.display.page import FieldKind

LETTERS = "abcdefghij"
MARKS = {True: ("✓", "Right"), False: ("✗", "Not yet")}


class NotAnAnswer(ValueError):  # noqa: N818 (a learner's slip, told in one sentence)
    """What was typed is no answer to this question; the message says what would be."""


@dataclass(frozen=True)
class Outcome:
    """What is said to one answer.

    Attributes
    ----------
    question : str
        Name of the question.
    answer : str
        The answer in its shortest form, such as ``"b"``, ``"acd"`` or ``"0.7"``.
    right : bool
        Whether it is right.
    feedback : str
        Markdown for the learner.
    """

    question: str
    answer: str
    right: bool
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """A question, whose prompt is markdown.

    Each kind says how it is to be answered: the `instruction`, the answer that is `wanted`, and the
    `field` of a form that takes it.
    """

    name: str
    prompt: str

    instruction: ClassVar[str]
    wanted: ClassVar[str]
    field: ClassVar[FieldKind]

    @property
    def example(self) -> str:
        """An answer that is well formed, right or wrong."""
        return LETTERS[0]

    @property
    def options(self) -> tuple[str, ...]:
        """The lettered answers, in the order in which they are shown; none for a number."""
        return ()

    @property
    @abstractmethod
    def key(self) -> tuple[tuple[str, bool, str], ...]:
        """Each answer with whether it is right and what is said to it, for pages that cannot judge.

        The answer is empty where it is to be read from the feedback.
        """

    @abstractmethod
    def judge(self, answer: str) -> Outcome:
        """Judge an answer.

        Raises
        ------
        NotAnAnswer
            If it is none.
        """

    def _letters(self, answer: str) -> str:
        letters = re.sub(r"[\s,;.()]+", "", answer.lower())
        known = LETTERS[: len(self.options)]
        if not letters or set(letters) - set(known) or len(set(letters)) < len(letters):
            raise self._refusal(answer)
        return letters

    def _refusal(self, answer: str) -> NotAnAnswer:
        last = LETTERS[len(self.options) - 1]
        got = repr(answer[:40]) if answer.strip() else "nothing"
        return NotAnAnswer(f"Expected {self.wanted} from a to {last}; got {got}.")


def as_answer(given: object) -> str:
    """Return an answer as text, however it was typed: ``"ac"``, ``["a", "c"]`` or ``0.7``."""
    if isinstance(given, Iterable) and not isinstance(given, str):
        return "".join(sorted(given) if isinstance(given, set) else map(str, given))
    return str(given)


def lettered(options: Iterable[str]) -> list[tuple[str, str]]:
    """Return options, each with its letter."""
    return list(zip(LETTERS, options, strict=False))
