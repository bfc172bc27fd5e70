"""Predictions: a belief and a confidence before an experiment, decided by what is measured."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from dropout_course.questions.model import LETTERS, NotAnAnswer

LEVELS = ("guessing", "fairly sure", "sure")
FAIRLY_SURE, SURE = 0.75, 0.95


class Event(Protocol):
    """What is needed of an entry of the learner's record."""

    @property
    def kind(self) -> str:
        """``"prediction"`` and ``"comparison"`` matter here."""

    @property
    def name(self) -> str:
        """Of the prediction."""

    @property
    def data(self) -> Mapping[str, Any]:
        """A commitment or a comparison, as their `data` gives it."""


@dataclass(frozen=True)
class Commitment:
    """What a learner believes.

    Attributes
    ----------
    option : str
        The letter of the option.
    level : str
        One of ``LEVELS``.
    confidence : float
        The probability that this level stands for.
    """

    option: str
    level: str
    confidence: float

    @property
    def data(self) -> dict[str, Any]:
        """What to keep in the record."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """A question that only a measurement can answer.

    Parameters
    ----------
    name
        Of the prediction.
    prompt
        Markdown: what is going to be done, and what the learner is asked to foresee.
    quantity
        The number that decides, said precisely enough to compute it.
    claim
        The claim of the ledger that it tests.
    options
        What may come out, by increasing value of the quantity.
    cuts
        The values between neighbouring options, so that the options cover every number once; a
        value on a cut belongs to the option above it.
    """

    name: str
    prompt: str
    quantity: str
    claim: int
    options: tuple[str, ...]
    cuts: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.cuts) != len(self.options) - 1 or list(self.cuts) != sorted(set(self.cuts)):
            raise ValueError(
                f"{self.name}: {len(self.options)} options need {len(self.options) - 1} increasing "
                f"cuts between them; got {self.cuts}."
            )

    def commit(self, option: str, level: str | None) -> Commitment:
        """Return the belief that the learner stated.

        Raises
        ------
        NotAnAnswer
            If the letter or the level is none of the known ones.
        """
        letter = option.strip().lower()
        known = LETTERS[: len(self.options)]
        if len(letter) != 1 or letter not in known:
            got = repr(option[:40]) if letter else "nothing"
            raise NotAnAnswer(f"Expected one letter from a to {known[-1]}; got {got}.")
        if level not in LEVELS:
            levels, got = ", ".join(map(repr, LEVELS)), repr(level) if level else "nothing"
            raise NotAnAnswer(f"How sure are you? Expected one of {levels}; got {got}.")
        return Commitment(letter, level, self.confidence(level))

    def confidence(self, level: str) -> float:
        """Return the probability of a level; whoever guesses is right once in as many options."""
        return {LEVELS[0]: 1 / len(self.options), LEVELS[1]: FAIRLY_SURE, LEVELS[2]: SURE}[level]

    def outcomes(self, low: float, high: float) -> str:
        """Return the letters of the options that an interval touches; one letter decides."""
        return LETTERS[bisect_right(self.cuts, low) : bisect_right(self.cuts, high) + 1]


@dataclass(frozen=True)
class Comparison:
    """A prediction beside its measurement.

    Attributes
    ----------
    prediction : Prediction
        What was asked.
    low, high : float
        The interval that was measured; equal where one value was.
    commitment : Commitment or None
        What the learner had believed; None without a prediction.
    """

    prediction: Prediction
    low: float
    high: float
    commitment: Commitment | None

    @property
    def options(self) -> str:
        """The letters of the options that are left; one letter decides."""
        return self.prediction.outcomes(self.low, self.high)

    @property
    def came_true(self) -> bool | None:
        """Whether the belief came true; None where it is undecided or there was none."""
        if self.commitment is None:
            return None
        if self.commitment.option not in self.options:
            return False
        return True if len(self.options) == 1 else None

    @property
    def data(self) -> dict[str, Any]:
        """What to keep in the record."""
        belief = self.commitment.data if self.commitment else {}
        return {**belief, "low": self.low, "high": self.high, "came_true": self.came_true}


def interval_of(measured: object) -> tuple[float, float]:
    """Return what was measured as the pair of the ends of its interval.

    Parameters
    ----------
    measured
        Something with the numbers `low` and `high`, as experiments return it; a pair of numbers; or
        one number.

    Raises
    ------
    TypeError
        If it is none of these.
    """
    pair: Any = measured if isinstance(measured, tuple | list) else (measured, measured)
    if hasattr(measured, "low") and hasattr(measured, "high"):
        pair = measured.low, measured.high
    try:
        low, high = map(float, pair)
    except (TypeError, ValueError):
        low = high = math.nan
    if not low <= high:
        raise TypeError(
            "Expected an interval with low and high, the pair (low, high), or a number; got "
            f"{str(measured)[:60]}."
        )
    return low, high


def commitment_of(name: str, events: Iterable[Event]) -> Commitment | None:
    """Return the belief that counts: the last one that was stated before the first comparison."""
    found = None
    for event in events:
        if event.name != name:
            continue
        if event.kind == "comparison":
            break
        if event.kind == "prediction":
            found = Commitment(**event.data)
    return found


def was_compared(name: str, events: Iterable[Event]) -> bool:
    """Tell whether a prediction has met its measurement before."""
    return any(event.name == name and event.kind == "comparison" for event in events)
