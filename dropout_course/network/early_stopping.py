"""Keep the best checkpoint of each replica, and stop those that no longer get better."""

from dataclasses import dataclass

import numpy as np

from dropout_course.network.parameters import Parameters
from dropout_course.validation import Floats, checked_count


@dataclass(frozen=True)
class EarlyStopping:
    """When to stop, and on what to decide it.

    Attributes
    ----------
    patience : int
        A replica stops after this many checkpoints without a lower validation loss.
    validation : int
        Images of the training pool set aside to measure that loss.
    """

    patience: int = 3
    validation: int = 100

    def __post_init__(self) -> None:
        checked_count(self.patience, "patience")
        checked_count(self.validation, "validation")


class BestSoFar:
    """The parameters of each replica at its best checkpoint.

    Attributes
    ----------
    parameters : list of Layer
    kept : ndarray of int, shape (replicas,)
        The checkpoint that the parameters are from.
    stopped : ndarray of bool, shape (replicas,)
    """

    def __init__(self, patience: int, parameters: Parameters) -> None:
        replicas = len(parameters[0].bias)
        self.patience = patience
        self.parameters = [layer.copy() for layer in parameters]
        self.kept = np.zeros(replicas, int)
        self.stopped = np.zeros(replicas, bool)
        self.lowest_loss = np.full(replicas, np.inf)
        self.checkpoints_without = np.zeros(replicas, int)

    def update(self, checkpoint: int, losses: Floats, parameters: Parameters) -> None:
        """Take over the replicas whose validation loss is lower than ever; NaN never is."""
        better = losses < self.lowest_loss
        self.lowest_loss[better] = losses[better]
        self.kept[better] = checkpoint
        for best, now in zip(self.parameters, parameters, strict=True):
            for name, array in best.arrays().items():
                array[better] = now.arrays()[name][better]
        self.checkpoints_without = np.where(better, 0, self.checkpoints_without + 1)
        self.stopped |= self.checkpoints_without >= self.patience
