"""Where the independently written right answers of an exercise are found."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any


def right_answers(exercise: str) -> list[Callable[..., Any]]:
    """Return the functions that ``right_answers/<exercise>.py`` lists in ``ANSWERS``."""
    module = importlib.import_module(f"tests.catalog.right_answers.{exercise}")
    answers: list[Callable[..., Any]] = module.ANSWERS
    return answers
