"""Where the independently written right answers of an exercise are found.

``right_answers/<exercise>.py`` lists them in ``ANSWERS``. ``EQUIVALENT`` names the changes to the
reference that leave it right, as the mutation test names them, each with the reason.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any


def right_answers(exercise: str) -> list[Callable[..., Any]]:
    """Return the functions that ``right_answers/<exercise>.py`` lists in ``ANSWERS``."""
    module = importlib.import_module(f"tests.catalog.right_answers.{exercise}")
    answers: list[Callable[..., Any]] = module.ANSWERS
    return answers


def equivalent_mutants(exercise: str) -> dict[str, str]:
    """Return the changes that leave a right answer right, each with the reason."""
    module = importlib.import_module(f"tests.catalog.right_answers.{exercise}")
    equivalent: dict[str, str] = getattr(module, "EQUIVALENT", {})
    return equivalent
