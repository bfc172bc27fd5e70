"""Traits that refuse a bad value with one sentence: what was expected and what came."""

from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from dropout_course.validation import Integral, Real


class RefusedError(traitlets.TraitError, ValueError):
    """A value that an explorer cannot take."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this: our lines between the learner's and the sentence would not help.
        return [str(self)]


class Checked(traitlets.TraitType):
    """A synchronised trait whose values pass through `check`, which cleans or refuses them."""

    def __init__(self, default: Any, check: Callable[[Any], Any]) -> None:
        super().__init__(default)
        self._check = check
        self.tag(sync=True)

    def validate(self, _obj: Any, value: Any) -> Any:
        """Return the cleaned value."""
        try:
            return self._check(value)
        except UnfitError as unfit:
            raise RefusedError(f"{self.name} is {unfit}; got {_short(value)}.") from None


class UnfitError(Exception):
    """What was expected instead."""


def real(low: float, high: float) -> Callable[[Any], float]:
    """Accept a number from `low` to `high`."""

    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, Real) or not low <= value <= high:
            raise UnfitError(f"a number from {low:g} to {high:g}")
        return float(value)

    return check


def whole(low: int, high: int) -> Callable[[Any], int]:
    """Accept a whole number from `low` to `high`."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, Integral) or not low <= value <= high:
            raise UnfitError(f"a whole number from {low} to {high}")
        return int(value)

    return check


def one_of(*options: str) -> Callable[[Any], str]:
    """Accept one of a few words."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in options:
            raise UnfitError(" or ".join(repr(option) for option in options))
        return value

    return check


def flag(value: Any) -> bool:
    """Accept True or False."""
    if value is not True and value is not False:
        raise UnfitError("True or False")
    return bool(value)


def list_of(names: Sequence[str], check: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    """Accept one value for each name, each of which `check` accepts."""

    def check_all(value: Any) -> list[Any]:
        if isinstance(value, str) or not hasattr(value, "__len__") or len(value) != len(names):
            raise UnfitError(f"a list of {len(names)} ({', '.join(names)})")
        try:
            return [check(each) for each in value]
        except UnfitError as unfit:
            raise UnfitError(f"a list of {len(names)} ({', '.join(names)}), each {unfit}") from None

    return check_all


def subset(count: int) -> Callable[[Any], list[int]]:
    """Accept different whole numbers below `count`."""
    each = whole(0, count - 1)

    def check(value: Any) -> list[int]:
        wanted = f"a list of different whole numbers from 0 to {count - 1}"
        try:
            numbers = sorted(each(number) for number in value)
        except (TypeError, UnfitError):
            raise UnfitError(wanted) from None
        if len(set(numbers)) != len(numbers):
            raise UnfitError(wanted)
        return numbers

    return check


SEED = whole(0, 2**32 - 1)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
