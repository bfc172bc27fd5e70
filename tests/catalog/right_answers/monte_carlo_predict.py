"""Other ways to predict with dropout left on."""

import numpy as np


def with_welford(predict, x, passes, rng):
    mean, squares = 0.0, 0.0
    for count in range(1, passes + 1):
        new = predict(x, rng)
        old = mean
        mean = old + (new - old) / count
        squares = squares + (new - old) * (new - mean)
    return mean, np.sqrt(squares / passes)


def with_running_sums(predict, x, passes, rng):
    first = predict(x, rng)
    total, squares = first.copy(), first**2
    for _ in range(passes - 1):
        new = predict(x, rng)
        total += new
        squares += new**2
    mean = total / passes
    return mean, np.sqrt(np.maximum(squares / passes - mean**2, 0))


def filling_an_array(predict, x, passes, rng):
    outcomes = None
    for i in range(passes):
        outcome = predict(x, rng)
        if outcomes is None:
            outcomes = np.empty((passes, *outcome.shape))
        outcomes[i] = outcome
    return np.average(outcomes, axis=0), np.sqrt(np.var(outcomes, axis=0))


def with_lists(predict, x, passes, rng):
    outcomes = [predict(x, rng).tolist() for _ in range(passes)]
    array = np.array(outcomes)
    mean = sum(array) / passes
    return [mean.tolist(), (sum((a - mean) ** 2 for a in array) / passes) ** 0.5]


def with_one_array_of_both(predict, x, passes, rng):
    moved = np.stack([predict(x, rng) for _ in range(passes)], axis=-1)
    return np.array([moved.mean(axis=-1), moved.std(axis=-1)])


def with_recursion(predict, x, passes, rng):
    def collect(left):
        return [] if left == 0 else [predict(x, rng), *collect(left - 1)]

    outcomes = np.array(collect(passes))
    mean = outcomes.mean(0)
    return mean, np.linalg.norm(outcomes - mean, axis=0) / np.sqrt(passes)


ANSWERS = [
    with_welford,
    with_running_sums,
    filling_an_array,
    with_lists,
    with_one_array_of_both,
    with_recursion,
]
