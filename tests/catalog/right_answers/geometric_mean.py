"""Other ways to take the normalised geometric mean."""

import math

import numpy as np


def with_loops(probabilities):
    members, classes = probabilities.shape
    means = [
        math.exp(sum(math.log(probabilities[m, c]) for m in range(members)) / members)
        for c in range(classes)
    ]
    return [mean / sum(means) for mean in means]


def with_softmax_of_average_logs(probabilities):
    logs = np.log(probabilities).mean(axis=0)
    exponentials = np.exp(logs - logs.max())
    return exponentials / exponentials.sum()


def with_log_two(probabilities):
    mean = np.exp2(np.average(np.log2(probabilities), axis=0))
    return mean / np.sum(mean)


def taking_each_root_first(probabilities):
    roots = probabilities ** (1 / len(probabilities))
    product = np.prod(roots, axis=0)
    return product / product.sum()


def with_running_powers(probabilities):
    mean = np.ones(probabilities.shape[1])
    for count, row in enumerate(probabilities, start=1):
        mean = mean ** ((count - 1) / count) * row ** (1 / count)
    return mean / mean.sum()


def with_pairwise_ratios(probabilities):
    logs = np.log(probabilities)
    differences = (logs[:, :, None] - logs[:, None, :]).mean(axis=0)
    return 1 / np.exp(-differences).sum(axis=1)


def with_logaddexp(probabilities):
    logs = np.einsum("mc->c", np.log(probabilities)) / probabilities.shape[0]
    return np.exp(logs - np.logaddexp.reduce(logs)).astype(np.float32)


ANSWERS = [
    with_loops,
    with_softmax_of_average_logs,
    with_log_two,
    taking_each_root_first,
    with_running_powers,
    with_pairwise_ratios,
    with_logaddexp,
]
