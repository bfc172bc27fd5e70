"""The training loop of some replicas, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dropout_course.data import Dataset
from dropout_course.network import evaluation
from dropout_course.network.early_stopping import BestSoFar, EarlyStopping
from dropout_course.network.examples import batch_order, choose_examples
from dropout_course.network.masks import LayerMasks
from dropout_course.network.optimisers import (
    OPTIMISERS,
    Numbers,
    OptimiserName,
    add_penalties,
    limit_norms,
)
from dropout_course.network.parameters import Parameters, initial_parameters
from dropout_course.network.passes import backward, cross_entropy_gradient, forward
from dropout_course.network.settings import Network, Setting
from dropout_course.network.streams import Purpose, stream
from dropout_course.validation import Floats

MEASURES = ("train_loss", "train_error", "test_loss", "test_error")


class Job(NamedTuple):
    """One replica to be trained."""

    setting: Setting
    seed: int


@dataclass(frozen=True)
class Plan:
    """What all replicas of one training have in common."""

    data: Dataset
    network: Network
    steps: int
    batch: int
    optimiser: OptimiserName
    checkpoints: tuple[int, ...]
    early_stopping: EarlyStopping | None


@dataclass
class Trained:
    """What some replicas have become.

    Attributes
    ----------
    parameters : list of Layer
    history : ndarray of float, shape (replicas, checkpoints, measures)
        NaN where a replica did not get, and where it had diverged.
    kept : ndarray of int, shape (replicas,)
        The checkpoint that the parameters are from.
    steps : int
        Steps done: fewer than planned if interrupted, or if all have stopped early.
    complete : bool
        Whether it was not interrupted.
    """

    parameters: Parameters
    history: Floats
    kept: np.ndarray
    steps: int
    complete: bool


def train_together(
    plan: Plan,
    jobs: Sequence[Job],
    interrupted: Callable[[], bool],
    report: Callable[[int], None],
) -> Trained:
    """Train some replicas at once; `report` hears of the replica-steps done.

    An interrupted training is evaluated where it stopped, as its last checkpoint.
    """
    training = _Training(plan, jobs)
    done, complete = 0, True
    with np.errstate(all="ignore"):  # a replica that diverges is reported by its history
        for checkpoint, goal in enumerate(plan.checkpoints):
            while done < goal and not interrupted():
                training.step(done)
                done += 1
                report(len(jobs))
            if done < goal:
                training.evaluate(len(plan.checkpoints) - 1)
                complete = False
                break
            training.evaluate(checkpoint)
            if training.all_stopped():
                report(len(jobs) * (plan.steps - done))
                break
    return training.result(done, complete)


class _Training:
    """The state of a training: the examples, parameters, optimiser and masks of its replicas."""

    def __init__(self, plan: Plan, jobs: Sequence[Job]) -> None:
        self.plan = plan
        network, data = plan.network, plan.data
        validation = plan.early_stopping.validation if plan.early_stopping else 0
        settings = [job.setting for job in jobs]
        keys = [(seed, setting.member) for setting, seed in jobs]
        pixels = data.x_train.shape[1]

        self.examples = [choose_examples(data, *job, validation) for job in jobs]
        order = [
            batch_order(len(examples.rows), plan.batch, plan.steps, *key)
            for examples, key in zip(self.examples, keys, strict=True)
        ]
        pairs = list(zip(self.examples, order, strict=True))
        self.rows = np.stack([examples.rows[positions] for examples, positions in pairs])
        self.labels = np.stack([examples.labels[positions] for examples, positions in pairs])

        self.parameters = initial_parameters(network, pixels, data.classes, keys)
        self.numbers = Numbers.of(settings, plan.optimiser)
        self.optimiser = OPTIMISERS[plan.optimiser](self.parameters, self.numbers)
        self.rates = [setting.rates(network) for setting in settings]
        self.masks = [
            LayerMasks(
                np.array([rates[layer] for rates in self.rates]),
                network.convention,
                plan.batch if network.mask == "example" else 1,
                units,
                [stream(seed, member, Purpose.MASKS, layer) for seed, member in keys],
            )
            for layer, units in enumerate((pixels, *network.hidden))
        ]
        self.history = np.full((len(jobs), len(plan.checkpoints), len(MEASURES)), np.nan)
        self.last_checkpoint = 0
        self.best = (
            BestSoFar(plan.early_stopping.patience, self.parameters)
            if plan.early_stopping
            else None
        )

    def step(self, number: int) -> None:
        """Learn from one batch."""
        network, parameters, numbers = self.plan.network, self.parameters, self.numbers
        x = self.plan.data.x_train[self.rows[:, number]]
        multipliers = [masks.next() for masks in self.masks]
        trace = forward(network, parameters, x, multipliers, training=True)
        upstream = cross_entropy_gradient(trace.logits, self.labels[:, number])
        sparsity = numbers.sparsity if numbers.sparsity.any() else None
        gradients = backward(network, parameters, trace, upstream, multipliers, sparsity)
        add_penalties(parameters, gradients, numbers)
        self.optimiser.step(parameters, gradients)
        limit_norms(parameters, numbers)

    def evaluate(self, checkpoint: int) -> None:
        """Measure loss and error of all replicas that have not stopped."""
        data = self.plan.data
        self.last_checkpoint = checkpoint
        validation_losses = np.full(len(self.examples), np.nan)
        for replica, examples in enumerate(self.examples):
            if self.best and self.best.stopped[replica]:
                continue
            self.history[replica, checkpoint] = [
                *self._loss_and_error(replica, data.x_train[examples.rows], examples.labels),
                *self._loss_and_error(replica, data.x_test, data.y_test),
            ]
            if self.best:
                x = data.x_train[examples.validation_rows]
                validation_losses[replica], _ = self._loss_and_error(
                    replica, x, examples.validation_labels
                )
        if self.best:
            self.best.update(checkpoint, validation_losses, self.parameters)

    def all_stopped(self) -> bool:
        """Return whether no replica is left to train."""
        return self.best is not None and bool(self.best.stopped.all())

    def result(self, steps: int, complete: bool) -> Trained:
        """Return the replicas as they are, or, with early stopping, at their best."""
        if self.best:
            return Trained(self.best.parameters, self.history, self.best.kept, steps, complete)
        kept = np.full(len(self.examples), self.last_checkpoint)
        return Trained(self.parameters, self.history, kept, steps, complete)

    def _loss_and_error(self, replica: int, x: Floats, labels: np.ndarray) -> tuple[float, float]:
        layers = [layer.take(replica) for layer in self.parameters]
        one = evaluation.Replica(layers, self.rates[replica])
        return evaluation.loss_and_error(
            evaluation.scaled_logits(self.plan.network, one, x), labels
        )
