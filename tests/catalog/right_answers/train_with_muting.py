"""Other ways to train the group with muted members."""

import numpy as np


def with_loops(answers, truth, present, step_size):
    questions, members = answers.shape
    weights = [0.0] * members
    for step in range(len(present)):
        slopes = [0.0] * members
        for q in range(questions):
            group = sum(present[step][m] * answers[q][m] * weights[m] for m in range(members))
            for m in range(members):
                slopes[m] += 2 * (group - truth[q]) * present[step][m] * answers[q][m] / questions
        weights = [w - step_size * s for w, s in zip(weights, slopes, strict=True)]
    return weights


def by_recursion(answers, truth, present, step_size):
    if len(present) == 0:
        return np.zeros(answers.shape[1])
    weights = by_recursion(answers, truth, present[:-1], step_size)
    spoken = answers * present[-1]
    return weights - step_size * np.mean(2 * spoken.T * (spoken @ weights - truth), axis=1)


def in_place(answers, truth, present, step_size):
    weights = np.zeros(answers.shape[1])
    for i in range(present.shape[0]):
        error = answers @ (weights * present[i]) - truth
        weights -= present[i] * (answers.T @ error) * 2 * step_size / truth.size
    return weights


def with_the_columns_of_the_present(answers, truth, present, step_size):
    weights = np.zeros(answers.shape[1])
    for there in present.astype(bool):
        a = answers[:, there]
        weights[there] += 2 * step_size / len(a) * (truth - a @ weights[there]) @ a
    return weights


def with_einsum_in_single_precision(answers, truth, present, step_size):
    a, t = answers.astype(np.float32), truth.astype(np.float32)
    weights = np.zeros(a.shape[1], dtype=np.float32)
    for there in present.astype(np.float32):
        error = np.einsum("qm,m,m->q", a, there, weights) - t
        gradient = np.einsum("qm,m,q->m", a, there, error) * np.float32(2 / len(t))
        weights = weights - np.float32(step_size) * gradient
    return weights


def with_normal_equations(answers, truth, present, step_size):
    gram, moment = answers.T @ answers, answers.T @ truth
    weights = np.zeros(len(moment))
    for there in present:
        gradient = there * (gram @ (there * weights) - moment) * 2 / len(truth)
        weights = weights - step_size * gradient
    return weights


ANSWERS = [
    with_loops,
    by_recursion,
    in_place,
    with_the_columns_of_the_present,
    with_einsum_in_single_precision,
    with_normal_equations,
]
