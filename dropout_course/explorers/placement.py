"""A rate for each layer: the measured test error of every combination.

The errors are measured beforehand (data/placement.json says how): three hidden layers, every
combination of a few rates, the same seeds. The tables of notes 2 and 4 recommend a range for each
layer; `NOTES` has them.
"""

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dropout_course.explorers import still
from dropout_course.explorers.base import Explorer, module
from dropout_course.explorers.checks import Checked, UnfitError
from dropout_course.explorers.still_chart import Axis, Box, Chart, ticks
from dropout_course.explorers.stored import stored
from dropout_course.explorers.training import measured

Array = NDArray[np.float64]

LAYERS = ("input", "hidden 1", "hidden 2", "hidden 3")
NOTES = {
    "note 2": ((0.1, 0.2), (0.3, 0.5), (0.3, 0.5), (0.3, 0.5)),
    "note 4": ((0.1, 0.3), (0.3, 0.5), (0.3, 0.5), (0.5, 0.7)),
}


def choices() -> list[list[float]]:
    """Return the measured rates of each layer."""
    data = stored("placement")
    return [data["input"], *[data["hidden"]] * (len(LAYERS) - 1)]


def _rates(value: Any) -> list[float]:
    if isinstance(value, str) or not hasattr(value, "__len__") or len(value) != len(LAYERS):
        raise UnfitError(f"a list of {len(LAYERS)} ({', '.join(LAYERS)})")
    return [
        measured(rates, f"rates of {layer}")(each)
        for each, rates, layer in zip(value, choices(), LAYERS, strict=True)
    ]


class Placement(Explorer):
    """A rate for each layer, and the test error that was measured.

    Attributes
    ----------
    rates
        Of the input and of the three hidden layers, each one of those measured.
    noise
        Share of the training labels that was redrawn: 0 or 0.2.
    """

    drawing = module("placement_picture.js", "placement.js")

    rates = Checked([0.0, 0.2, 0.2, 0.2], _rates)
    noise = Checked(0.2, measured(stored("placement")["noises"], "shares of noisy labels"))

    def __init__(self, **state: Any) -> None:
        data = {name: value for name, value in stored("placement").items() if name != "provenance"}
        super().__init__({**data, "notes": NOTES}, **state)

    def errors(self, rates: list[float] | None = None) -> Array:
        """Return the test error of each seed, ``(seeds,)``, in per cent.

        Parameters
        ----------
        rates
            Other rates than the chosen ones.
        """
        at = [
            options.index(rate)
            for options, rate in zip(choices(), rates or self.rates, strict=True)
        ]
        misread = self.data["misread"][self.data["noises"].index(self.noise)]
        for index in at:
            misread = misread[index]
        return np.asarray(100 * np.array(misread) / self.data["tested"])

    def gains(self) -> Array:
        """Return how much lower the error is than without dropout, by seed: ``(seeds,)``."""
        gains: Array = self.errors([0.0] * len(LAYERS)) - self.errors()
        return gains

    def half_width(self, values: Array) -> float:
        """Return half the width of the 95 % interval of the mean of `values` over the seeds."""
        return float(self.data["t"] * values.std(ddof=1) / len(values) ** 0.5)

    def describe(self) -> str:
        """Say what these rates bring."""
        errors, gains = self.errors(), self.gains()
        follows = " and ".join(name for name in NOTES if follows_note(self.rates, name))
        return (
            f"Rates {' / '.join(f'{rate:.1f}' for rate in self.rates)} with "
            f"{still.percent(self.noise)} noisy labels: test error {errors.mean():.1f} % ± "
            f"{self.half_width(errors):.1f} over {len(errors)} seeds, {abs(gains.mean()):.1f} ± "
            f"{self.half_width(gains):.1f} points {'below' if gains.mean() >= 0 else 'above'} no "
            f"dropout. These rates are in "
            f"{'the table of ' + follows if follows else 'no table of the notes'}."
        )

    def picture(self) -> str:
        """Draw every combination, with those of the notes, and the chosen one."""
        everything = [
            (float(np.mean(rates[1:])), float(self.errors(list(rates)).mean()), list(rates))
            for rates in product(*choices())
        ]
        top = scale_end(stored("placement"))
        chart = Chart(
            Box(60, 40, 500, 260),
            Axis(-0.02, 0.62, "mean rate of the hidden layers", (0, 0.2, 0.4, 0.6)),
            Axis(0, top, "test error, %", ticks(0, top, 5)),
        )
        for x, y, rates in everything:
            colour = still.FAINT
            if follows_note(rates, "note 2"):
                colour = still.BLUE
            if follows_note(rates, "note 4"):
                colour = still.ORANGE
            chart.dot(x, min(y, top), colour, 4 if colour != still.FAINT else 2.5)
        x, errors = float(np.mean(self.rates[1:])), self.errors()
        half = self.half_width(errors)
        ends = [(x, max(0.0, errors.mean() - half)), (x, min(top, errors.mean() + half))]
        chart.curve(ends, still.INK)
        chart.dot(x, min(errors.mean(), top), still.INK, 6)
        words = [
            ("● these rates", still.INK),
            ("● table of note 2", still.BLUE),
            ("● table of note 4", still.ORANGE),
            ("● all other rates", still.MUTED),
        ]
        legend = [
            still.text(580, 60 + 24 * row, text, fill=fill)
            for row, (text, fill) in enumerate(words)
        ]
        return still.drawing(760, 350, self.describe(), [*chart.parts, *legend])


def follows_note(rates: list[float], name: str) -> bool:
    """Return whether every layer's rate is in the range that a note's table recommends."""
    return all(low <= rate <= high for rate, (low, high) in zip(rates, NOTES[name], strict=True))


def scale_end(data: dict[str, Any]) -> float:
    """Return the end of the error's scale: the worst mean over all, in steps of ten."""
    means = np.array(data["misread"]).mean(axis=-1)
    return float(10 * np.ceil(10 * means.max() / data["tested"]))
