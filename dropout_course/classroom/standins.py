"""Objects of ours that stand for a learner's: described over there, made here, with no will."""

from __future__ import annotations

import inspect
import re
from typing import Any

import numpy as np

MOST_NAME = 60


def stand_in(name: str, array: np.ndarray | None = None) -> Any:
    """Return an object without a will of its own, whose class has a given name.

    Parameters
    ----------
    name
        Of the class.
    array
        What NumPy makes of the object; None where it makes nothing.
    """
    body: dict[str, Any] = {}
    if isinstance(array, np.ndarray):
        body["__array__"] = lambda _self, dtype=None, **_: np.array(array, dtype)
    clean = re.sub(r"\W", "", name)[:MOST_NAME] or "object"
    return type(clean, (), body)()


def signature_of(function: Any) -> list[Any] | None:
    """Describe the parameters of a function as data; None where it has no signature."""
    try:
        parameters = inspect.signature(function).parameters.values()
        return [
            [p.name, int(p.kind), None if p.default is p.empty else repr(p.default)[:MOST_NAME]]
            for p in parameters
        ]
    except Exception:  # noqa: BLE001 (anything may be callable, and a repr may raise)
        return None


class _Verbatim(str):
    """A default value of which only the text is known."""

    __slots__ = ()
    __repr__ = str.__str__


def answer_like(name: str, is_class: bool, signature: list[Any] | None) -> Any:
    """Return a function or class of ours with the parameters of a learner's.

    Parameters
    ----------
    name
        Of the answer.
    is_class
        Whether it is a class.
    signature
        As :func:`signature_of` described it.
    """

    def function(*_: Any, **__: Any) -> None:
        """Stand for an answer."""

    answer: Any = type(name, (), {}) if is_class else function
    if signature is not None:
        empty = inspect.Parameter.empty
        answer.__signature__ = inspect.Signature(
            [
                inspect.Parameter(name, kind, default=empty if d is None else _Verbatim(d))
                for name, kind, d in signature
            ]
        )
    return answer
