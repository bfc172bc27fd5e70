"""Dropout, learnt by doing: the names that a learner types.

They are loaded at their first use, so that ``import dropout_course`` costs no more than it must.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dropout_course import explorers as explore
    from dropout_course.learner import ask, check, hint, predict, progress

__version__ = "0.1.0"
__all__ = ["ask", "check", "explore", "hint", "predict", "progress"]


def __getattr__(name: str) -> Any:
    import importlib

    if name == "explore":
        return importlib.import_module("dropout_course.explorers")
    if name in __all__:
        return getattr(importlib.import_module("dropout_course.learner"), name)
    raise AttributeError(f"module 'dropout_course' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
