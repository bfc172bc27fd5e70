"""Batch norm beside dropout: the shift of the variance, and what each does alone."""

from __future__ import annotations

import numpy as np

from dropout_course.data import digits
from dropout_course.experiments.result import Result, joined
from dropout_course.experiments.sweeps import EXAMPLES, NONE, errors_of
from dropout_course.layers import inverted_dropout
from dropout_course.network import Network, Setting, train

WIDTHS = (128, 128)
BEFORE, AFTER = "dropout before batch norm", "dropout after batch norm"


def variance_shift(seeds: int = 20, rate: float = 0.5, progress: str | None = None) -> Result:
    """Measure the variance of a dropped ReLU layer at evaluation over that in training.

    Batch norm stores the variance it sees in training and divides by it at evaluation; 1 means that
    the two agree.

    References
    ----------
    Li et al., arXiv:1801.05134 (2018).
    """
    del progress
    ratios = []
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        x = np.maximum(rng.normal(size=(2000, 100)), 0)
        training = inverted_dropout(x, rate, rng).var()
        ratios.append(float(x.var() / training))
    return Result(
        "variance at evaluation over variance in training",
        "",
        ("after dropout",),
        tuple(range(seeds)),
        np.array([ratios]),
        0.0,
    )


def batch_norm_alone(
    seeds: int = 10, label_noise: float = 0.2, progress: str | None = None
) -> Result:
    """Compare a network with batch norm, and no dropout, with one without either."""
    setting = Setting(examples=EXAMPLES, label_noise=label_noise)
    kinds = {NONE: Network(WIDTHS), "batch norm": Network(WIDTHS, batch_norm="before dropout")}
    return _together(kinds, dict.fromkeys(kinds, setting), seeds, progress)


def positions(
    seeds: int = 10, rate: float = 0.5, label_noise: float = 0.0, progress: str | None = None
) -> Result:
    """Compare batch norm alone with dropout after it and before it, in two hidden layers.

    ``"dropout after batch norm"`` still has a batch norm behind it, in the next layer.
    """
    base = Setting(examples=EXAMPLES, label_noise=label_noise)
    with_dropout = Setting(rate=rate, examples=EXAMPLES, label_noise=label_noise)
    kinds = {
        "batch norm": Network(WIDTHS, batch_norm="before dropout"),
        AFTER: Network(WIDTHS, batch_norm="before dropout"),
        BEFORE: Network(WIDTHS, batch_norm="after dropout"),
    }
    settings = {"batch norm": base, AFTER: with_dropout, BEFORE: with_dropout}
    return _together(kinds, settings, seeds, progress)


def _together(
    kinds: dict[str, Network], settings: dict[str, Setting], seeds: int, progress: str | None
) -> Result:
    """Train networks of different kinds and put their test errors into one Result."""
    return joined(
        [
            errors_of(train(digits(), settings[kind], seeds, network, progress=progress), (kind,))
            for kind, network in kinds.items()
        ]
    )
