"""Start a process in which learners' code runs, and which knows nothing but what it is told."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dropout_course.classroom.room import PACKAGE, VARIABLES

START_SECONDS = 120.0
_PROGRAM = """import json, sys
settings = json.loads(sys.stdin.readline())
sys.path[:] = settings.pop("path")
from dropout_course.classroom import learner
getattr(learner, settings.pop("function"))(**settings)
"""
_KEPT = ("SYSTEMROOT",)  # without it Windows opens no socket


class Unavailable(Exception):  # noqa: N818 (its message is a sentence for the instructor)
    """No learner's process can be started here."""


def started(
    function: str,
    settings: dict[str, Any],
    before: Sequence[str] = (),
    descriptors: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Run a function of :mod:`~dropout_course.classroom.learner` in a new process.

    Parameters
    ----------
    function
        Its name.
    settings
        What it is called with, as JSON; among it `scratch`, the folder in which it may write.
    before
        Words that stand before the command.
    descriptors
        Files that it gets.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    scratch = settings["scratch"]
    process = subprocess.Popen(
        [*before, sys.executable, "-I", "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=descriptors,
        env=VARIABLES | kept | {"HOME": scratch, "TMPDIR": scratch},
        start_new_session=True,
    )
    path = [str(PACKAGE.parent), *(one for one in sys.path if Path(one).is_absolute())]
    assert process.stdin
    with contextlib.suppress(OSError), process.stdin:  # whether it lives is heard elsewhere
        told = json.dumps({"function": function, "path": path, **settings})
        process.stdin.write(told.encode() + b"\n")
    return process
