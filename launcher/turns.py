"""One installation at a time: the system's own file lock, which ends with the process."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

if sys.platform == "win32":
    import msvcrt

    def _take(handle: TextIO) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: TextIO) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def wait_for_turn(path: Path) -> Iterator[TextIO]:
    """Hold the lock on `path`; while another process holds it, say so and wait."""
    with path.open("a", encoding="utf-8") as handle:
        told = False
        while not _is_taken(handle):
            if not told:
                print("The course is being installed in another window: waiting for it.")
                told = True
            time.sleep(0.5)
        yield handle


def _is_taken(handle: TextIO) -> bool:
    try:
        _take(handle)
    except (BlockingIOError, PermissionError):  # what Linux and macOS say, what Windows says
        return False
    return True
