"""Memory that the judge and a learner's process share: arrays need not pass through a socket."""

from __future__ import annotations

import contextlib
import mmap
import os

from dropout_course.classroom.packing import MOST_BODY

OFTEN_USED = 2**20
"""Bytes that stay with us from child to child; to get them from the system anew takes longer."""
POPULATE_WRITE = 23  # of madvise in Linux 5.14; Python has no name for it


class SharedMemory:
    """Memory that a learner's process can share and not shrink.

    Attributes
    ----------
    descriptor : int
        What a child is sent.
    bytes : mmap
        The memory, of :data:`~dropout_course.classroom.packing.MOST_BODY` bytes.
    """

    def __init__(self) -> None:
        import fcntl  # which Windows has not, and Windows has no such memory either

        self.descriptor = os.memfd_create("arrays", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(self.descriptor, MOST_BODY)
        seals = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
        fcntl.fcntl(self.descriptor, fcntl.F_ADD_SEALS, seals)
        self.bytes = mmap.mmap(self.descriptor, MOST_BODY)

    def wipe(self) -> None:
        """Let the next child find nothing of the one before."""
        self.bytes[:OFTEN_USED] = bytes(OFTEN_USED)
        try:
            self.bytes.madvise(mmap.MADV_REMOVE, OFTEN_USED, MOST_BODY - OFTEN_USED)
        except OSError:  # a system that looks like Linux and gives no pages back
            self.bytes[OFTEN_USED:] = bytes(MOST_BODY - OFTEN_USED)

    def close(self) -> None:
        """Give it back; where arrays still lie in it, once they are gone."""
        os.close(self.descriptor)
        with contextlib.suppress(BufferError):
            self.bytes.close()


def shared_memory() -> SharedMemory | None:
    """Return new memory; None where the system has none of this kind."""
    return SharedMemory() if hasattr(os, "memfd_create") else None


def mapped(descriptor: int) -> mmap.mmap:
    """Return the memory as a child sees it."""
    memory = mmap.mmap(descriptor, MOST_BODY)
    with contextlib.suppress(OSError):  # an older Linux gets its pages one by one
        memory.madvise(POPULATE_WRITE, 0, OFTEN_USED)
    return memory
