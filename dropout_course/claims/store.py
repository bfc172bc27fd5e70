"""Finished measurements in a file, so that an interrupted ledger goes on where it was.

The file holds every replica's value. Its verdicts and intervals are there for readers: what is
loaded is computed from the values again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import dropout_course
from dropout_course.claims import claim
from dropout_course.claims.model import Claim, Measurement
from dropout_course.claims.table import Ledger, ledger
from dropout_course.experiments.stored import (
    interval_to_json,
    result_from_json,
    result_to_json,
    set_aside,
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
        folder.mkdir(parents=True, exist_ok=True)
        self.json, self.markdown = folder / "ledger.json", folder / "ledger.md"
        self.said = ""
        # By name: the measurement, and how many seeds it was asked for.
        self._kept: dict[str, tuple[Measurement, int]] = self._read()

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
        entries = [_to_json(one, self._kept[one.claim.name][1]) for one in table.measurements]
        content = {"version": dropout_course.__version__, "claims": entries}
        text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
        write_whole(self.json, text + "\n")
        write_whole(self.markdown, table.markdown())

    def _read(self) -> dict[str, tuple[Measurement, int]]:
        try:
            content = json.loads(self.json.read_bytes())
            if content["version"] != dropout_course.__version__:
                return self._set_aside(f"is of version {content['version']}")
            return {entry["name"]: _from_json(entry) for entry in content["claims"]}
        except FileNotFoundError:
            return {}
        except (AttributeError, LookupError, TypeError, ValueError):
            return self._set_aside("was damaged")

    def _set_aside(self, why: str) -> dict[str, tuple[Measurement, int]]:
        aside = set_aside(self.json)
        self.said = f"{self.json} {why}. It is kept as {aside.name}; its claims are measured again."
        return {}


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
