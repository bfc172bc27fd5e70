"""Dropout beside max-norm and early stopping, alone and together."""

from __future__ import annotations

from dataclasses import replace

from dropout_course.data import digits
from dropout_course.experiments.result import Result, joined
from dropout_course.experiments.sweeps import EXAMPLES, NOISE, NONE, errors_of
from dropout_course.network import EarlyStopping, Setting, train

DROPOUT, BOUNDED, STOPPED = "dropout", "max-norm", "early stopping"
LOOKS = 30  # how often early stopping measures the validation loss


def companions(
    seeds: int = 20,
    *,
    rate: float = 0.5,
    max_norm: float = 1.0,
    label_noise: float = NOISE,
    progress: str | None = None,
) -> Result:
    """Measure the test error with dropout, max-norm, early stopping, and two of them together.

    Early stopping is given 100 examples more, with labels as noisy, to validate on.

    Parameters
    ----------
    seeds
        How many.
    rate, max_norm
        Of one hidden layer of 512 units.
    label_noise
        Share of the training labels that is redrawn.
    progress
        Label of a progress bar.
    """
    none = Setting(examples=EXAMPLES, label_noise=label_noise)
    dropout = replace(none, rate=rate)
    whole = {
        NONE: none,
        BOUNDED: replace(none, max_norm=max_norm),
        DROPOUT: dropout,
        f"{DROPOUT}, {BOUNDED}": replace(dropout, max_norm=max_norm),
    }
    ended = {STOPPED: none, f"{DROPOUT}, {STOPPED}": dropout}
    data = digits()
    parts = [
        errors_of(train(data, [*whole.values()], seeds, progress=progress), tuple(whole)),
        errors_of(
            train(
                data,
                [*ended.values()],
                seeds,
                checkpoints=LOOKS,
                early_stopping=EarlyStopping(),
                progress=progress,
            ),
            tuple(ended),
        ),
    ]
    return joined(parts)
