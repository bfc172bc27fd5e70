"""The words of the grader: what an exercise is, what is measured, what is reported."""

from __future__ import annotations

import functools
import inspect
import math
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from dropout_course.grading.attempt import Attempt

Outcome = Literal["passed", "failed", "error", "not attempted"]
Measured = float | bool | str | np.ndarray


@dataclass(frozen=True, eq=False)
class Fact:
    """One measured property of an attempt, beside the value that a right answer has.

    Parameters
    ----------
    name
        Identifier, unique within an exercise; the words of a mistake refer to it, as in
        ``{zeros}``.
    check
        The check that this fact belongs to, in the learner's words. Facts may share one.
    got, expected
        A number, a word, or an array.
    tolerance
        The largest absolute difference of a right answer.
    edge
        Whether it was measured at an extreme of the arguments, where one mistake shows in many
        ways. A mistake that shows elsewhere is recognised without it.
    """

    name: str
    check: str
    got: Measured
    expected: Measured
    tolerance: float = 0.0
    edge: bool = False

    @cached_property
    def holds(self) -> bool:
        """Whether the measured value is that of a right answer."""
        return close(self.got, self.expected, self.tolerance)


def close(first: Measured, second: Measured, tolerance: float) -> bool:
    """Tell whether two measured values agree within an absolute tolerance."""
    if isinstance(first, str) or isinstance(second, str):
        return isinstance(first, str) and isinstance(second, str) and first == second
    if not np.isfinite(tolerance):  # it was derived from an answer that is not finite
        return False
    if isinstance(first, int | float) and isinstance(second, int | float):
        # Most facts are numbers, and a class has millions of them to compare.
        both_nan = math.isnan(first) and math.isnan(second)
        return bool(first == second or abs(first - second) <= tolerance or both_nan)
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if a.shape != b.shape:
        return False
    with np.errstate(invalid="ignore"):  # infinity less infinity
        near = np.abs(a - b) <= tolerance
    return bool((near | (a == b) | (np.isnan(a) & np.isnan(b))).all())


@dataclass(frozen=True)
class Mistake:
    """A typical wrong answer: a function that commits it, explained by its docstring."""

    function: Callable[..., Any]

    @property
    def name(self) -> str:
        """The identifier that a report carries as its diagnosis."""
        return self.function.__name__

    @cached_property
    def sentence(self) -> str:
        """What was seen, why it is wrong and what to think about; facts stand in braces."""
        return " ".join((inspect.getdoc(self.function) or "").split())

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The names of the facts that stand in the sentence."""
        fields = (field for _, field, _, _ in string.Formatter().parse(self.sentence))
        return frozenset(field for field in fields if field)


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise: its right answer, how an attempt at it is measured, and its wrong answers.

    An exercise is a module of :mod:`dropout_course.catalog`. The title and the prompt are that
    module's docstring, so nothing is typed twice.

    Parameters
    ----------
    reference
        A right answer. Its source, between ``### BEGIN SOLUTION`` and ``### END SOLUTION``, is what
        the learner writes. Its name is the exercise's name.
    measure
        Takes an :class:`~dropout_course.grading.attempt.Attempt`, calls it as one would call the
        function, and yields facts, the most telling first.
    hints
        From a nudge to nearly the answer; never the solution itself.
    explanation
        Markdown shown under the solution: why it is right.
    mistakes
        Functions that commit typical mistakes; the docstring of each is the diagnosis.
    setup
        Source that the learner's cell needs before the function, such as imports.
    needs
        A package that answers need and that may be missing, such as TensorFlow. Only answers and
        what `measure` runs beside them import it.
    beside
        Whether what stands between `measure` and the answer (`through`) runs beside the answer
        where that is in another process. Not where it watches the answer: a learner's process is
        not believed.
    praise
        What is said to a right answer; facts are named in braces, as in a mistake's docstring.
    """

    reference: Callable[..., Any]
    measure: Callable[[Attempt], Iterator[Fact]]
    hints: tuple[str, ...]
    explanation: str
    mistakes: tuple[Callable[..., Any], ...]
    setup: str = ""
    needs: str = ""
    beside: bool = False
    praise: str = "Every check passed."

    @property
    def name(self) -> str:
        """The name of the function to write."""
        return self.reference.__name__

    @cached_property
    def _words(self) -> tuple[str, str]:
        title, _, prompt = (inspect.getdoc(inspect.getmodule(self.reference)) or "").partition("\n")
        return title.strip(), prompt.strip()

    @property
    def title(self) -> str:
        """The first line of the module's docstring."""
        return self._words[0].rstrip(".")

    @property
    def prompt(self) -> str:
        """What to do, in markdown: the module's docstring without its first line."""
        return self._words[1]

    @cached_property
    def reference_source(self) -> str:
        """The solved cell: the setup and the reference, solution markers included."""
        source = inspect.getsource(self.reference)
        return f"{self.setup}\n\n\n{source}" if self.setup else source

    @cached_property
    def signature(self) -> inspect.Signature:
        """How the function is to be called."""
        return inspect.signature(self.reference)

    @cached_property
    def catalog_of_mistakes(self) -> tuple[Mistake, ...]:
        """The mistakes with their names and sentences."""
        return tuple(Mistake(function) for function in self.mistakes)


@dataclass(frozen=True)
class CheckResult:
    """One line of a report: a property, what a right answer shows, and what this one showed."""

    name: str
    passed: bool
    expected: str
    got: str


@dataclass(frozen=True)
class Report:
    """What the grader says of one attempt.

    Attributes
    ----------
    exercise : str
        Name of the exercise.
    outcome : str
        ``"passed"``, ``"failed"``, ``"error"`` (it could not be run) or ``"not attempted"``.
    score : float
        Share of the checks that passed, between 0 and 1.
    diagnosis : str or None
        Name of the recognised mistake.
    message : str
        Markdown for the learner.
    checks : tuple of CheckResult
        In the order in which they are worth reading. Empty where nothing could be measured.
    printed : str
        The first lines of what the learner's function printed.
    view : callable or None
        Makes the widget that a notebook shows; set by whoever knows what belongs around a report.
    """

    exercise: str
    outcome: Outcome
    score: float
    diagnosis: str | None
    message: str
    checks: tuple[CheckResult, ...] = ()
    printed: str = ""
    view: Callable[[Report], Any] | None = field(default=None, compare=False)

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return self.outcome == "passed"

    @property
    def credit(self) -> float:
        """The share of the points; what stopped after its last check has not earned all."""
        if self.passed:
            return 1.0
        most = 1 - 1 / len(self.checks) if self.checks else 0.0
        return min(self.score, most)

    def __str__(self) -> str:
        """Return the report as plain text."""
        from dropout_course.grading.render import as_text

        return as_text(self)

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        from dropout_course.display.bundle import mimebundle
        from dropout_course.grading.render import as_html, as_text

        widget = functools.partial(self.view, self) if self.view else None
        return mimebundle(as_text(self), as_html(self), widget)
