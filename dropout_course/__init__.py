"""Dropout, learnt by doing: the names that a learner types.

They are loaded at their first use, so that ``import dropout_course`` costs no more than it must.
"""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dropout_course.explorers import explore
    from dropout_course.learner import ask, check, hint, predict, progress

__version__ = "0.1.0"
__all__ = ["ask", "check", "explore", "hint", "predict", "progress"]

if "IPython" in sys.modules:
    from dropout_course.missing_cells import watch

    watch()


def __getattr__(name: str) -> Any:
    import importlib

    if name not in __all__:
        raise AttributeError(f"module 'dropout_course' has no attribute {name!r}")
    home = "explorers" if name == "explore" else "learner"
    return getattr(importlib.import_module(f"dropout_course.{home}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
