"""The two conventions of scaling, each evaluated as it should be and as it should not."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dropout_course.data import digits
from dropout_course.experiments.result import Result
from dropout_course.experiments.sweeps import reported
from dropout_course.network import Network, Runs, Setting, train
from dropout_course.validation import Floats

RIGHT, TWICE = "inverted, evaluated as it is", "inverted, scaled once more"
STANDARD, NEVER = "standard, scaled by keep", "standard, never scaled"


class Scalings(NamedTuple):
    """One training, judged by two quantities.

    Attributes
    ----------
    error : Result
        Share of the test images that are misread.
    loss : Result
        Mean cross-entropy on the test images.
    """

    error: Result
    loss: Result


def scalings(
    rate: float = 0.5,
    seeds: int | Sequence[int] = 20,
    *,
    examples: int = 500,
    progress: str | None = None,
) -> Scalings:
    """Train with both conventions on clean digits and evaluate with and without the right scaling.

    Parameters
    ----------
    rate
        Of the hidden layer of 512 units.
    seeds
        How many, or which. Both conventions start from the same weights, see the same digits and
        draw the same masks.
    examples
        Digits to train on.
    progress
        Label of a progress bar.

    Returns
    -------
    Scalings
        Settings :data:`RIGHT`, :data:`TWICE`, :data:`STANDARD` and :data:`NEVER`.

    References
    ----------
    Srivastava et al., JMLR 15 (2014), sections 4 (standard) and 10 (scaling in training).
    """
    started = time.perf_counter()
    data, setting = digits(), Setting(rate=rate, examples=examples)
    keep = 1 - rate
    errors: dict[str, Floats] = {}
    losses: dict[str, Floats] = {}
    trained: list[Runs] = []
    for network, right, wrong, factor in (
        (Network((512,), convention="inverted"), RIGHT, TWICE, keep),
        (Network((512,), convention="standard"), STANDARD, NEVER, 1 / keep),
    ):
        runs = train(data, setting, seeds, network, progress=progress)
        trained.append(runs)
        for label, multiplier in ((right, 1.0), (wrong, factor)):
            logits = runs.logits(
                data.x_test, [None, np.full(runs.network.hidden[0], multiplier, np.float32)]
            )[0]
            errors[label] = (logits.argmax(-1) != data.y_test).mean(-1)
            losses[label] = cross_entropy(logits, data.y_test)
    seconds = time.perf_counter() - started

    def result(quantity: str, unit: str, values: dict[str, Floats], scale: float) -> Result:
        table = scale * np.stack(list(values.values())).astype(float)
        measured = Result(quantity, unit, tuple(values), trained[0].seeds, table, seconds)
        for runs in trained:
            measured = reported(measured, runs, runs.diverged[0])
        return measured

    return Scalings(
        result("test error", "%", errors, 100.0), result("test loss", "nats", losses, 1.0)
    )


def cross_entropy(logits: Floats, labels: np.ndarray) -> Floats:
    """Return the mean cross-entropy.

    Parameters
    ----------
    logits : ndarray, shape (..., examples, classes)
    labels : ndarray of int, shape (examples,)

    Returns
    -------
    ndarray, shape (...)
    """
    shifted = logits - logits.max(-1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(-1))
    return np.asarray((log_sum - shifted[..., np.arange(len(labels)), labels]).mean(-1))
