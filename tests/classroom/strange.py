"""Broken and strange submissions, and what is to come of each."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.classroom.attacks import HOSTILE, NOTEBOOK, RIGHT, Attack, notebook


def text(content: str | bytes, name: str = NOTEBOOK) -> Callable[[Path], None]:
    """Return what writes a file."""
    data = content.encode() if isinstance(content, str) else content

    def write(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return write


def sparse(folder: Path) -> None:
    """Write a notebook of 200 MB that takes no room."""
    with (folder / NOTEBOOK).open("wb") as file:
        file.truncate(200 * 2**20)


def link_out(folder: Path) -> None:
    """Hand in a link to somebody else's answer, outside of the folder."""
    other = folder.parents[1] / "elsewhere.ipynb"
    other.write_text(notebook(RIGHT))
    (folder / NOTEBOOK).symlink_to(other)


def link_to_folder(folder: Path) -> None:
    """Hand in a link to a folder."""
    other = folder.parents[1] / "elsewhere"
    other.mkdir(exist_ok=True)
    (other / NOTEBOOK).write_text(notebook(RIGHT))
    (folder / "mine").symlink_to(other)


def pipe(folder: Path) -> None:
    """Hand in something that never ends to be read."""
    os.mkfifo(folder / NOTEBOOK)


def two(folder: Path) -> None:
    """Hand in two notebooks, of which one is right."""
    text(notebook(RIGHT), "a.ipynb")(folder)
    text(notebook("def enumerate_masks(n):\n    return 1"), "b.ipynb")(folder)


STRANGE = (
    Attack("no JSON", "refused", write=text("{"), words="is no notebook"),
    Attack("no notebook", "refused", write=text("[1, 2]"), words="is no notebook"),
    Attack(
        "a hundred thousand brackets", "refused", write=text("[" * 100_000), words="is no notebook"
    ),
    Attack("200 MB", "refused", write=sparse, words="200 MB"),
    Attack("empty", "refused", write=text(""), words="is no notebook"),
    Attack("no cells", "missing", write=text(notebook())),
    Attack("missing cells", "missing", write=text(notebook("import numpy as np", "x = 3"))),
    Attack(
        "duplicated exercise",
        "passed",
        write=text(notebook("def enumerate_masks(n):\n    return 1", RIGHT)),
    ),
    Attack(
        "two notebooks, one right",
        "passed",
        write=two,
    ),
    Attack(
        "Windows line ends",
        "passed",
        write=text(notebook(RIGHT.replace("\n", "\r\n")).replace("{", "{\r\n")),
    ),
    Attack("UTF-16", "passed", write=text(notebook(RIGHT).encode("utf-16"))),
    Attack("UTF-8 with a mark", "passed", write=text(notebook(RIGHT).encode("utf-8-sig"))),
    Attack(
        "Latin-1",
        "refused",
        write=text('{"cells": ["\xe9"]}'.encode("latin-1")),
        words="no text in UTF-8",
    ),
    Attack(
        "lines for Jupyter", "passed", write=text(notebook("%matplotlib inline\n!ls\n" + RIGHT))
    ),
    Attack("a cell that is no Python", "passed", write=text(notebook("def broken(:", RIGHT))),
    Attack("link out of the folder", "refused", write=link_out, words="link"),
    Attack("link to a folder", "refused", write=link_to_folder, words="link"),
    Attack("pipe", "refused", write=pipe, words="no ordinary file"),
    Attack('it\'s a "name" with <b>sígns & 名', "passed", RIGHT),
    Attack("=SUM(A1)", "passed", RIGHT),
)
ATTACKS = (*HOSTILE, *STRANGE)
