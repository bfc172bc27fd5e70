"""The process in which a learner's code runs: a warm one that forks a child for each notebook.

Nothing here decides anything. A child is told to run a notebook and to call its functions, and
sends back what came out. It is on the learner's side of the line: whoever takes it over has nothing
but the data that a function is called with.
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import importlib
import inspect
import mmap
import os
import random
import shutil
import signal
import socket
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from dropout_course.answers import Unreadable, answers_from
from dropout_course.classroom.limits import Limits, calm_collector, mapped_bytes
from dropout_course.classroom.memory import mapped
from dropout_course.classroom.packing import Broken, Packed
from dropout_course.classroom.standins import signature_of
from dropout_course.classroom.wire import Channel
from dropout_course.grading.runner import Trial, run
from dropout_course.quiet import silence

PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG = 4, 36, 1
READY, CLEAN, DIRTY = b"r", b"c", b"d"
SWEEP_SECONDS = 5.0
HERE = "127.0.0.1"


def main(
    descriptor: int, limits: dict[str, int], packages: list[str], scratch: str, user: int | None
) -> None:
    """Load what answers need, and fork a child for every socket that comes in.

    Parameters
    ----------
    descriptor
        Of the socket to the judge.
    limits
        The fields of :class:`~dropout_course.classroom.limits.Limits`.
    packages
        What is loaded beforehand besides NumPy.
    scratch
        The folder in which a child may write.
    user
        Who a child becomes; None where it stays who it is.
    """
    control = socket.socket(fileno=descriptor)
    os.chdir(scratch)
    _control_process(PR_SET_CHILD_SUBREAPER, 1)
    _control_process(PR_SET_DUMPABLE, 0)
    signal.signal(signal.SIGTERM, lambda *_: (_sweep(), os._exit(0)))
    _warm(packages)
    _empty(scratch)  # Keras writes its settings when it is loaded
    control.sendall(READY)
    while True:
        _, descriptors, *_ = socket.recv_fds(control, 1, 2)
        if not descriptors:
            return
        with socket.socket(fileno=descriptors[0]) as line:
            child = os.fork()
            if child == 0:
                try:
                    _begin(control, line, descriptors[1:], Limits(**limits), user)
                    _empty(scratch)
                finally:
                    os._exit(0)
        for shared in descriptors[1:]:
            os.close(shared)
        os.waitpid(child, 0)
        clean = not _sweep() and not os.listdir(scratch)  # noqa: PTH208 (names are all we need)
        control.sendall(CLEAN if clean else DIRTY)


def alone(port: int, word: str, limits: dict[str, int], packages: list[str], scratch: str) -> None:
    """Load what answers need, and hold one conversation, in a process that was started for it.

    Parameters
    ----------
    port, word
        Where the judge listens on this machine, and what it wants to hear first.
    limits, packages, scratch
        As in :func:`main`.
    """
    os.chdir(scratch)
    _warm(packages)
    with socket.create_connection((HERE, port)) as line:
        line.sendall(word.encode())
        Limits(**limits).apply()
        random.seed(0)
        with contextlib.suppress(Broken):  # the judge hung up
            _Conversation(line).hold()


def _warm(packages: list[str]) -> None:
    """Run everything once that would otherwise be loaded anew in each child."""
    answers_from(b'{"cells": []}', "warm.ipynb", ())
    answers_from(b"import numpy as np\ndef f(x):\n    return np.linalg.norm(x)", "warm.py", {"f"})
    # NumPy loads some of its parts where they are first used.
    here, there = socket.socketpair()
    with here, there:
        Channel(here).send({"number": np.float64(0), "generator": np.random.default_rng(0)})
        Channel(there, lambda *_: None).receive()
    mapped_bytes()
    with silence():
        for package in packages:
            importlib.import_module(package)
            if package == "tensorflow":
                importlib.import_module("keras")
    # A grading that is repeated must give the same grades.
    np.random.seed(0)  # noqa: NPY002 (a learner may use it, and is told then)
    run(np.random.default_rng(0).normal, (), {"size": 2}, seconds=1.0)
    calm_collector()


def _begin(
    control: socket.socket,
    line: socket.socket,
    shared: list[int],
    limits: Limits,
    user: int | None,
) -> None:
    """Become a learner's process, which ends with the conversation."""
    try:
        control.close()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _control_process(PR_SET_PDEATHSIG, signal.SIGKILL)
        if user is not None:
            os.setgroups([])
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
        limits.apply()
        random.seed(0)  # Keras draws its seeds here, and Python seeds it anew in each child
        _Conversation(line, *map(mapped, shared)).hold()
    except Broken:
        pass  # the judge hung up


