"""Results in files: as JSON and back, written whole or not at all, and found again."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np

import dropout_course
from dropout_course.experiments.result import Difference, Interval, Result

Entry = TypeVar("Entry")


class Entries(Generic[Entry]):
    """Named entries in a JSON file, so that an interrupted run goes on where it was.

    A file of another version of the course, and one that is damaged, is set aside.

    Parameters
    ----------
    path
        Of the file; its folder is made where it does not exist.
    title
        What the file calls the list of entries.
    read
        Makes an entry of what JSON holds of it; raises for what does not fit.

    Attributes
    ----------
    found : dict of str to Entry
        By name, as they were when this was made.
    said : str
        What the user must know of the file that was found; mostly empty.

    Raises
    ------
    OSError
        If the folder cannot be made or read.
    """

    def __init__(self, path: Path, title: str, read: Callable[[dict[str, Any]], Entry]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._title, self._read = path, title, read
        self.said = ""
        self.found = self._load()

    def write(self, entries: Iterable[dict[str, Any]]) -> None:
        """Write what JSON holds of all entries; each has a ``name``."""
        content = {"version": dropout_course.__version__, self._title: list(entries)}
        text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
        write_whole(self._path, text + "\n")

    def _load(self) -> dict[str, Entry]:
        try:
            content = json.loads(self._path.read_bytes())
            if content["version"] != dropout_course.__version__:
                return self._set_aside(f"is of version {content['version']}")
            return {entry["name"]: self._read(entry) for entry in content[self._title]}
        except FileNotFoundError:
            return {}
        except (AttributeError, LookupError, TypeError, ValueError):
            return self._set_aside("was damaged")

    def _set_aside(self, why: str) -> dict[str, Entry]:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self._path.with_name(f"{self._path.stem}-old-{stamp}{self._path.suffix}")
        self._path.replace(aside)
        self.said = (
            f"{self._path} {why}. It is kept as {aside.name}; what it held is measured again."
        )
        return {}


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


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
