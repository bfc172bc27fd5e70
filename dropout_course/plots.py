"""Pictures of results, in one visual language, each with its text alternative.

One colour means one thing everywhere (Okabe and Ito's palette, which colour-blind readers can tell
apart), means always stand in their 95 % intervals, and lines are labelled where they end. A picture
has its own light ground, so that it reads the same in a light and in a dark notebook.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dropout_course.experiments.result import Interval, Result

GREY, BLUE, ORANGE, GREEN, PURPLE = "#595959", "#0072b2", "#d55e00", "#009e73", "#a1558a"
INK, FAINT = "#1f2933", "#cbd2d9"
# Words in a label decide its colour; the first of these that occurs counts.
MEANINGS = {
    "none": GREY,
    "rate 0": GREY,
    "without": GREY,
    "one network": GREY,
    "plain": ORANGE,
    "scaling": ORANGE,
    "Monte Carlo": BLUE,
    "pass": BLUE,
    "passes": BLUE,
    "noisy": ORANGE,
    "clean": BLUE,
    "standard": ORANGE,
    "inverted": BLUE,
    "dropout": BLUE,
    "muting": BLUE,
}
OTHERS = (BLUE, ORANGE, GREEN, PURPLE, GREY)
RESOLUTION = 110
COLOURS = 64
LINE = 14  # points from one line's name to the next
LONGEST = 10  # settings of a sweep that the words name


@dataclass(frozen=True)
class Picture:
    """A figure and the words that say the same.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        To save or to change.
    words : str
        The text alternative, computed from the data.
    """

    figure: Figure
    words: str

    def __str__(self) -> str:
        """Return the text alternative."""
        return self.words

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        png = base64.b64encode(self.png()).decode()
        html = (
            f'<figure style="margin: 0"><img alt="{escape(self.words)}" '
            f'style="max-width: 100%" src="data:image/png;base64,{png}"/>'
            f"<figcaption><details><summary>The picture in words</summary>"
            f"<pre>{escape(self.words)}</pre></details></figcaption></figure>"
        )
        bundle = {"image/png": png, "text/html": html, "text/plain": self.words}
        return bundle, {"image/png": {"alt": self.words}}

    def png(self) -> bytes:
        """Return the picture with a palette, which makes a notebook a third as large."""
        from PIL import Image

        drawn, small = io.BytesIO(), io.BytesIO()
        self.figure.savefig(drawn, format="png", dpi=RESOLUTION)
        Image.open(drawn).convert("RGB").quantize(COLOURS).save(small, "png", optimize=True)
        return small.getvalue()


def show_result(result: Result, title: str = "") -> Picture:
    """Draw the settings of a Result below each other: every seed, the mean and its interval.

    Parameters
    ----------
    result
        What was measured.
    title
        What the picture shows, as a sentence.
    """
    count = len(result.settings)
    figure, axes = _figure(height=1.1 + 0.42 * count, title=title)
    colours = _colours_of_rows(result.settings)
    for row, (setting, colour) in enumerate(zip(result.settings, colours, strict=True)):
        place = count - 1 - row
        values = result.of(setting)
        axes.plot(values, np.full(len(values), place), "o", color=colour, alpha=0.25, ms=5, mew=0)
        _bar(axes, result.interval(setting), place, colour)
    axes.set_yticks(range(count), list(reversed(result.settings)))
    axes.set_ylim(-0.6, count - 0.4)
    axes.set_xlabel(_quantity(result))
    axes.ticklabel_format(axis="x", useOffset=False)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    return Picture(figure, _in_words(title, {"": result}))


def show_sweep(results: Mapping[str, Result] | Result, title: str = "") -> Picture:
    """Draw sweeps over a numeric axis as lines in bands of their intervals.

    Parameters
    ----------
    results
        By label, as many as are to be compared; a single one needs no label.
    title
        What the picture shows, as a sentence.

    Raises
    ------
    ValueError
        If a result is no sweep over an axis.
    """
    lines = {"": results} if isinstance(results, Result) else dict(results)
    figure, axes = _figure(height=3.6, title=title)
    ends = []
    for (label, result), colour in zip(lines.items(), _colours_of_lines(lines), strict=True):
        if result.positions is None:
            raise ValueError(
                f"A sweep has positions on an axis; {result.quantity!r} has none. "
                "Draw it with show_result."
            )
        x = np.asarray(result.positions)
        intervals = [result.interval(setting) for setting in result.settings]
        mean = np.array([interval.mean for interval in intervals])
        low = np.array([interval.low for interval in intervals])
        high = np.array([interval.high for interval in intervals])
        axes.fill_between(x, low, high, color=colour, alpha=0.18, lw=0)
        axes.plot(x, mean, "o-", color=colour, ms=4, lw=1.6)
        ends.append(_End(label, x[-1], mean[-1], colour))
    first = next(iter(lines.values()))
    axes.set_xlabel(first.axis)
    axes.set_ylabel(_quantity(first))
    axes.grid(axis="y", color=FAINT, lw=0.6)
    _scale(axes, np.asarray(first.positions))
    _label_ends(figure, axes, ends)
    return Picture(figure, _in_words(title, lines))


def _figure(height: float, title: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(7, height), layout="constrained", facecolor="white")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    for text in (axes.xaxis.label, axes.yaxis.label):
        text.set_color(INK)
    axes.tick_params(colors=INK)
    if title:
        axes.set_title(title, loc="left", color=INK, fontsize=11)
    return figure, axes


def _bar(axes: Axes, interval: Interval, place: float, colour: str) -> None:
    low, high = interval.mean - interval.low, interval.high - interval.mean
    if np.isfinite(low):
        axes.errorbar(
            interval.mean, place, xerr=[[low], [high]], fmt="o", color=colour, capsize=4, ms=7, lw=2
        )
    else:
        axes.plot(interval.mean, place, "o", color=colour, ms=7)


def _scale(axes: Axes, positions: np.ndarray) -> None:
    """Choose a logarithmic axis for steps that grow, with a tick at each."""
    steps = np.diff(positions)
    if positions.min() > 0 and steps.size and steps.max() > 3 * steps.min():
        axes.set_xscale("log")
        axes.set_xticks(positions, [f"{x:g}" for x in positions])
        axes.minorticks_off()


class _End(NamedTuple):
    """Where a line ends, and what it is called."""

    label: str
    x: float
    y: float
    colour: str


def _label_ends(figure: Figure, axes: Axes, ends: Sequence[_End]) -> None:
    """Write the lines' names where they end; those that would overlap move apart."""
    from scipy.optimize import isotonic_regression

    figure.draw_without_rendering()  # the layout is known only then
    points = 72 / figure.dpi
    ends = sorted(ends, key=lambda end: end.y)
    ideal = axes.transData.transform([(end.x, end.y) for end in ends])[:, 1] * points
    stacked = LINE * np.arange(len(ends))
    # The nearest heights that are at least a line apart.
    heights = isotonic_regression(ideal - stacked).x + stacked
    for end, shift in zip(ends, heights - ideal, strict=True):
        axes.annotate(
            end.label,
            (end.x, end.y),
            (8, shift),
            textcoords="offset points",
            color=end.colour,
            va="center",
        )


