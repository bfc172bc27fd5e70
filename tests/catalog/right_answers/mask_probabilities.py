"""Other ways to compute how probable a mask is."""

import math

import numpy as np


def with_powers(masks, rate):
    kept = masks.sum(axis=1)
    return (1 - rate) ** kept * rate ** (masks.shape[1] - kept)


def with_loops(masks, rate):
    out = []
    for mask in masks:
        probability = 1.0
        for kept in mask:
            probability *= (1 - rate) if kept else rate
        out.append(probability)
    return out


def with_a_linear_formula(masks, rate):
    return np.prod(masks * (1 - rate) + (1 - masks) * rate, axis=-1)


def with_indexing(masks, rate):
    return np.array([rate, 1 - rate])[masks].prod(axis=1)


def with_guarded_logarithms(masks, rate):
    kept, units = masks.sum(axis=1), masks.shape[1]
    if rate in (0, 1):
        return (kept == units * (1 - rate)).astype(float)
    return np.exp(kept * math.log(1 - rate) + (units - kept) * math.log(rate))


def unit_by_unit_in_single_precision(masks, rate):
    out = np.ones(len(masks), dtype=np.float32)
    for column in masks.T:
        out *= np.where(column, np.float32(1 - rate), np.float32(rate))
    return out


def with_distances(masks, rate):
    return tuple(np.abs(masks - rate).prod(axis=1))


ANSWERS = [
    with_powers,
    with_loops,
    with_a_linear_formula,
    with_indexing,
    with_guarded_logarithms,
    unit_by_unit_in_single_precision,
    with_distances,
]
