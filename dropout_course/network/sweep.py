"""Train many replicas: every setting with every seed."""

import os
import time
from collections.abc import Sequence
from itertools import pairwise
from typing import get_args

import numpy as np

from dropout_course.data import Dataset
from dropout_course.network.early_stopping import EarlyStopping
from dropout_course.network.examples import choose_examples
from dropout_course.network.optimisers import OptimiserName
from dropout_course.network.parallel import Watch, in_parallel
from dropout_course.network.parameters import Layer
from dropout_course.network.runs import Runs
from dropout_course.network.settings import Network, Setting, checked_choice
from dropout_course.network.training import Job, Plan, Trained, train_together
from dropout_course.validation import checked_count

FLOATS_TOGETHER = 2**20  # parameters and activations of the replicas that one worker trains


def train(
    data: Dataset,
    settings: Setting | Sequence[Setting],
    seeds: int | Sequence[int] = 10,
    network: Network | None = None,
    *,
    steps: int = 600,
    batch: int = 50,
    optimiser: OptimiserName = "sgd",
    checkpoints: int | Sequence[int] = 1,
    early_stopping: EarlyStopping | None = None,
    progress: str | None = None,
) -> Runs:
    """Train every setting with every seed, all side by side, on all cores.

    Settings are paired by seed: the same seed means the same training set, noise in the labels,
    initial weights, order of examples and random bits behind the masks. A replica's result is the
    same, bit for bit, whatever else is trained beside it and however many cores there are.

    Parameters
    ----------
    data : Dataset
    settings : Setting or sequence of Setting
    seeds : int or sequence of int
        How many seeds, counted from 0, or which.
    network : Network, optional
        One hidden layer of 512 ReLU units by default.
    steps : int
        Number of batches to learn from.
    batch : int
        Examples in a batch.
    optimiser : {"sgd", "adam"}
    checkpoints : int or sequence of int
        At how many steps, evenly spaced, loss and error are measured, or at which (0 is before
        training). The last step is always one.
    early_stopping : EarlyStopping, optional
    progress : str, optional
        Label of a progress bar; no bar without it.

    Returns
    -------
    Runs
        With `interrupted` set if the user stopped the training: it then holds the seeds that were
        finished, or, if there are none, all that were begun, as far as they came.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of its kind or the data has too few examples.
    """
    started = time.perf_counter()
    network = Network() if network is None else network
    settings = [settings] if isinstance(settings, Setting) else list(settings)
    seeds = list(range(checked_count(seeds, "seeds"))) if isinstance(seeds, int) else list(seeds)
    plan = Plan(
        data=data,
        network=network,
        steps=checked_count(steps, "steps"),
        batch=checked_count(batch, "batch"),
        optimiser=optimiser,
        checkpoints=_checked_checkpoints(checkpoints, steps),
        early_stopping=early_stopping,
    )
    _check(plan, settings, seeds)

    jobs = [Job(setting, seed) for seed in seeds for setting in settings]
    size = _replicas_together(plan, len(jobs))
    chunks = [jobs[start : start + size] for start in range(0, len(jobs), size)]

    def work(chunk: list[Job], watch: Watch) -> Trained:
        return train_together(plan, chunk, watch.stopped, watch.report)

    results, interrupted = in_parallel(work, chunks, len(jobs) * plan.steps, progress)
    begun = [result for result in results if result is not None]  # the first ones, in order
    return _runs(plan, settings, seeds, begun, interrupted, time.perf_counter() - started)


def _runs(
    plan: Plan,
    settings: list[Setting],
    seeds: list[int],
    results: list[Trained],
    interrupted: bool,
    seconds: float,
) -> Runs:
    """Put the results of all chunks together, keeping whole seeds only."""
    steps = np.concatenate([np.full(len(r.kept), r.steps) for r in results] or [np.empty(0, int)])
    complete = np.concatenate([np.full(len(r.kept), r.complete) for r in results] or [steps > 0])
    begun = len(steps) // len(settings)
    if begun == 0:
        raise KeyboardInterrupt("The training was interrupted before its first seed had begun.")
    finished = np.all(complete[: begun * len(settings)].reshape(begun, -1), axis=1)
    which: list[bool] = finished.tolist() if finished.any() else [True] * begun
    chosen = np.flatnonzero(np.repeat(which, len(settings)))  # replicas, seed by seed

    def gather(parts: list[np.ndarray]) -> np.ndarray:
        return np.concatenate(parts)[chosen]

    layers = [
        Layer(
            **{
                name: gather([result.parameters[number].arrays()[name] for result in results])
                for name in results[0].parameters[number].arrays()
            }
        )
        for number in range(len(plan.network.hidden) + 1)
    ]
    return Runs(
        data=plan.data,
        network=plan.network,
        settings=tuple(settings),
        seeds=tuple(seed for seed, kept in zip(seeds, which, strict=False) if kept),
        checkpoints=plan.checkpoints,
        parameters=layers,
        measured=gather([result.history for result in results]),
        kept=gather([result.kept for result in results]),
        steps=steps[chosen],
        interrupted=interrupted,
        seconds=seconds,
    )


def _replicas_together(plan: Plan, replicas: int) -> int:
    """Return how many replicas a worker trains at once: they should fit a cache."""
    sizes = (plan.data.x_train.shape[1], *plan.network.hidden, plan.data.classes)
    weights = sum(a * b for a, b in pairwise(sizes))
    activations = plan.batch * sum(sizes)
    together: int = max(1, FLOATS_TOGETHER // (2 * weights + 2 * activations))
    per_core = -(-replicas // (os.cpu_count() or 1))
    return min(together, per_core)


def _checked_checkpoints(checkpoints: int | Sequence[int], steps: int) -> tuple[int, ...]:
    if isinstance(checkpoints, int):
        count = checked_count(checkpoints, "checkpoints")
        if count > steps:
            raise ValueError(f"checkpoints must be at most steps, {steps}, got {count}.")
        return tuple(round(steps * number / count) for number in range(1, count + 1))
    chosen = sorted({*(checked_count(step, "checkpoint", least=0) for step in checkpoints), steps})
    if chosen[-1] > steps:
        raise ValueError(f"checkpoints must be at most steps, {steps}, got {chosen[-1]}.")
    return tuple(chosen)


def _check(plan: Plan, settings: list[Setting], seeds: list[int]) -> None:
    """Refuse what would fail later, before any work is done."""
    if not isinstance(plan.data, Dataset):
        raise TypeError(f"data must be a Dataset, got {plan.data!r}. Call digits() for one.")
    if not isinstance(plan.network, Network):
        raise TypeError(f"network must be a Network, got {plan.network!r}.")
    checked_choice(plan.optimiser, get_args(OptimiserName), "optimiser")
    if not settings or not all(isinstance(setting, Setting) for setting in settings):
        raise TypeError(f"settings must be a Setting or some of them, got {settings!r}.")
    if not seeds:
        raise ValueError("seeds must name at least one seed, got none.")
    for seed in seeds:
        checked_count(seed, "seed", least=0)
    if len(set(seeds)) < len(seeds):
        raise ValueError(f"seeds must differ from each other, got {seeds}.")
    validation = plan.early_stopping.validation if plan.early_stopping else 0
    for setting in settings:
        setting.rates(plan.network)
        choose_examples(plan.data, setting, seeds[0], validation)
        if setting.sparsity and plan.network.activation != "sigmoid":
            raise ValueError(
                "sparsity is a penalty on activations from 0 to 1, so it needs "
                f"activation='sigmoid', got {plan.network.activation!r}."
            )
