"""What an exercise needs beyond the course's own packages: loaded quietly, or named as missing."""

from __future__ import annotations

import importlib.util

from dropout_course.quiet import load


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
    if importlib.util.find_spec(package) is None:
        return (
            f"This exercise needs the package `{package}`, which is not installed here: "
            f"`pip install {package}` adds it where it exists for your system and Python, and all "
            "other exercises work without it."
        )
    try:
        load(package)
    except Exception as error:  # noqa: BLE001 (a broken installation raises anything)
        return (
            f"This exercise needs the package `{package}`, which is installed here but does not "
            f"load: {type(error).__name__}: {error}"
        )
    return None
