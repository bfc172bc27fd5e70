"""Other ways to write the max-norm constraint."""

import math

import numpy as np


def with_loops(weights, limit):
    out = [list(row) for row in weights]
    for unit in range(len(out[0])):
        length = math.sqrt(sum(row[unit] ** 2 for row in out))
        if length > limit:
            for row in out:
                row[unit] *= limit / length
    return out


def with_where(weights, limit):
    norms = np.sqrt((weights**2).sum(axis=0, keepdims=True))
    return np.where(norms > limit, limit * weights / norms, weights)


def with_minimum(weights, limit):
    norms = np.sqrt(np.einsum("iu,iu->u", weights, weights))
    return weights * np.minimum(1, limit / (norms + 1e-12))


def with_clip_in_single_precision(weights, limit):
    single = weights.astype(np.float32)
    norms = np.linalg.norm(single, axis=0)
    return single * np.clip(norms, 0, limit) / np.maximum(norms, np.float32(1e-7))


def column_by_column(weights, limit):
    def shortened(column):
        return column * (limit / max(limit, math.hypot(*column)))

    return np.stack([shortened(column) for column in weights.T], axis=1)


def in_place_on_a_copy(weights, limit):
    out = np.array(weights)
    norms = np.sqrt(np.diag(out.T @ out))
    for unit in np.flatnonzero(norms > limit):
        out[:, unit] /= norms[unit]
        out[:, unit] *= limit
    return out


ANSWERS = [
    with_loops,
    with_where,
    with_minimum,
    with_clip_in_single_precision,
    column_by_column,
    in_place_on_a_copy,
]

EQUIVALENT = {
    "norms > limit -> norms >= limit": (
        "A vector of exactly that length is multiplied by limit / limit."
    ),
}
