"""Which examples each replica learns from, with which labels, in which order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dropout_course.data import Dataset, noisy_labels
from dropout_course.network.settings import Setting
from dropout_course.network.streams import Purpose, stream

Indices = NDArray[np.int64]


@dataclass
class Examples:
    """One replica's training and validation set, as rows of the pool, with the labels it sees."""

    rows: Indices
    labels: Indices
    validation_rows: Indices
    validation_labels: Indices


def choose_examples(data: Dataset, setting: Setting, seed: int, validation: int) -> Examples:
    """Draw a replica's examples from `data`'s training images.

    The training set is the beginning of the seed's shuffle, the validation set follows it. Both
    have the setting's share of noisy labels.

    Raises
    ------
    ValueError
        If the pool is too small.
    """
    pool = len(data.y_train)
    count = pool - validation if setting.examples is None else setting.examples
    if not 0 < count <= pool - validation:
        reserve = f" and {validation} for validation" if validation else ""
        raise ValueError(
            f"{data.name} has {pool} images to train on, but {setting.examples or 'all'} are asked "
            f"for{reserve}."
        )
    order = stream(seed, 0, Purpose.EXAMPLES).permutation(pool)
    rows, validation_rows = order[:count], order[count : count + validation]
    rng = stream(seed, 0, Purpose.LABELS)
    labels = noisy_labels(data.y_train[rows], setting.label_noise, rng, data.classes)
    validation_labels = noisy_labels(
        data.y_train[validation_rows], setting.label_noise, rng, data.classes
    )
    if setting.bootstrap:
        drawn = stream(seed, setting.member, Purpose.BOOTSTRAP).integers(count, size=count)
        rows, labels = rows[drawn], labels[drawn]
    return Examples(rows, labels, validation_rows, validation_labels)


def batch_order(examples: int, batch: int, steps: int, seed: int, member: int) -> Indices:
    """Return the positions in the training set of every batch, shape (steps, batch).

    One shuffle of all examples after the other, cut into equal pieces.
    """
    rng = stream(seed, member, Purpose.ORDER)
    shuffles = -(-steps * batch // examples)
    order = np.concatenate([rng.permutation(examples) for _ in range(shuffles)])
    return order[: steps * batch].reshape(steps, batch)
