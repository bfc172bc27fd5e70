"""Other ways to follow the error as the strongest members go."""

import numpy as np


def with_loops(answers, truth, weights):
    ranked = sorted(range(len(weights)), key=lambda m: abs(weights[m]), reverse=True)
    curve = []
    for gone in range(len(weights) + 1):
        left = ranked[gone:]
        total = 0.0
        for said, true in zip(answers, truth, strict=True):
            total += (sum(said[m] * weights[m] for m in left) - true) ** 2
        curve.append(total / len(truth))
    return curve


def with_sorted_columns(answers, truth, weights):
    order = np.argsort(np.abs(weights))
    said = (answers * weights)[:, order]
    groups = np.concatenate([np.zeros((len(truth), 1)), said.cumsum(axis=1)], axis=1)
    return ((groups - truth[:, None]) ** 2).mean(axis=0)[::-1]


def with_a_triangle_of_masks(answers, truth, weights):
    order = np.argsort(np.abs(weights))[::-1]
    masks = np.ones((len(weights) + 1, len(weights)), dtype=int)
    for k in range(1, len(masks)):
        masks[k, order[:k]] = 0
    errors = answers @ (masks * weights).T - truth[:, np.newaxis]
    return np.mean(np.square(errors), axis=0)


def with_thresholds(answers, truth, weights):
    sizes = np.abs(weights)
    limits = [np.inf, *sorted(sizes.tolist(), reverse=True)]
    return [np.mean((answers @ np.where(sizes < t, weights, 0) - truth) ** 2) for t in limits]


def by_recursion(answers, truth, weights):
    error = float(np.var(answers @ weights - truth) + np.mean(answers @ weights - truth) ** 2)
    if len(weights) == 0:
        return [error]
    strongest = int(np.argmax(np.abs(weights)))
    rest = by_recursion(np.delete(answers, strongest, 1), truth, np.delete(weights, strongest))
    return [error, *rest]


def in_single_precision(answers, truth, weights):
    a, t, w = (np.array(v, dtype=np.float32) for v in (answers, truth, weights))
    curve = np.empty(len(w) + 1, dtype=np.float32)
    curve[0] = np.square(a @ w - t).mean()
    for k in range(1, len(curve)):
        w[np.abs(w).argmax()] = 0
        curve[k] = np.square(a @ w - t).mean()
    return curve


ANSWERS = [
    with_loops,
    with_sorted_columns,
    with_a_triangle_of_masks,
    with_thresholds,
    by_recursion,
    in_single_precision,
]
