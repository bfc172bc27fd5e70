"""Load packages that log while they load, without their log, and in the background."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path


def load(package: str) -> None:
    """Import a package without a line on the standard streams, from C++ code either.

    Of TensorFlow the first operation is run as well, which writes half of its log.
    """
    with silence():
        importlib.import_module(package)
        if package == "tensorflow":
            importlib.import_module("keras").ops.zeros(1)


def load_in_background(package: str) -> threading.Thread:
    """Begin to import a package while the reader reads on; `join` the thread before it is used."""

    def work() -> None:
        # A missing package is told of where it is used.
        with contextlib.suppress(ModuleNotFoundError):
            load(package)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Keep what is written to the standard streams off them, by C++ code too."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    sys.stderr.flush()
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        kept = os.dup(2)
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
