"""What an exercise needs beyond the course's own packages: loaded quietly, or named as missing."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path


def missing(package: str) -> str | None:
    """Load a package, and say in one sentence what to do where that cannot be done.

    It is loaded here, before an answer's time begins: TensorFlow takes several seconds.

    Parameters
    ----------
    package
        As one imports it.

    Returns
    -------
    str or None
        The sentence for the learner, or None where the package is there.
    """
    if package in sys.modules:
        return None
    if importlib.util.find_spec(package) is None:
        return (
            f"This exercise needs the package `{package}`, which is not installed here: "
            f"`pip install {package}` adds it where it exists for your system and Python, and all "
            "other exercises work without it."
        )
    with _silence():
        try:
            importlib.import_module(package)
            if package == "tensorflow":
                # Half of its log comes with the first operation.
                importlib.import_module("keras").ops.zeros(1)
        except Exception as error:  # noqa: BLE001 (a broken installation raises anything)
            return (
                f"This exercise needs the package `{package}`, which is installed here but does "
                f"not load: {type(error).__name__}: {error}"
            )
    return None


@contextlib.contextmanager
def _silence() -> Iterator[None]:
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
