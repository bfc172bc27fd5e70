"""Share work among the cores, watched by a progress bar and open to interruption."""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Executor, Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

import numpy as np
from threadpoolctl import threadpool_limits

Job = TypeVar("Job")
Result = TypeVar("Result")
POLL = 0.1  # seconds between two looks at the progress
LARGEST_ARRAY_TO_KEEP = 2**24  # bytes


class Watch:
    """What the workers and their caller share: how much is done, and whether to stop."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self.done = 0

    def report(self, amount: int) -> None:
        """Add to what is done."""
        with self._lock:
            self.done += amount

    def stop(self) -> None:
        """Ask the workers to return what they have."""
        self._stop.set()

    def stopped(self) -> bool:
        """Return whether the workers should return what they have."""
        return self._stop.is_set()


def in_parallel(
    work: Callable[[Job, Watch], Result],
    jobs: Sequence[Job],
    total: int = 0,
    label: str | None = None,
) -> tuple[list[Result | None], bool]:
    """Do all jobs on the cores there are, the earliest first, each on one core at a time.

    Matrix products stay on the job's core: splitting them would change the last bits of a result
    with the number of cores, and jobs beside each other use the cores better.

    Parameters
    ----------
    work : callable
        Gets a job and a `Watch`, to which it reports and which tells it when to stop.
    jobs : sequence
    total : int
        What the reports of all jobs add up to.
    label : str or None
        Shown beside a progress bar; None shows no bar.

    Returns
    -------
    results : list
        One for each job; None for a job that an interruption kept from starting.
    interrupted : bool
        Whether the user pressed Ctrl-C or interrupted the kernel.
    """
    from tqdm.auto import tqdm

    if not _has_threads():
        tqdm.monitor_interval = 0  # it would start one to watch over the bar
    _keep_freed_memory()
    watch, interrupted = Watch(), False
    with (
        threadpool_limits(1, "blas"),
        _pool() as pool,
        tqdm(total=total, desc=label, disable=label is None) as bar,
    ):
        futures = [pool.submit(work, job, watch) for job in jobs]
        try:
            waiting = set(futures)
            while waiting:
                finished, waiting = wait(waiting, POLL, return_when=FIRST_EXCEPTION)
                bar.update(watch.done - bar.n)
                for future in finished:
                    future.result()  # raises what a worker has raised
        except KeyboardInterrupt:
            interrupted = True
        finally:
            watch.stop()
            for future in futures:
                future.cancel()
    return [None if future.cancelled() else future.result() for future in futures], interrupted


def _has_threads() -> bool:
    return sys.platform != "emscripten"  # which is Python in a browser


def _pool() -> Executor:
    return ThreadPoolExecutor(os.cpu_count()) if _has_threads() else _OneAfterTheOther()


class _OneAfterTheOther(Executor):
    """Does the work when it is handed over."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (whoever asks for the result gets it)
            future.set_exception(error)
        return future


def _keep_freed_memory() -> None:
    """Let the arrays of a step take the memory of those of the step before.

    The allocator of Linux gives large arrays back to the system when they are freed, and has them
    returned page by page: that took half of the time of a training. It stops doing so for arrays no
    larger than the largest one freed so far. On other systems this does nothing.
    """
    largest = np.empty(LARGEST_ARRAY_TO_KEEP, np.uint8)
    del largest
