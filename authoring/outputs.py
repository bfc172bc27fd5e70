"""What a stored output must not hold, so that a notebook is the same whoever builds it.

An output must not show a place on the author's machine, an address in its memory, a warning, an
error that the cell's tags do not announce, a picture without words, or a widget without a still. A
notebook stays small enough to open at once.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from authoring.notebook import as_text, code_cells
from authoring.stills import WIDGET

LARGEST = 1_000_000
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{4,}")
KERNEL_FILE = re.compile(r"ipykernel_\d+")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
TRACEBACK_LINES = 12
PICTURES = ("image/png", "image/jpeg")


def problems_in(notebook: NotebookNode, path: str, root: Path) -> list[str]:
    """List, as sentences, what the outputs of a notebook that has run must not hold.

    Parameters
    ----------
    notebook
        The notebook with its outputs.
    path
        Its name in the sentences.
    root
        The course's folder on this machine, one of the places that must not show.
    """
    found: list[str] = []
    for place, cell in enumerate(code_cells(notebook), start=1):
        where = f"{path}, {cell.id}"
        if error := _unexpected_error(cell):
            return [*found, f"{where}: {error}"]  # nothing ran after it
        if cell.execution_count != place:
            found.append(
                f"{where}: execution count {cell.execution_count}, expected {place}: "
                "every code cell has run, once, from top to bottom."
            )
        found += [f"{where}: {sentence}" for sentence in _problems_in_cell(cell, root)]
    size = len(as_text(notebook).encode())
    if size > LARGEST:
        found.append(
            f"{path}: {size / 1e6:.1f} MB, expected less than {LARGEST / 1e6:.0f} MB; "
            "show fewer or smaller pictures."
        )
    return found


def _unexpected_error(cell: NotebookNode) -> str:
    for output in cell.outputs:
        if output.output_type == "error" and not _expects_error(cell):
            plain = COLOUR.sub("", "\n".join(output.traceback)).splitlines()[-TRACEBACK_LINES:]
            traceback = textwrap.indent("\n".join(plain), "    ")
            return f"raised {output.ename}: {output.evalue}\n{traceback}"
    return ""


def _expects_error(cell: NotebookNode) -> bool:
    return "raises-exception" in cell.metadata.get("tags", ())


def _problems_in_cell(cell: NotebookNode, root: Path) -> Iterator[str]:
    if _expects_error(cell) and all(output.output_type != "error" for output in cell.outputs):
        yield "is tagged raises-exception and raised none; remove the tag, or mend the cell."
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            yield f"wrote to stderr: {output.text.strip()[:200]!r}"
        pictures = [kind for kind in output.get("data", {}) if kind in PICTURES]
        if any("alt" not in output.metadata.get(kind, {}) for kind in pictures):
            yield "shows a picture without a text alternative; draw it with dropout_course.plots."
        if WIDGET in output.get("data", {}):
            yield "shows a widget without a still; give it a text/html view, or do not show it."
        yield from _unstable(_text_of(output), root)


def _text_of(output: NotebookNode) -> str:
    """Everything in an output that is text, as one string."""
    if output.output_type == "stream":
        return str(output.text)
    if output.output_type == "error":
        return "\n".join([output.ename, output.evalue, *output.traceback])
    return json.dumps(
        {kind: value for kind, value in output.data.items() if kind not in PICTURES},
        ensure_ascii=False,
    )


def _unstable(text: str, root: Path) -> Iterator[str]:
    for pattern, what in ((ADDRESS, "an address in memory"), (KERNEL_FILE, "a file of the kernel")):
        if match := pattern.search(text):
            yield f"shows {what}, {match[0]!r}, which differs at every run; print something else."
    # The longest first: a home folder may lie in the temporary folder, and one is enough to mend.
    for place in sorted(_places(root), key=len, reverse=True):
        if re.search(rf"(?<![\w/.~-]){re.escape(place)}(?![\w-])", text):
            yield f"shows a path of this machine, {place!r}; print a relative path or none."
            return


def _places(root: Path) -> list[str]:
    """Folders of this machine, shortest first, that would tell where a notebook was built."""
    places = {root.resolve(), Path.home(), Path(tempfile.gettempdir())}
    places |= {Path(sys.prefix), Path(sys.base_prefix)}
    return sorted({str(place) for place in places if len(place.parts) > 1}, key=len)
