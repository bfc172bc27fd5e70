"""What hidden units become: how they correlate, how sparse they are, what losing some costs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from dropout_course.data import Dataset, digits
from dropout_course.experiments.result import Result
from dropout_course.experiments.sweeps import EXAMPLES, NONE, reported
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
) -> dict[str, Result]:
    """Remove a random share of the hidden units of a trained network and test what is left.

    What is left is scaled by 1/(1 - share), for both networks, so that the layer above gets the
    same on average. Training with dropout has practised just this; that is part of the result.

    Returns
    -------
    dict of str to Result
        For each of :data:`LABELS` the test error; settings are like ``"50% removed"``. For a seed,
        both networks lose the same units, and those of a smaller share are among a larger one's.
    """
    started = time.perf_counter()
    data, runs = _pair(seeds, rate, label_noise, progress)
    units = runs.network.hidden[0]
    ranks = np.stack([np.random.default_rng([seed, 1]).permutation(units) for seed in runs.seeds])
    errors = np.empty((len(LABELS), len(shares), len(runs.seeds)))
    for column, share in enumerate(shares):
        left = ranks >= round(share * units)
        factor = (left / max(1 - share, 1e-9)).astype(np.float32)[None, :, None, :]
        wrong = runs.logits(data.x_test, [None, factor]).argmax(-1) != data.y_test
        errors[:, column] = 100.0 * wrong.mean(-1)
    seconds = time.perf_counter() - started
    return {
        label: reported(
            Result(
                "test error",
                "%",
                tuple(f"{share:.0%} removed" for share in shares),
                runs.seeds,
                values,
                seconds,
                tuple(shares),
                "share of hidden units removed",
            ),
            runs,
            diverged,
        )
        for label, values, diverged in zip(LABELS, errors, runs.diverged, strict=True)
    }


def damage(curves: dict[str, Result], share: float) -> Result:
    """Return by how many points the test error rises when a share of the units is removed.

    Parameters
    ----------
    curves
        What :func:`ablation` returns for shares that hold 0 and `share`.
    share
        From 0 to 1.
    """
    rises = [curve.of(f"{share:.0%} removed") - curve.of("0% removed") for curve in curves.values()]
    first = next(iter(curves.values()))
    quantity = f"rise of the test error with {share:.0%} of the units removed"
    return Result(quantity, "points", tuple(curves), first.seeds, np.stack(rises), first.seconds)


def ablation_loss(seeds: int = 10, share: float = 0.5, progress: str | None = None) -> Result:
    """Measure by how many points the test error rises when a share of the units is removed."""
    return damage(ablation((0.0, share), seeds, progress=progress), share)


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
    result = Result(
        "test error on noisy images", "%", tuple(settings), runs.seeds, 100.0 * errors, runs.seconds
    )
    return reported(result, runs)


def _corr(activations: Floats) -> float:
    used = activations[:, activations.std(axis=0) > 0]
    matrix = np.abs(np.corrcoef(used.T))
    return float((matrix.sum() - len(matrix)) / (len(matrix) * (len(matrix) - 1)))


def _by_unit(
    seeds: int,
    rate: float,
    label_noise: float,
    progress: str | None,
    quantity: str,
    measure: Callable[[Floats], float],
) -> Result:
    data, runs = _pair(seeds, rate, label_noise, progress)
    (hidden,) = runs.activations(data.x_test)
    values = np.array([[measure(replica) for replica in setting] for setting in hidden])
    return reported(Result(quantity, "", LABELS, runs.seeds, values, runs.seconds), runs)


def _pair(
    seeds: int, rate: float, label_noise: float, progress: str | None
) -> tuple[Dataset, Runs]:
    data = digits()
    settings = [Setting(rate=p, examples=EXAMPLES, label_noise=label_noise) for p in (0.0, rate)]
    runs = train(data, settings, seeds, Network(), progress=progress)
    return data, runs
