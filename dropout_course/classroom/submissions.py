"""Find what students handed in: three layouts, and nothing that lies outside of the folder."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 50 * 2**20
NBGRADER = "submitted"
# Canvas puts numbers of its own between the student and the file.
_CANVAS = re.compile(r"^(?P<student>[^_]+?)_(?:LATE_)?\d+_\d+_(?P<name>.+)$")


class NothingFound(Exception):  # noqa: N818 (its message is a sentence for the instructor)
    """The folder holds no submission."""


@dataclass(frozen=True)
class Handed:
    """A notebook that a student handed in.

    Attributes
    ----------
    student : str
        Whose it is.
    name : str
        Its path, seen from the folder.
    path : Path
        Where it is.
    refusal : str
        Why it is not opened; empty where it can be.
    """

    student: str
    name: str
    path: Path
    refusal: str = ""


def find(folder: Path, lessons: Collection[str] = ()) -> dict[str, list[Handed]]:
    """Return the notebooks of each student, in the order of their names.

    Parameters
    ----------
    folder
        With ``<student>/<notebook>.ipynb``, nbgrader's ``submitted/<student>/<assignment>/…``, or
        ``<student>_<notebook>.ipynb``. They may stand side by side.
    lessons
        Names of notebooks, which tell where a student's name ends in the third layout.

    Raises
    ------
    NothingFound
        There is no notebook.
    OSError
        The folder cannot be read.
    """
    folder = folder / NBGRADER if (folder / NBGRADER).is_dir() else folder
    found: dict[str, list[Handed]] = {}
    for path in sorted(_notebooks(folder)):
        inside = path.relative_to(folder)
        if len(inside.parts) > 1:
            student = inside.parts[0]
        else:
            student = _student(inside.name.removesuffix(".ipynb"), lessons)
        name, student = _printable(inside.as_posix()), _printable(student)
        found.setdefault(student, []).append(Handed(student, name, path, _refusal(path)))
    if not found:
        raise NothingFound(
            f"No notebook in {folder}. Expected <student>/<notebook>.ipynb, nbgrader's "
            f"{NBGRADER}/<student>/<assignment>/<notebook>.ipynb, or <student>_<notebook>.ipynb."
        )
    return found


def read(handed: Handed) -> bytes:
    """Return the content of a notebook that is not refused.

    Raises
    ------
    OSError
        It cannot be read, or is no file any more.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(handed.path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
        return file.read(MOST_BYTES + 1)


def _notebooks(folder: Path) -> Iterator[Path]:
    for above, folders, files in os.walk(folder, followlinks=False):
        links = [name for name in folders if (Path(above) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # A folder that is a link is not entered; its owner is told.
        yield from (Path(above) / name for name in links if not name.startswith("."))
        yield from (Path(above) / name for name in files if name.lower().endswith(".ipynb"))


def _refusal(path: Path) -> str:
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        return "It is a link to another place, and links are not followed."
    if not stat.S_ISREG(about.st_mode):
        return "It is no ordinary file."
    if about.st_size > MOST_BYTES:
        size, most = about.st_size / 2**20, MOST_BYTES / 2**20
        return f"It has {size:.0f} MB, and at most {most:.0f} MB are read. Clear its outputs."
    return ""


def _student(stem: str, lessons: Collection[str]) -> str:
    canvas = _CANVAS.match(stem)
    if canvas:
        return canvas["student"]
    for lesson in lessons:
        if stem.endswith(f"_{lesson}"):
            return stem.removesuffix(f"_{lesson}")
    return stem.partition("_")[0]


def _printable(name: str) -> str:
    """Return a name that can be written in UTF-8 and on one line, whatever bytes it has."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "�" for sign in text)
