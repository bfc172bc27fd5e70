"""Notebooks for Colab: the course's own, after a first cell that installs the course there."""

from __future__ import annotations

import tomllib
from pathlib import Path

from nbformat import NotebookNode
from packaging.requirements import Requirement

from authoring.notebook import as_text, new_cell, read
from authoring.site.hosted import Repository
from authoring.site.plan import Page

FOLDER = "colab"
# The host runs the kernel and the page: a package that replaced its own would break both.
OF_THE_HOST = {"ipykernel", "ipython", "ipywidgets", "jupyter-core", "jupyterlab", "traitlets"}

FIRST_CELL = """# Installs the course, on Colab and nowhere else.
import sys

if "google.colab" in sys.modules:
    %pip install --quiet {packages}
    %pip install --quiet --no-deps "dropout-course @ git+{address}@{branch}"
    from google.colab import output

    output.enable_custom_widget_manager()"""


def write(root: Path, site: Path, chosen: list[Page], where: Repository) -> None:
    """Write a Colab version of each notebook into a site."""
    cell = first_cell(root, where)
    for page in chosen:
        if not page.source.endswith(".ipynb"):
            continue
        notebook = read((root / page.source).read_text(encoding="utf-8"))
        notebook.cells.insert(0, NotebookNode(cell))
        target = site / FOLDER / page.source
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(as_text(notebook), encoding="utf-8", newline="\n")


def first_cell(root: Path, where: Repository) -> NotebookNode:
    """Return the cell that installs the course with what the host does not bring itself."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(line) for line in project["dependencies"]]
    packages = " ".join(f'"{one}"' for one in wanted if one.name not in OF_THE_HOST)
    source = FIRST_CELL.format(packages=packages, address=where.address, branch=where.branch)
    return new_cell("code", source, "install")
