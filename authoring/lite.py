"""JupyterLite: JupyterLab in the browser, with the lessons that need NumPy only.

``python -m authoring lite`` writes the site. JupyterLite is no package of this environment, as its
extensions would load in the authors' own JupyterLab: uv makes one for it. The site holds the
course's wheel; NumPy and others come from Pyodide's distribution on the web, when a notebook asks.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import NotebookNode
from packaging.requirements import Requirement

from authoring.notebook import AuthoringError, as_text, new_cell, read
from authoring.plan import BUILT_FOLDERS

if TYPE_CHECKING:
    from dropout_course.catalog import Lesson

# ipywidgets and anywidget bring their parts of JupyterLab into the site.
TOOLS = ("jupyterlite-core==0.8.*", "jupyterlite-pyodide-kernel==0.8.*", "jupyterlab-server")
WIDGETS = ("ipywidgets", "anywidget")
# The kernel in the browser brings its own; the others are for a server, which there is none of.
OF_THE_KERNEL = {"ipykernel", "ipython", "jupyter-core", "jupyterlab", "traitlets"}

FIRST_CELL = """# Installs the course, in the browser and nowhere else.
import sys

if sys.platform == "emscripten":
    import piplite

    await piplite.install({packages})
    await piplite.install("dropout-course", deps=False)"""


def build(root: Path, lessons: Sequence[Lesson], folder: Path, pyodide: Path | None = None) -> None:
    """Write the site.

    Parameters
    ----------
    root
        The course's folder, whose notebooks are built.
    lessons
        Those of the catalog.
    folder
        For the site.
    pyodide
        A folder with Pyodide's files, to be served by the site itself; by default they come from
        the web.

    Raises
    ------
    AuthoringError
        If a tool fails; the sentence has its last words.
    """
    with tempfile.TemporaryDirectory(prefix="dropout-course-") as name:
        room = Path(name)
        write_contents(root, lessons, room / "contents")
        wheel = [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "-t",
            "wheel",
            "-d",
            str(room / "pypi"),
        ]
        _run(wheel, root)
        if pyodide:
            shutil.copytree(pyodide, room / "static" / "pyodide")
        _run([*_jupyterlite(), *_options(room, folder.resolve())], room)


def write_contents(root: Path, lessons: Sequence[Lesson], folder: Path) -> None:
    """Write the notebooks that run in a browser, each after a cell that installs the course."""
    cell = first_cell(root)
    lacking = {lesson.name for lesson in lessons if any(one.needs for one in lesson.exercises)}
    for part in BUILT_FOLDERS:
        for file in sorted((root / part).glob("*.ipynb")):
            if file.stem not in lacking:
                notebook = read(file.read_text(encoding="utf-8"))
                notebook.cells.insert(0, cell)
                target = folder / part / file.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(as_text(notebook), encoding="utf-8", newline="\n")


def first_cell(root: Path) -> NotebookNode:
    """Return the cell that installs the course in the browser."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [Requirement(line).name for line in project["dependencies"]]
    packages = [name for name in names if name not in OF_THE_KERNEL]
    return new_cell("code", FIRST_CELL.format(packages=packages), "install")


def _jupyterlite() -> list[str]:
    first, *others = [*TOOLS, *WIDGETS]
    more = [word for name in others for word in ("--with", name)]
    return [sys.executable, "-m", "uv", "tool", "run", "--from", first, *more, "jupyter-lite"]


def _options(room: Path, folder: Path) -> list[str]:
    return [
        "build",
        f"--lite-dir={room}",
        f"--contents={room / 'contents'}",
        f"--output-dir={folder}",
        "--apps=lab",
        "--no-sourcemaps",
    ]


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise AuthoringError(f"{' '.join(command[2:6])} … failed:\n{last}")
