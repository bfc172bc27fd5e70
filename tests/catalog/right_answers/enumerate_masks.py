"""Other ways to write down every mask."""

import itertools

import numpy as np


def with_product(n):
    return list(itertools.product([0, 1], repeat=n))


def with_product_of_booleans(n):
    return np.array([*itertools.product((True, False), repeat=n)])


def with_text(n):
    return [[int(digit) for digit in f"{number:0{n}b}"] for number in range(2**n)]


def by_recursion(n):
    if n == 1:
        return np.array([[0.0], [1.0]])
    fewer = by_recursion(n - 1)
    return np.vstack([np.insert(fewer, 0, kept, axis=1) for kept in (1, 0)])


def by_doubling(n):
    masks = [()]
    for _ in range(n):
        masks = [(*mask, kept) for mask in masks for kept in (0, 1)]
    return np.array(masks, dtype=np.float32)


def with_meshgrid(n):
    grids = np.meshgrid(*[[0, 1]] * n)
    return np.stack([grid.ravel() for grid in grids], axis=1)


def with_indices(n):
    return np.indices((2,) * n).reshape(n, -1).T


def with_combinations(n):
    masks = np.zeros((2**n, n), dtype=np.int8)
    row = 0
    for kept in range(n + 1):
        for units in itertools.combinations(range(n), kept):
            masks[row, list(units)] = 1
            row += 1
    return masks


def in_gray_code(n):
    numbers = np.arange(2**n)
    gray = numbers ^ (numbers // 2)
    return np.stack([gray // 2**k % 2 for k in range(n)], axis=-1)


ANSWERS = [
    with_product,
    with_product_of_booleans,
    with_text,
    by_recursion,
    by_doubling,
    with_meshgrid,
    with_indices,
    with_combinations,
    in_gray_code,
]
