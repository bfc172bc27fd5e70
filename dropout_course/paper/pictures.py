"""The pictures of the counterparts: ours in the course's visual language, the paper's beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dropout_course.experiments.result import Result
from dropout_course.paper.model import Counterpart, Curves, Published
from dropout_course.plots import INK, PURPLE, Picture, show_result, show_sweep
from dropout_course.validation import Floats

COLUMNS = 8
WIDE = 10  # times the smallest value
TICKS = [digit * 10.0**power for power in range(-3, 4) for digit in (1, 2, 3, 5)]


def settings(one: Counterpart, result: Result) -> Picture:
    """Draw settings below each other, and the paper's numbers as diamonds."""
    picture = show_result(result, one.title)
    axes = picture.figure.axes[0]
    for setting, value in one.published.values.items():
        place = len(result.settings) - 1 - result.settings.index(setting)
        axes.plot(value, place, "D", color=PURPLE, mfc="white", ms=7, mew=1.5)
    if one.published.values:
        axes.annotate(
            "◇ the paper", (1, 1), (0, 3), xycoords="axes fraction", textcoords="offset points",
            ha="right", va="bottom", color=PURPLE,
        )  # fmt: skip
    return _beside(picture, one.published)


def sweeps(one: Counterpart, curves: Curves) -> Picture:
    """Draw lines over an axis, and where on it the paper saw something."""
    picture = show_sweep(curves, one.title)
    axes = picture.figure.axes[0]
    _scale(axes, np.concatenate([curve.values.ravel() for curve in curves.values()]))
    for words, (low, high) in one.published.places.items():
        axes.axvspan(low, high, color=PURPLE, alpha=0.1, lw=0)
        axes.annotate(
            words, ((low + high) / 2, 1), (0, -3), xycoords=("data", "axes fraction"),
            textcoords="offset points", ha="center", va="top", color=PURPLE,
        )  # fmt: skip
    return _beside(picture, one.published)


def features(one: Counterpart, images: Mapping[str, Floats], locality: Result) -> Picture:
    """Draw the weights of some units as images, one block for each kind of network."""
    figure = Figure(figsize=(7, 1.9), layout="constrained", facecolor="white")
    figure.suptitle(one.title, x=0.01, ha="left", color=INK, fontsize=11)
    panels = figure.subplots(1, len(images))
    for axes, (label, rows) in zip(panels, images.items(), strict=True):
        axes.imshow(_mosaic(rows), cmap="gray", vmin=-1, vmax=1)
        axes.set_title(label, color=INK, fontsize=10)
        axes.set_axis_off()
    shown = f"By how much each pixel moves a unit, for {len(rows)} units of each kind."
    return _beside(Picture(figure, f"{one.title}\n{shown}\n{locality}"), one.published)


def _scale(axes: Axes, values: Floats) -> None:
    """Choose a logarithmic scale where one end would flatten the other."""
    values = values[np.isfinite(values)]
    if len(values) and 0 < WIDE * values.min() < values.max():
        low, high = 0.9 * values.min(), 1.25 * values.max()
        axes.set_yscale("log")
        axes.set_ylim(low, high)
        axes.set_yticks(ticks := [t for t in TICKS if low <= t <= high], [f"{t:g}" for t in ticks])
        axes.minorticks_off()


def _mosaic(features: Floats) -> Floats:
    """Put features, each scaled to its largest weight, beside and below each other."""
    side = round(features.shape[1] ** 0.5)
    rows = -(-len(features) // COLUMNS)
    mosaic = np.full((rows * (side + 1), COLUMNS * (side + 1)), np.nan)
    for number, feature in enumerate(features):
        top, left = number // COLUMNS * (side + 1), number % COLUMNS * (side + 1)
        largest = np.abs(feature).max() or 1.0
        mosaic[top : top + side, left : left + side] = feature.reshape(side, side) / largest
    return mosaic


def _beside(picture: Picture, published: Published) -> Picture:
    """Add the paper to the words."""
    numbers = ", ".join(f"{setting} {value:g}" for setting, value in published.values.items())
    places = ", ".join(f"{what} ({a:g} to {b:g})" for what, (a, b) in published.places.items())
    lines = [picture.words, f"The paper, {published.source}: {published.says}"]
    lines += [f"Its numbers: {words}." for words in (numbers, places) if words]
    return replace(picture, words="\n".join(lines))
