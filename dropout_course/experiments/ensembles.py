"""Dropout beside real ensembles, and the ways of averaging over subnetworks."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from dropout_course.data import digits
from dropout_course.experiments.result import Result, joined
from dropout_course.experiments.scaling import cross_entropy
from dropout_course.experiments.sweeps import EXAMPLES, NOISE, errors_of, reported
from dropout_course.layers import sample_mask
from dropout_course.network import Network, Runs, Setting, train
from dropout_course.validation import Floats

SMALL = 10  # units: 2**10 subnetworks can be enumerated


def ensembles(
    seeds: int = 10,
    members: int = 10,
    *,
    rate: float = 0.5,
    label_noise: float = NOISE,
    progress: str | None = None,
) -> Result:
    """Compare one network, an ensemble, a bagged ensemble and one network with dropout.

    Ensembles average the probabilities of their members, which differ in initial weights and order
    of examples, and (bagged) in the examples drawn with replacement. The dropout network costs as
    much to train as one member.

    References
    ----------
    Srivastava et al., JMLR 15 (2014), section 1 (dropout as an approximation of an ensemble).
    """
    data = digits()
    base: dict[str, Any] = {"examples": EXAMPLES, "label_noise": label_noise}
    settings = [
        *(Setting(member=k, **base) for k in range(members)),
        *(Setting(member=k, bootstrap=True, **base) for k in range(members)),
        Setting(rate=rate, **base),
    ]
    runs = train(data, settings, seeds, progress=progress)
    probabilities = runs.probabilities(data.x_test)
    answers = {
        "one network": probabilities[0],
        f"{members} networks": probabilities[:members].mean(axis=0),
        f"{members} bagged networks": probabilities[members : 2 * members].mean(axis=0),
        "one with dropout": probabilities[-1],
    }
    values = np.stack([_error(p, data.y_test) for p in answers.values()])
    result = Result("test error", "%", tuple(answers), runs.seeds, values, runs.seconds)
    return reported(result, runs, np.asarray(runs.diverged.any(axis=0)))


def averages(seeds: int = 20, rate: float = 0.5, progress: str | None = None) -> Result:
    """Hold weight scaling against the exact averages over all subnetworks of a small network.

    One hidden layer of ten units and a softmax, so 2**10 subnetworks are enumerated. Values are the
    largest difference between the probabilities of an image, averaged over images.

    References
    ----------
    Srivastava et al., JMLR 15 (2014), section 4; Baldi and Sadowski, NeurIPS 2013 (geometric mean).
    """
    started = time.perf_counter()
    data = digits()
    runs = train(data, Setting(rate=rate), seeds, Network((SMALL,)), progress=progress)
    x = data.x_test[:200].astype(np.float64)
    scaled = runs.probabilities(x)[0]
    values = [
        np.abs(scaled - runs.probabilities(x, method)[0]).max(axis=-1).mean(axis=-1)
        for method in ("exact geometric", "exact")
    ]
    result = Result(
        "distance of weight scaling",
        "",
        ("from the geometric mean", "from the arithmetic mean"),
        runs.seeds,
        np.stack(values),
        time.perf_counter() - started,
    )
    return reported(result, runs, np.asarray(runs.diverged.any(axis=0)))


def subnetworks(seeds: int = 10, rate: float = 0.5, progress: str | None = None) -> Result:
    """Compare one random subnetwork of a small network with the whole, by weight scaling.

    One hidden layer of ten units; of each trained network, one subnetwork is drawn, the same for
    all images, and its survivors are scaled as in training.
    """
    data = digits()
    runs = train(data, Setting(rate=rate), seeds, Network((SMALL,)), progress=progress)
    whole = runs.probabilities(data.x_test)[0]
    masks = np.stack(
        [sample_mask(SMALL, rate, np.random.default_rng([seed, 3])) for seed in runs.seeds]
    )
    factor = (masks / (1 - rate)).astype(np.float32)[None, :, None, :]
    one = runs.logits(data.x_test, [None, factor])[0]
    values = np.stack([_error(one, data.y_test), _error(whole, data.y_test)])
    settings = ("one subnetwork", "the whole network")
    result = Result("test error", "%", settings, runs.seeds, values, runs.seconds)
    return reported(result, runs, runs.diverged[0])


def monte_carlo(
    passes: tuple[int, ...] = (1, 2, 5, 10, 20, 50),
    seeds: int = 10,
    *,
    rate: float = 0.5,
    examples: int = 300,
    progress: str | None = None,
) -> tuple[Result, Result]:
    """Compare Monte Carlo averages with weight scaling, by error and by loss.

    Settings are ``"scaling"``, ``"1 pass"`` and ``"k passes"``; the positions are k, 0 for scaling.

    Returns
    -------
    error, loss : Result

    References
    ----------
    Srivastava et al., JMLR 15 (2014), section 7.5, figure 11.
    """
    runs = train(digits(), Setting(rate=rate, examples=examples), seeds, progress=progress)
    return passes_beside_scaling(runs, passes)


def passes_beside_scaling(runs: Runs, passes: tuple[int, ...]) -> tuple[Result, Result]:
    """Compare Monte Carlo averages of trained networks with weight scaling, as `monte_carlo`."""
    started = time.perf_counter()
    data = runs.data
    answers = {"scaling": runs.probabilities(data.x_test)[0]}
    total: Floats = np.zeros_like(answers["scaling"])
    for k, one in enumerate(
        runs.passes(data.x_test, max(passes), np.random.default_rng(0)), start=1
    ):
        total = total + one[0]
        if k in passes:
            answers["1 pass" if k == 1 else f"{k} passes"] = total / k
    errors = np.stack([_error(p, data.y_test) for p in answers.values()])
    # The logarithm of a probability differs from its logit by a constant that the loss ignores.
    losses = np.stack(
        [cross_entropy(np.log(np.maximum(p, 1e-12)), data.y_test) for p in answers.values()]
    )
    seconds = runs.seconds + time.perf_counter() - started
    positions = (0.0, *(float(k) for k in passes))

    def result(quantity: str, unit: str, values: Floats) -> Result:
        measured = Result(
            quantity, unit, tuple(answers), runs.seeds, values.astype(float), seconds, positions,
            "passes",
        )  # fmt: skip
        return reported(measured, runs, runs.diverged[0])

    return result("test error", "%", errors), result("test loss", "nats", losses)


def mask_sharing_error(
    seeds: int = 20, rate: float = 0.5, label_noise: float = NOISE, progress: str | None = None
) -> Result:
    """Compare a mask for each example with one mask for the whole batch, by test error."""
    data = digits()
    setting = Setting(rate=rate, examples=EXAMPLES, label_noise=label_noise)
    parts = [
        train(data, setting, seeds, Network(mask=kind), progress=progress)
        for kind in ("example", "batch")
    ]
    settings = ("a mask for each example", "one mask for the batch")
    return joined([errors_of(runs, (label,)) for runs, label in zip(parts, settings, strict=True)])


def _error(probabilities: Floats, labels: np.ndarray) -> Floats:
    return np.asarray(100.0 * (probabilities.argmax(axis=-1) != labels).mean(axis=-1))
