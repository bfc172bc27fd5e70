"""A trained network on a real digit: drop its units and watch what it still says.

Inputs, two hidden layers and ten classes; a rate for each layer that can drop. Units drop by the
drawn mask or by hand (a click); evaluation uses every unit that was not dropped by hand.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dropout_course.explorers import network_still
from dropout_course.explorers.base import Explorer, module
from dropout_course.explorers.checks import (
    SEED,
    Checked,
    RefusedError,
    UnfitError,
    flag,
    list_of,
    one_of,
    real,
    whole,
)
from dropout_course.explorers.draws import sample_mask
from dropout_course.explorers.still import percent, plural
from dropout_course.explorers.stored import stored
from dropout_course.explorers.thinned import Pass, run, scales

LAYERS = ("input", "hidden 1", "hidden 2")
DIGITS = 20


def _by_hand(value: Any) -> list[list[int]]:
    units = [len(matrix) for matrix in stored("network")["weights"]]
    triples: list[list[int]] = []
    try:
        triples = [[whole(0, len(units) - 1)(each[0]), *map(int, each[1:])] for each in value]
        fit = all(0 <= unit < units[layer] and kept in (0, 1) for layer, unit, kept in triples)
    except (TypeError, ValueError, IndexError, UnfitError):
        fit = False
    if not fit:
        raise UnfitError(
            "a list of [layer, unit, kept], where the layers have "
            f"{', '.join(map(str, units))} units and kept is 0 or 1"
        )
    return triples


class Network(Explorer):
    """A trained network whose units drop.

    Attributes
    ----------
    digit
        Which of the 20 digits, from 0: two of each class, an easy and a hard one.
    rates
        Probability of dropping a unit: of the input, hidden 1, hidden 2.
    rate
        Sets the rates of both hidden layers.
    seed
        Of the masks; another seed draws other masks.
    training
        False is evaluation.
    convention
        "inverted" scales survivors in training, "standard" scales all at evaluation.
    show
        "forward" shows the values that units pass on, "backward" the loss's gradients.
    by_hand
        ``[layer, unit, kept]`` for each unit that was dropped (0) or kept (1) by hand.
    masks
        One array of 0 and 1 for each layer that can drop; setting them acts by hand.
    """

    drawing = module("thinned.js", "network_picture.js", "network.js")

    digit = Checked(6, whole(0, DIGITS - 1))
    rates = Checked([0.0, 0.3, 0.3], list_of(LAYERS, real(0, 1)))
    seed = Checked(7, SEED)
    training = Checked(True, flag)
    convention = Checked("inverted", one_of("inverted", "standard"))
    show = Checked("forward", one_of("forward", "backward"))
    by_hand = Checked([], _by_hand)

    def __init__(self, **state: Any) -> None:
        names = ("weights", "biases", "pixels", "labels")
        super().__init__({name: stored("network")[name] for name in names}, **state)

    @property
    def rate(self) -> float | None:
        """Rate of the hidden layers, None where they differ."""
        return self.rates[1] if self.rates[1] == self.rates[2] else None

    @rate.setter
    def rate(self, rate: float) -> None:
        self.rates = [self.rates[0], rate, rate]

    @property
    def label(self) -> int:
        """True class of the digit."""
        return int(self.data["labels"][self.digit])

    @property
    def masks(self) -> list[NDArray[np.int64]]:
        """What stays now, by the draw and by hand: one ``(units,)`` array for each layer."""
        masks = self._drawn()
        for layer, unit, kept in self.by_hand:
            # At evaluation nothing is drawn, so there is nothing to keep by hand.
            masks[layer][unit] = kept
        return masks

    @masks.setter
    def masks(self, wanted: Any) -> None:
        drawn = self._drawn()
        if len(wanted) != len(drawn) or any(
            np.shape(new) != old.shape or not np.isin(new, (0, 1)).all()
            for new, old in zip(wanted, drawn, strict=False)
        ):
            sizes = ", ".join(
                f"{len(mask)} for {name}" for mask, name in zip(drawn, LAYERS, strict=True)
            )
            raise RefusedError(f"masks are three lists of 0 and 1: {sizes}.")
        self.by_hand = [
            [layer, int(unit), int(np.asarray(new)[unit])]
            for layer, (new, old) in enumerate(zip(wanted, drawn, strict=True))
            for unit in np.flatnonzero(np.asarray(new) != old)
        ]

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Of the ten classes, by the network as it is now: ``(10,)``."""
        return self.passes().probabilities

    @property
    def full_probabilities(self) -> NDArray[np.float64]:
        """Of the ten classes, without dropout: ``(10,)``."""
        return self.full_passes().probabilities

    def passes(self) -> Pass:
        """Run the network as it is now."""
        return self._run(self.masks, *scales(self.rates, self.training, self.convention))

    def full_passes(self) -> Pass:
        """Run the network with all units and no scaling."""
        ones = [1.0] * len(LAYERS)
        return self._run([np.ones(len(mask), int) for mask in self._drawn()], ones, ones)

    def describe(self) -> str:
        """Say what the network says."""
        dropped = [int((mask == 0).sum()) for mask in self.masks]
        hidden = sum(len(mask) for mask in self.masks[1:])
        mode = "Training" if self.training else "Evaluation"
        now, full = self.probabilities, self.full_probabilities
        return (
            f"{mode}, {self.convention} dropout: {plural(dropped[0], 'pixel')} and "
            f"{sum(dropped[1:])} of {hidden} hidden units dropped. On this {self.label} the "
            f"network says {now.argmax()} ({percent(now.max())}); without dropout {full.argmax()} "
            f"({percent(full.max())})."
        )

    def picture(self) -> str:
        """Draw the network as it is now."""
        return network_still.draw(self)

    def _drawn(self) -> list[NDArray[np.int64]]:
        units = [len(matrix) for matrix in self.data["weights"]]
        rates = self.rates if self.training else [0.0] * len(units)
        return [
            sample_mask(self.seed, layer, count, rate)
            for layer, (count, rate) in enumerate(zip(units, rates, strict=True))
        ]

    def _run(
        self, masks: list[NDArray[np.int64]], units_scale: list[float], weights_scale: list[float]
    ) -> Pass:
        weights = [np.array(matrix) for matrix in self.data["weights"]]
        biases = [np.array(bias) for bias in self.data["biases"]]
        x = np.array(self.data["pixels"][self.digit]) / 16
        return run(weights, biases, x, self.label, masks, units_scale, weights_scale)
