"""A claim about dropout, and the rule by which a measurement judges it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dropout_course.experiments.result import WIDTH, Difference, Interval, Result, Verdict


@dataclass(frozen=True)
class Greater:
    """The claim says that `first` is greater than `second`.

    Supported where the 95 % interval of the paired difference lies above zero, contradicted where
    it lies below, not seen here where it holds zero.
    """

    first: str
    second: str

    def evidence(self, result: Result) -> Difference:
        """Return the paired difference that decides."""
        return result.difference(self.first, self.second)

    def judge(self, result: Result) -> Verdict:
        """Judge the claim by a result."""
        return self.evidence(result).verdict()

    def __str__(self) -> str:
        """Say what must be seen."""
        return f"{self.first} > {self.second}"


@dataclass(frozen=True)
class Equals:
    """The claim says that `setting` is `target`, but for `tolerance`.

    Supported where every value lies within the tolerance, contradicted where the 95 % interval lies
    wholly outside of it, not seen here otherwise.
    """

    setting: str
    target: float = 0.0
    tolerance: float = 1e-9

    def evidence(self, result: Result) -> Interval:
        """Return the interval that decides."""
        return result.interval(self.setting)

    def judge(self, result: Result) -> Verdict:
        """Judge the claim by a result."""
        values = result.of(self.setting)
        if (np.abs(values - self.target) <= self.tolerance).all():
            return "supported"
        interval = self.evidence(result)
        above = interval.low > self.target + self.tolerance
        below = interval.high < self.target - self.tolerance
        return "contradicted" if above or below else "not seen here"

    def __str__(self) -> str:
        """Say what must be seen."""
        return f"{self.setting} = {self.target:g}"


@dataclass(frozen=True)
class Measurement:
    """A claim beside what was measured of it.

    Attributes
    ----------
    claim : Claim
    result : Result
        Every replica's value.
    """

    claim: Claim
    result: Result

    @property
    def verdict(self) -> Verdict:
        """Supported, contradicted or not seen here, by the claim's own rule."""
        return self.claim.expects.judge(self.result)

    @property
    def evidence(self) -> Interval:
        """The interval that the verdict rests on."""
        return self.claim.expects.evidence(self.result)

    def __str__(self) -> str:
        """Say what was measured and what follows."""
        seen = f"{self.evidence.in_unit(self.result.unit)}: {self.verdict}"
        lines = [
            f"Claim {self.claim.number}: {self.claim.sentence}",
            f"  {self.result.quantity}: {self.claim.expects}?",
            f"  {seen}",
        ]
        return "\n".join(textwrap.fill(line, WIDTH, subsequent_indent="    ") for line in lines)

    __repr__ = __str__


@dataclass(frozen=True)
class Claim:
    """One claim of the notes.

    Attributes
    ----------
    number : int
        In the ledger, from 1.
    name : str
        An identifier.
    sentence : str
        The claim, as the notes make it.
    notes : tuple of int
        Which of the notes 0 to 4 make it.
    lesson : str
        The lesson that measures it.
    literature : str
        What the primary source reports, with its section, table or figure.
    experiment : callable
        Takes the number of seeds and the label of a progress bar (or None), returns a Result.
    expects : Greater or Equals
        What the measurement must show if the claim is true.
    seeds, quick_seeds : int
        How many seeds a full and a quick measurement take.
    """

    number: int
    name: str
    sentence: str
    notes: tuple[int, ...]
    lesson: str
    literature: str
    experiment: Callable[[int, str | None], Result]
    expects: Greater | Equals
    seeds: int = 20
    quick_seeds: int = 5

    def measure(
        self, seeds: int | None = None, *, quick: bool = False, progress: str | None = None
    ) -> Measurement:
        """Run the experiment.

        Parameters
        ----------
        seeds
            How many; by default as many as the claim states.
        quick
            Take few seeds: a look, with wide intervals.
        progress
            Label of a progress bar.

        Raises
        ------
        ValueError
            If `seeds` is less than 1.
        """
        if seeds is not None and seeds < 1:
            raise ValueError(f"seeds must be at least 1, got {seeds}.")
        count = seeds or (self.quick_seeds if quick else self.seeds)
        return Measurement(self, self.experiment(count, progress))
