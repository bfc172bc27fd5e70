"""What hostile submissions did, and what became of the others' grades.

`python -m tests.benchmarks.hostile` uses the strongest isolation of this machine,
`python -m tests.benchmarks.hostile limits` none.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from dropout_course.classroom.walls import ALL, best
from tests.classroom.arena import FRIENDS, fight


def main() -> None:
    """Print the table as markdown."""
    walls = ALL[sys.argv[1]] if len(sys.argv) > 1 else best()
    with tempfile.TemporaryDirectory() as folder:
        arena = fight(Path(folder), walls)
    print(f"{walls.holds}\n")
    print("| attack | what happened | what its student reads |\n|---|---|---|")
    for result in arena.results:
        mark = "" if result.outcome == result.attack.outcome else " (unexpected)"
        words = " ".join(result.words.split()).replace("|", "/")
        words = words if len(words) <= 110 else f"{words[:110]} …"
        print(f"| {result.attack.name} | {result.outcome}{mark} | {words} |")
    intact = sum(arena.points[name] == "10" for name in FRIENDS)
    print(f"\nOthers' grades intact: {intact} of {len(FRIENDS)}.", end=" ")
    print(f"Calls that came out: {arena.called}. Processes left behind: {arena.strays}.")
    print(f"{len(arena.results)} attacks in {arena.seconds:.0f} s.")


if __name__ == "__main__":
    main()
