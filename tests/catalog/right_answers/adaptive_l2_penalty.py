"""Other ways to compute what dropout adds to the expected loss."""

import itertools

import numpy as np


def with_loops(x, weights, rate):
    total = 0.0
    for row in x:
        for value, weight in zip(row, weights, strict=True):
            total += (value * weight) ** 2
    return total * rate / (1 - rate)


def with_einsum(x, weights, rate):
    return np.einsum("ij,ij,j,j->", x, x, weights, weights) * (1 / (1 - rate) - 1)


def with_the_diagonal_of_the_gram_matrix(x, weights, rate):
    penalty = np.diag(np.diag(x.T @ x)) * rate / (1 - rate)
    return weights @ penalty @ weights


def with_a_norm(x, weights, rate):
    return rate / (1 - rate) * np.linalg.norm(x * weights) ** 2


def from_its_definition(x, weights, rate):
    # The targets drop out, so any will do: here they are all 0.
    masks = np.array(list(itertools.product([0, 1], repeat=x.shape[1])))
    chances = np.where(masks, 1 - rate, rate).prod(axis=1)
    losses = ((x @ (masks * weights).T / (1 - rate)) ** 2).sum(axis=0)
    return chances @ losses - ((x @ weights) ** 2).sum()


def with_variances_of_the_inputs(x, weights, rate):
    variance = x**2 / (1 - rate) - x**2
    return float(np.sum(variance @ np.square(weights)))


def in_single_precision(x, weights, rate):
    parts = np.square(x.astype(np.float32) * weights.astype(np.float32))
    return np.float32(rate / (1 - rate)) * parts.sum(dtype=np.float32)


ANSWERS = [
    with_loops,
    with_einsum,
    with_the_diagonal_of_the_gram_matrix,
    with_a_norm,
    from_its_definition,
    with_variances_of_the_inputs,
    in_single_precision,
]

EQUIVALENT = {
    "(x ** 2).sum(axis=0) * weights ** 2 -> x ** 2 * weights ** 2": (
        "All products are added up in the end: the order of the sums does not matter."
    ),
}
