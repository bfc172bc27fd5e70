"""A course of one lesson and one exercise, small enough to be built in a test."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

LESSON = """# %% [markdown]
# # 1. Masks
#
# Draw a mask and
# count what is kept.

# %%
import os

print("first")
print("second", set("abc") == set("cba"))

# %%
from pathlib import Path

print("a record of the author's:", Path(os.environ["DROPOUT_COURSE_HOME"]).exists())
print("a hash seed of the author's:", "PYTHONHASHSEED" in os.environ)
print("a backend of the author's:", os.environ.get("MPLBACKEND") == "agg")


# %%
class Widget:
    def __init__(self, still):
        self.still = still

    def _repr_mimebundle_(self, **_):
        view = {"model_id": os.urandom(16).hex(), "version_major": 2, "version_minor": 0}
        live = {"application/vnd.jupyter.widget-view+json": view, "text/plain": "a slider"}
        return live | ({"text/html": self.still} if self.still else {})


Widget("<b>a slider</b>")

# %% tags=["raises-exception"]
1 / 0
"""
INDEX = """# %% [markdown]
# # The course
#
# <!-- the table of lessons -->
"""
PACKAGE = """def check(function):
    print(function.__name__, "was checked")


def hint(name):
    print(name)
"""
KEEP = """def keep(rate):
    ### BEGIN SOLUTION
    return 1 - rate
    ### END SOLUTION
"""


@pytest.fixture
def lessons() -> list[Any]:
    exercise = SimpleNamespace(
        name="keep",
        title="What is kept",
        prompt="Return the probability.",
        reference_source=KEEP,
        explanation="A unit is dropped or kept.",
    )
    return [
        SimpleNamespace(name="01_masks", title="Masks", exercises=(exercise,)),
        SimpleNamespace(name="02_later", title="Not written yet", exercises=()),
    ]


def write_course(root: Path) -> Path:
    (root / "notebooks/src").mkdir(parents=True)
    (root / "notebooks/src/01_masks.py").write_text(LESSON)
    (root / "notebooks/src/index.py").write_text(INDEX)
    (root / "dropout_course").mkdir()
    (root / "dropout_course/__init__.py").write_text(PACKAGE)
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a course whose notebooks are still to be built."""
    return write_course(tmp_path / "the course")
