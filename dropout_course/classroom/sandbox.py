"""The judge's end: starts learners' processes, talks to them, and believes nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace

from dropout_course.classroom.learner import CLEAN, READY
from dropout_course.classroom.limits import Limits, tasks_of
from dropout_course.classroom.memory import SharedMemory, shared_memory
from dropout_course.classroom.process import START_SECONDS, Unavailable, started
from dropout_course.classroom.room import NOBODY, room
from dropout_course.classroom.walls import Walls
from dropout_course.classroom.wire import Channel

END_SECONDS = 1.0


class Sandbox:
    """A warm process behind walls that forks a child for each notebook, one at a time.

    A child can hurt nothing but this process, and one that does, or that leaves anything behind, is
    known: it was the only one. The sandbox is thrown away then, and the next child gets a new one.

    Parameters
    ----------
    walls
        What stands around it.
    limits
        Of each child.
    packages
        What is loaded beforehand besides NumPy.
    """

    def __init__(self, walls: Walls, limits: Limits, packages: tuple[str, ...] = ()) -> None:
        self._walls, self._limits, self._packages = walls, limits, packages
        self._process: subprocess.Popen[bytes] | None = None
        self._memory: SharedMemory | None = None
        self._folder = ""  # to write in, where there are no walls

    @contextlib.contextmanager
    def child(self) -> Iterator[Channel]:
        """Give a line to a new child; when it is hung up, the child and all it did are gone."""
        if self._process is None:
            self._start()
        ours, theirs = socket.socketpair()
        try:
            with ours:
                descriptors = []
                if self._memory:
                    self._memory.wipe()
                    descriptors.append(self._memory.descriptor)
                with theirs:
                    socket.send_fds(self._control, [b"f"], [theirs.fileno(), *descriptors])
                channel = Channel(ours, shared=self._memory.bytes if self._memory else None)
                yield channel
        except OSError as error:
            self.close()
            raise Unavailable("The process for learners' code ended.") from error
        except BaseException:
            self.close()
            raise
        if channel.given_up or not self._hears(CLEAN, END_SECONDS):
            self.close()

    def close(self) -> None:
        """End the process and everything in it."""
        if self._process is None:
            return
        self._control.close()
        if self._walls.words:
            self._process.kill()  # its whole process namespace goes with it
        else:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(END_SECONDS)
            self._process.kill()
        self._process.wait()
        self._process = None
        if self._memory:
            self._memory.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        self._memory = shared_memory()
        walled = room(self._limits) if self._walls.words else None
        if not walled:
            self._folder = tempfile.mkdtemp(prefix="dropout-course-")
        scratch = str(walled.scratch) if walled else self._folder
        user = NOBODY if walled and walled.rights else None
        busy = tasks_of(os.getuid() if user is None else user)
        limits = replace(self._limits, processes=self._limits.processes + busy)
        settings = {
            "descriptor": theirs.fileno(),
            "limits": limits.as_data(),
            "packages": self._packages,
            "scratch": scratch,
            "user": user,
        }
        before = self._walls.words(walled) if self._walls.words and walled else []
        with theirs:
            self._process = started("main", settings, before, [theirs.fileno()])
        if not self._hears(READY, START_SECONDS):
            self.close()
            raise Unavailable(f"The process for learners' code did not start ({self._walls.name}).")

    def _hears(self, word: bytes, seconds: float) -> bool:
        self._control.settimeout(seconds)
        try:
            return self._control.recv(1) == word
        except OSError:
            return False
