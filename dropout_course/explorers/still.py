"""Still pictures: SVG as text, for readers without a kernel.

A still stands on a page of unknown colour, so it brings its own light background.
"""

from collections.abc import Iterable
from html import escape

INK, MUTED, FAINT, PAPER = "#1f2933", "#52606d", "#cbd2d9", "#ffffff"
BLUE, ORANGE = "#1f6fb5", "#c2570c"


def drawing(width: int, height: int, title: str, parts: Iterable[str]) -> str:
    """Return a whole SVG picture; `title` is its text alternative."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="system-ui, sans-serif" font-size="13">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>{"".join(parts)}</svg>'
    )


def text(
    x: float, y: float, words: str, *, fill: str = INK, anchor: str = "start", bold: bool = False
) -> str:
    """Return a line of text whose baseline is at `y`."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" fill="{fill}" text-anchor="{anchor}"{weight}>'
        f"{escape(words)}</text>"
    )


def rectangle(
    x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "none"
) -> str:
    """Return a rectangle."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{fill}" stroke="{stroke}"/>'
    )


def disc(x: float, y: float, radius: float, *, fill: str, stroke: str = "none") -> str:
    """Return a circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{stroke}"/>'


def path(
    d: str,
    *,
    stroke: str,
    width: float = 1,
    opacity: float = 1,
    fill: str = "none",
    dashed: bool = False,
) -> str:
    """Return a path."""
    dashes = ' stroke-dasharray="6 4"' if dashed else ""
    return (
        f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" '
        f'opacity="{opacity}"{dashes}/>'
    )


def line(points: Iterable[tuple[float, float]]) -> str:
    """Return the path data of a line through `points`."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def cross(x: float, y: float, size: float) -> str:
    """Return the path data of the cross that marks a dropped unit."""
    return line([(x - size, y - size), (x + size, y + size)]) + line(
        [(x - size, y + size), (x + size, y - size)]
    )


def percent(share: float) -> str:
    """Write a share as on screen."""
    return "<1 %" if 0 < share < 0.005 else f"{int(100 * share + 0.5)} %"


def plural(count: int, word: str) -> str:
    """Write a count with its word."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