class _Conversation:
    """Does what the judge asks, one message after the other."""

    def __init__(self, line: socket.socket, shared: mmap.mmap | None = None) -> None:
        self._channel = Channel(line, self._call_judge, shared)
        self._found: dict[str, Any] = {}
        self._beside: dict[str, Callable[..., Any]] = {}

    def hold(self) -> None:
        while True:
            self._channel.forget()
            message = self._channel.receive()
            reply = self._load(**message) if "content" in message else self._answer(**message)
            self._channel.send(reply)

    def _load(self, content: bytes, **options: Any) -> dict[str, Any]:
        try:
            answers = answers_from(np.asarray(content).tobytes(), **options)
        except Unreadable as error:
            return {"unreadable": str(error)}
        names = set(options["only"] or ())
        self._found = {name: value for name, value in answers.found.items() if name in names}
        return {
            "problems": list(answers.problems),
            "found": {
                name: (inspect.isclass(value), signature_of(value))
                for name, value in self._found.items()
            },
        }

    def _answer(self, name: str, calls: list[dict[str, Any]], seconds: float) -> dict[str, Any]:
        """Make calls one after the other, as long as there is time."""
        end = time.monotonic() + seconds
        trials: list[Packed] = []
        for call in calls:
            trial, given = self._call(self._found[name], end - time.monotonic(), **call)
            trials.append(self._packed(trial, given))
            # Who fails at once is not asked any further, most of the time.
            if trial.failure and (trial.failure.late or len(trials) == 1):
                break
        return {"trials": trials, "generators": list(self._channel.known.generators.values())}

    def _call(
        self,
        function: Callable[..., Any],
        seconds: float,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        beside: tuple[str, str] | None,
    ) -> tuple[Trial, dict[str, Any]]:
        given: dict[str, Any] = {}
        through = self._loaded(*beside) if beside else _plain

        def remember(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            given.update({**{str(i): value for i, value in enumerate(args)}, **kwargs})
            return through(function, *args, **kwargs)

        return run(function, args, kwargs, seconds=seconds, through=remember), given

    def _packed(self, trial: Trial, given: dict[str, Any]) -> Packed:
        """Pack what came of a call before another call can change it."""
        failure = trial.failure and (trial.failure.kind, trial.failure.message)
        said = {"failure": failure, "global_numpy": trial.global_numpy, "printed": trial.printed}
        try:
            changed = {name: given.get(name) for name in trial.changed}
            return self._channel.packed({"value": trial.value, "changed": changed, **said})
        except BaseException as error:  # noqa: BLE001 (what was returned may raise anything)
            words = f" {error}" if isinstance(error, Broken) and error.args else ""
            said["failure"] = "Unreadable", f"What your function returned cannot be read.{words}"
            return self._channel.packed({"value": None, "changed": {}, **said})

    def _loaded(self, source: str, name: str) -> Callable[..., Any]:
        """Return the function of ours that runs beside the answer."""
        if source not in self._beside:
            module = types.ModuleType("beside")
            exec(source, vars(module))
            self._beside[source] = vars(module)[name]
        return self._beside[source]

    def _call_judge(self, number: int, args: tuple[Any, ...]) -> Any:
        generators = list(self._channel.known.generators.values())
        with self._channel.aside():
            self._channel.send({"call": number, "args": args, "generators": generators})
            answer = self._channel.receive()
        self._channel.known.strangers.clear()
        if "raised" not in answer:
            return answer["value"]
        kind, words = answer["raised"]
        raised = getattr(builtins, kind, None)
        if not (inspect.isclass(raised) and issubclass(raised, Exception)):
            raised = type(kind, (Exception,), {})
        raise raised(words)


def _plain(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return function(*args, **kwargs)


def _empty(folder: str) -> None:
    """Remove what lies in a folder; what cannot be removed is found by who looks."""
    for path in Path(folder).iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def _sweep() -> bool:
    """Kill the processes that a child left behind; say whether there were any."""
    found, end = False, time.monotonic() + SWEEP_SECONDS
    while time.monotonic() < end:
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                found = True
        except ChildProcessError:
            return found
        found = True
        for process in _children():
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
    return True


def _children() -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == os.getpid():
                found.append(int(folder.name))
    return found


def _control_process(option: int, value: int) -> None:
    """Set an option of Linux's prctl, where there is one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
