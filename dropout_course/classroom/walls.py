"""What stands between a learner's process and the rest of the system, and what does not.

Walls stand around the warm process, so a notebook pays nothing for them.
"""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from dropout_course.classroom import bubblewrap, namespaces
from dropout_course.classroom.limits import Limits
from dropout_course.classroom.room import Room, room

_WALLED = (
    "Isolation: every notebook ran in a process of its own, without network, home directory, other "
    "submissions or solutions in sight, with limits on time, memory, files, processes and output."
)


@dataclass(frozen=True)
class Walls:
    """How a learner's process is started.

    Attributes
    ----------
    name : str
        What the instructor calls them.
    holds : str
        One line for the instructor: what is enforced, and what is not.
    words : function or None
        Gives the words that stand before a command to run it in a room; None where there are no
        walls, only limits.
    """

    name: str
    holds: str
    words: Callable[[Room], list[str]] | None = None


BUBBLEWRAP = Walls("bubblewrap", _WALLED, bubblewrap.words)
NAMESPACES = Walls("namespaces", _WALLED, namespaces.words)
LIMITS_ONLY = Walls(
    "limits",
    "Isolation: every notebook ran in a process of its own, with limits on time, output and, where "
    "the system has them, memory, files and processes. Not enforced here: a submission can reach "
    "the network, read and write what you can, and end what you run. Linux with bubblewrap "
    "(`bwrap`) or user namespaces enforces all of it.",
)
ALL = {walls.name: walls for walls in (BUBBLEWRAP, NAMESPACES, LIMITS_ONLY)}


@functools.cache
def best() -> Walls:
    """Return the strongest walls that work on this machine, found by trying them."""
    return next(walls for walls in ALL.values() if works(walls))


@functools.cache
def works(walls: Walls) -> bool:
    """Tell whether these walls can be built on this machine."""
    if walls.words is None or not sys.platform.startswith("linux"):
        return walls.words is None
    try:
        command = [*walls.words(room(Limits())), sys.executable, "-I", "-c", "import numpy"]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
