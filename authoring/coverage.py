"""Where each claim of the ledger appears in the lessons, with its number and its verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nbformat import NotebookNode

from authoring.notebook import code_cells, read

if TYPE_CHECKING:
    from dropout_course.claims import Claim

# As a measured claim prints itself: its sentence, and below it, indented, what was seen.
APPEARS = re.compile(r"^Claim (?P<number>\d+): (?P<rest>.*(?:\n {2,}.*)+)", re.MULTILINE)


class Appearance(NamedTuple):
    """A claim that a built lesson measures."""

    number: int
    lesson: str
    verdict: str


def appearances(root: Path, lessons: Iterable[str]) -> list[Appearance]:
    """Find the measured claims in the stored outputs of the lessons that are built."""
    return [
        Appearance(int(match["number"]), lesson, _verdict(match["rest"]))
        for lesson in lessons
        if (file := root / "notebooks" / f"{lesson}.ipynb").exists()
        for text in _texts(read(file.read_text("utf-8")))
        for match in APPEARS.finditer(text)
    ]


def missing(claims: Iterable[Claim], found: Sequence[Appearance]) -> list[str]:
    """Name the claims that do not appear in the lesson that the ledger says measures them."""
    there = {(one.number, one.lesson) for one in found}
    return [
        f"Claim {claim.number}, {claim.name}, does not appear in {claim.lesson}: measure it there "
        f"with claim({claim.name!r}).measure(seeds=…), and build the lesson."
        for claim in claims
        if (claim.number, claim.lesson) not in there
    ]


def table(claims: Iterable[Claim], found: Sequence[Appearance]) -> str:
    """Return a line for each claim: number, name, and where it was measured with what verdict."""
    lines = []
    for claim in claims:
        places = [f"{one.lesson}: {one.verdict}" for one in found if one.number == claim.number]
        lines.append(f"{claim.number:>2}  {claim.name:<26}  {'; '.join(places) or 'nowhere'}")
    return "\n".join(lines)


def _verdict(printed: str) -> str:
    return " ".join(printed.split()).rpartition(": ")[2]


def _texts(notebook: NotebookNode) -> Iterable[str]:
    for cell in code_cells(notebook):
        for output in cell.outputs:
            yield output.get("text", "") or output.get("data", {}).get("text/plain", "")
