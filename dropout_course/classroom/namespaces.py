"""Walls by namespaces of Linux itself: util-linux' `unshare` makes them, `enter` lays them out."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from dropout_course.classroom.room import Room

ENTER = Path(__file__).with_name("enter.py")


def words(room: Room) -> list[str]:
    """Return the words that stand before a command to run it in a room.

    Raises
    ------
    FileNotFoundError
        There are no such programs.
    """
    programs = {name: shutil.which(name) for name in ("setpriv", "unshare")}
    if missing := [name for name, path in programs.items() if path is None]:
        raise FileNotFoundError(*missing)
    # The room ends with who made it, also where that is killed.
    words = [str(programs["setpriv"]), "--pdeathsig", "KILL"]
    words += [str(programs["unshare"]), "--fork", "--kill-child"]
    words += [f"--{kind}" for kind in ("mount", "net", "pid", "ipc", "uts")]
    if not room.rights:
        words += ["--user", "--map-root-user"]
    return [*words, sys.executable, "-I", str(ENTER), json.dumps(_as_data(room))]


def _as_data(room: Room) -> dict[str, object]:
    """Return a room as `enter` reads it."""
    return {
        "steps": [
            *map(_shown, room.system),
            ["cover", str(room.package)],
            *map(_shown, room.ours),
            *map(_shown, room.devices),
        ],
        "scratch": str(room.scratch),
        "size": room.size,
        "rights": room.rights,
    }


def _shown(path: Path) -> list[str]:
    """Return how a path is shown; where it really lies is found out while that can be seen."""
    if path.is_symlink():
        return ["link", str(path), str(path.readlink())]
    return ["show", str(path), os.path.realpath(path)]
