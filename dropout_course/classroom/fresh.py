"""A new process for each notebook, where the system cannot fork a warm one (Windows).

It loads NumPy anew each time and is held by no limit but those on time and output.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from dropout_course.classroom.learner import HERE
from dropout_course.classroom.limits import Limits
from dropout_course.classroom.process import START_SECONDS, Unavailable, started
from dropout_course.classroom.wire import Channel


class FreshProcesses:
    """Gives a process of its own to each notebook, one at a time; like a sandbox, but colder.

    Parameters
    ----------
    limits
        Of each process, as far as the system knows them.
    packages
        What is loaded beforehand besides NumPy.
    """

    def __init__(self, limits: Limits, packages: tuple[str, ...] = ()) -> None:
        self._limits, self._packages = limits, packages

    @contextlib.contextmanager
    def child(self) -> Iterator[Channel]:
        """Give a line to a new process; when it is hung up, the process and its folder are gone."""
        word = secrets.token_hex()
        with (
            tempfile.TemporaryDirectory(
                prefix="dropout-course-", ignore_cleanup_errors=True
            ) as folder,
            socket.create_server((HERE, 0)) as door,
        ):
            settings = {
                "port": door.getsockname()[1],
                "word": word,
                "limits": self._limits.as_data(),
                "packages": self._packages,
                "scratch": folder,
            }
            process = started("alone", settings)
            try:
                with _line(door, word, process) as line:
                    yield Channel(line)
            finally:
                _end(process)

    def close(self) -> None:
        """End what still runs: nothing does."""


def _line(door: socket.socket, word: str, process: subprocess.Popen[bytes]) -> socket.socket:
    """Wait for the process to call, and hang up on everybody else who does."""
    end = time.monotonic() + START_SECONDS
    door.settimeout(0.5)
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(TimeoutError):
            line, _ = door.accept()
            if _says(line, word.encode()):
                return line
            line.close()
    raise Unavailable("The process for learners' code did not start.")


def _says(line: socket.socket, word: bytes) -> bool:
    """Tell whether the first that comes over a line is the word."""
    line.settimeout(1.0)
    said = b""
    with contextlib.suppress(OSError):
        while len(said) < len(word) and (got := line.recv(len(word) - len(said))):
            said += got
    return secrets.compare_digest(said, word)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it started."""
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
