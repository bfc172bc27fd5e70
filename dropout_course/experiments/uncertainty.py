"""What Monte Carlo dropout knows of its own mistakes, beside the plain probability."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dropout_course.data import Dataset, digits
from dropout_course.experiments.result import Result
from dropout_course.experiments.sweeps import reported
from dropout_course.network import Runs, Setting, train
from dropout_course.validation import Floats

PLAIN, MONTE_CARLO = "plain probability", "Monte Carlo dropout"
LABELS = (PLAIN, MONTE_CARLO)
ROTATED, SHUFFLED = "rotated by 90 degrees", "pixels shuffled"


@dataclass(frozen=True, eq=False)
class Doubts:
    """Trained networks that can be asked what they believe, with and without dropout.

    Attributes
    ----------
    data : Dataset
    runs : Runs
    passes : int
        Random passes that Monte Carlo dropout averages.
    """

    data: Dataset
    runs: Runs
    passes: int

    def probabilities(self, x: Floats) -> tuple[Floats, Floats]:
        """Return the probabilities of one ordinary pass and of the Monte Carlo average.

        Both have the shape (seeds, images, classes).
        """
        rng = np.random.default_rng(0)
        plain = self.runs.probabilities(x)[0]
        average = self.runs.probabilities(x, "monte carlo", passes=self.passes, rng=rng)[0]
        return plain, average


def doubts(
    seeds: int = 8,
    *,
    rate: float = 0.5,
    examples: int = 300,
    passes: int = 50,
    progress: str | None = None,
) -> Doubts:
    """Train networks with dropout on clean digits, to be asked what they are unsure of.

    References
    ----------
    Gal and Ghahramani, *Dropout as a Bayesian Approximation*, ICML 2016.
    """
    data = digits()
    return Doubts(
        data, train(data, Setting(rate=rate, examples=examples), seeds, progress=progress), passes
    )


def error_detection(asked: Doubts) -> Result:
    """Measure how well doubt (one minus the largest probability) ranks the wrong predictions.

    The value is the area under the ROC curve: 1 finds all mistakes first, .5 is chance. What counts
    as wrong is the prediction of the same method.
    """
    started = time.perf_counter()
    labels = asked.data.y_test
    rows = [
        [_area(one.argmax(-1) != labels, doubt(one)) for one in method]
        for method in asked.probabilities(asked.data.x_test)
    ]
    return _result("area under the ROC curve, mistakes", "", LABELS, asked, rows, started)


def foreign_images(asked: Doubts) -> Result:
    """Measure how well doubt tells foreign images from digits, by the area under the ROC curve.

    Foreign are the test digits rotated by 90 degrees, and with their pixels shuffled.
    """
    started = time.perf_counter()
    x = asked.data.x_test
    side = round(x.shape[1] ** 0.5)
    shuffled = x[:, np.random.default_rng(0).permutation(x.shape[1])]
    rotated = np.rot90(x.reshape(-1, side, side), axes=(1, 2)).reshape(len(x), -1)
    known = [[doubt(one) for one in method] for method in asked.probabilities(x)]
    rows, names = [], []
    for name, images in ((ROTATED, rotated), (SHUFFLED, shuffled)):
        foreign = asked.probabilities(np.ascontiguousarray(images))
        for label, before, method in zip(LABELS, known, foreign, strict=True):
            truth = np.repeat([0, 1], len(x))
            rows.append(
                [
                    _area(truth, np.concatenate([own, doubt(one)]))
                    for own, one in zip(before, method, strict=True)
                ]
            )
            names.append(f"{label}, {name}")
    return _result("area under the ROC curve, foreign", "", tuple(names), asked, rows, started)


def rejection(asked: Doubts, shares: Sequence[float] = (0.0, 0.05, 0.1, 0.2)) -> dict[str, Result]:
    """Measure the error that is left when a share of the images, the most doubtful, is refused."""
    started = time.perf_counter()
    labels = asked.data.y_test
    results = {}
    for label, method in zip(LABELS, asked.probabilities(asked.data.x_test), strict=True):
        rows = []
        for share in shares:
            row = []
            for one in method:
                answered = np.argsort(doubt(one))[: round((1 - share) * len(labels))]
                wrong = one.argmax(-1)[answered] != labels[answered]
                row.append(100.0 * wrong.mean())
            rows.append(row)
        names = tuple(f"{share:.0%} refused" for share in shares)
        measured = Result(
            "test error of the rest", "%", names, asked.runs.seeds, np.array(rows),
            time.perf_counter() - started, tuple(shares), "share refused",
        )  # fmt: skip
        results[label] = reported(measured, asked.runs, asked.runs.diverged[0])
    return results


def calibration_error(asked: Doubts, bins: int = 10) -> Result:
    """Measure the expected calibration error: how far confidence is from the share that is right.

    References
    ----------
    Guo et al., *On Calibration of Modern Neural Networks*, ICML 2017, equation 3.
    """
    started = time.perf_counter()
    labels = asked.data.y_test
    rows = []
    for method in asked.probabilities(asked.data.x_test):
        row = []
        for one in method:
            confidence, right = one.max(-1), one.argmax(-1) == labels
            places = np.minimum((confidence * bins).astype(int), bins - 1)
            gaps = [
                abs(confidence[places == b].mean() - right[places == b].mean())
                * (places == b).mean()
                for b in np.unique(places)
            ]
            row.append(float(sum(gaps)))
        rows.append(row)
    return _result("expected calibration error", "", LABELS, asked, rows, started)


def doubt(probabilities: Floats) -> Floats:
    """Return one minus the largest probability, shape (images,)."""
    return np.asarray(1 - probabilities.max(axis=-1))


def _area(truth: np.ndarray, doubts: Floats) -> float:
    """Return the area under the ROC curve; NaN where a diverged network is asked."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(truth, doubts)) if np.isfinite(doubts).all() else np.nan


def _result(
    quantity: str,
    unit: str,
    settings: tuple[str, ...],
    asked: Doubts,
    rows: list[list[float]],
    started: float,
) -> Result:
    seconds = time.perf_counter() - started
    table = np.array(rows, dtype=float)
    measured = Result(quantity, unit, settings, asked.runs.seeds, table, seconds)
    return reported(measured, asked.runs, asked.runs.diverged[0])
