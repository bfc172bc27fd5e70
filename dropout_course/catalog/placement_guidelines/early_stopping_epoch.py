"""Early stopping with patience.

Dropout makes training slower and its losses restless, so when to stop matters more. The usual
rule: watch the loss on validation data; when it has not improved for `patience` epochs in a row,
stop, and go back to the weights of the best epoch.

- `losses` is the validation loss after each epoch, in order: a list or an array, at least one.
- An epoch improves when its loss is **lower than all before it**; an equal loss does not improve.
- Training stops after the `patience`-th epoch in a row without improvement (`patience` is 1 or
  more), or at the end of `losses`. Nothing after that is ever seen.
- Return the number of the best epoch seen, counted **from 0**.
"""

import numpy as np

from dropout_course.grading.model import Exercise
from dropout_course.grading.values import compare, edge_fact, value_fact


def early_stopping_epoch(losses, patience):
    """Return the epoch whose weights early stopping keeps."""
    ### BEGIN SOLUTION
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best
    ### END SOLUTION


# What each run shows, the patience, and the losses.
RUNS = {
    "keeps the best epoch, not the last": (3, [5, 3, 4, 4.5, 5]),
    "stops when the patience is used up": (2, [5, 3, 4, 3.5, 1, 2]),
    "waits as long as the patience allows": (3, [5, 3, 4, 3.5, 1, 2]),
    "starts to count anew after an improvement": (2, [6, 7, 5, 6, 4, 5, 3, 4]),
    "compares with the best loss, not with the last one": (2, [3, 9, 8, 7, 6, 2]),
    "does not take an equal loss for an improvement": (3, [4, 4, 4, 4, 1]),
    "sees an improvement in the last epoch": (2, [5, 4, 3, 2]),
    "works for a single epoch": (1, [2]),
}


def measure(attempt):
    """Stop runs made for one question each, then forty random ones."""
    scale = float(attempt.rng.uniform(0.5, 2.0))
    for number, (check, (patience, run)) in enumerate(RUNS.items()):
        losses = scale * np.array(run)
        right = _by_definition(losses, patience)
        yield value_fact(f"run_{number}", check, attempt, losses, patience, expected=right)
    plain = [4.0, 2.0, 3.0, 3.5, 1.0]
    check = "takes a list as well as an array"
    yield edge_fact("plain", check, attempt, plain, 2, expected=_by_definition(plain, 2))
    # Few different values, so that equal losses are common.
    runs = attempt.rng.integers(1, 12, size=(40, 10)).astype(float)
    patience = attempt.rng.integers(1, 5, size=40).tolist()
    got = [float(attempt.array(r, p, shape=())) for r, p in zip(runs, patience, strict=True)]
    right = [_by_definition(r, p) for r, p in zip(runs, patience, strict=True)]
    yield compare("random", "is right for forty random runs", np.array(got), right)
    yield attempt.unchanged()


def _by_definition(losses, patience):
    best = [int(np.argmin(losses[: epoch + 1])) for epoch in range(len(losses))]
    return next((b for epoch, b in enumerate(best) if epoch - b >= patience), best[-1])


def takes_the_best_of_all(losses, patience):
    """For losses with a late minimum you return epoch {run_1:.0f}. Training had stopped before: the
    patience was used up, and whoever stops never sees what would have come.
    """
    return int(np.argmin(losses))


def returns_the_epoch_of_the_stop(losses, patience):
    """You return epoch {run_1:.0f}, where training stops. The weights to keep are older: those of
    the epoch that was never improved upon.
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return epoch
    return len(losses) - 1


def stops_one_epoch_late(losses, patience):
    """You wait one epoch longer than the patience allows, and find an improvement that comes too
    late. After how many epochs without improvement is a patience of 2 used up?
    """
    return _by_definition(losses, patience + 1)


def stops_one_epoch_early(losses, patience):
    """You stop one epoch before the patience is used up, and miss an improvement. After how many
    epochs without improvement is a patience of 3 used up?
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience - 1:
            break
    return best


def never_resets_the_count(losses, patience):
    """You stop at epochs without improvement that do not follow one another. The count is of epochs
    *in a row*: what must happen to it when the loss improves?
    """
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            waited += 1
            if waited == patience:
                break
    return best


def compares_with_the_last_epoch(losses, patience):
    """After a bad epoch, losses that only fall back count as improvements for you, and training
    goes on. Compare with the *best* loss so far, not with the last one.
    """
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        waited = 0 if losses[epoch] < losses[epoch - 1] else waited + 1
        if waited == patience:
            break
    return best


def takes_equal_for_better(losses, patience):
    """For losses that stand still you return epoch {run_5:.0f}: each equal loss resets your
    patience. Standing still is what patience is there to end.
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss <= losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best


def counts_from_one(losses, patience):
    """A run of a single epoch gives you {run_7:.0f}: you count from 1. Index 0 of `losses` is
    epoch 0.
    """
    return _by_definition(losses, patience) + 1


def returns_the_loss(losses, patience):
    """You return {run_7:.3g}, the best *loss*. Asked is the number of the epoch that had it."""
    return losses[_by_definition(losses, patience)]


def stops_at_the_first_rise(losses, patience):
    """You stop as soon as a loss is not lower, whatever the patience. Losses under dropout are
    restless; that is what patience is for.
    """
    return _by_definition(losses, 1)


def waits_between_improvements_only(losses, patience):
    """An improvement in the last epoch escapes you: your loop ends before it. Does it look at
    every epoch?
    """
    return _by_definition(losses[:-1], patience) if len(losses) > 1 else 0


def takes_arrays_only(losses, patience):
    """A list of losses breaks your function (`{plain}`): only arrays have what you ask of it. In
    practice losses are collected in a list; what do both have?
    """
    return _by_definition(losses, patience) if losses.size else 0


def sorts_its_input(losses, patience):
    """After the call `{changed}` holds other numbers: your function writes into the losses of the
    caller, who may still want to draw them.
    """
    best = _by_definition(losses, patience)
    if isinstance(losses, np.ndarray):
        losses.sort()
    return best


EXERCISE = Exercise(
    reference=early_stopping_epoch,
    measure=measure,
    hints=(
        "What must you remember while you go through the epochs? One number is enough.",
        (
            "If you know the best epoch so far, the number of epochs in a row without "
            "improvement is a difference."
        ),
        ("Two questions for each epoch: is it better than the best? If not, is patience used up?"),
    ),
    explanation=(
        "The best epoch is all there is to remember: since then, `epoch - best` epochs went "
        "by without improvement, and an improvement sets that difference back to 0 by itself."
        " A small patience is cheap and stops at chance rises; dropout, whose losses fall "
        "slowly and restlessly, needs a larger one."
    ),
    mistakes=(
        takes_the_best_of_all,
        returns_the_epoch_of_the_stop,
        stops_one_epoch_late,
        stops_one_epoch_early,
        never_resets_the_count,
        compares_with_the_last_epoch,
        takes_equal_for_better,
        counts_from_one,
        returns_the_loss,
        stops_at_the_first_rise,
        waits_between_improvements_only,
        takes_arrays_only,
        sorts_its_input,
    ),
)
