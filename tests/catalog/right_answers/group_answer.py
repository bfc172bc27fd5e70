"""Other ways to add up the weighted answers of those who are present."""

import numpy as np


def with_loops(answers, weights, present):
    table = np.broadcast_to(present, answers.shape)
    out = []
    for q in range(answers.shape[0]):
        total = 0.0
        for m in range(answers.shape[1]):
            if table[q, m]:
                total += float(answers[q, m]) * float(weights[m])
        out.append(total)
    return out


def with_einsum(answers, weights, present):
    attendance = np.broadcast_to(present, answers.shape).astype(int)
    return np.einsum("qm,m,qm->q", answers, weights, attendance)


def with_where(answers, weights, present):
    return np.where(present, answers, 0).dot(weights)


def with_sum(answers, weights, present):
    return np.sum(answers * weights * present, axis=1)


def member_by_member(answers, weights, present):
    total = np.zeros(len(answers))
    columns = np.atleast_2d(present).T
    for column, weight, there in zip(answers.T, weights, columns, strict=True):
        total = total + column * weight * there
    return total


def in_single_precision(answers, weights, present):
    said = np.float32(answers) * np.asarray(present, np.float32)
    return tuple(said @ weights.astype(np.float32))


def what_is_left_without_the_absent(answers, weights, present):
    away = 1 - np.asarray(present, dtype=int)
    return answers @ weights - (answers * away) @ weights


ANSWERS = [
    with_loops,
    with_einsum,
    with_where,
    with_sum,
    member_by_member,
    in_single_precision,
    what_is_left_without_the_absent,
]
