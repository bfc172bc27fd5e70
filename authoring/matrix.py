"""The course on every Python and with the oldest and newest packages that it says it supports.

``python -m authoring matrix`` makes, with uv, an environment for each pair, installs the wheel as a
learner does, and tries there what a learner needs (:mod:`authoring.templates.probe`). It takes
minutes and the network, so no test runs all of it; the table in ``docs/anywhere.md`` is what it
wrote last.
"""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path

from authoring.notebook import AuthoringError

DOCUMENT = "docs/anywhere.md"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
RESOLUTIONS = {"oldest": "lowest-direct", "newest": "highest"}
SHOWN = ("numpy", "scipy", "matplotlib", "jupyterlab", "anywidget", "tensorflow")
TABLE = re.compile(r"(?<=<!-- matrix -->\n).*?(?=<!-- end of the matrix -->)", re.DOTALL)
UV = (sys.executable, "-m", "uv")


@dataclass(frozen=True)
class Row:
    """What came of one environment.

    Attributes
    ----------
    python, packages : str
        Such as ``"3.12"`` and ``"oldest"``.
    versions : dict of str to str
        Of some packages.
    result : str
        A few words.
    good : bool
        Whether everything worked that is there to work.
    """

    python: str
    packages: str
    result: str
    good: bool
    versions: dict[str, str] = field(default_factory=dict)


def run(root: Path, pythons: Sequence[str], *, keras: bool) -> list[Row]:
    """Try every pair of a Python and a resolution, and print each row as it comes.

    Raises
    ------
    AuthoringError
        If the wheel cannot be built.
    """
    rows = []
    with tempfile.TemporaryDirectory(prefix="dropout-course-") as folder:
        _build_wheel(root, Path(folder))
        for python in pythons:
            for packages in RESOLUTIONS:
                started = time.monotonic()
                room = Path(folder) / f"{python}-{packages}"
                row = _try(root, python, packages, room, keras)
                print(f"{_line(row)} {time.monotonic() - started:.0f} s", flush=True)
                rows.append(row)
    return rows


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    head = ["Python", "packages", *SHOWN, "result"]
    lines = [f"| {' | '.join(head)} |", f"|{' :-- |' * len(head)}"]
    system = f"{platform.system()}, {platform.machine()}"
    return "\n".join([*lines, *map(_line, rows), "", f"Tried on {system}."])


def put(root: Path, text: str) -> None:
    """Put a table into the document."""
    file = root / DOCUMENT
    document = file.read_text(encoding="utf-8")
    file.write_text(TABLE.sub(lambda _: f"\n{text}\n\n", document), encoding="utf-8")


def _line(row: Row) -> str:
    tried = bool(row.versions) or not row.good
    result = f"{'✓' if row.good else '✗'} {row.result}" if tried else row.result
    cells = [row.python, row.packages, *(row.versions.get(name, "–") for name in SHOWN), result]
    return f"| {' | '.join(cells)} |"


def _build_wheel(root: Path, folder: Path) -> None:
    done = _say(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=root)
    if done.returncode:
        raise AuthoringError(f"The wheel could not be built:\n{done.stderr}")


def _try(root: Path, python: str, packages: str, room: Path, keras: bool) -> Row:
    room.mkdir()
    found = _say(*UV, "python", "find", "--no-project", python)
    if found.returncode:
        return Row(python, packages, "not tried: this Python is not on the machine", True)
    _say(*UV, "venv", "--python", found.stdout.strip(), "venv", cwd=room)
    # A child of the room: where the project is not importable by accident.
    inside = next(path for path in (room / "venv").glob("[bS]*/python*") if path.is_file())
    put = [*UV, "pip", "install", "--python", inside]
    # uv takes the lowest versions of what is asked for by name: the project's list, not the wheel.
    needed = ["-r", root / "pyproject.toml", *(["--extra", "keras"] if keras else [])]
    done = _say(*put, "--resolution", RESOLUTIONS[packages], *needed, cwd=room)
    done = done if done.returncode else _say(*put, "--no-deps", *room.parent.glob("*.whl"))
    if done.returncode:
        return Row(python, packages, f"not installed: {_last_line(done.stderr)}", False)
    with as_file(files("authoring") / "templates" / "probe.py") as probe:
        done = _say(inside, "-I", probe, *SHOWN, cwd=room)
    try:
        told = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        return Row(python, packages, _last_line(done.stderr), False)
    return Row(python, packages, told["result"], told["good"], told["versions"])


def _say(*command: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it said nothing"])[-1].strip()[:120]
