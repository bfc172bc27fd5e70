"""Other ways to average all subnetworks."""

import itertools
import math

import numpy as np


def _softmax(logits):
    shifted = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def with_all_masks_at_once(x, weights, bias, rate):
    n = len(x)
    masks = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    chances = np.where(masks, 1 - rate, rate).prod(axis=1)
    return chances @ _softmax((masks * x) @ weights + bias)


def with_recursion(x, weights, bias, rate):
    if x.size == 0:
        return _softmax(bias)
    rest, others = x[:-1], weights[:-1]
    with_last = with_recursion(rest, others, bias + x[-1] * weights[-1], rate)
    return (1 - rate) * with_last + rate * with_recursion(rest, others, bias, rate)


def with_subsets(x, weights, bias, rate):
    n = len(x)
    parts = []
    for size in range(n + 1):
        for kept in itertools.combinations(range(n), size):
            logits = bias + sum((x[i] * weights[i] for i in kept), np.zeros(len(bias)))
            parts.append((1 - rate) ** size * rate ** (n - size) * _softmax(logits))
    return np.sum(parts, axis=0)


def growing_the_list_of_logits(x, weights, bias, rate):
    logits, chances = np.array([bias]), np.array([1.0])
    for value, row in zip(x, weights, strict=True):
        logits = np.concatenate([logits, logits + value * row])
        chances = np.concatenate([chances * rate, chances * (1 - rate)])
    return np.einsum("m,mc->c", chances, _softmax(logits))


def with_bits_of_a_counter(x, weights, bias, rate):
    total = [0.0] * len(bias)
    for code in range(1 << len(x)):
        chance, logits = 1.0, [float(b) for b in bias]
        for i in range(len(x)):
            kept = code >> i & 1
            chance *= 1 - rate if kept else rate
            if kept:
                logits = [z + x[i] * w for z, w in zip(logits, weights[i], strict=True)]
        top = max(logits)
        exponentials = [math.exp(z - top) for z in logits]
        for c, e in enumerate(exponentials):
            total[c] += chance * e / sum(exponentials)
    return total


def in_single_precision(x, weights, bias, rate):
    masks = np.array(list(itertools.product([True, False], repeat=len(x))), dtype=np.float32)
    chances = np.prod(masks * (1 - rate) + (1 - masks) * rate, axis=1)
    probabilities = _softmax((masks * x).astype(np.float32) @ weights.astype(np.float32) + bias)
    return np.average(probabilities, axis=0, weights=chances).astype(np.float32)


ANSWERS = [
    with_all_masks_at_once,
    with_recursion,
    with_subsets,
    growing_the_list_of_logits,
    with_bits_of_a_counter,
    in_single_precision,
]
