"""Grades a class in which all attack at once, between students who do not."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dropout_course.classroom.judging import Settings
from dropout_course.classroom.room import PACKAGE
from dropout_course.classroom.run import grade_class
from dropout_course.classroom.walls import Walls, works
from tests.classroom.attacks import NOTEBOOK, RIGHT, Attack, notebook
from tests.classroom.strange import ATTACKS

FRIENDS = ("a friend", "m friend", "zz friend")
EXERCISE = "enumerate_masks"


@dataclass(frozen=True)
class Result:
    """What came of an attack.

    Attributes
    ----------
    attack : Attack
        Which.
    outcome : str
        As in :class:`~tests.classroom.attacks.Attack`.
    words : str
        What the student is told.
    """

    attack: Attack
    outcome: str
    words: str


@dataclass(frozen=True)
class Arena:
    """A class after it was graded."""

    root: Path
    results: list[Result]
    points: dict[str, str]
    called: int
    strays: int
    seconds: float


def need(walls: Walls) -> None:
    """Skip where these walls cannot be built; on a build machine they can, so it fails there."""
    if not works(walls):
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop(f"{walls.name} does not work on this machine")


def fight(root: Path, walls: Walls, seconds: float = 1.0) -> Arena:
    """Let all attacks run that these walls are made for."""
    submissions, output = root / "submissions", root / "grades"
    attacks = [one for one in ATTACKS if walls.words or not one.needs_walls]
    token = f"stray-{root.name}-{time.monotonic_ns()}"
    with _listener() as listener:
        places = {
            "catalog": PACKAGE / "catalog",
            "submissions": submissions,
            "output": output,
            "port": listener.getsockname()[1],
            "token": token,
        }
        for name in FRIENDS:
            _hand_in(submissions / name, Attack(name, "passed", RIGHT), places)
        for attack in attacks:
            _hand_in(submissions / attack.name, attack, places)
        start = time.monotonic()
        settings = Settings(5, walls.name, seconds)
        grade_class(submissions, output, settings, jobs=1)
        took = time.monotonic() - start
        called = _calls(listener)
    graded = {
        entry["graded"]["student"]: entry["graded"]
        for entry in map(json.loads, (output / "log.jsonl").read_text().splitlines())
        if "graded" in entry
    }
    with (output / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        points = {row["student"]: row[EXERCISE] for row in csv.DictReader(file)}
    results = [_result(attack, graded[attack.name]) for attack in attacks]
    return Arena(root, results, points, called, _processes_with(token), took)


def _result(attack: Attack, graded: dict) -> Result:
    words = " ".join(graded["problems"] + [graded["ungraded"]]).strip()
    if graded["ungraded"]:
        return Result(attack, "ungraded", words)
    if not graded["readable"]:
        return Result(attack, "refused", words)
    if not graded["reports"]:
        return Result(attack, "missing", words)
    (report,) = graded["reports"]
    return Result(attack, report["outcome"], f"{report['message']} {words}".strip())


def _hand_in(folder: Path, attack: Attack, places: dict[str, object]) -> None:
    folder.mkdir(parents=True)
    if attack.write:
        attack.write(folder)
        return
    source = attack.source
    for name, place in places.items():
        source = source.replace("{" + name + "}", str(place))
    (folder / NOTEBOOK).write_text(notebook(source), encoding="utf-8")


@contextlib.contextmanager
def _listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        yield listener


def _calls(listener: socket.socket) -> int:
    count = 0
    with contextlib.suppress(TimeoutError):
        while True:
            listener.accept()[0].close()
            count += 1
    return count


def _processes_with(token: str) -> int:
    found = 0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            found += path.read_bytes().startswith(token.encode())
    return found
