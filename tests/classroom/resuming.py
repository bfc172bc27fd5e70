"""Grades a class with a run that is killed on the way, and compares it with one that is not."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEED = "7"
MARK = "GRADES_GO_TO"
PATIENCE = 60.0


def start(submissions: Path, output: Path, jobs: int) -> subprocess.Popen[bytes]:
    """Start the command."""
    command = [sys.executable, "-m", "dropout_course.cli", "grade", str(submissions)]
    command += ["--output", str(output), "--jobs", str(jobs), "--seed", SEED]
    environment = os.environ | {"PYTHONPATH": str(ROOT), MARK: str(output)}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def students_in(output: Path) -> Counter[str]:
    """Return how often each student was graded."""
    path = output / "log.jsonl"
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    entries = map(json.loads, lines)
    return Counter(entry["graded"]["student"] for entry in entries if "graded" in entry)


def kill_at(process: subprocess.Popen[bytes], output: Path, students: int) -> int:
    """Kill a run without warning once it has graded some students; return how many it has."""
    while process.poll() is None and students_in(output).total() < students:
        time.sleep(0.02)
    process.kill()
    process.wait()
    return students_in(output).total()


def results_of(output: Path) -> dict[str, bytes]:
    """Return all that is written for people, by its name."""
    paths = [path for path in output.rglob("*") if path.is_file() and path.suffix != ".jsonl"]
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}


def left_behind(output: Path) -> int:
    """Return how many processes of a killed run there are, once there are none or after a time."""
    mark, end = f"{MARK}={output}".encode(), time.monotonic() + PATIENCE
    while (count := _marked(mark)) and time.monotonic() < end:
        time.sleep(0.1)
    return count


def _marked(mark: bytes) -> int:
    count = 0
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            count += mark in path.read_bytes().split(b"\0")
    return count
