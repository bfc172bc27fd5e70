"""Where in a network the dropping happens: schedules over depth, and the output layer."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from dropout_course.data import digits
from dropout_course.experiments.result import Result
from dropout_course.experiments.sweeps import EXAMPLES, NONE, compare
from dropout_course.layers import inverted_dropout
from dropout_course.network import Network, Setting, train

DEEP = Network((128, 128, 128))
HEAVIER, LIGHTER, CONSTANT = "heavier deeper", "lighter deeper", "constant"
# Equal totals, so that only the order differs.
SCHEDULES = {HEAVIER: (0.1, 0.3, 0.5), LIGHTER: (0.5, 0.3, 0.1), CONSTANT: (0.3, 0.3, 0.3)}
FIRST, LAST = "first layer only", "last layer only"


def schedules(seeds: int = 20, label_noise: float = 0.0, progress: str | None = None) -> Result:
    """Compare orders of the rates over three hidden layers, and no dropout, by test error."""
    settings = {
        label: Setting(rate=rates, examples=EXAMPLES, label_noise=label_noise)
        for label, rates in ({NONE: (0.0, 0.0, 0.0)} | SCHEDULES).items()
    }
    return compare(settings, seeds, network=DEEP, progress=progress)


def single_layers(
    seeds: int = 20, rate: float = 0.5, label_noise: float = 0.0, progress: str | None = None
) -> Result:
    """Compare dropout in the first hidden layer only with dropout in the last only."""
    base: dict[str, Any] = {"examples": EXAMPLES, "label_noise": label_noise}
    settings = {
        NONE: Setting(rate=(0.0, 0.0, 0.0), **base),
        FIRST: Setting(rate=(rate, 0.0, 0.0), **base),
        LAST: Setting(rate=(0.0, 0.0, rate), **base),
    }
    return compare(settings, seeds, network=DEEP, progress=progress)


def output_dropout(seeds: int = 10, rate: float = 0.5, progress: str | None = None) -> Result:
    """Drop the logits of trained networks and measure the loss that training would see.

    A dropped logit is 0, so at rate .5 the true class loses its own in half of the cases.
    """
    started = time.perf_counter()
    data = digits()
    runs = train(data, Setting(examples=EXAMPLES), seeds, progress=progress)
    logits = runs.logits(data.x_test)[0].astype(np.float64)
    rows = np.arange(len(data.y_test))
    values = []
    for seed, one in zip(runs.seeds, logits, strict=True):
        dropped = inverted_dropout(one, rate, np.random.default_rng([seed, 2]))
        values.append([_loss(z, rows, data.y_test) for z in (one, dropped)])
    settings = ("logits as they are", "logits dropped")
    seconds = time.perf_counter() - started
    return Result("test loss", "nats", settings, runs.seeds, np.array(values).T, seconds)


def convergence(
    seeds: int = 10,
    *,
    rates: tuple[float, ...] = (0.0, 0.5),
    loss: float = 0.05,
    steps: int = 1500,
    progress: str | None = None,
) -> Result:
    """Count the steps until the training loss (evaluated without dropping) is below `loss`.

    A replica that does not reach it within `steps` counts as `steps`, which makes dropout look
    faster than it is, never slower.

    References
    ----------
    Srivastava et al., JMLR 15 (2014), section 11: two to three times as long.
    """
    checkpoints = range(10, steps + 1, 10)
    runs = train(
        digits(),
        [Setting(rate=rate, examples=EXAMPLES) for rate in rates],
        seeds,
        steps=steps,
        optimiser="adam",
        checkpoints=tuple(checkpoints),
        progress=progress,
    )
    reached = runs.history.train_loss < loss
    first = np.where(reached.any(-1), reached.argmax(-1), len(runs.history.steps) - 1)
    taken = np.asarray(runs.history.steps)[first].astype(float)
    late = [
        f"{int(missed)} of {len(runs.seeds)} trainings at rate {rate:g} never got there."
        for rate, missed in zip(rates, (~reached.any(-1)).sum(-1), strict=True)
        if missed
    ]
    labels = tuple(f"rate {rate:g}" for rate in rates)
    return Result(
        f"steps to a training loss of {loss:g}", "", labels, runs.seeds, taken, runs.seconds,
        tuple(rates), "rate", tuple(late),
    )  # fmt: skip


def _loss(logits: np.ndarray, rows: np.ndarray, labels: np.ndarray) -> float:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return float((np.log(np.exp(shifted).sum(axis=1)) - shifted[rows, labels]).mean())
