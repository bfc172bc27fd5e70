"""Measure what the explorers show and write it to data/.

    python -m dropout_course.explorers.measure

One function for each file; names after the command measure those only. Every file says in
"provenance" how it came about. A page of the course never trains these: the picture must be there
at once.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from dropout_course.data import digits
from dropout_course.network import Network, Setting, train

FOLDER = Path(__file__).with_name("data")
DECIMALS = 4


def network() -> dict[str, Any]:
    """Train the small network and choose its digits: of each class the first and a hard one."""
    data = digits()
    kind = Network(hidden=(16, 12))
    setting = Setting(rate=0.2, learning_rate=0.05)
    steps = 3000
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


MEASURES: dict[str, Callable[[], dict[str, Any]]] = {"network": network}


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
