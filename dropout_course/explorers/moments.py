"""One unit's input over many masks: its mean and variance, drawn and by the formula.

The unit receives what other units pass on, weight times activation each: its `inputs`. With the
mask m, keep q and rate p = 1 - q it gets the sum of inputs * m / q (inverted dropout in training),
whose mean is the sum of the inputs at every rate and whose variance is p / q times the sum of their
squares. Without the division by q (standard dropout) both are smaller, by q and by q squared.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dropout_course.explorers import still
from dropout_course.explorers.base import Explorer, module
from dropout_course.explorers.checks import SEED, Checked, UnfitError, one_of, real, whole
from dropout_course.explorers.draws import uniform
from dropout_course.explorers.still_chart import Axis, Box, Chart, ticks
from dropout_course.validation import Real

HIGHEST_RATE = 0.9  # beyond, the variance leaves every picture
MOST_MASKS = 2000
BINS = 41
INPUTS = (1.4, -0.9, 0.7, 0.6, 0.5, -0.4, 0.3, 0.2)


def _inputs(value: Any) -> list[float]:
    numbers: list[Any] = list(value) if isinstance(value, list | tuple | np.ndarray) else []
    fit = all(isinstance(each, Real) and -10 <= each <= 10 for each in numbers)  # NaN is not
    if not fit or not 1 <= len(numbers) <= 16 or not any(numbers):
        raise UnfitError("a list of 1 to 16 numbers from -10 to 10, not all zero")
    return [float(each) for each in numbers]


def scale_of(rate: float, convention: str) -> float:
    """Return what survivors are multiplied by in training."""
    return 1 / (1 - rate) if convention == "inverted" else 1.0


def mean_of(inputs: list[float], rate: float, convention: str) -> float:
    """Return the mean over all masks."""
    return (1 - rate) * scale_of(rate, convention) * sum(inputs)


def variance_of(inputs: list[float], rate: float, convention: str) -> float:
    """Return the variance over all masks."""
    squares = sum(each**2 for each in inputs)
    return rate * (1 - rate) * scale_of(rate, convention) ** 2 * squares


def reach(inputs: list[float]) -> tuple[float, float]:
    """Return the ends of the axis: wide enough for high rates, the same for all of them."""
    middle, spread = sum(inputs), 2.5 * variance_of(inputs, 0.8, "inverted") ** 0.5
    return middle - spread, middle + spread


class Moments(Explorer):
    """One unit's input over many masks.

    Attributes
    ----------
    rate
        Probability of dropping, from 0 to 0.9.
    masks
        How many masks are drawn, from 10 to 2000.
    seed
        Of the masks.
    convention
        "inverted" divides survivors by keep, "standard" does not.
    inputs
        What each unit before passes on times its weight, 1 to 16 numbers.
    """

    drawing = module("moments_picture.js", "moments.js")

    rate = Checked(0.5, real(0, HIGHEST_RATE))
    masks = Checked(500, whole(10, MOST_MASKS))
    seed = Checked(1, SEED)
    convention = Checked("inverted", one_of("inverted", "standard"))
    inputs = Checked(list(INPUTS), _inputs)

    def __init__(self, **state: Any) -> None:
        super().__init__({"highest_rate": HIGHEST_RATE, "most_masks": MOST_MASKS}, **state)

    @property
    def outputs(self) -> NDArray[np.float64]:
        """What the unit receives under each drawn mask: ``(masks,)``."""
        inputs = np.array(self.inputs)
        drawn = np.array([uniform(self.seed, mask, len(inputs)) for mask in range(self.masks)])
        return np.asarray((drawn >= self.rate) @ inputs * scale_of(self.rate, self.convention))

    @property
    def expected_mean(self) -> float:
        """Mean over all masks, by the formula."""
        return mean_of(self.inputs, self.rate, self.convention)

    @property
    def expected_variance(self) -> float:
        """Variance over all masks, by the formula."""
        return variance_of(self.inputs, self.rate, self.convention)

    def describe(self) -> str:
        """Compare drawn and expected moments."""
        outputs = self.outputs
        return (
            f"{self.convention.capitalize()} dropout at rate {self.rate:.2f}, {self.masks} masks: "
            f"mean {outputs.mean():.2f}, by the formula {self.expected_mean:.2f}; variance "
            f"{outputs.var():.2f}, by the formula {self.expected_variance:.2f}. Without dropout "
            f"the unit receives {sum(self.inputs):.2f}."
        )

    def picture(self) -> str:
        """Draw the distribution and both moments over the rate."""
        return still.drawing(760, 330, self.describe(), [*self._outputs(), *self._moments()])

    def _outputs(self) -> list[str]:
        low, high = reach(self.inputs)
        shares, edges = np.histogram(np.clip(self.outputs, low, high), BINS, (low, high))
        heights = shares / self.masks
        top = max(heights.max(), 0.05)
        chart = Chart(
            Box(48, 50, 420, 220),
            Axis(low, high, "what the unit receives", ticks(low, high, 6)),
            Axis(0, top, "share of the masks", ticks(0, top, 4)),
        )
        for left, right, height in zip(edges, edges[1:], heights, strict=False):
            chart.bar(left, right, height, still.BLUE)
        mean = self.expected_mean
        chart.curve([(mean, 0), (mean, top)], still.INK, dashed=True)
        chart.label(mean, top, "mean", anchor="middle")
        return chart.parts

    def _moments(self) -> list[str]:
        rates = np.linspace(0, HIGHEST_RATE, 46)
        outputs = self.outputs
        parts: list[str] = []
        for row, (name, formula, measured) in enumerate(
            [("mean", mean_of, outputs.mean()), ("variance", variance_of, outputs.var())]
        ):
            values = [formula(self.inputs, rate, self.convention) for rate in rates]
            low, high = min(0, *values), max(*values, measured)
            chart = Chart(
                Box(540, 50 + 130 * row, 200, 75),
                Axis(0, HIGHEST_RATE, "rate" if row else "", [0, 0.3, 0.6, 0.9]),
                Axis(low, high + 0.05 * (high - low), f"{name}; dot: drawn", ticks(low, high, 2)),
            )
            chart.curve(zip(rates, values, strict=True), still.ORANGE)
            chart.dot(self.rate, measured, still.BLUE)
            parts += chart.parts
        return parts
