"""The room in which learners' code runs behind walls: what of the system is in it.

A file system that holds Python, its packages and the few modules of ours that run beside an answer,
and one folder to write in.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dropout_course.classroom.limits import KEPT_MEMORY, Limits

PACKAGE = Path(__file__).resolve().parents[1]
NOBODY = 65534
# All of ours that runs beside an answer. Neither the catalog, with its solutions, nor the layers.
VISIBLE = (
    "__init__.py",
    "answers.py",
    "quiet.py",
    "slicing.py",
    "classroom/__init__.py",
    "classroom/learner.py",
    "classroom/limits.py",
    "classroom/memory.py",
    "classroom/packing.py",
    "classroom/standins.py",
    "classroom/wire.py",
    "grading",
)
DEVICES = tuple(Path("/dev") / name for name in ("null", "zero", "random", "urandom"))
VARIABLES = {
    "KERAS_BACKEND": "tensorflow",
    "LANG": "C.UTF-8",
    "MALLOC_MMAP_THRESHOLD_": str(KEPT_MEMORY),
    "MALLOC_TRIM_THRESHOLD_": str(KEPT_MEMORY),
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


@dataclass(frozen=True)
class Room:
    """What is to be seen, in the order in which it is laid out.

    Attributes
    ----------
    system : tuple of Path
        Shown as they are, to be read: Python, its packages and the libraries of the system.
    package : Path
        The folder of the course, of which nothing is shown
    ours : tuple of Path
        but these.
    devices : tuple of Path
        Files of `/dev`.
    scratch : Path
        The one folder that can be written to.
    size : int
        Bytes of all that is written there.
    rights : tuple of str
        What the warm process keeps of an administrator's rights, to hand its children to somebody
        else: one that stays an administrator is not bound by a limit on processes.
    """

    system: tuple[Path, ...]
    package: Path
    ours: tuple[Path, ...]
    devices: tuple[Path, ...]
    scratch: Path
    size: int
    rights: tuple[str, ...]


def room(limits: Limits) -> Room:
    """Return the room for learners' code on this machine."""
    system = tuple(path for path in _readable() if path.exists() or path.is_symlink())
    ours = tuple(PACKAGE / name for name in VISIBLE)
    scratch = _writable((*system, PACKAGE))
    rights = ("KILL", "SETGID", "SETUID") if os.geteuid() == 0 else ()
    return Room(system, PACKAGE, ours, DEVICES, scratch, limits.file, rights)


def _writable(read: tuple[Path, ...]) -> Path:
    """Return a folder where nothing lies that is read."""
    return Path("/scratch" if any(path.is_relative_to("/tmp") for path in read) else "/tmp")


def _readable() -> Iterator[Path]:
    for prefix in dict.fromkeys(map(Path, (sys.base_prefix, sys.prefix, "/usr", "/"))):
        for name in ("bin", "lib", "lib64", "pyvenv.cfg"):
            yield prefix / name
    yield from (Path("/etc/ld.so.cache"), Path("/etc/alternatives"))
    # Packages may lie elsewhere, as those that a user installed for themselves.
    yield Path(np.__file__).resolve().parents[1]
