"""Finished counterparts in a folder, so that an interrupted run goes on where it was.

``paper.json`` holds every replica's value, ``paper.md`` is for reading, and each counterpart has
its picture. Verdicts in the JSON are for readers: what is loaded is judged again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dropout_course.data import Dataset
from dropout_course.experiments.counterparts import Size
from dropout_course.experiments.result import Result
from dropout_course.experiments.stored import (
    Entries,
    interval_to_json,
    result_from_json,
    result_to_json,
    write_whole,
)
from dropout_course.paper import COUNTERPARTS, counterpart
from dropout_course.paper.model import Counterpart, Finding, Measured, findings
from dropout_course.paper.report import markdown


@dataclass(frozen=True)
class Kept:
    """What is kept of a finished counterpart.

    Attributes
    ----------
    counterpart : Counterpart
    data : str
        The name of the data.
    size : Size
    curves : dict of str to Result
    words : str
        The picture in words.
    seconds : float
        How long it took.
    """

    counterpart: Counterpart
    data: str
    size: Size
    curves: dict[str, Result]
    words: str
    seconds: float

    @property
    def findings(self) -> list[Finding]:
        """Which of the paper's directions reproduce."""
        return findings(self.counterpart, self.curves)


class Store:
    """The files of one folder.

    Parameters
    ----------
    folder
        Made where it does not exist.

    Attributes
    ----------
    said : str
        What the user must know of the file that was found; mostly empty.

    Raises
    ------
    OSError
        If the folder cannot be made or read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.json, self.markdown = folder / "paper.json", folder / "paper.md"
        self._entries = Entries(self.json, "counterparts", _from_json)
        self.said = self._entries.said
        self._kept = self._entries.found

    @property
    def kept(self) -> list[Kept]:
        """All that is kept, in the order of the paper."""
        return [self._kept[one.name] for one in COUNTERPARTS if one.name in self._kept]

    def get(self, one: Counterpart, data: Dataset, size: Size) -> Kept | None:
        """Return a counterpart as measured on `data` in this size, where there is one."""
        kept = self._kept.get(one.name)
        same = kept is not None and (kept.data, kept.size) == (data.name, size)
        return kept if same and self._picture(one).exists() else None

    def add(
        self, one: Counterpart, data: Dataset, size: Size, measured: Measured, seconds: float
    ) -> Kept:
        """Keep a finished counterpart and draw its picture."""
        picture = one.draw(one, measured)
        self._picture(one).write_bytes(picture.png())
        kept = Kept(one, data.name, size, dict(measured.curves), picture.words, seconds)
        self._kept[one.name] = kept
        self._entries.write(map(_to_json, self.kept))
        write_whole(self.markdown, markdown(self.kept))
        return kept

    def _picture(self, one: Counterpart) -> Path:
        return self.folder / f"{one.name}.png"


def _to_json(kept: Kept) -> dict[str, Any]:
    about = kept.counterpart
    return {
        "name": about.name,
        "paper": asdict(about.published),
        "data": kept.data,
        "size": asdict(kept.size),
        "directions": [
            {
                "sentence": finding.direction.sentence,
                "difference": interval_to_json(finding.difference),
                "verdict": finding.difference.verdict(),
            }
            for finding in kept.findings
        ],
        "words": kept.words,
        "seconds": kept.seconds,
        "curves": {label: result_to_json(result) for label, result in kept.curves.items()},
    }


def _from_json(entry: dict[str, Any]) -> Kept:
    size = entry["size"] | {"sizes": tuple(entry["size"]["sizes"])}
    curves = {label: result_from_json(result) for label, result in entry["curves"].items()}
    kept = Kept(
        counterpart(entry["name"]),
        str(entry["data"]),
        Size(**size),
        curves,
        str(entry["words"]),
        float(entry["seconds"]),
    )
    stored = [direction["verdict"] for direction in entry["directions"]]
    if [finding.difference.verdict() for finding in kept.findings] != stored:
        raise ValueError(f"The values of {entry['name']} do not give its verdicts.")
    return kept
