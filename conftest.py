"""What every run of pytest needs here, that over the notebooks too."""

import os
import tempfile
from pathlib import Path

import pytest

from dropout_course.reproducible import SAME_DIGITS

HOME = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a record of its own, and kernels what their notebooks were built with."""
    home = tempfile.TemporaryDirectory(prefix="dropout-course-")
    config.add_cleanup(home.cleanup)
    config.stash[HOME] = Path(home.name)
    os.environ["DROPOUT_COURSE_HOME"] = home.name
    os.environ.pop("MPLBACKEND", None)
    os.environ.update(SAME_DIGITS)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give each notebook a record of its own: what one of them solves, the index does not show."""
    if item.path.suffix == ".ipynb":
        own = item.config.stash[HOME] / item.path.parent.name / item.path.stem
        os.environ["DROPOUT_COURSE_HOME"] = str(own)
