"""``dropout-course paper``: measure the counterparts one after the other and write the report."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from dropout_course.claims.measuring import interrupts_reported
from dropout_course.data import Dataset
from dropout_course.experiments.counterparts import Size
from dropout_course.paper.model import Counterpart
from dropout_course.paper.report import finding_words, size_words, summary
from dropout_course.paper.store import Kept, Store


def measure_counterparts(
    chosen: Sequence[Counterpart], data: Dataset, size: Size, folder: Path
) -> None:
    """Measure what the folder does not hold yet, print what is found, and write it.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C; what was finished before is kept.
    OSError
        If the folder cannot be written.
    """
    store = Store(folder)
    if store.said:
        print(store.said)
    print(f"{size_words(data.name, size)}.")
    for place, one in enumerate(chosen, start=1):
        kept = store.get(one, data, size)
        known = " (kept from before)" if kept else ""
        heading = f"[{place}/{len(chosen)}] {one.name}, {one.published.source}: {one.title}{known}"
        print(heading, flush=True)
        _print(kept or _measure(one, data, size, store))
    print(f"\n{summary(store.kept)}. Written: {store.markdown}, {store.json} and the pictures.")


def _measure(one: Counterpart, data: Dataset, size: Size, store: Store) -> Kept:
    bar = one.name if sys.stderr.isatty() else None
    started = time.perf_counter()
    with interrupts_reported():
        measured = one.measure(data, size, bar)
    return store.add(one, data, size, measured, time.perf_counter() - started)


def _print(kept: Kept) -> None:
    for result in kept.curves.values():
        print("\n".join(f"  {line}" for line in str(result).splitlines()))
    for finding in kept.findings:
        print(f"  {finding_words(finding)}")
    print(f"  {kept.seconds:.0f} s", flush=True)