def _colours_of_rows(labels: Sequence[str]) -> list[str]:
    """Return a colour for each label; what stands before a comma decides."""
    heads = dict.fromkeys(label.split(",")[0] for label in labels)
    meant = {head: colour for head in heads if (colour := _meaning(head))}
    free = [colour for colour in OTHERS if colour not in meant.values()] or OTHERS
    others = [head for head in heads if head not in meant]
    chosen = meant | {head: free[i % len(free)] for i, head in enumerate(others)}
    return [chosen[label.split(",")[0]] for label in labels]


def _colours_of_lines(labels: Iterable[str]) -> list[str]:
    """Return a colour for each label, none twice as long as there are enough."""
    chosen: list[str] = []
    for label in labels:
        free = [colour for colour in OTHERS if colour not in chosen] or list(OTHERS)
        meaning = _meaning(label)
        chosen.append(meaning if meaning and meaning not in chosen else free[0])
    return chosen


def _meaning(label: str) -> str | None:
    found = (colour for word, colour in MEANINGS.items() if re.search(rf"\b{word}(?![.\w])", label))
    return next(found, None)


def _quantity(result: Result) -> str:
    return f"{result.quantity} ({result.unit})" if result.unit else result.quantity


def _thinned(result: Result) -> Result:
    """Return a sweep of at most ten settings, the first and the last among them, to be read."""
    count = len(result.settings)
    if result.positions is None or count <= LONGEST:
        return result
    chosen = np.linspace(0, count - 1, LONGEST).round().astype(int)
    return replace(
        result,
        settings=tuple(result.settings[i] for i in chosen),
        values=result.values[chosen],
        positions=tuple(result.positions[i] for i in chosen),
    )


def _in_words(title: str, results: Mapping[str, Result]) -> str:
    parts = [title] if title else []
    for label, result in results.items():
        short = _thinned(result)
        parts.append(f"{label}: {short}" if label else str(short))
    return "\n".join(parts)
