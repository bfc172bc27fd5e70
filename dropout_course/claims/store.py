"""Finished measurements in a file, so that an interrupted ledger goes on where it was.

The file holds every replica's value. Its verdicts and intervals are there for readers: what is
loaded is computed from the values again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dropout_course.claims import claim
from dropout_course.claims.model import Claim, Measurement
from dropout_course.claims.table import Ledger, ledger
from dropout_course.experiments.stored import (
    Entries,
    interval_to_json,
    result_from_json,
    result_to_json,
    write_whole,
)


class Store:
    """The files of one folder: ``ledger.json`` to go on from, ``ledger.md`` to read.

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
        self.json, self.markdown = folder / "ledger.json", folder / "ledger.md"
        self._entries = Entries(self.json, "claims", _from_json)
        self.said = self._entries.said
        # By name: the measurement, and how many seeds it was asked for.
        self._kept = self._entries.found

    @property
    def ledger(self) -> Ledger:
        """All measurements that are kept."""
        return ledger(measurement for measurement, _ in self._kept.values())

    def get(self, claim: Claim, seeds: int) -> Measurement | None:
        """Return a claim's measurement with so many seeds, where there is one."""
        measurement, kept_seeds = self._kept.get(claim.name, (None, 0))
        return measurement if kept_seeds == seeds else None

    def add(self, measurement: Measurement, seeds: int) -> None:
        """Keep a finished measurement, in both files at once."""
        self._kept[measurement.claim.name] = (measurement, seeds)
        table = self.ledger
        self._entries.write(
            _to_json(one, self._kept[one.claim.name][1]) for one in table.measurements
        )
        write_whole(self.markdown, table.markdown())


def _to_json(measurement: Measurement, seeds: int) -> dict[str, Any]:
    about = measurement.claim
    return {
        "number": about.number,
        "name": about.name,
        "sentence": about.sentence,
        "notes": about.notes,
        "lesson": about.lesson,
        "literature": about.literature,
        "expects": str(about.expects),
        "evidence": interval_to_json(measurement.evidence),
        "verdict": measurement.verdict,
        "seeds": seeds,
        "result": result_to_json(measurement.result),
    }


def _from_json(entry: dict[str, Any]) -> tuple[Measurement, int]:
    measurement = Measurement(claim(entry["name"]), result_from_json(entry["result"]))
    if measurement.verdict != entry["verdict"]:
        raise ValueError(f"The values of claim {entry['name']} do not give its verdict.")
    return measurement, int(entry["seeds"])
