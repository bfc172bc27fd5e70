"""Sweeps: the test error of networks that differ in one thing, with the same seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dropout_course.data import digits
from dropout_course.experiments.result import Result
from dropout_course.network import Network, Runs, Setting, train

NONE = "none"
NOISE = 0.2
EXAMPLES = 500
HIDDEN = 512


def compare(
    settings: dict[str, Setting],
    seeds: int,
    *,
    network: Network | None = None,
    steps: int = 600,
    positions: Sequence[float] | None = None,
    axis: str = "",
    progress: str | None = None,
) -> Result:
    """Train each setting on digits and return the test errors in per cent.

    Parameters
    ----------
    settings
        By label.
    seeds
        How many.
    network
        One hidden layer of 512 units by default.
    steps
        Batches to learn from.
    positions, axis
        Where the settings lie on a numeric axis, and its name.
    progress
        Label of a progress bar.
    """
    runs = train(digits(), list(settings.values()), seeds, network, steps=steps, progress=progress)
    return errors_of(runs, tuple(settings), positions, axis)


def errors_of(
    runs: Runs,
    labels: tuple[str, ...],
    positions: Sequence[float] | None = None,
    axis: str = "",
) -> Result:
    """Turn a training into a Result: test error in per cent, NaN where a replica diverged."""
    result = Result(
        "test error",
        "%",
        labels,
        runs.seeds,
        100.0 * runs.test_error,
        runs.seconds,
        None if positions is None else tuple(positions),
        axis,
    )
    return reported(result, runs)


def reported(result: Result, runs: Runs, diverged: np.ndarray | None = None) -> Result:
    """Put NaN in the place of what rests on a diverged training, and remarks under the result.

    Parameters
    ----------
    result
        What was measured of `runs`.
    runs
        The training behind it, with the settings of the result.
    diverged
        Where the settings are others: which seeds diverged, booleans of shape (seeds,).
    """
    labels = result.settings if diverged is None else tuple(map(str, runs.settings))
    values = np.where(runs.diverged if diverged is None else diverged, np.nan, result.values)
    return replace(result, values=values, notes=(*result.notes, *remarks(runs, labels)))


def remarks(runs: Runs, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Say what a reader of a Result must know of the training behind it."""
    found = [
        f"{int(count)} of {len(runs.seeds)} trainings diverged: {label}."
        for label, count in zip(labels, runs.diverged.sum(axis=1), strict=True)
        if count
    ]
    if runs.interrupted:
        found.append(f"Interrupted: only the {len(runs.seeds)} seeds that were finished.")
    return tuple(found)


def rates(
    values: Sequence[float] = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    seeds: int = 20,
    *,
    label_noise: float = 0.0,
    hidden: tuple[int, ...] = (HIDDEN,),
    examples: int = EXAMPLES,
    progress: str | None = None,
) -> Result:
    """Sweep the rate of all hidden layers; labels are like ``"rate 0.5"``."""
    settings = {
        rate_label(rate): Setting(rate=rate, examples=examples, label_noise=label_noise)
        for rate in values
    }
    return compare(
        settings, seeds, network=Network(hidden), positions=values, axis="rate", progress=progress
    )


def input_rates(
    values: Sequence[float] = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5),
    seeds: int = 20,
    *,
    rate: float = 0.5,
    label_noise: float = 0.0,
    examples: int = EXAMPLES,
    progress: str | None = None,
) -> Result:
    """Sweep the rate at which pixels are dropped, beside hidden dropout at `rate`."""
    settings = {
        rate_label(value): Setting(
            rate=rate, input_rate=value, examples=examples, label_noise=label_noise
        )
        for value in values
    }
    return compare(settings, seeds, positions=values, axis="rate of the input", progress=progress)


def widths(
    values: Sequence[int] = (16, 32, 64, 128, 256, 512),
    seeds: int = 20,
    *,
    rate: float = 0.5,
    label_noise: float = NOISE,
    progress: str | None = None,
) -> Result:
    """Measure the gain of dropout, in points of test error, for layers of different width."""
    gains = [
        _gain(seeds, rate, Network((units,)), EXAMPLES, label_noise, progress) for units in values
    ]
    labels = tuple(f"{units} units" for units in values)
    return _gains(labels, gains, values, "units in the hidden layer")


