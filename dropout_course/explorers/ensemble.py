"""All subnetworks of a small trained network: what each predicts, and what their means become.

One hidden layer of ten units has 2**10 subnetworks, few enough to ask them all. Dropping units of
the last hidden layer and a softmax behind it, the normalised geometric mean of all predictions is
exactly the prediction of one pass with all units (Baldi & Sadowski 2013); the arithmetic mean is
another number.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dropout_course.explorers import still
from dropout_course.explorers.base import Explorer, module
from dropout_course.explorers.checks import SEED, Checked, real, whole
from dropout_course.explorers.draws import sample_mask
from dropout_course.explorers.still_chart import Axis, Box, Chart
from dropout_course.explorers.stored import stored

Array = NDArray[np.float64]

UNITS = 10
SUBNETWORKS = 2**UNITS
DIGITS = 20
HIGHEST_RATE = 0.9


class Ensemble(Explorer):
    """All subnetworks of a trained network with ten hidden units.

    Attributes
    ----------
    digit
        Which of the 20 digits, from 0: two of each class, an easy and a hard one.
    rate
        Probability of dropping a hidden unit, from 0 to 0.9.
    drawn
        How many subnetworks are drawn and averaged, from 1 to 1024.
    seed
        Of the draws.
    look
        Which subnetwork is looked at, by its rank: 0 gives the true class the lowest probability,
        1023 the highest.
    """

    drawing = module("ensemble_picture.js", "ensemble.js")

    digit = Checked(6, whole(0, DIGITS - 1))
    rate = Checked(0.5, real(0, HIGHEST_RATE))
    drawn = Checked(50, whole(1, SUBNETWORKS))
    seed = Checked(1, SEED)
    look = Checked(SUBNETWORKS // 2, whole(0, SUBNETWORKS - 1))

    def __init__(self, **state: Any) -> None:
        names = ("weights", "biases", "pixels", "labels")
        super().__init__({name: stored("ensemble")[name] for name in names}, **state)

    @property
    def label(self) -> int:
        """True class of the digit."""
        return int(self.data["labels"][self.digit])

    @property
    def predictions(self) -> Array:
        """What every subnetwork predicts, ``(1024, 10)``; bit i of the row says if unit i stays."""
        return self._predict(all_masks() / (1 - self.rate))

    @property
    def chances(self) -> Array:
        """Probability that each subnetwork is drawn, ``(1024,)``."""
        kept = all_masks().sum(axis=1)
        chances: Array = (1 - self.rate) ** kept * self.rate ** (UNITS - kept)
        return chances

    @property
    def ranking(self) -> NDArray[np.int64]:
        """Subnetworks in the order of the probability that they give the true class."""
        return np.argsort(self.predictions[:, self.label], kind="stable")

    @property
    def scaled(self) -> Array:
        """What one pass with all units predicts (weight scaling), ``(10,)``."""
        return np.asarray(self._predict(np.ones((1, UNITS)))[0])

    @property
    def arithmetic(self) -> Array:
        """Arithmetic mean over all subnetworks, ``(10,)``."""
        return np.asarray(self.chances @ self.predictions)

    @property
    def geometric(self) -> Array:
        """Normalised geometric mean over all subnetworks, ``(10,)``."""
        return normalised(self.chances @ np.log(self.predictions))

    @property
    def sample(self) -> NDArray[np.int64]:
        """The drawn subnetworks, ``(drawn,)``."""
        bits = 2 ** np.arange(UNITS)
        masks = [sample_mask(self.seed, each, UNITS, self.rate) for each in range(self.drawn)]
        return np.asarray(masks) @ bits

    def running_means(self) -> tuple[Array, Array]:
        """Average the drawn subnetworks one by one.

        Returns
        -------
        tuple of numpy.ndarray
            Probability of the true class by the arithmetic and by the normalised geometric mean,
            ``(drawn,)`` each.
        """
        chosen = self.predictions[self.sample]
        counts = np.arange(1, len(chosen) + 1)[:, None]
        arithmetic = np.cumsum(chosen, axis=0) / counts
        geometric = normalised(np.cumsum(np.log(chosen), axis=0) / counts)
        return arithmetic[:, self.label], geometric[:, self.label]

    def describe(self) -> str:
        """Say what the means become."""
        shares = [means[-1] for means in self.running_means()]
        shares += [means[self.label] for means in (self.arithmetic, self.geometric)]
        drawn, drawn_geometric, all_, all_geometric = map(still.percent, shares)
        right = int((self.predictions.argmax(axis=1) == self.label).sum())
        return (
            f"{right} of {SUBNETWORKS} subnetworks read this {self.label} rightly. The mean of "
            f"{still.plural(self.drawn, 'drawn subnetwork')} gives it {drawn} (geometric "
            f"{drawn_geometric}); over all of them, at rate {self.rate:.2f}, the mean is {all_} "
            f"and the geometric mean {all_geometric}, exactly what one pass with all units gives."
        )

    def picture(self) -> str:
        """Draw all subnetworks and the running means."""
        ranked = self.predictions[self.ranking, self.label]
        strip = Chart(
            Box(48, 40, 690, 90),
            Axis(0, SUBNETWORKS, "subnetworks, sorted", (1, 256, 512, 768, 1024)),
            Axis(0, 1, f"probability of the true class, {self.label}", (0, 0.5, 1)),
        )
        places = range(0, SUBNETWORKS, 4)
        area = [(place, ranked[place]) for place in places]
        strip.band([(place, 0) for place in places], area, still.BLUE)
        strip.curve(area, still.BLUE)
        ranks = np.argsort(self.ranking)[self.sample]
        d = "".join(still.line([(strip.x(rank), 133), (strip.x(rank), 139)]) for rank in ranks)
        strip.parts.append(still.path(d, stroke=still.INK))
        means = Chart(
            Box(48, 215, 520, 120),
            Axis(1, SUBNETWORKS, "subnetworks drawn", (1, 4, 16, 64, 256, 1024), log=True),
            Axis(0, 1, "probability of the true class by the mean so far", (0, 0.5, 1)),
        )
        rows = [
            (self.running_means()[0], self.arithmetic[self.label], still.BLUE, "all: mean"),
            (self.running_means()[1], self.scaled[self.label], still.ORANGE, "one pass"),
        ]
        for running, limit, colour, name in rows:
            means.curve([(1, limit), (SUBNETWORKS, limit)], colour, dashed=True)
            means.curve(list(enumerate(running.tolist(), 1)), colour)
            words = f"{name} {still.percent(limit)}"
            means.parts.append(still.text(576, means.y(limit) + 4, words, fill=colour, bold=True))
        return still.drawing(760, 385, self.describe(), [*strip.parts, *means.parts])

    def _predict(self, multipliers: Array) -> Array:
        (first, second), (one, two) = self.data["weights"], self.data["biases"]
        x = np.array(self.data["pixels"][self.digit]) / 16
        hidden = np.maximum(x @ np.array(first) + one, 0)
        return normalised((multipliers * hidden) @ np.array(second) + two)


def all_masks() -> NDArray[np.int64]:
    """Return every mask, ``(1024, 10)``: bit i of the row's number says if unit i stays."""
    return (np.arange(SUBNETWORKS)[:, None] >> np.arange(UNITS)) & 1


def normalised(logs: Array) -> Array:
    """Turn logits, or logs of probabilities, into probabilities along the last axis."""
    shares = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))
