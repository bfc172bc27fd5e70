"""Measure what the explorers show and write it to data/.

    python -m dropout_course.explorers.measure

One function for each file; names after the command measure those only. Every file says in
"provenance" how it came about. A page of the course never trains these: the picture must be there
at once.
"""

import json
import sys
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from dropout_course.data import digits
from dropout_course.experiments.placement import DEEP
from dropout_course.experiments.sweeps import EXAMPLES, NOISE
from dropout_course.network import Network, Setting, train

FOLDER = Path(__file__).with_name("data")
DECIMALS = 4


def network() -> dict[str, Any]:
    """Train the network that is drawn unit by unit."""
    return trained(Network(hidden=(16, 12)), Setting(rate=0.2, learning_rate=0.05), 3000)


def ensemble() -> dict[str, Any]:
    """Train the network whose subnetworks are enumerated."""
    return trained(Network(hidden=(10,)), Setting(rate=0.2, learning_rate=0.05), 3000)


def trained(kind: Network, setting: Setting, steps: int) -> dict[str, Any]:
    """Train one network and choose its digits: of each class the first and a hard one."""
    data = digits()
    runs = train(data, setting, [0], kind, steps=steps)
    chosen = []
    certainty = runs.probabilities(data.x_test)[0, 0][np.arange(len(data.y_test)), data.y_test]
    for digit in range(data.classes):
        mine = np.flatnonzero(data.y_test == digit)
        by_certainty = mine[np.argsort(certainty[mine])]
        chosen += [mine[0], by_certainty[len(mine) // 20]]
    layers = range(len(kind.hidden) + 1)
    return {
        "provenance": (
            f"{kind}, {setting}, seed 0, {steps} steps on {data.name}; test error "
            f"{runs.test_error[0, 0]:.3f}. Digits: of each class the first of the test set, and "
            "the one of which the network is less certain than of 95 % of its class."
        ),
        "weights": [runs.weights(layer)[0, 0].astype(float).round(DECIMALS) for layer in layers],
        "biases": [runs.biases(layer)[0, 0].astype(float).round(DECIMALS) for layer in layers],
        "pixels": (16 * data.x_test[chosen]).round().astype(int),
        "labels": data.y_test[chosen],
    }


TRAINING_RATES = tuple(round(0.1 * tenth, 1) for tenth in range(10))
TRAINING_NOISES = (0.0, 0.2, 0.4)
TRAINING_STEPS = (10, 20, 30, 50, 75, 100, 150, 200, 300, 400, 500, 600, 800, 1000)


def training(
    rates: Sequence[float] = TRAINING_RATES,
    noises: Sequence[float] = TRAINING_NOISES,
    seeds: int = 10,
) -> dict[str, Any]:
    """Follow error and loss, on training and test set, over rates, noises and seeds."""
    kind = Network(hidden=(256,))
    settings = [
        Setting(rate=rate, label_noise=noise, examples=EXAMPLES)
        for noise in noises
        for rate in rates
    ]
    last = TRAINING_STEPS[-1]
    runs = train(digits(), settings, seeds, kind, steps=last, checkpoints=TRAINING_STEPS)
    curves = {}
    for name in ("train_error", "test_error", "train_loss", "test_loss"):
        values = getattr(runs.history, name)
        grid = values.reshape(len(noises), len(rates), seeds, len(TRAINING_STEPS))
        curves[name] = {
            "mean": grid.mean(axis=2).round(DECIMALS),
            "half": half_widths(grid, axis=2).round(DECIMALS),
        }
    return {
        "provenance": (
            f"{kind}, {EXAMPLES} training examples, {seeds} seeds, {last} steps on "
            f"{runs.data.name}; bands are 95 % intervals of the mean (Student's t)."
        ),
        "rates": list(rates),
        "noises": list(noises),
        "seeds": seeds,
        "steps": TRAINING_STEPS,
        **curves,
    }


PLACEMENT_INPUT = (0.0, 0.1, 0.2)
PLACEMENT_HIDDEN = (0.0, 0.2, 0.4, 0.6)
PLACEMENT_NOISES = (0.0, NOISE)


def placement(
    hidden: Sequence[float] = PLACEMENT_HIDDEN,
    inputs: Sequence[float] = PLACEMENT_INPUT,
    noises: Sequence[float] = PLACEMENT_NOISES,
    seeds: int = 5,
) -> dict[str, Any]:
    """Count the misread test digits for every combination of rates over the layers."""
    steps = 400
    settings = [
        Setting(rate=rates, input_rate=of_input, label_noise=noise, examples=EXAMPLES)
        for noise in noises
        for of_input in inputs
        for rates in product(hidden, repeat=len(DEEP.hidden))
    ]
    runs = train(digits(), settings, seeds, DEEP, steps=steps)
    tested = len(runs.data.y_test)
    shape = (len(noises), len(inputs), *[len(hidden)] * len(DEEP.hidden), seeds)
    return {
        "provenance": (
            f"{DEEP}, {EXAMPLES} training examples, {seeds} seeds, {steps} steps on "
            f"{runs.data.name}; of {tested} test images so many are misread."
        ),
        "input": list(inputs),
        "hidden": list(hidden),
        "noises": list(noises),
        "tested": tested,
        "t": float(t.ppf(0.975, seeds - 1)),
        "misread": (tested * runs.test_error).round().astype(int).reshape(shape),
    }


def half_widths(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Return half the width of the 95 % interval of the mean along `axis`."""
    count = values.shape[axis]
    width: NDArray[np.float64] = (
        t.ppf(0.975, count - 1) * values.std(axis=axis, ddof=1) / count**0.5
    )
    return width


MEASURES: dict[str, Callable[[], dict[str, Any]]] = {
    "network": network,
    "ensemble": ensemble,
    "training": training,
    "placement": placement,
}


def write(name: str) -> Path:
    """Measure `name` and write its file."""
    path = FOLDER / f"{name}.json"
    lines = [
        f"{json.dumps(key)}: {json.dumps(value, default=np.ndarray.tolist, separators=(',', ':'))}"
        for key, value in MEASURES[name]().items()
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    for wanted in sys.argv[1:] or MEASURES:
        print(write(wanted))
