"""Learning curves over seeds: what dropout does to the gap between training and test.

The curves are measured beforehand (data/training.json says how): one hidden layer, every rate and
share of noisy labels with the same seeds. Nothing is trained while the picture is open.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dropout_course.explorers import still
from dropout_course.explorers.base import Explorer, module
from dropout_course.explorers.checks import Checked, UnfitError, one_of
from dropout_course.explorers.still_chart import Axis, Box, Chart, ticks
from dropout_course.explorers.stored import stored
from dropout_course.validation import Real

Array = NDArray[np.float64]
MEASURES = ("error", "loss")
PARTS = ("train", "test")


def measured(values: list[float], what: str) -> Any:
    """Accept one of the measured `values` and return it."""

    def check(value: Any) -> float:
        if isinstance(value, Real) and not isinstance(value, bool):
            for each in values:
                if abs(each - value) < 1e-9:
                    return each
        raise UnfitError(f"one of the measured {what}, {', '.join(f'{each:g}' for each in values)}")

    return check


class Training(Explorer):
    """Learning curves on training and test set, over seeds.

    Attributes
    ----------
    rate
        Rate of the hidden layer, one of the measured ones (0, 0.1 ... 0.9).
    noise
        Share of the training labels that was redrawn: 0, 0.2 or 0.4.
    measure
        "error", the share of wrong answers, or "loss", the cross-entropy.
    """

    drawing = module("training.js")

    rate = Checked(0.5, measured(stored("training")["rates"], "rates"))
    noise = Checked(0.2, measured(stored("training")["noises"], "shares of noisy labels"))
    measure = Checked("error", one_of(*MEASURES))

    def __init__(self, **state: Any) -> None:
        data = {name: value for name, value in stored("training").items() if name != "provenance"}
        super().__init__({**data, "tops": tops()}, **state)

    @property
    def steps(self) -> list[int]:
        """The steps at which training was measured."""
        return list(self.data["steps"])

    def curve(self, part: str, rate: float | None = None) -> tuple[Array, Array]:
        """Return the curve on the "train" or "test" set: means and half-widths, ``(steps,)``.

        Parameters
        ----------
        part
            "train" or "test".
        rate
            Another rate than the chosen one.
        """
        at = (
            self.data["noises"].index(self.noise),
            self.data["rates"].index(self.rate if rate is None else rate),
        )
        values = self.data[f"{part}_{self.measure}"]
        return np.array(values["mean"][at[0]][at[1]]), np.array(values["half"][at[0]][at[1]])

    def describe(self) -> str:
        """Say where the curves end."""
        (train, _), (test, half), (none, none_half) = (
            self.curve("train"),
            self.curve("test"),
            self.curve("test", 0.0),
        )
        ends = [self._say(value) for value in (test[-1], half[-1], train[-1], test[-1] - train[-1])]
        return (
            f"Rate {self.rate:.1f}, {still.percent(self.noise)} noisy labels, after "
            f"{self.steps[-1]} steps: test {self.measure} {ends[0]} ± {ends[1]}, on its own "
            f"training labels {ends[2]}, a gap of {ends[3]}. Without dropout the test "
            f"{self.measure} is {self._say(none[-1])} ± {self._say(none_half[-1])}."
        )

    def picture(self) -> str:
        """Draw the curves, and the last test value over the rates."""
        steps = self.steps
        (train, train_half), (test, test_half) = self.curve("train"), self.curve("test")
        top, last_top = self.data["tops"][self.measure]
        chart = Chart(
            Box(56, 44, 400, 250),
            Axis(steps[0], steps[-1], "steps", (10, 30, 100, 300, 1000), log=True),
            Axis(0, top, f"{self.measure}, mean and 95 % interval", ticks(0, top, 5)),
        )
        chart.curve(zip(steps, self.curve("test", 0.0)[0], strict=True), still.MUTED, dashed=True)
        for mean, half, colour, name in (
            (train, train_half, still.BLUE, "train"),
            (test, test_half, still.ORANGE, "test"),
        ):
            lower = list(zip(steps, np.maximum(mean - half, 0), strict=True))
            upper = list(zip(steps, np.minimum(mean + half, top), strict=True))
            chart.band(lower, upper, colour)
            chart.curve(zip(steps, np.minimum(mean, top), strict=True), colour)
            chart.parts.append(
                still.text(462, chart.y(min(mean[-1], top)) + 4, name, fill=colour, bold=True)
            )
        rates = self.data["rates"]
        last = Chart(
            Box(560, 44, 180, 250),
            Axis(0, 0.9, "rate", (0, 0.3, 0.6, 0.9)),
            Axis(0, last_top, f"test {self.measure} at the end", ticks(0, last_top, 5)),
        )
        for rate in rates:
            mean, half = self.curve("test", rate)
            ends = [(rate, min(mean[-1] + sign * half[-1], last_top)) for sign in (-1, 1)]
            last.curve(ends, still.ORANGE)
            last.dot(rate, mean[-1], still.ORANGE, 6 if rate == self.rate else 3)
        return still.drawing(760, 345, self.describe(), [*chart.parts, *last.parts])

    def _say(self, value: float) -> str:
        return f"{100 * value:.1f} %" if self.measure == "error" else f"{value:.2f}"


def tops() -> dict[str, list[float]]:
    """Return the ends of the scales, for the curves and for their last values.

    One scale for all rates and noises, so that only the curves move.
    """
    ends = {}
    for measure, step in (("error", 0.1), ("loss", 0.5)):
        train, test = (np.array(stored("training")[f"{p}_{measure}"]["mean"]) for p in PARTS)
        highest = max(train.max(), test.max()), test[..., -1].max()
        ends[measure] = [round(step * math.ceil(value / step), 1) for value in highest]
    return ends
