"""What stands between a learner's process and the rest of the system, and what does not.

The walls are those of bubblewrap, a small program that Linux distributions carry: the process sees
a file system that holds Python, its packages and the few modules of ours that it runs, and neither
a network nor another process. It stands around the warm process, so a notebook pays nothing for it.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
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
    "classroom/standins.py",
    "classroom/wire.py",
    "grading",
)
DEVICES = tuple(Path("/dev") / name for name in ("null", "zero", "random", "urandom"))
VARIABLES = {
    "HOME": "/tmp",
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
class Walls:
    """How a learner's process is started.

    Attributes
    ----------
    name : str
        ``"bubblewrap"`` or ``"limits"``.
    holds : str
        One line for the instructor: what is enforced, and what is not.
    """

    name: str
    holds: str


BUBBLEWRAP = Walls(
    "bubblewrap",
    "Isolation: every notebook ran in a process of its own, without network, home directory, other "
    "submissions or solutions in sight, with limits on time, memory, files, processes and output.",
)
LIMITS_ONLY = Walls(
    "limits",
    "Isolation: every notebook ran in a process of its own, with limits on time, output and, where "
    "the system has them, memory, files and processes. Not enforced here: a submission can reach "
    "the network and read and write what you can. Linux with bubblewrap (`bwrap`) enforces both.",
)
ALL = {walls.name: walls for walls in (BUBBLEWRAP, LIMITS_ONLY)}


@functools.cache
def best() -> Walls:
    """Return the strongest walls that work on this machine, found by trying them."""
    if not shutil.which("bwrap"):
        return LIMITS_ONLY
    command = [*bubblewrap(Limits(), writable()), sys.executable, "-I", "-c", "import numpy"]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return LIMITS_ONLY
    return LIMITS_ONLY if done.returncode else BUBBLEWRAP


def writable() -> str:
    """Return the folder in which a walled process may write: where nothing lies that it reads."""
    read = [*_readable(), PACKAGE]
    return "/scratch" if any(path.is_relative_to("/tmp") for path in read) else "/tmp"


def bubblewrap(limits: Limits, scratch: str) -> list[str]:
    """Return the words that stand before a command to run it behind walls."""
    words = [shutil.which("bwrap") or "bwrap", "--die-with-parent", "--new-session"]
    words += [f"--unshare-{name}" for name in ("ipc", "net", "pid", "uts", "cgroup-try")]
    words += ["--cap-drop", "ALL"]
    if os.geteuid() == 0:
        # The children become somebody else; nothing but the warm process keeps these.
        for name in ("SETUID", "SETGID", "KILL"):
            words += ["--cap-add", f"CAP_{name}"]
    else:
        words.append("--unshare-user")
    shown = [*_readable(), *(PACKAGE / name for name in VISIBLE)]
    # The folders above would be open to the warm process alone.
    above = {folder for path in (*shown, DEVICES[0]) for folder in path.parents}
    for folder in sorted(above):
        words += ["--dir", str(folder)]
    for path in shown:
        if path == PACKAGE / VISIBLE[0]:
            words += ["--tmpfs", str(PACKAGE)]
        words += _shown(path)
    for device in DEVICES:
        words += ["--dev-bind", str(device), str(device)]
    words += ["--proc", "/proc", "--remount-ro", str(PACKAGE)]
    if _sizes():
        words += ["--size", str(limits.file)]
    words += ["--perms", "1777", "--tmpfs", scratch, "--remount-ro", "/", "--clearenv"]
    for name, value in VARIABLES.items():
        words += ["--setenv", name, value]
    return words


def _readable() -> Iterator[Path]:
    """Yield what Python, its packages and the libraries of the system are made of."""
    for prefix in dict.fromkeys(map(Path, (sys.base_prefix, sys.prefix, "/usr", "/"))):
        for name in ("bin", "lib", "lib64", "pyvenv.cfg"):
            yield prefix / name
    yield from (Path("/etc/ld.so.cache"), Path("/etc/alternatives"))
    # Packages may lie elsewhere, as those that a user installed for themselves.
    yield Path(np.__file__).resolve().parents[1]


def _shown(path: Path) -> list[str]:
    if path.is_symlink():
        return ["--symlink", str(path.readlink()), str(path)]
    return ["--ro-bind", str(path), str(path)] if path.exists() else []


@functools.cache
def _sizes() -> bool:
    """Whether this bubblewrap can limit the size of a folder."""
    done = subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=False)
    return "--size" in done.stdout + done.stderr
