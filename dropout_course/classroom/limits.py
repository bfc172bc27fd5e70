"""What a learner's process may use."""

from __future__ import annotations

import contextlib
import ctypes
import gc
from dataclasses import asdict, dataclass
from pathlib import Path

MIB = 2**20
KEPT_MEMORY = 32 * MIB
SELDOM = 20_000  # objects made since the last look
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of mallopt in <malloc.h>


@dataclass(frozen=True)
class Limits:
    """What a learner's process may use.

    Attributes
    ----------
    memory : int
        Bytes that it may take beyond what the course's own packages take.
    file : int
        Bytes of a file that it writes, and of all files together where there are walls.
    processes : int
        How many its user may have at a time.
    open_files : int
        How many it may open at a time.
    """

    memory: int = 2048 * MIB
    file: int = 64 * MIB
    processes: int = 64
    open_files: int = 256

    def as_data(self) -> dict[str, int]:
        """Return the fields, to be sent to another process."""
        return asdict(self)

    def apply(self) -> None:
        """Bind this process and its children to the limits that the system knows."""
        try:
            import resource
        except ModuleNotFoundError:  # Windows has no such limits
            return
        wanted = {
            "RLIMIT_AS": mapped_bytes() + self.memory,
            "RLIMIT_FSIZE": self.file,
            "RLIMIT_NPROC": self.processes,
            "RLIMIT_NOFILE": self.open_files,
            "RLIMIT_CORE": 0,
        }
        for name, value in wanted.items():
            # macOS refuses to limit memory.
            with contextlib.suppress(AttributeError, OSError, ValueError):
                resource.setrlimit(getattr(resource, name), (value, value))


def mapped_bytes() -> int:
    """Return the bytes of address space that this process has, where the system tells."""
    try:
        import resource
    except ModuleNotFoundError:
        return 0
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def tasks_of(user: int) -> int:
    """Count the threads of all processes of a user: the limit on processes counts them, too."""
    count = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == user:
                count += sum(1 for _ in (folder / "task").iterdir())
    return count


def calm_collector() -> None:
    """Let Python look for garbage seldom, and not among what is there already.

    To answer a few hundred questions makes more objects than it takes to look, and no garbage that
    has to be looked for.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)


def keep_memory() -> None:
    """Let this process keep memory that it freed, as the variables do for learners' processes.

    Arrays of half a megabyte come and go by the thousand, and to get each from the system anew
    costs several times what is computed with it.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):  # a C library of another kind
        library = ctypes.CDLL(None)
        for option in (M_TRIM_THRESHOLD, M_MMAP_THRESHOLD):
            library.mallopt(option, KEPT_MEMORY)
