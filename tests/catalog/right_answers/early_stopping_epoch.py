"""Other ways to stop early."""

import itertools
import math

import numpy as np


def with_a_counter(losses, patience):
    best_loss, best, waited = math.inf, 0, 0
    for epoch, loss in enumerate(losses):
        if loss < best_loss:
            best_loss, best, waited = loss, epoch, 0
        else:
            waited += 1
        if waited == patience:
            return best
    return best


def with_while(losses, patience):
    losses = list(losses)
    best, epoch = 0, 1
    while epoch < len(losses) and epoch - best <= patience:
        if losses[epoch] < losses[best]:
            best = epoch
        epoch += 1
    return np.int64(best)


def with_recursion(losses, patience):
    def keep(best):
        window = losses[best + 1 : best + 1 + patience]
        for offset, loss in enumerate(window):
            if loss < losses[best]:
                return keep(best + 1 + offset)
        return best

    return keep(0)


def with_running_minimum(losses, patience):
    losses = np.asarray(losses)
    running = np.minimum.accumulate(losses)
    improves = np.concatenate([[True], losses[1:] < running[:-1]])
    epochs = np.flatnonzero(improves)
    gaps = np.diff(epochs)
    ends = np.flatnonzero(gaps > patience)
    return int(epochs[ends[0]] if len(ends) else epochs[-1])


def over_prefixes(losses, patience):
    for stop in range(len(losses)):
        best = int(np.argmin(losses[: stop + 1]))
        if stop - best == patience:
            return best
    return int(np.argmin(losses))


def with_groups_of_epochs(losses, patience):
    best_so_far = itertools.accumulate(losses, min)
    epoch = 0
    for _, group in itertools.groupby(best_so_far):
        length = len(list(group))
        if length > patience:
            return epoch
        epoch, last = epoch + length, epoch
    return last


ANSWERS = [
    with_a_counter,
    with_while,
    with_recursion,
    with_running_minimum,
    over_prefixes,
    with_groups_of_epochs,
]
