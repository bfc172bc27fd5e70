"""Other ways to measure the doubt of an ensemble."""

import math

import numpy as np


def with_loops(probabilities):
    passes, batch, classes = probabilities.shape
    entropies = []
    for i in range(batch):
        entropy = 0.0
        for c in range(classes):
            p = sum(probabilities[m, i, c] for m in range(passes)) / passes
            entropy -= p * math.log(p) if p > 0 else 0
        entropies.append(entropy)
    return entropies


def with_a_small_number_inside(probabilities):
    mean = np.average(probabilities, axis=0)
    return -np.sum(mean * np.log(mean + 1e-12), axis=-1)


def with_nan_to_num(probabilities):
    mean = probabilities.mean(0)
    with np.errstate(all="ignore"):
        return np.nansum(mean * np.log(1 / mean), axis=1)


def with_log_where(probabilities):
    mean = probabilities.sum(axis=0) / len(probabilities)
    logs = np.log2(mean, out=np.zeros_like(mean), where=mean > 0)
    return -np.einsum("bc,bc->b", mean, logs) * np.log(2)


def with_clipping(probabilities):
    mean = np.mean(probabilities, axis=0)
    return (mean * -np.log(np.clip(mean, 1e-15, 1))).sum(-1)


def in_single_precision(probabilities):
    mean = probabilities.astype(np.float32).mean(axis=0)
    logs = np.log(np.maximum(mean, np.finfo(np.float32).tiny))
    return -(mean * logs).sum(axis=1)


ANSWERS = [
    with_loops,
    with_a_small_number_inside,
    with_nan_to_num,
    with_log_where,
    with_clipping,
    in_single_precision,
]

EQUIVALENT = {
    "np.where(mean > 0, mean, 1) -> np.where(mean > 0, mean, 2)": (
        "The logarithm that replaces the one of 0 is multiplied by 0."
    ),
}
