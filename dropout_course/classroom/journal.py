"""What has been graded, kept line by line so that a killed run goes on where it was."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

NAME = "log.jsonl"
# What a verdict depends on besides the answer.
_SOURCES = ("grading", "catalog", "classroom", "answers.py", "slicing.py")


class Journal:
    """An append-only file of JSON lines; the last line of a kind counts.

    Parameters
    ----------
    path
        The file; it need not exist. A line that was cut off by a crash is dropped.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+b")
        self._places: dict[str, tuple[str, int]] = {}
        self.settings: dict[str, Any] = {}
        self._file.seek(0)
        end = 0
        for line in self._file:
            try:
                self._note(json.loads(line), end)
            except (ValueError, LookupError, TypeError):
                if not line.endswith(b"\n"):
                    break
            end += len(line)
        self._file.truncate(end)

    def __enter__(self) -> Self:
        """Return the journal."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()

    def has(self, student: str, key: str) -> bool:
        """Whether the last that was kept of a student has this key."""
        return self._places.get(student, ("", 0))[0] == key

    def __getitem__(self, student: str) -> Any:
        """Return the last that was kept of a student."""
        self._file.seek(self._places[student][1])
        return json.loads(self._file.readline())["graded"]

    def begin(self, settings: Mapping[str, Any]) -> None:
        """Keep the settings of a run, for whoever goes on."""
        self._append({"settings": dict(settings)})

    def keep(self, key: str, graded: Mapping[str, Any]) -> None:
        """Keep what came of a student, under what names it."""
        self._append({"key": key, "graded": dict(graded)})

    def _append(self, entry: dict[str, Any]) -> None:
        place = self._file.seek(0, os.SEEK_END)
        self._file.write(json.dumps(entry).encode() + b"\n")
        self._file.flush()
        self._note(entry, place)

    def _note(self, entry: dict[str, Any], place: int) -> None:
        if "settings" in entry:
            self.settings = entry["settings"]
        else:
            # Who has no grade yet through a fault of ours is tried again.
            key = "" if entry["graded"]["ungraded"] else entry["key"]
            self._places[entry["graded"]["student"]] = key, place


def key_of(settings: Mapping[str, Any], notebooks: Iterable[tuple[str, bytes | str]]) -> str:
    """Return what names a grade: another one as soon as anything that it depends on changed."""
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    for name, content in notebooks:
        data = content.encode() if isinstance(content, str) else content
        digest.update(f"{name}\0{type(content).__name__}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def grader_version(catalog: Path | None = None) -> str:
    """Return what changes whenever the grader or the exercises do."""
    package = Path(__file__).resolve().parents[1]
    places = [package / name for name in _SOURCES] + ([catalog] if catalog else [])
    digest = hashlib.sha256(np.__version__.encode())
    for place in places:
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
