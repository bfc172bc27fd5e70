"""Lay out a room in namespaces of its own, lock it, and become a command: `enter ROOM COMMAND …`.

Runs alone, before anything of the course can be imported. It expects to be the first process of new
mount and process namespaces, with the rights of an administrator in there, and gives these up.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# <sys/mount.h>, <linux/mount.h>, <linux/prctl.h>, <linux/capability.h>
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC = 2, 4, 4096, 16384
MNT_DETACH = 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID = 1, 2
PR_SET_PDEATHSIG, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 24, 38
CAPABILITIES = {"KILL": 5, "SETGID": 6, "SETUID": 7}
MOST_CAPABILITIES = 64
MOUNT_SETATTR = 442
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}

_libc = ctypes.CDLL(None, use_errno=True)


def main(room: Mapping[str, Any], command: list[str]) -> None:
    """Lay out the room and become the command.

    Raises
    ------
    OSError
        This system has no such walls.
    """
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    _step_aside()
    os.umask(0o022)
    new, old = Path("/new"), Path("/old")
    for step, path, *source in room["steps"]:
        place = _inside(new, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        if step == "cover":
            place.mkdir(exist_ok=True)
            _mount("tmpfs", place, "tmpfs", MS_NOSUID | MS_NODEV)
        elif step == "show":
            _show(_inside(old, source[0]), place)
        elif not os.path.lexists(place):  # it may lie in what is shown already
            place.symlink_to(source[0])
    scratch = _inside(new, room["scratch"])
    scratch.mkdir(parents=True, exist_ok=True)
    (new / "proc").mkdir(exist_ok=True)
    _mount("proc", new / "proc", "proc", MS_NOSUID | MS_NODEV)
    _lock(new)
    _mount("tmpfs", scratch, "tmpfs", MS_NOSUID | MS_NODEV, f"mode=1777,size={room['size']}")
    _detach(old)
    os.chdir(new)
    _pivot(b".", b".")
    _detach(Path())
    os.chdir("/")
    kept = {CAPABILITIES[right] for right in room["rights"]}
    for number in range(MOST_CAPABILITIES):
        if number not in kept:
            _libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)  # there are fewer than could be numbered
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    os.execv(command[0], command)


def _step_aside() -> None:
    """Make the root an empty folder in memory, with all that was there in `/old`."""
    base = Path("/tmp")
    _mount("tmpfs", base, "tmpfs", MS_NOSUID | MS_NODEV)
    for name in ("new", "old"):
        (base / name).mkdir()
    _mount(str(base / "new"), base / "new", None, MS_BIND)
    _pivot(os.fsencode(base), os.fsencode(base / "old"))
    os.chdir("/")


def _inside(root: Path, path: str | Path) -> Path:
    return root / str(path).lstrip("/")


def _show(source: Path, place: Path) -> None:
    if source.is_dir():
        place.mkdir(exist_ok=True)
    elif not place.exists():
        place.touch()
    _mount(str(source), place, None, MS_BIND | MS_REC)


def _mount(
    source: str, place: Path, kind: str | None, flags: int, options: str | None = None
) -> None:
    first, second, third, last = (
        None if one is None else os.fsencode(one) for one in (source, place, kind, options)
    )
    _checked(_libc.mount(first, second, third, ctypes.c_ulong(flags), last), f"mount {place}")


def _lock(place: Path) -> None:
    """Make a mount, and those below it, such that nobody writes or gains rights there."""
    wanted = (ctypes.c_uint64 * 4)(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID, 0, 0, 0)
    size, where = ctypes.sizeof(wanted), os.fsencode(place)
    done = _libc.syscall(
        MOUNT_SETATTR, AT_FDCWD, where, AT_RECURSIVE, ctypes.byref(wanted), ctypes.c_size_t(size)
    )
    _checked(done, f"mount_setattr {place}")


def _pivot(new: bytes, old: bytes) -> None:
    number = PIVOT_ROOT.get(platform.machine())
    if number is None:
        raise OSError(f"pivot_root is not known for {platform.machine()}")
    _checked(_libc.syscall(number, new, old), "pivot_root")


def _detach(place: Path) -> None:
    _checked(_libc.umount2(os.fsencode(place), MNT_DETACH), f"umount {place}")


def _prctl(option: int, value: int) -> None:
    _checked(_libc.prctl(option, value, 0, 0, 0), f"prctl {option}")


def _checked(result: int, what: str) -> None:
    if result:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2:])
