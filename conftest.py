"""What every run of pytest needs here, that over the notebooks too."""

import os
import tempfile

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a learner's record of its own, and let kernels draw into their notebooks."""
    home = tempfile.TemporaryDirectory(prefix="dropout-course-")
    config.add_cleanup(home.cleanup)
    os.environ["DROPOUT_COURSE_HOME"] = home.name
    os.environ.pop("MPLBACKEND", None)
