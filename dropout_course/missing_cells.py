"""Which cell makes a name that is missing: for learners who run cells out of order, or restart."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from dropout_course.files import course_folder
from dropout_course.slicing import bound_by

Cell = tuple[str, str]
"""The heading above a cell of code, and its source."""


def watch() -> None:
    """Add to a NameError of this notebook which cell would have made the name."""
    from IPython import get_ipython

    shell = get_ipython()
    if getattr(shell, "kernel", None) is not None:
        shell.set_custom_exc((NameError,), _explain)


def explanation(name: str, source: str, notebooks: Iterable[Path]) -> str:
    """Say which cell makes a name.

    Parameters
    ----------
    name
        What is missing.
    source
        Of the cell that misses it.
    notebooks
        Where that cell may be; the first that has it counts.

    Returns
    -------
    str
        A sentence; empty where the notebook is not found, or does not make the name.
    """
    for path in notebooks:
        cells = _cells(path)
        places = [place for place, cell in enumerate(cells) if cell[1].strip() == source.strip()]
        if not places:
            continue
        here = places[0]
        for heading, other in (*reversed(cells[:here]), *cells[here + 1 :]):
            if line := _line_that_makes(name, other):
                return (
                    f"`{name}` is made by a cell that has not run yet: under “{heading}”, the one "
                    f"with the line `{line}`. Run that cell first, or all up to here: in "
                    "JupyterLab's menu, Run, Run All Above Selected Cell."
                )
        return ""
    return ""


def _explain(
    shell: Any,
    kind: type[NameError],
    error: NameError,
    traceback: TracebackType,
    tb_offset: int | None = None,
) -> None:
    last = traceback
    while last.tb_next is not None:
        last = last.tb_next
    # What is missing elsewhere is no cell's business.
    if last.tb_frame.f_globals is shell.user_ns and kind is NameError:
        sentence = explanation(error.name or "", shell.history_manager.input_hist_raw[-1], _near())
        if sentence:
            error.add_note(sentence)
    shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)


def _near() -> Iterator[Path]:
    """Yield the notebooks beside this one, and those of the course, for hosts that keep none."""
    yield from sorted(Path.cwd().glob("*.ipynb"))
    for folder in ("notebooks", "exercises", "solutions"):
        yield from sorted((course_folder() / folder).glob("*.ipynb"))


def _cells(path: Path) -> list[Cell]:
    heading, cells = "the beginning", list[Cell]()
    try:
        for cell in json.loads(path.read_bytes())["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code":
                cells.append((heading, source))
            else:
                titles = [line for line in source.splitlines() if line.startswith("#")]
                heading = titles[-1].lstrip("# ") if titles else heading
    except (OSError, LookupError, TypeError, ValueError):
        return []
    return cells


def _line_that_makes(name: str, source: str) -> str:
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return ""
    for statement in statements:
        if name in bound_by(statement):
            return source.splitlines()[statement.lineno - 1].strip()
    return ""
