"""The still picture of the network explorer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dropout_course.explorers import still

if TYPE_CHECKING:
    from dropout_course.explorers.network import Network

Place = tuple[float, float]

_WIDTH, _TOP, _PITCH, _COLUMN, _RING = 760, 34, 24, 190, 9
_HEIGHT = _TOP + 16 * _PITCH + 34
_MIDDLE = _TOP + 8 * _PITCH
_STRENGTHS = ((0.12, 0.8, 0.4), (0.3, 1.4, 0.55), (0.6, 2.4, 0.8))  # share, width, opacity


def draw(network: Network) -> str:
    """Draw `network` as it is now, forward values, as SVG."""
    now, full = network.passes(), network.full_passes()
    masks = network.masks
    weights = [np.array(matrix) for matrix in network.data["weights"]]
    places = [_places(layer, len(mask)) for layer, mask in enumerate(masks)]
    places.append([(3 * _COLUMN + 8, _row(digit)) for digit in range(10)])
    ends = [*masks[1:], np.ones(10, int)]
    parts: list[str] = []
    for layer, matrix in enumerate(weights):
        most = np.abs(full.passed[layer][:, None] * matrix).max()
        flow = now.passed[layer][:, None] * matrix * ends[layer] / most
        parts += _lines(flow, places[layer], places[layer + 1])
    parts += _pixels(now.activations[0], masks[0], places[0])
    for layer in (1, 2):
        most = 2 * full.passed[layer].max()
        parts += _units(now.passed[layer] / most, masks[layer], places[layer])
    parts += _bars(now.probabilities, full.probabilities, network.label)
    for column, title in enumerate(("Input", "Hidden 1", "Hidden 2")):
        x = (column + 0.5) * _COLUMN
        dropped = f"rate {network.rates[column]:.2f}: {(masks[column] == 0).sum()} dropped"
        parts += [
            still.text(x, 20, title, anchor="middle", bold=True),
            still.text(x, _HEIGHT - 8, dropped, fill=still.MUTED, anchor="middle"),
        ]
    parts.append(still.text(3.5 * _COLUMN, 20, "Probability", anchor="middle", bold=True))
    legend = "outline: without dropout"
    parts.append(still.text(_WIDTH - 4, _HEIGHT - 8, legend, fill=still.MUTED, anchor="end"))
    return still.drawing(_WIDTH, _HEIGHT, network.describe(), parts)


def _places(layer: int, units: int) -> list[Place]:
    if layer == 0:
        corner = _COLUMN / 2 - 3.5 * 22, _MIDDLE - 3.5 * 22
        return [(corner[0] + unit % 8 * 22, corner[1] + unit // 8 * 22) for unit in range(units)]
    x = (layer + 0.5) * _COLUMN
    return [(x, _MIDDLE + (unit - (units - 1) / 2) * _PITCH) for unit in range(units)]


def _row(digit: int) -> float:
    return _TOP + (digit + 0.5) * 16 * _PITCH / 10


def _lines(flow: NDArray[np.float64], starts: Sequence[Place], ends: Sequence[Place]) -> list[str]:
    size = np.abs(flow)
    limits = [least for least, _, _ in _STRENGTHS] + [np.inf]
    parts = []
    for (least, width, opacity), below in zip(_STRENGTHS, limits[1:], strict=True):
        for colour, sign in ((still.BLUE, flow > 0), (still.ORANGE, flow < 0)):
            chosen = np.argwhere((size >= least) & (size < below) & sign)
            d = "".join(still.line([starts[i], ends[j]]) for i, j in chosen)
            parts.append(still.path(d, stroke=colour, width=width, opacity=opacity))
    return parts


def _pixels(x: NDArray[np.float64], mask: NDArray[np.int64], places: Sequence[Place]) -> list[str]:
    parts = []
    for value, kept, (left, top) in zip(x, mask, places, strict=True):
        grey = f"#{round(255 - 224 * value * (1 if kept else 0.25)):02x}" + "".join(
            f"{round(255 - span * value * (1 if kept else 0.25)):02x}" for span in (214, 204)
        )
        parts.append(still.rectangle(left - 11, top - 11, 22, 22, fill=grey, stroke=still.FAINT))
        if not kept:
            parts.append(still.path(still.cross(left, top, 6), stroke=still.INK, width=1.5))
    return parts


def _units(
    shares: NDArray[np.float64], mask: NDArray[np.int64], places: Sequence[Place]
) -> list[str]:
    parts = []
    for share, kept, (x, y) in zip(shares, mask, places, strict=True):
        parts.append(still.disc(x, y, _RING, fill=still.PAPER, stroke=still.MUTED))
        if kept:
            parts.append(still.disc(x, y, _RING * min(share, 1) ** 0.5, fill=still.BLUE))
        else:
            parts.append(still.path(still.cross(x, y, 4.5), stroke=still.INK, width=1.5))
    return parts


def _bars(now: NDArray[np.float64], full: NDArray[np.float64], label: int) -> list[str]:
    left, room = 3 * _COLUMN + 28, _COLUMN - 28 - 46
    parts = []
    for digit in range(10):
        y = _row(digit)
        parts += [
            still.text(left - 14, y + 5, str(digit), anchor="end", bold=digit == label),
            still.rectangle(left, y - 11, room * now[digit], 10, fill=still.BLUE),
            still.rectangle(left, y + 1, room * full[digit], 8, fill="none", stroke=still.MUTED),
        ]
        if now[digit] >= 0.005:
            parts.append(still.text(left + room * now[digit] + 5, y - 2, still.percent(now[digit])))
    return parts
