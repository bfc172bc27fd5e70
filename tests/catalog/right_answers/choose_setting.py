"""Other ways to compare settings seed by seed."""

import math
import statistics

import numpy as np


def with_statistics(errors, t=2.1):
    gains, margins = [], []
    for row in errors.tolist():
        differences = [base - own for base, own in zip(errors[0].tolist(), row, strict=True)]
        gains.append(statistics.fmean(differences))
        margins.append(t * statistics.stdev(differences) / math.sqrt(len(differences)))
    clear = [i for i, gain in enumerate(gains) if gain > margins[i]]
    return max(clear, key=lambda i: gains[i], default=0), gains, margins


def with_a_mask(errors, t=2.1):
    differences = errors[:1] - errors
    gains = np.mean(differences, axis=1)
    margins = t * np.std(differences, axis=1, ddof=1) / errors.shape[1] ** 0.5
    clear = np.flatnonzero(gains > margins)
    chosen = clear[np.argmax(gains[clear])] if clear.size else 0
    return chosen, gains, margins


def from_the_covariance(errors, t=2.1):
    seeds = errors.shape[1]
    covariance = np.cov(errors)
    variances = covariance[0, 0] + np.diag(covariance) - 2 * covariance[0]
    gains = errors[0].mean() - errors.mean(axis=1)
    margins = t * np.sqrt(np.maximum(variances, 0) / seeds)
    gains[0] = margins[0] = 0.0
    order = [i for i in np.argsort(-gains) if gains[i] > margins[i]]
    return [int(order[0]) if order else 0, list(gains), list(margins)]


def with_transposed_arrays(errors, t=2.1):
    by_seed = (errors - errors[0]).T
    losses = by_seed.mean(axis=0)
    standard_error = np.sqrt(by_seed.var(axis=0, ddof=1) / len(by_seed))
    clear = losses + t * standard_error < 0
    chosen = int(np.where(clear, losses, np.inf).argmin()) if clear.any() else 0
    return chosen, -losses, t * standard_error


def with_sums_of_squares(errors, t=2.1):
    n = errors.shape[1]
    chosen, best = 0, 0.0
    gains, margins = np.zeros(len(errors)), np.zeros(len(errors))
    for i in range(1, len(errors)):
        d = errors[0] - errors[i]
        gains[i] = d @ np.ones(n) / n
        margins[i] = t * math.sqrt(((d - gains[i]) @ (d - gains[i])) / (n - 1) / n)
        if gains[i] - margins[i] > 0 and gains[i] > best:
            chosen, best = i, gains[i]
    return chosen, gains, margins


ANSWERS = [
    with_statistics,
    with_a_mask,
    from_the_covariance,
    with_transposed_arrays,
    with_sums_of_squares,
]

EQUIVALENT = {
    "gains > margins -> gains >= margins": (
        "Measured gains equal their margins only where both are 0; the baseline is chosen there."
    ),
    "np.where(clear, gains, 0.0) -> np.where(clear, gains, -1.0)": (
        "Clear gains are above 0, and the baseline comes first among those that are not clear."
    ),
}
