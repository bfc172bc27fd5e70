"""A question as a learner sees it: text for terminals, HTML for pages, a form in a notebook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from dropout_course.display.bundle import Bundle, mimebundle
from dropout_course.display.markdown import markdown
from dropout_course.display.page import Field, Page, inline
from dropout_course.questions.model import (
    LETTERS,
    MARKS,
    NotAnAnswer,
    Outcome,
    Question,
    as_answer,
    lettered,
)

OnAnswer = Callable[[Outcome], None]


@dataclass(frozen=True)
class Asked:
    """A question, with what is said to the answer where there is one.

    Attributes
    ----------
    question : Question
        What is asked.
    on_answer : callable
        Called with the outcome of every answer that the form receives.
    outcome : Outcome or None
        What is said to the last answer.
    problem : str
        Why what was typed is no answer; empty where it is one.
    """

    question: Question
    on_answer: OnAnswer
    outcome: Outcome | None = None
    problem: str = ""

    def __str__(self) -> str:
        """Return the question, or what is said to its answer, as plain text."""
        if self.problem:
            return self.problem
        parts = [self.question.prompt]
        if self.question.options:
            parts.append("\n".join(f"  {a}) {text}" for a, text in lettered(self.question.options)))
        if self.outcome:
            parts += [verdict(self.outcome), self.outcome.feedback]
        else:
            parts.append(f"{self.question.instruction}: {_call(self.question)}")
        return "\n\n".join(parts)

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        return mimebundle(str(self), as_html(self), self._widget)

    def _widget(self) -> Any:
        from dropout_course.display.form import Form

        return Form(page(self), self._press)

    def _press(self, _: str, values: dict[str, str]) -> Page:
        return page(ask(self.question, values.get("answer", ""), on_answer=self.on_answer))


def ask(
    question: Question,
    answer: object = None,
    *,
    on_answer: OnAnswer,
    earlier: str | None = None,
) -> Asked:
    """Ask a question, or judge the answer to it.

    Parameters
    ----------
    question
        The question.
    answer
        Letters, or a number; None only asks.
    on_answer
        Called with the outcome, now or when the form is answered.
    earlier
        An answer of an earlier day: it is shown again, and not counted again.
    """
    given = earlier if answer is None else as_answer(answer)
    if given is None:
        return Asked(question, on_answer)
    try:
        outcome = question.judge(given)
    except NotAnAnswer as refusal:
        # An earlier answer that fits no more was given to an older form of the question.
        return Asked(question, on_answer, problem="" if answer is None else str(refusal))
    if answer is not None:
        on_answer(outcome)
    return Asked(question, on_answer, outcome)


def verdict(outcome: Outcome) -> str:
    """Return the verdict in one line."""
    shape, word = MARKS[outcome.right]
    return f"{shape} {word} · {outcome.question}: {outcome.answer}"


def as_html(asked: Asked) -> str:
    """Return the view for pages: an answer opens what is said to it, without Python."""
    question = asked.question
    if asked.problem:
        return f'<div class="dropout-report dropout-error"><p>{escape(asked.problem)}</p></div>'
    if asked.outcome:
        options = "".join(
            f"<li>{_option(question, *pair)}</li>" for pair in lettered(question.options)
        )
        above = markdown(question.prompt) + (f"<ul>{options}</ul>" if options else "")
        return above + _said(asked.outcome)
    return (
        f'<div class="dropout-report dropout-help">{markdown(question.prompt)}'
        f"<p><em>{question.instruction}.</em></p>{_openable(question)}</div>"
    )


def page(asked: Asked) -> Page:
    """Return the form: the answer to fill in, and what is said to the last one."""
    question = asked.question
    said = _said(asked.outcome) if asked.outcome else ""
    return Page(
        html=markdown(question.prompt),
        fields=(
            Field(
                kind=question.field,
                name="answer",
                legend=question.instruction,
                options=tuple(
                    (a, _option(question, a, text)) for a, text in lettered(question.options)
                ),
            ),
        ),
        buttons=(("check", "Check"),),
        status=as_html(asked) if asked.problem else said,
        values={"answer": asked.outcome.answer} if asked.outcome else {},
    )


def _option(question: Question, letter: str, text: str) -> str:
    code = question.field == "order"
    return f"{letter}) " + (f"<code>{escape(text)}</code>" if code else inline(text))


def _said(outcome: Outcome) -> str:
    kind = "passed" if outcome.right else "failed"
    return (
        f'<div class="dropout-report dropout-{kind}"><p><strong>{escape(verdict(outcome))}</strong>'
        f"</p>{markdown(outcome.feedback)}</div>"
    )


def _openable(question: Question) -> str:
    lines = [f"<li>{_option(question, *pair)}</li>" for pair in lettered(question.options)]
    key = question.key
    if not key[0][0]:
        said = "".join(markdown(feedback) for _, _, feedback in key)
        listed = f"<ul>{''.join(lines)}</ul>" if lines else ""
        return f"{listed}<details><summary>Show the answer</summary>{said}</details>"
    return "".join(
        f"<details><summary>{_option(question, letter, text)}</summary>"
        f"<p><strong>{MARKS[right][0]} {MARKS[right][1]}</strong></p>{markdown(feedback)}</details>"
        for letter, (text, right, feedback) in zip(LETTERS, key, strict=False)
    )


def _call(question: Question) -> str:
    return f'ask("{question.name}", answer="{question.example}")'
