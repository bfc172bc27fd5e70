"""Results in files: as JSON and back, written whole or not at all."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from dropout_course.experiments.result import Difference, Interval, Result


def result_to_json(result: Result) -> dict[str, Any]:
    """Return what JSON can hold of a Result: everything; NaN and infinity become null."""
    return {
        "quantity": result.quantity,
        "unit": result.unit,
        "settings": result.settings,
        "seeds": [int(seed) for seed in result.seeds],
        "values": [[_number(value) for value in row] for row in result.values],
        "seconds": float(result.seconds),
        "positions": result.positions,
        "axis": result.axis,
        "notes": result.notes,
    }


def result_from_json(kept: dict[str, Any]) -> Result:
    """Return the Result.

    Raises
    ------
    LookupError, TypeError, ValueError
        If something is missing or does not fit.
    """
    return Result(
        quantity=str(kept["quantity"]),
        unit=str(kept["unit"]),
        settings=tuple(kept["settings"]),
        seeds=tuple(kept["seeds"]),
        values=np.array(kept["values"], dtype=np.float64),
        seconds=float(kept["seconds"]),
        positions=None if kept["positions"] is None else tuple(kept["positions"]),
        axis=str(kept["axis"]),
        notes=tuple(kept["notes"]),
    )


def interval_to_json(interval: Interval) -> dict[str, Any]:
    """Return an interval, and of a difference also the seeds won, for readers of the file."""
    ends = {name: _number(getattr(interval, name)) for name in ("mean", "low", "high")}
    if isinstance(interval, Difference):
        return ends | {"seeds_won": interval.won, "seeds": interval.pairs}
    return ends


def write_whole(path: Path, text: str) -> None:
    """Write a text so that an interruption leaves the old file or the new one."""
    new = path.with_name(path.name + ".new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(path)


def set_aside(path: Path) -> Path:
    """Rename a file that cannot be used, and return its new place."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}-old-{stamp}{path.suffix}")
    path.replace(aside)
    return aside


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
