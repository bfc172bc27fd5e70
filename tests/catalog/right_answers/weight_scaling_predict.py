"""Other ways to predict in one pass with scaled weights."""

import math

import numpy as np


def scaling_the_units(x, weights, bias, rate):
    logits = (x * (1 - rate)) @ weights + bias
    shifted = np.exp(logits - logits.max(axis=-1)[:, None])
    return shifted / shifted.sum(axis=-1)[:, None]


def with_logaddexp(x, weights, bias, rate):
    logits = bias + np.einsum("bu,uc->bc", x, weights - rate * weights)
    return np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))


def with_loops(x, weights, bias, rate):
    rows = []
    for example in x:
        logits = list(bias)
        for value, row in zip(example, weights, strict=True):
            logits = [z + value * (1 - rate) * w for z, w in zip(logits, row, strict=True)]
        top = max(logits)
        exponentials = [math.exp(z - top) for z in logits]
        rows.append([e / sum(exponentials) for e in exponentials])
    return rows


def with_differences_of_logits(x, weights, bias, rate):
    logits = (1 - rate) * np.dot(x, weights) + bias
    with np.errstate(over="ignore"):
        return 1 / np.exp(logits[:, None, :] - logits[:, :, None]).sum(axis=2)


def transposed(x, weights, bias, rate):
    logits = weights.T @ x.T * (1 - rate) + bias[:, None]
    exponentials = np.exp(logits - logits.max(axis=0))
    return (exponentials / exponentials.sum(axis=0)).T


def in_single_precision(x, weights, bias, rate):
    x, weights, bias = (np.asarray(a, dtype=np.float32) for a in (x, weights, bias))
    logits = np.float32(1 - rate) * (x @ weights) + bias
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


ANSWERS = [
    scaling_the_units,
    with_logaddexp,
    with_loops,
    with_differences_of_logits,
    transposed,
    in_single_precision,
]
