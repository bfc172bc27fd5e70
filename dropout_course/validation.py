"""Refuse bad arguments with a sentence: what came, what was expected, what to do."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Integral = int | np.integer
Real = int | float | np.integer | np.floating


def checked_rate(rate: Any, name: str = "rate") -> float:
    """Return `rate` as a float from 0 to 1."""
    if isinstance(rate, bool | np.bool_) or not isinstance(rate, Real):
        raise TypeError(f"{name} must be a number from 0 to 1, got {_described(rate)}.")
    if not 0 <= rate <= 1:  # NaN fails too
        hint = f" For {rate:g} % write {rate / 100:g}." if 1 < rate <= 100 else ""
        raise ValueError(
            f"{name}, the probability of dropping a unit, must be from 0 to 1, got {rate}.{hint}"
        )
    return float(rate)


def checked_rng(rng: Any) -> np.random.Generator:
    """Return `rng` if it is a generator."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng must be a numpy.random.Generator, got {_described(rng)}. "
            "Make one with np.random.default_rng(0)."
        )
    return rng


def checked_count(value: Any, name: str, least: int = 1) -> int:
    """Return `value` as an int of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} must be a whole number, got {_described(value)}.")
    if value < least:
        raise ValueError(f"{name} must be at least {least}, got {value}.")
    return int(value)


def checked_number(
    value: Any, name: str, above: float | None = None, infinite: bool = False
) -> float:
    """Return `value` as a float: at least 0, or more than `above` where that is given."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number, got {_described(value)}.")
    in_range = value >= 0 if above is None else value > above
    if not in_range or (np.isinf(value) and not infinite):  # NaN is never in range
        wanted = "at least 0" if above is None else f"more than {above:g}"
        raise ValueError(
            f"{name} must be {wanted}{'' if infinite else ' and finite'}, got {value}."
        )
    return float(value)


def checked_shape(shape: Any) -> tuple[int, ...]:
    """Return `shape` as a tuple of non-negative ints."""
    entries = shape if isinstance(shape, tuple | list) else (shape,)
    if any(isinstance(entry, bool) or not isinstance(entry, Integral) for entry in entries):
        raise TypeError(f"shape must be a whole number or a tuple of them, got {shape!r}.")
    if any(entry < 0 for entry in entries):
        raise ValueError(f"shape must not have negative entries, got {shape!r}.")
    return tuple(int(entry) for entry in entries)


def checked_floats(x: Any, name: str = "x") -> Floats:
    """Return `x` as an array of finite floats, keeping its type."""
    array = np.asarray(x)
    if not np.issubdtype(array.dtype, np.floating):
        raise TypeError(
            f"{name} must be an array of floats, got {_described(x)}. "
            f"Convert it with {name}.astype(np.float32)."
        )
    flat = array.reshape(-1)
    with np.errstate(over="ignore", invalid="ignore"):
        suspect = not np.isfinite(
            flat @ flat
        )  # a fast pass on all cores; it can also just overflow
    if suspect and not np.isfinite(array).all():
        bad = int(array.size - np.isfinite(array).sum())
        raise ValueError(
            f"{name} must be finite, but {bad} of its {array.size} values are NaN or infinite."
        )
    return array


def checked_axes(x: Any, axes: str, name: str = "x") -> Floats:
    """Return `x` as finite floats with as many axes as the words in `axes`, "(batch, units)"."""
    array = checked_floats(x, name)
    if array.ndim != len(axes.split(",")):
        raise ValueError(f"{name} must have the axes {axes}, got shape {array.shape}.")
    return array


def checked_mask(mask: Any, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return `mask` as booleans of `shape`."""
    array = np.asarray(mask)
    if array.shape != shape:
        raise ValueError(f"mask must have the shape {shape}, got {array.shape}.")
    if array.dtype == bool:
        return array
    if not ((array == 0) | (array == 1)).all():
        raise ValueError(
            "mask must hold only zeros (dropped) and ones (kept), got other values. "
            "Give it before it is divided by keep."
        )
    return array.astype(bool)


def _described(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype}"
    return f"{value!r} ({type(value).__name__})"
