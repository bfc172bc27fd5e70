"""A prediction as a learner sees it before the experiment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from dropout_course.display.bundle import Bundle, mimebundle
from dropout_course.display.markdown import markdown
from dropout_course.display.page import Field, Page, inline
from dropout_course.predictions.model import (
    LEVELS,
    Commitment,
    Event,
    Prediction,
    commitment_of,
    was_compared,
)
from dropout_course.questions.model import LETTERS, NotAnAnswer, lettered

OnCommit = Callable[[Commitment], None]

TOO_LATE = "The measurement is known by now, so this prediction stays out of your score."
CHANGE = "What counts is your last prediction before the measurement."


@dataclass(frozen=True)
class Predicted:
    """A prediction to be made, or just made.

    Attributes
    ----------
    prediction : Prediction
        What is asked.
    on_commit : callable
        Called with every commitment that the form receives.
    commitment : Commitment or None
        What the learner believes.
    compared : bool
        Whether the measurement is known already.
    problem : str
        Why what was typed is no prediction; empty where it is one.
    """

    prediction: Prediction
    on_commit: OnCommit
    commitment: Commitment | None = None
    compared: bool = False
    problem: str = ""

    def __str__(self) -> str:
        """Return the prediction as plain text."""
        if self.problem:
            return self.problem
        prediction = self.prediction
        options = "\n".join(f"  {a}) {text}" for a, text in lettered(prediction.options))
        parts = [prediction.prompt, f"Measured: {prediction.quantity}.", options]
        if self.commitment:
            parts.append(f"● {in_words(prediction, self.commitment)}. {self._when()}")
        else:
            levels = ", ".join(f'"{level}"' for level in LEVELS)
            parts.append(
                f'Before it is measured: predict("{prediction.name}", answer="a", '
                f'confidence="{LEVELS[1]}"). The confidence is one of {levels}.'
            )
        return "\n\n".join(parts)

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        return mimebundle(str(self), self._html(), self._widget)

    def _html(self) -> str:
        if self.problem:
            return self._status()
        options = lettered(self.prediction.options)
        listed = "".join(f"<li>{a}) {inline(text)}</li>" for a, text in options)
        words = f'<div class="dropout-report dropout-help">{self._above()}<ul>{listed}</ul></div>'
        return words + self._status()

    def _above(self) -> str:
        quantity = inline(self.prediction.quantity)
        return f"{markdown(self.prediction.prompt)}<p><em>Measured: {quantity}.</em></p>"

    def _status(self) -> str:
        if self.problem:
            return f'<div class="dropout-report dropout-error"><p>{escape(self.problem)}</p></div>'
        if not self.commitment:
            return ""
        belief = inline(in_words(self.prediction, self.commitment))
        return (
            '<div class="dropout-report dropout-not-attempted">'
            f"<p><strong>● {belief}.</strong></p><p>{self._when()}</p></div>"
        )

    def _when(self) -> str:
        return TOO_LATE if self.compared else CHANGE

    def page(self) -> Page:
        """Return the form: what is believed to come out, and what is said to it."""
        prediction = self.prediction
        options = lettered(prediction.options)
        levels = [(level, f"{level} ({prediction.confidence(level):.0%})") for level in LEVELS]
        belief = self.commitment
        return Page(
            html=self._above(),
            fields=(
                Field(
                    "one",
                    "answer",
                    "What will come out?",
                    tuple((a, f"{a}) {inline(text)}") for a, text in options),
                ),
                Field("one", "confidence", "How sure are you?", tuple(levels)),
            ),
            buttons=(("commit", "Predict"),),
            status=self._status(),
            values={"answer": belief.option, "confidence": belief.level} if belief else {},
        )

    def _widget(self) -> Any:
        from dropout_course.display.form import Form

        return Form(self.page(), self._press)

    def _press(self, _: str, values: dict[str, str]) -> Page:
        return self.commit(values.get("answer", ""), values.get("confidence")).page()

    def commit(self, answer: str, level: str | None) -> Predicted:
        """Take what the learner believes, or say why it is no prediction."""
        try:
            belief = self.prediction.commit(answer, level)
        except NotAnAnswer as refusal:
            return replace(self, problem=str(refusal))
        self.on_commit(belief)
        return replace(self, commitment=belief, problem="")


def predict(
    prediction: Prediction,
    answer: str | None,
    confidence: str | None,
    events: Sequence[Event],
    on_commit: OnCommit,
) -> Predicted:
    """Ask for a prediction, or take it.

    Parameters
    ----------
    prediction
        What is asked.
    answer, confidence
        A letter and one of ``LEVELS``; None only asks.
    events
        The learner's record so far.
    on_commit
        Called with the commitment, now or when the form is sent.
    """
    name = prediction.name
    belief, compared = commitment_of(name, events), was_compared(name, events)
    asked = Predicted(prediction, on_commit, belief, compared)
    return (
        asked if answer is None and confidence is None else asked.commit(answer or "", confidence)
    )


def in_words(prediction: Prediction, belief: Commitment) -> str:
    """Say what a learner believes."""
    option = option_in_words(prediction, belief.option)
    return f"You predicted {option}, {belief.level} ({belief.confidence:.0%})"


def option_in_words(prediction: Prediction, letter: str) -> str:
    """Return an option after its letter."""
    return f"{letter}) {prediction.options[LETTERS.index(letter)]}"
