"""The picture of the modules: who imports whom, drawn from the code itself.

``python -m authoring picture`` writes ``docs/modules.svg``. Whoever imports stands above what is
imported. A line that others imply (a imports b, b imports c: a to c) is left out.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

PICTURE = "docs/modules.svg"
Graph = Mapping[str, set[str]]
COLUMN, ROW = 124, 74
BOX, HEIGHT = 100, 30
STARTS = 30
INK, LINE, PAPER, FILL = "#1f2933", "#7b8794", "#ffffff", "#e8eef5"


def imports(package: Path) -> dict[str, set[str]]:
    """Return what each module or folder of a package imports of the others."""
    found: dict[str, set[str]] = {}
    for file in sorted(package.rglob("*.py")):
        unit = file.relative_to(package).parts[0].removesuffix(".py")
        found.setdefault(unit, set()).update(_imported(file, package.name))
    found.pop("__init__", None)
    return {unit: (others & set(found)) - {unit} for unit, others in found.items()}


def layers(graph: Graph) -> list[list[str]]:
    """Put every module above all that it imports; the lowest row comes last."""
    depth: dict[str, int] = {}
    while len(depth) < len(graph):
        free = [unit for unit in graph if unit not in depth and graph[unit] <= set(depth)]
        if not free:
            raise ValueError(f"a circle of imports among {sorted(set(graph) - set(depth))}")
        for unit in free:
            depth[unit] = 1 + max((depth[other] for other in graph[unit]), default=-1)
    rows = [sorted(unit for unit in depth if depth[unit] == row) for row in set(depth.values())]
    return rows[::-1]


def essential(graph: Graph) -> dict[str, set[str]]:
    """Leave out the imports that others imply."""

    def below(unit: str) -> set[str]:
        return graph[unit].union(*(below(other) for other in graph[unit]))

    return {
        unit: others - set().union(*(below(other) for other in others))
        for unit, others in graph.items()
    }


def draw(graph: Graph) -> str:
    """Draw the picture as SVG."""
    lines, rows = essential(graph), layers(graph)
    width = COLUMN * _columns(rows)
    places = _arranged(rows, [(unit, other) for unit in lines for other in sorted(lines[unit])])
    at = {unit: (COLUMN * (x + 0.5), 12 + ROW * y) for unit, (x, y) in places.items()}
    height = ROW * len(rows) - 12
    words = "; ".join(f"{unit} imports {', '.join(sorted(graph[unit]))}" for unit in sorted(graph))
    drawn = [_line(at[unit], at[other]) for unit in lines for other in sorted(lines[unit])]
    drawn += [_box(unit, *at[unit]) for unit in at]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'role="img" font-family="system-ui, sans-serif" font-size="13"><title>Modules</title>'
        f"<desc>{escape(words)}</desc>"
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
        f"{''.join(drawn)}</svg>\n"
    )


def _imported(file: Path, package: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith(f"{package}."))


def _columns(rows: list[list[str]]) -> int:
    return 1 + max(len(row) for row in rows)  # a free one leaves room to let lines pass


def _arranged(rows: list[list[str]], lines: list[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Give each module a column, so that lines are short and pass through no other module.

    From a drawn arrangement, the move or exchange that helps is made until none does; the best of
    several is taken.
    """
    rng = random.Random(0)
    found = [_settled(_drawn(rows, rng), _columns(rows), lines) for _ in range(STARTS)]
    return min(found, key=lambda places: _cost(places, lines))


def _drawn(rows: list[list[str]], rng: random.Random) -> dict[str, tuple[int, int]]:
    columns = range(_columns(rows))
    return {
        unit: (x, y)
        for y, row in enumerate(rows)
        for unit, x in zip(row, rng.sample(columns, len(row)), strict=True)
    }


def _settled(
    places: dict[str, tuple[int, int]], columns: int, lines: list[tuple[str, str]]
) -> dict[str, tuple[int, int]]:
    cost = _cost(places, lines)
    better = True
    while better:
        better = False
        for unit in sorted(places):
            for x in range(columns):
                moved = _moved(places, unit, x)
                if (then := _cost(moved, lines)) < cost:
                    places, cost, better = moved, then, True
    return places


def _moved(places: dict[str, tuple[int, int]], unit: str, x: int) -> dict[str, tuple[int, int]]:
    """Move a module along its row; who stands there takes its place."""
    before, y = places[unit]
    there = [other for other, place in places.items() if place == (x, y)]
    return places | dict.fromkeys(there, (before, y)) | {unit: (x, y)}


def _cost(places: dict[str, tuple[int, int]], lines: list[tuple[str, str]]) -> float:
    taken = set(places.values())
    cost = 0.0
    for unit, other in lines:
        (x1, y1), (x2, y2) = places[unit], places[other]
        cost += abs(x2 - x1) ** 1.5
        for y in range(y1 + 1, y2):
            x = x1 + (x2 - x1) * (y - y1) / (y2 - y1)
            near = {(int(x), y), (int(x) + 1, y)} & taken
            cost += sum(40 for column, _ in near if abs(column - x) < 0.7)
    return cost


def _line(above: tuple[float, float], below: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = above, below
    return f'<path d="M{x1:.0f} {y1 + HEIGHT:.0f}L{x2:.0f} {y2:.0f}" stroke="{LINE}"/>'


def _box(unit: str, x: float, y: float) -> str:
    return (
        f'<rect x="{x - BOX / 2:.0f}" y="{y:.0f}" width="{BOX}" height="{HEIGHT}" rx="6" '
        f'fill="{FILL}" stroke="{LINE}"/>'
        f'<text x="{x:.0f}" y="{y + 20:.0f}" text-anchor="middle" fill="{INK}">{unit}</text>'
    )
