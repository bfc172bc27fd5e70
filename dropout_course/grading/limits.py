"""Stop a learner's function that does not return."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
from collections.abc import Iterator
from types import FrameType

# A bare `except:` inside of a loop swallows one exception, so the stop is repeated until it holds.
REPEAT_SECONDS = 0.2


class OutOfTime(BaseException):
    """The time is up. No Exception, so that an answer's `except Exception` lets it pass."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise :class:`OutOfTime` in the body once `seconds` are over.

    A system with alarm signals interrupts a sleeping call too, in the main thread. Elsewhere
    (Windows, other threads) the exception arrives between two steps of Python code.
    """
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        yield from _by_alarm(seconds)
    else:
        yield from _by_thread(seconds)


def _by_alarm(seconds: float) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTime

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-3), REPEAT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _by_thread(seconds: float) -> Iterator[None]:
    target = ctypes.c_ulong(threading.get_ident())
    done = threading.Event()
    sending = threading.Lock()

    def watch() -> None:
        wait = max(seconds, 1e-3)
        while not done.wait(wait):
            with sending:
                if not done.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(target, ctypes.py_object(OutOfTime))
            wait = REPEAT_SECONDS

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with sending:
            done.set()
        # An exception that was sent but has not arrived would surface in the grader itself.
        ctypes.pythonapi.PyThreadState_SetAsyncExc(target, None)
        watcher.join()
