"""How well a learner's confidence fits what came true, over all predictions."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dropout_course.display.bundle import Bundle, mimebundle
from dropout_course.predictions.model import LEVELS, Event

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Z95 = 1.959964  # of the normal distribution, for a 95 % interval
COIN = 0.25  # the Brier score of whoever says 50 % to everything
NOTHING = "No prediction has met its measurement yet. They begin in the first lesson."
INK, MUTED, BLUE = "#1f2933", "#52606d", "#1f6fb5"


@dataclass(frozen=True)
class Level:
    """The predictions that were made with one level of confidence.

    Attributes
    ----------
    name : str
        The level.
    confidence : float
        The mean of the probabilities that were stated.
    true, count : int
        How many came true, of how many.
    """

    name: str
    confidence: float
    true: int
    count: int

    @property
    def share(self) -> float:
        """The share that came true."""
        return self.true / self.count

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of that share (Wilson, JASA 22:209, 1927)."""
        n, shrink = self.count, 1 + Z95**2 / self.count
        middle = (self.share + Z95**2 / (2 * n)) / shrink
        half = Z95 * math.sqrt(self.share * (1 - self.share) / n + (Z95 / (2 * n)) ** 2) / shrink
        return max(middle - half, 0.0), min(middle + half, 1.0)

    @property
    def verdict(self) -> str:
        """Whether the confidence lies in that interval."""
        low, high = self.interval
        if self.confidence > high:
            return "more confident than right"
        return "more right than confident" if self.confidence < low else "in line"

    def __str__(self) -> str:
        low, high = self.interval
        return (
            f"{self.name} ({self.confidence:.0%}): {self.true} of {self.count} came true, "
            f"{self.share:.0%} [{low:.0%} to {high:.0%}]; {self.verdict}"
        )


@dataclass(frozen=True)
class Calibration:
    """Confidence against what came true.

    Attributes
    ----------
    levels : tuple of Level
        Those that were used, the least confident first.
    brier : float
        Mean squared difference between the confidence and what came true (1 or 0): 0 is perfect,
        saying 50 % to everything earns .25 (Brier, Monthly Weather Review 78:1, 1950). NaN without
        predictions.
    undecided : int
        Comparisons whose interval did not decide; they are not scored.
    """

    levels: tuple[Level, ...]
    brier: float
    undecided: int

    def __str__(self) -> str:
        """Return the calibration as plain text."""
        if not self.levels:
            return NOTHING
        return "\n".join([self.summary, *(f"  {level}" for level in self.levels)])

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        if not self.levels:
            return mimebundle(NOTHING, f"<p>{NOTHING}</p>")
        image = io.BytesIO()
        self.figure().savefig(image, format="png", dpi=110)
        data = base64.b64encode(image.getvalue()).decode()
        lines = "".join(f"<li>{escape(str(level))}</li>" for level in self.levels)
        html = (
            f'<div class="dropout-report dropout-help"><p>{escape(self.summary)}</p>'
            f'<img alt="{escape(str(self))}" src="data:image/png;base64,{data}" '
            f'style="max-width: 100%; height: auto"><ul>{lines}</ul></div>'
        )
        return mimebundle(str(self), html)

    @property
    def summary(self) -> str:
        """The score in a sentence."""
        if not self.levels:
            return NOTHING
        count, true = sum(a.count for a in self.levels), sum(a.true for a in self.levels)
        undecided = f"; {self.undecided} undecided, not scored" if self.undecided else ""
        return (
            f"{true} of {count} predictions came true{undecided}. Brier score {self.brier:.2f} "
            f"(0 is perfect; saying 50 % to everything earns {COIN})."
        )

    def figure(self) -> Figure:
        """Draw the share that came true over the confidence, with 95 % intervals."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(5, 4.2), layout="constrained", facecolor="white")
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], "--", color=MUTED)
        axes.text(
            0.42,
            0.41,
            "perfectly calibrated",
            rotation=45,
            rotation_mode="anchor",
            transform_rotates_text=True,
            va="top",
            color=MUTED,
            fontsize=9,
        )
        for level in self.levels:
            low, high = level.interval
            axes.plot([level.confidence] * 2, [low, high], color=BLUE)
            axes.plot(level.confidence, level.share, "o", color=BLUE, markersize=8)
            axes.annotate(
                f"{level.name}\n{level.true} of {level.count}",
                (level.confidence, level.share),
                (-9, 0),
                textcoords="offset points",
                ha="right",
                va="center",
                fontsize=9,
                color=INK,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )
        axes.set(xlim=(0, 1.03), ylim=(-0.03, 1.03), xlabel="confidence", ylabel="came true")
        axes.set_title("Your predictions: share that came true", fontsize=11, loc="left")
        axes.xaxis.set_major_formatter("{x:.0%}")
        axes.yaxis.set_major_formatter("{x:.0%}")
        axes.spines[["top", "right"]].set_visible(False)
        return figure


def calibration(events: Iterable[Event]) -> Calibration:
    """Compute the calibration from a learner's record; of each prediction the first comparison."""
    first: dict[str, Event] = {}
    for event in events:
        if event.kind == "comparison":
            first.setdefault(event.name, event)
    decided = [e.data for e in first.values() if e.data["came_true"] is not None]
    levels = []
    for name in LEVELS:
        made = [data for data in decided if data["level"] == name]
        if made:
            mean = sum(data["confidence"] for data in made) / len(made)
            levels.append(Level(name, mean, sum(d["came_true"] for d in made), len(made)))
    misses = [(data["confidence"] - data["came_true"]) ** 2 for data in decided]
    brier = sum(misses) / len(misses) if misses else math.nan
    return Calibration(tuple(levels), brier, len(first) - len(decided))
