"""What the course needs on this computer, what of it is missing, and which command mends it."""

from __future__ import annotations

import contextlib
import importlib.machinery
import importlib.util
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import dropout_course
from dropout_course import record
from dropout_course.files import course_folder

if TYPE_CHECKING:
    from packaging.requirements import Requirement

PACKAGE = "dropout-course"
OPTIONAL = {"keras": "lesson 5"}
LAB_EXTENSIONS = {
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets",
    "anywidget": "anywidget",
}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    name, found : str
        What it is, and what there is of it.
    good : bool
        Whether the course works with that.
    mend : str
        The command or the sentence that mends it; empty where there is nothing to mend.
    needed : bool
        Whether the course as a whole needs it.
    """

    name: str
    found: str
    good: bool = True
    mend: str = ""
    needed: bool = True

    def __str__(self) -> str:
        """Return the finding, and below it what mends it."""
        shape = "✓" if self.good else "✗" if self.needed else "○"
        lines = [f"{shape} {self.name}: {self.found}"]
        return "\n".join([*lines, *([f"    {self.mend}"] if self.mend else [])])


def examine() -> Iterator[Finding]:
    """Look at everything that the course needs, and yield what is found as it is found."""
    yield Finding("Python", f"{sys.version.split()[0]}, {sys.executable}")
    yield _course()
    try:
        needed, optional = _requirements()
    except (ImportError, metadata.PackageNotFoundError) as error:
        missing = getattr(error, "name", None) or PACKAGE
        yield Finding(missing, "not installed", False, install(missing))
        return
    yield from map(_package, needed)
    for extra, requirements in optional.items():
        yield from _extra(extra, requirements)
    if importlib.util.find_spec("jupyter_core"):
        yield from map(_lab_extension, LAB_EXTENSIONS)
    yield _record()


def install(*requirements: str) -> str:
    """Return the command that installs packages into this environment."""
    quoted = " ".join(f'"{name}"' for name in requirements)
    # Asked of the path alone: setuptools' own finder would warn of what a look at pip may do.
    if importlib.machinery.PathFinder.find_spec("pip"):
        return f'"{sys.executable}" -m pip install {quoted}'
    return f'uv pip install --python "{sys.executable}" {quoted}'


def _course() -> Finding:
    name = f"{PACKAGE} {dropout_course.__version__}"
    try:
        return Finding(name, str(course_folder()))
    except FileNotFoundError as error:
        return Finding(name, str(error), False, install(f"{PACKAGE}=={dropout_course.__version__}"))


def _requirements() -> tuple[list[Requirement], dict[str, list[Requirement]]]:
    """Return what this Python and system need: always, and for each extra that learners use."""
    from packaging.requirements import Requirement

    declared = [Requirement(line) for line in metadata.requires(PACKAGE) or ()]

    def wanted(extra: str) -> list[Requirement]:
        here = {"extra": extra}
        return [one for one in declared if not one.marker or one.marker.evaluate(here)]

    always = wanted("")
    return always, {name: [r for r in wanted(name) if r not in always] for name in OPTIONAL}


def _package(requirement: Requirement) -> Finding:
    wanted = f"{requirement.name}{requirement.specifier}"
    try:
        version = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return Finding(requirement.name, "not installed", False, install(wanted))
    if not requirement.specifier.contains(version, prereleases=True):
        found = f"{version}, expected {requirement.specifier}"
        return Finding(requirement.name, found, False, install(wanted))
    return Finding(requirement.name, version)


def _extra(extra: str, requirements: list[Requirement]) -> Iterator[Finding]:
    purpose = f"only {OPTIONAL[extra]} needs it, which skips what it cannot run"
    if not requirements:
        found = f"has no build for this Python and system; {purpose}"
        yield Finding("TensorFlow", found, False, needed=False)
    for finding in map(_package, requirements):
        if finding.good:
            yield finding
        else:
            found = f"{finding.found}; {purpose}"
            yield Finding(finding.name, found, False, finding.mend, needed=False)


def _lab_extension(name: str) -> Finding:
    """Look for the part of a widget package that JupyterLab loads; without it, no picture moves."""
    label = f"JupyterLab's part of {name}"
    if any((Path(folder) / name / "package.json").is_file() for folder in _extension_folders()):
        return Finding(label, "there")
    command = install(LAB_EXTENSIONS[name]).replace(" install ", " install --force-reinstall ")
    return Finding(label, "missing", False, command)


def _extension_folders() -> list[str]:
    from jupyter_core.paths import jupyter_path

    return list(jupyter_path("labextensions"))


def _record() -> Finding:
    file = record.home() / record.FILE_NAME
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(file.parent).free
        with contextlib.closing(sqlite3.connect(file)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
    except (OSError, sqlite3.Error) as error:
        mend = f"Make {file.parent} writable, or set DROPOUT_COURSE_HOME to a folder that is."
        return Finding("Your record", f"cannot be written: {error}", False, mend)
    return Finding("Your record", f"{file} ({free / 1e9:.0f} GB free)")
