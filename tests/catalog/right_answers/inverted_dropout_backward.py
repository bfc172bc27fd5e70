"""Other ways to write the backward pass of inverted dropout."""

import numpy as np


def with_where(upstream, mask, rate):
    return np.where(mask, upstream / (1 - rate) if rate < 1 else 0, 0)


def with_loops(upstream, mask, rate):
    rows = []
    for gradients, kept in zip(upstream, mask, strict=True):
        rows.append([g / (1 - rate) if k else 0.0 for g, k in zip(gradients, kept, strict=True)])
    return rows


def with_indices(upstream, mask, rate):
    out = np.zeros_like(upstream)
    kept = np.nonzero(mask)
    out[kept] = upstream[kept] / (1 - rate)
    return out


def with_einsum(upstream, mask, rate):
    factor = 0.0 if rate == 1 else 1 / (1 - rate)
    return np.einsum("ij,ij->ij", upstream, mask.astype(float)) * factor


def with_division_where(upstream, mask, rate):
    kept = np.broadcast_to(rate < 1, upstream.shape) & np.asarray(mask, dtype=bool)
    return np.divide(upstream, 1 - rate, out=np.zeros(upstream.shape), where=kept)


def in_single_precision(upstream, mask, rate):
    if rate >= 1:
        return np.zeros(upstream.shape, dtype=np.float32)
    return (upstream.astype(np.float32) * mask.astype(np.float32)) / np.float32(1 - rate)


ANSWERS = [
    with_where,
    with_loops,
    with_indices,
    with_einsum,
    with_division_where,
    in_single_precision,
]
