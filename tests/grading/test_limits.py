"""A function that does not return is stopped, whatever it catches."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from dropout_course.grading.limits import OutOfTime, within

LIMIT = 0.2
PATIENCE = 20.0  # a busy machine; a stop that fails never comes


def spins() -> None:
    while True:
        pass


def swallows_everything() -> None:
    while True:
        try:
            sum(range(2000))
        except:  # noqa: E722 (what learners write)
            continue


def swallows_while_it_sleeps() -> None:
    while True:
        try:
            time.sleep(0.01)
        except BaseException:  # noqa: BLE001 (it is to be stopped all the same)
            continue


def swallows_twice() -> None:
    while True:
        try:
            try:
                sum(range(2000))
            except BaseException:  # noqa: BLE001 (it is to be stopped all the same)
                sum(range(2000))
        except BaseException:  # noqa: BLE001 (it is to be stopped all the same)
            pass


def continues_in_finally() -> None:
    while True:
        try:
            time.sleep(0.01)
        finally:
            continue  # noqa: B012 (it is to be stopped all the same)


def calls_itself_from_each_round(depth: int = 0) -> None:
    while True:
        try:
            time.sleep(0.01) if depth > 30 else calls_itself_from_each_round(depth + 1)
        except:  # noqa: E722 (what learners write)
            continue


def sleeps() -> None:
    time.sleep(PATIENCE * 2)


def in_a_thread(task: Callable[[], Any]) -> Any:
    outcome: list[Any] = []

    def body() -> None:
        try:
            outcome.append(task())
        except BaseException as error:  # noqa: BLE001 (handed to the test)
            outcome.append(error)

    thread = threading.Thread(target=body)
    thread.start()
    thread.join(PATIENCE)
    assert outcome, "the function was not stopped"
    return outcome[0]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs alarm signals")
@pytest.mark.parametrize(
    "endless",
    [
        spins,
        swallows_everything,
        swallows_while_it_sleeps,
        swallows_twice,
        continues_in_finally,
        calls_itself_from_each_round,
        sleeps,
    ],
)
def test_the_main_thread_is_stopped(endless: Callable[[], None]) -> None:
    start = time.monotonic()
    with pytest.raises(OutOfTime):
        within(LIMIT, endless)
    assert time.monotonic() - start < PATIENCE


@pytest.mark.parametrize(
    "endless",
    [
        spins,
        swallows_everything,
        swallows_while_it_sleeps,
        swallows_twice,
        continues_in_finally,
        calls_itself_from_each_round,
    ],
)
def test_another_thread_is_stopped(endless: Callable[[], None]) -> None:
    assert isinstance(in_a_thread(lambda: within(LIMIT, endless)), OutOfTime)


@pytest.mark.parametrize("place", [lambda task: task(), in_a_thread], ids=["main", "thread"])
def test_what_returns_in_time_is_left_alone(place: Callable[..., Any]) -> None:
    def task() -> tuple[int, str]:
        first = within(LIMIT, lambda: 3)
        with contextlib.suppress(ZeroDivisionError):
            within(LIMIT, lambda: 1 / 0)
        # Nothing is left behind that would go off later.
        time.sleep(2 * LIMIT)
        return first, "unharmed"

    assert place(task) == (3, "unharmed")


def test_no_time_at_all_is_a_stop() -> None:
    with pytest.raises(OutOfTime):
        within(0.0, spins)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs alarm signals")
def test_the_handler_and_tracing_of_before_are_back() -> None:
    before, tracing = signal.getsignal(signal.SIGALRM), sys.gettrace()
    for task in (int, spins):
        with contextlib.suppress(OutOfTime):
            within(LIMIT, task)
        assert signal.getsignal(signal.SIGALRM) is before
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        assert sys.gettrace() is tracing


def test_a_browser_which_has_neither_alarms_nor_threads_just_calls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("sys.platform", "emscripten")
    monkeypatch.delattr("signal.setitimer")
    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert within(LIMIT, lambda: 3) == 3


def test_python_is_as_it_was_so_a_profiler_may_watch() -> None:
    code = (
        "import cProfile\n"
        "from dropout_course.grading.limits import within\n"
        "print(cProfile.Profile().runcall(within, 5.0, lambda: 7))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "7\n"
