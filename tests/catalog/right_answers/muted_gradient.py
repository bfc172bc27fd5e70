"""Other ways to write the gradient of a muted group."""

import numpy as np


def with_loops(answers, truth, weights, present):
    questions, members = answers.shape
    out = [0.0] * members
    for q in range(questions):
        error = sum(answers[q, m] * present[m] * weights[m] for m in range(members)) - truth[q]
        for m in range(members):
            out[m] += 2 * error * answers[q, m] * present[m] / questions
    return out


def with_einsum(answers, truth, weights, present):
    error = np.einsum("qm,m,m->q", answers, weights, present) - truth
    return np.einsum("q,qm,m->m", error, answers, present) * (2 / truth.size)


def with_the_mask_at_the_end(answers, truth, weights, present):
    error = answers @ (weights * present) - truth
    return 2 * (answers * error[:, None]).mean(axis=0) * present


def with_the_columns_of_the_present(answers, truth, weights, present):
    there = np.flatnonzero(present)
    out = np.zeros_like(weights)
    error = answers[:, there] @ weights[there] - truth
    out[there] = 2 * error @ answers[:, there] / len(error)
    return out


def with_normal_equations(answers, truth, weights, present):
    spoken = answers * present
    return (2 / len(answers)) * (spoken.T @ spoken @ weights - spoken.T @ truth)


def in_single_precision(answers, truth, weights, present):
    a, t, w = (np.asarray(v, dtype=np.float32) for v in (answers * present, truth, weights))
    return 2 * np.mean(a * (a @ w - t).reshape(-1, 1), axis=0)


def by_finite_differences(answers, truth, weights, present):
    def loss(w):
        return np.mean(((answers * present) @ w - truth) ** 2)

    steps = 1e-3 * np.eye(len(weights))
    return [(loss(weights + step) - loss(weights - step)) / 2e-3 for step in steps]


def by_complex_steps(answers, truth, weights, present):
    spoken = answers * present
    moved = weights + 1e-20j * np.eye(len(weights))
    errors = moved @ spoken.T - truth
    return (errors**2).mean(axis=1).imag / 1e-20


ANSWERS = [
    with_loops,
    with_einsum,
    with_the_mask_at_the_end,
    with_the_columns_of_the_present,
    with_normal_equations,
    in_single_precision,
    by_finite_differences,
    by_complex_steps,
]
