"""What an experiment returns: every value that was measured, and what follows from them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95
WIDTH = 78  # of a line of text, so that a narrow screen need not break it
ROUNDING = 1e-12  # less than this is the machine speaking: another one says something else

Values = NDArray[np.floating[Any]]
Verdict = Literal["supported", "contradicted", "not seen here"]


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % confidence interval (Student's t).

    Attributes
    ----------
    mean, low, high : float
        In the unit of the values. Without at least two finite values `low` and `high` are infinite.
    """

    mean: float
    low: float
    high: float

    def in_unit(self, unit: str) -> str:
        """Return the mean and half of the interval's width, in words."""
        words = f"{_shown(self.mean):.3g} ± {_shown(self.high - self.mean):.2g}"
        return f"{words} {unit}" if unit else words

    def __str__(self) -> str:
        """Return the mean and half of the interval's width."""
        return self.in_unit("")


@dataclass(frozen=True)
class Difference(Interval):
    """A paired difference: the same seed, hence the same data and initial weights, on both sides.

    Attributes
    ----------
    won : int
        Seeds for which the difference is greater than zero.
    pairs : int
        Seeds for which both sides are finite.
    """

    won: int
    pairs: int

    def verdict(self) -> Verdict:
        """Judge the claim that the difference is positive.

        Supported where the interval lies above zero, contradicted where it lies below, and not seen
        here where it holds zero.
        """
        if self.low > 0:
            return "supported"
        return "contradicted" if self.high < 0 else "not seen here"

    def in_unit(self, unit: str) -> str:
        """Return the interval and the seeds won; percentages differ by points."""
        words = super().in_unit("points" if unit == "%" else unit)
        return f"{words} ({self.won} of {self.pairs} seeds)"


@dataclass(frozen=True, eq=False)
class Result:
    """Every replica's value of one quantity.

    Attributes
    ----------
    quantity : str
        What was measured, in words, such as "test error".
    unit : str
        ``"%"``, ``"nats"``, … ; empty for a pure number.
    settings : tuple of str
        What was compared, as labels.
    seeds : tuple of int
        One for each column.
    values : ndarray, shape (settings, seeds)
        NaN where a training diverged or was interrupted.
    seconds : float
        How long the measurement took.
    positions : tuple of float or None
        Where the settings lie on a numeric axis, for a sweep.
    axis : str
        The name of that axis.
    notes : tuple of str
        What a reader must know, such as that a replica diverged.
    """

    quantity: str
    unit: str
    settings: tuple[str, ...]
    seeds: tuple[int, ...]
    values: Values
    seconds: float
    positions: tuple[float, ...] | None = None
    axis: str = ""
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", np.asarray(self.values, dtype=np.float64))
        shape = (len(self.settings), len(self.seeds))
        if self.values.shape != shape:
            raise ValueError(
                f"values must have the shape (settings, seeds) = {shape}, got {self.values.shape}."
            )

    def of(self, setting: str) -> Values:
        """Return the values of one setting, shape (seeds,).

        Raises
        ------
        KeyError
            If there is no such setting; the message lists those that there are.
        """
        if setting not in self.settings:
            raise KeyError(f"No setting {setting!r}; there are {', '.join(self.settings)}.")
        return np.asarray(self.values[self.settings.index(setting)])

    def interval(self, setting: str) -> Interval:
        """Return the mean over the seeds of one setting."""
        return Interval(*_student(self.of(setting)))

    def difference(self, first: str, second: str) -> Difference:
        """Return the paired difference `first` minus `second`."""
        return paired(self.of(first), self.of(second))

    def gap(self, first: str, second: str, name: str) -> Result:
        """Return a Result of one setting, `name`: the paired difference `first` minus `second`."""
        values = (self.of(first) - self.of(second))[None]
        return replace(self, settings=(name,), values=values, positions=None, axis="")

    def __str__(self) -> str:
        """Return a small table: setting, mean, interval."""
        unit = f" ({self.unit})" if self.unit else ""
        width = max(len(setting) for setting in self.settings)
        what = f"{self.quantity}{unit}, {len(self.seeds)} seeds, mean and 95 % interval"
        lines = [textwrap.fill(what, WIDTH, subsequent_indent="    ")]
        lines += [f"  {setting:<{width}}  {self.interval(setting)}" for setting in self.settings]
        return "\n".join([*lines, *self.notes])

    __repr__ = __str__


def paired(first: Values, second: Values) -> Difference:
    """Return the paired difference of two arrays of shape (seeds,), without pairs that hold NaN."""
    gaps = first - second
    gaps = gaps[np.isfinite(gaps)]
    return Difference(*_student(gaps), won=int((gaps > 0).sum()), pairs=len(gaps))


def joined(
    parts: Sequence[Result], positions: Sequence[float] | None = None, axis: str = ""
) -> Result:
    """Put Results of one quantity below each other, as far as they have the same first seeds.

    Parameters
    ----------
    parts
        One after the other; an interrupted one may have fewer seeds.
    positions, axis
        Where all settings lie on a numeric axis, and its name.
    """
    seeds = min((part.seeds for part in parts), key=len)
    return replace(
        parts[0],
        settings=tuple(setting for part in parts for setting in part.settings),
        seeds=seeds,
        values=np.concatenate([part.values[:, : len(seeds)] for part in parts]),
        seconds=sum(part.seconds for part in parts),
        positions=None if positions is None else tuple(float(place) for place in positions),
        axis=axis,
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )


def _shown(value: float) -> float:
    return 0.0 if abs(value) < ROUNDING else value


def _student(values: Values) -> tuple[float, float, float]:
    from scipy.stats import t

    finite = values[np.isfinite(values)]
    if not len(finite):
        return float("nan"), -float("inf"), float("inf")
    mean = float(finite.mean())
    if len(finite) < 2:
        return mean, -float("inf"), float("inf")
    half = t.ppf((1 + LEVEL) / 2, len(finite) - 1) * finite.std(ddof=1) / np.sqrt(len(finite))
    return mean, float(mean - half), float(mean + half)
