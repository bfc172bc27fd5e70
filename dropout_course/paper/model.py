"""A counterpart of one of the paper's experiments: what it measures, and what would agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dropout_course.data import Dataset
from dropout_course.experiments.counterparts import Size
from dropout_course.experiments.result import Difference, Result, Verdict
from dropout_course.plots import Picture
from dropout_course.validation import Floats

Curves = Mapping[str, Result]  # by label
REPRODUCES: dict[Verdict, str] = {
    "supported": "✓ reproduces",
    "contradicted": "✗ the other way round",
    "not seen here": "○ not seen here",
}


@dataclass(frozen=True)
class Published:
    """What the paper reports.

    Attributes
    ----------
    source : str
        Its section and figure or table.
    says : str
        What it found, in our words.
    values : mapping of str to float
        The numbers that it prints, by the setting that is their counterpart.
    places : mapping of str to (float, float)
        Where on the axis it saw something, by what it saw.
    """

    source: str
    says: str
    values: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Direction:
    """One finding of the paper, as a paired difference that is positive where it holds.

    It reproduces where the 95 % interval of the difference lies above zero, is the other way round
    where it lies below, and is not seen here where it holds zero: the rule of the ledger.
    """

    sentence: str
    evidence: Callable[[Curves], Difference]


@dataclass(frozen=True, eq=False)
class Measured:
    """What a counterpart's experiment gives.

    Attributes
    ----------
    curves : mapping of str to Result
        By label.
    images : mapping of str to ndarray, shape (images, pixels)
        To be looked at, by label; mostly none.
    """

    curves: Curves
    images: Mapping[str, Floats] = field(default_factory=dict)


@dataclass(frozen=True)
class Counterpart:
    """One experiment of the paper, and ours beside it.

    Attributes
    ----------
    name : str
        An identifier.
    title : str
        What the picture shows.
    published : Published
        What the paper reports.
    ours : str
        What is different here, besides the size.
    measure : callable
        Takes data, a Size and the label of a progress bar (or None), returns a Measured.
    directions : tuple of Direction
        What has to be seen if the paper's finding holds here.
    draw : callable
        Takes the counterpart and what was measured, returns the picture.
    """

    name: str
    title: str
    published: Published
    ours: str
    measure: Callable[[Dataset, Size, str | None], Measured]
    directions: tuple[Direction, ...]
    draw: Callable[[Counterpart, Measured], Picture]


@dataclass(frozen=True)
class Finding:
    """A direction beside its measured difference, in a unit."""

    direction: Direction
    difference: Difference
    unit: str

    @property
    def seen(self) -> str:
        """The difference in words."""
        return self.difference.in_unit(self.unit)

    @property
    def words(self) -> str:
        """Whether it reproduces, with a shape that does not rest on colour."""
        return REPRODUCES[self.difference.verdict()]


def findings(counterpart: Counterpart, curves: Curves) -> list[Finding]:
    """Judge every direction of a counterpart by what was measured."""
    unit = next(iter(curves.values())).unit
    return [Finding(one, one.evidence(curves), unit) for one in counterpart.directions]