def sizes(
    values: Sequence[int] = (20, 50, 100, 200, 500, 1000),
    seeds: int = 20,
    *,
    rate: float = 0.5,
    label_noise: float = NOISE,
    progress: str | None = None,
) -> Result:
    """Measure the gain of dropout, in points of test error, for training sets of different size."""
    gains = [_gain(seeds, rate, Network(), size, label_noise, progress) for size in values]
    labels = tuple(f"{size} examples" for size in values)
    return _gains(labels, gains, values, "training examples")


def clean_and_noisy(seeds: int = 20, rate: float = 0.5, progress: str | None = None) -> Result:
    """Compare no dropout with dropout, on clean labels and with a share of them redrawn."""
    settings = {
        f"{name}, {kind}": Setting(rate=p, label_noise=noise, examples=EXAMPLES)
        for kind, noise in (("clean", 0.0), ("noisy", NOISE))
        for name, p in ((NONE, 0.0), ("dropout", rate))
    }
    return compare(settings, seeds, progress=progress)


def regularisers(
    seeds: int = 20,
    *,
    penalties: Sequence[float] = (1e-4, 3e-4, 1e-3, 3e-3),
    rate: float = 0.5,
    label_noise: float = NOISE,
    progress: str | None = None,
) -> Result:
    """Measure what the best of several L2 penalties gains, without dropout and with it.

    The penalty is the one with the best mean over the seeds, chosen separately for both; that makes
    both gains a little optimistic, in the same way.
    """
    base = Setting(examples=EXAMPLES, label_noise=label_noise)

    settings = {
        f"{p} {l2}": replace(base, rate=p, l2=l2) for p in (0.0, rate) for l2 in (0.0, *penalties)
    }
    errors = compare(settings, seeds, progress=progress)
    rows = []
    for p in (0.0, rate):
        table = np.stack([errors.of(f"{p} {l2}") for l2 in penalties])
        best = table[np.nanargmin(np.nanmean(table, axis=1))]
        rows.append(errors.of(f"{p} 0.0") - best)
    return Result(
        "gain by L2",
        "points",
        ("without dropout", "with dropout"),
        errors.seeds,
        np.stack(rows),
        errors.seconds,
        notes=errors.notes,
    )


def inside_and_outside(sweep: Result, low: float, high: float) -> Result:
    """Reduce a sweep to its best setting inside of a recommended range and its best outside of it.

    Best is the lowest mean over the seeds, which favours whichever side has more settings; no
    dropout at all counts as outside.
    """
    positions = np.asarray(sweep.positions)
    inside = (positions >= low - 1e-9) & (positions <= high + 1e-9)
    halves = (sweep.values[inside], sweep.values[~inside])
    rows = [half[np.nanmean(half, axis=1).argmin()] for half in halves]
    labels = ("best inside the range", "best outside of it")
    return replace(sweep, settings=labels, values=np.stack(rows), positions=None, axis="")


def final_layer(
    seeds: int = 20,
    *,
    before: float = 0.3,
    heavy: float = 0.6,
    label_noise: float = 0.0,
    progress: str | None = None,
) -> Result:
    """Compare, in two hidden layers, the same rate in both with a heavier one in the last."""
    settings = {
        f"{before:g} and {last:g}": Setting(
            rate=(before, last), examples=EXAMPLES, label_noise=label_noise
        )
        for last in (before, heavy)
    }
    return compare(settings, seeds, network=Network((128, 128)), progress=progress)


def rate_label(rate: float) -> str:
    """Return the label of a rate."""
    return f"rate {rate:g}"


def _gain(
    seeds: int,
    rate: float,
    network: Network,
    examples: int,
    label_noise: float,
    progress: str | None,
) -> Result:
    settings = {
        name: Setting(rate=p, examples=examples, label_noise=label_noise)
        for name, p in ((NONE, 0.0), ("dropout", rate))
    }
    return compare(settings, seeds, network=network, progress=progress)


def _gains(
    labels: tuple[str, ...], parts: list[Result], values: Sequence[float], axis: str
) -> Result:
    """Put the paired gains of several comparisons into one Result."""
    seeds = min((part.seeds for part in parts), key=len)
    table = np.stack([(part.of(NONE) - part.of("dropout"))[: len(seeds)] for part in parts])
    return Result(
        "gain of dropout",
        "points",
        labels,
        seeds,
        table,
        sum(part.seconds for part in parts),
        tuple(float(value) for value in values),
        axis,
        tuple(note for part in parts for note in part.notes),
    )
