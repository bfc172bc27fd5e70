"""Measure many claims, one after the other, and keep each as soon as it is done."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from types import FrameType

from dropout_course.claims.model import Claim, Measurement
from dropout_course.claims.store import Store


def measure_all(
    claims: Sequence[Claim],
    store: Store,
    *,
    seeds: int | None = None,
    quick: bool = False,
    before: Callable[[Claim, int], None],
    after: Callable[[Measurement, bool], None],
    lacking: Callable[[str], None],
) -> None:
    """Measure what the store does not hold yet.

    Parameters
    ----------
    claims
        In the order in which they are measured.
    store
        Keeps them.
    seeds, quick
        As for :meth:`Claim.measure`.
    before
        Called with a claim and its number of seeds before it is measured.
    after
        Called with each measurement, and with whether the store held it.
    lacking
        Called with a sentence where the claim needs a package that is not installed.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C; what was finished before is kept.
    """
    for claim in claims:
        count = seeds or (claim.quick_seeds if quick else claim.seeds)
        kept = store.get(claim, count)
        if kept:
            after(kept, True)
            continue
        before(claim, count)
        bar = claim.name if sys.stderr.isatty() else None
        try:
            with interrupts_reported():
                measurement = claim.measure(count, progress=bar)
        except ModuleNotFoundError as error:
            lacking(str(error))
            continue
        store.add(measurement, count)
        after(measurement, False)


@contextlib.contextmanager
def interrupts_reported() -> Iterator[None]:
    """Raise on Ctrl-C also where the experiment made do with the seeds that were done."""
    interrupted = False

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal interrupted
        interrupted = True
        signal.default_int_handler(number, frame)

    previous = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
    if interrupted:
        raise KeyboardInterrupt
