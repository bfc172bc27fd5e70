"""What hidden units become: how they correlate, how sparse they are, what losing some costs."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from dropout_course.data import digits
from dropout_course.experiments.result import Result
from dropout_course.experiments.sweeps import EXAMPLES, NONE
from dropout_course.network import Network, Runs, Setting, train
from dropout_course.validation import Floats

LABELS = (NONE, "dropout")


def ablation(
    shares: Sequence[float] = (0.0, 0.2, 0.4, 0.5, 0.6, 0.8),
    seeds: int = 10,
    *,
    rate: float = 0.5,
    label_noise: float = 0.0,
    progress: str | None = None,
) -> Result:
    """Remove a random share of the hidden units of a trained network and test what is left.

    What is left is scaled by 1/(1 - share), for both networks, so that the layer above gets the
    same on average. Training with dropout has practised just this; that is part of the result.

    Returns
    -------
    Result
        Test error; settings are like ``"none, 50 % removed"``.
    """
    started = time.perf_counter()
    data, runs = _pair(seeds, rate, label_noise, progress)
    units = runs.network.hidden[0]
    ranks = np.stack([np.random.default_rng([seed, 1]).permutation(units) for seed in runs.seeds])
    rows: dict[str, Floats] = {}
    for share in shares:
        left = ranks >= round(share * units)
        factor = (left / max(1 - share, 1e-9)).astype(np.float32)[None, :, None, :]
        errors = (runs.logits(data.x_test, [None, factor]).argmax(-1) != data.y_test).mean(-1)
        for label, row in zip(LABELS, errors, strict=True):
            rows[f"{label}, {share:.0%} removed"] = 100.0 * row
    # By network first, so that each is one curve.
    settings = tuple(f"{label}, {share:.0%} removed" for label in LABELS for share in shares)
    values = np.stack([rows[setting] for setting in settings])
    return Result(
        "test error", "%", settings, runs.seeds, values, time.perf_counter() - started,
        tuple(shares) * len(LABELS), "share of hidden units removed",
    )  # fmt: skip


def ablation_loss(seeds: int = 10, share: float = 0.5, progress: str | None = None) -> Result:
    """Measure by how many points the test error rises when a share of the units is removed."""
    result = ablation((0.0, share), seeds, progress=progress)
    rises = [
        result.of(f"{label}, {share:.0%} removed") - result.of(f"{label}, 0% removed")
        for label in LABELS
    ]
    return Result(
        f"rise of the test error with {share:.0%} of the units removed",
        "points", LABELS, result.seeds, np.stack(rises), result.seconds,
    )  # fmt: skip


def correlations(
    seeds: int = 10, rate: float = 0.5, label_noise: float = 0.0, progress: str | None = None
) -> Result:
    """Measure the mean absolute correlation between hidden units over the test images.

    References
    ----------
    Hinton et al., arXiv:1207.0580 (2012), on co-adaptation; Helmbold and Long, JMLR 18 (2018), who
    disagree.
    """
    return _by_unit(seeds, rate, label_noise, progress, "correlation between hidden units", _corr)


def sparsity(
    seeds: int = 10, rate: float = 0.5, label_noise: float = 0.0, progress: str | None = None
) -> Result:
    """Measure the mean activation of hidden units over the test images.

    References
    ----------
    Srivastava et al., JMLR 15 (2014), section 7.2, figure 8.
    """
    return _by_unit(
        seeds, rate, label_noise, progress, "mean hidden activation", lambda a: float(a.mean())
    )


def noisy_inputs(
    seeds: int = 10,
    *,
    rate: float = 0.5,
    input_rate: float = 0.2,
    noise: float = 0.4,
    progress: str | None = None,
) -> Result:
    """Test on images with Gaussian noise of standard deviation `noise` on pixels from 0 to 1."""
    data = digits()
    settings = {
        NONE: Setting(examples=EXAMPLES),
        "hidden dropout": Setting(rate=rate, examples=EXAMPLES),
        "hidden and input dropout": Setting(rate=rate, input_rate=input_rate, examples=EXAMPLES),
    }
    runs = train(data, list(settings.values()), seeds, progress=progress)
    shift = np.random.default_rng(0).normal(0, noise, data.x_test.shape).astype(np.float32)
    errors = (runs.logits(data.x_test + shift).argmax(-1) != data.y_test).mean(-1)
    return Result(
        "test error on noisy images", "%", tuple(settings), runs.seeds, 100.0 * errors, runs.seconds
    )


def _corr(activations: Floats) -> float:
    used = activations[:, activations.std(axis=0) > 0]
    matrix = np.abs(np.corrcoef(used.T))
    return float((matrix.sum() - len(matrix)) / (len(matrix) * (len(matrix) - 1)))


def _by_unit(seeds, rate, label_noise, progress, quantity, measure) -> Result:  # type: ignore[no-untyped-def]
    data, runs = _pair(seeds, rate, label_noise, progress)
    (hidden,) = runs.activations(data.x_test)
    values = np.array([[measure(replica) for replica in setting] for setting in hidden])
    return Result(quantity, "", LABELS, runs.seeds, values, runs.seconds)


def _pair(seeds: int, rate: float, label_noise: float, progress: str | None):  # type: ignore[no-untyped-def]
    data = digits()
    settings = [Setting(rate=p, examples=EXAMPLES, label_noise=label_noise) for p in (0.0, rate)]
    runs: Runs = train(data, settings, seeds, Network(), progress=progress)
    return data, runs
