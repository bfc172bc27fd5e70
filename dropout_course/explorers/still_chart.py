"""Charts for still pictures: axes and scales; the explorer draws its marks with them."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dropout_course.explorers import still


@dataclass(frozen=True)
class Axis:
    """One axis: its ends, what it shows and where it has ticks."""

    low: float
    high: float
    label: str = ""
    at: Sequence[float] = ()
    log: bool = False

    def to(self, start: float, end: float) -> Callable[[float], float]:
        """Return the scale from values to pixels between `start` and `end`."""
        way = math.log if self.log else float
        low, high = way(self.low), way(self.high)
        return lambda value: start + (way(value) - low) / (high - low) * (end - start)


@dataclass(frozen=True)
class Box:
    """The part of a picture inside the axes, in pixels."""

    left: float
    top: float
    width: float
    height: float


class Chart:
    """Axes in a box; `x` and `y` turn values into pixels."""

    def __init__(self, box: Box, x: Axis, y: Axis) -> None:
        self.x = x.to(box.left, box.left + box.width)
        self.y = y.to(box.top + box.height, box.top)
        bottom = box.top + box.height
        right = box.left + box.width
        self.parts = [
            still.text(right, bottom + 34, x.label, fill=still.MUTED, anchor="end"),
            still.text(box.left, box.top - 10, y.label, fill=still.MUTED),
        ]
        for value in y.at:
            level = self.y(value)
            edge = still.line([(box.left, level), (right, level)])
            number = still.text(
                box.left - 6, level + 4, f"{value:g}", fill=still.MUTED, anchor="end"
            )
            self.parts += [still.path(edge, stroke=still.FAINT), number]
        for value in x.at:
            self.parts.append(
                still.text(
                    self.x(value), bottom + 17, f"{value:g}", fill=still.MUTED, anchor="middle"
                )
            )
        self.parts.append(
            still.path(still.line([(box.left, bottom), (right, bottom)]), stroke=still.MUTED)
        )

    def curve(
        self, points: Iterable[tuple[float, float]], stroke: str, *, dashed: bool = False
    ) -> None:
        """Add a line through `points`, given as values."""
        d = still.line((self.x(x), self.y(y)) for x, y in points)
        self.parts.append(still.path(d, stroke=stroke, width=2, dashed=dashed))

    def band(
        self, lower: Sequence[tuple[float, float]], upper: Sequence[tuple[float, float]], fill: str
    ) -> None:
        """Add the area between two lines, given as values."""
        points = [*lower, *reversed(upper)]
        d = still.line((self.x(x), self.y(y)) for x, y in points) + "Z"
        self.parts.append(still.path(d, stroke="none", fill=fill, opacity=0.22))

    def bar(self, low: float, high: float, value: float, fill: str) -> None:
        """Add a bar from 0 to `value` between `low` and `high`."""
        left, right, top, bottom = self.x(low), self.x(high), self.y(value), self.y(0)
        self.parts.append(still.rectangle(left, top, right - left, bottom - top, fill=fill))

    def dot(self, x: float, y: float, fill: str, radius: float = 5) -> None:
        """Add a dot."""
        self.parts.append(still.disc(self.x(x), self.y(y), radius, fill=fill))

    def label(
        self, x: float, y: float, words: str, *, fill: str = still.INK, anchor: str = "start"
    ) -> None:
        """Add words a little above a place."""
        self.parts.append(still.text(self.x(x), self.y(y) - 6, words, fill=fill, anchor=anchor))


def ticks(low: float, high: float, count: int) -> list[float]:
    """Return round numbers from `low` to `high`, about `count`."""
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * next(each for each in (1, 2, 5, 10) if each * power >= rough)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [step * number for number in range(first, last + 1)]
