"""Walls by bubblewrap, a small program that Linux distributions carry."""

from __future__ import annotations

import functools
import shutil
import subprocess
from pathlib import Path

from dropout_course.classroom.room import Room


def words(room: Room) -> list[str]:
    """Return the words that stand before a command to run it in a room.

    Raises
    ------
    FileNotFoundError
        There is no bubblewrap.
    """
    program = shutil.which("bwrap")
    if program is None:
        raise FileNotFoundError("bwrap")
    words = [program, "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    words += [f"--unshare-{name}" for name in ("ipc", "net", "pid", "uts", "cgroup-try")]
    for right in room.rights:
        words += ["--cap-add", f"CAP_{right}"]
    if not room.rights:
        words.append("--unshare-user")
    # The folders above would be open to the warm process alone.
    above = {up for path in (*room.system, *room.ours, *room.devices) for up in path.parents}
    for folder in sorted(above):
        words += ["--dir", str(folder)]
    for path in room.system:
        words += _shown(path)
    words += ["--tmpfs", str(room.package)]
    for path in room.ours:
        words += _shown(path)
    for device in room.devices:
        words += ["--dev-bind", str(device), str(device)]
    words += ["--proc", "/proc", "--remount-ro", str(room.package)]
    if _sizes(program):
        words += ["--size", str(room.size)]
    return [*words, "--perms", "1777", "--tmpfs", str(room.scratch), "--remount-ro", "/"]


def _shown(path: Path) -> list[str]:
    if path.is_symlink():
        return ["--symlink", str(path.readlink()), str(path)]
    return ["--ro-bind", str(path), str(path)]


@functools.cache
def _sizes(program: str) -> bool:
    """Whether this bubblewrap can limit the size of a folder."""
    done = subprocess.run([program, "--help"], capture_output=True, text=True, check=False)
    return "--size" in done.stdout + done.stderr
