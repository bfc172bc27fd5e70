"""The private environment: where it is, whether it is complete, and how it becomes so.

A stamp, written last, says what the environment holds. Without a stamp it is half-made, whatever
the reason, and is built anew; so nothing has to be repaired.
"""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

from launcher.installation import create, install
from launcher.turns import wait_for_turn

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".course-env"
STAMP = FOLDER / "complete.json"
TURN = FOLDER / "turn.lock"


def interpreter(system: str = os.name) -> Path:
    """Return the environment's Python, whether it exists yet or not."""
    return FOLDER / ("Scripts/python.exe" if system == "nt" else "bin/python")


def prepare(lock: str) -> None:
    """Make the environment hold everything that locks/<lock>.txt names, and the project."""
    if _is_complete(lock):
        return
    FOLDER.mkdir(exist_ok=True)
    with wait_for_turn(TURN) as turn:
        if _is_complete(lock):
            return
        try:
            if not _is_usable():
                _wipe()
                create(ROOT, FOLDER)
            install(ROOT, interpreter(), lock, turn, before_unpacking=_remove_stamp)
            _write_stamp(lock)
        except BaseException:
            if not STAMP.exists():
                _wipe()
            raise


def variables() -> dict[str, str]:
    """Return the environment variables for what runs inside: the reader's, without strays."""
    strays = {"PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE"}  # the last: slow starts
    kept = {k: v for k, v in os.environ.items() if k not in strays}
    path = os.pathsep.join([str(interpreter().parent), kept.get("PATH", os.defpath)])
    return kept | {"PATH": path, "PYTHONNOUSERSITE": "1", "VIRTUAL_ENV": str(FOLDER)}


def _is_complete(lock: str) -> bool:
    return _is_usable() and _read_stamp().get(lock) == _fingerprint(lock)


def _is_usable() -> bool:
    """Whether the environment is whole, in its place, and its Python the one it was made with."""
    stamp = _read_stamp()
    if stamp.get("folder") != str(FOLDER):
        return False
    try:
        return stamp.get("python") == _ask_version()
    except (OSError, subprocess.CalledProcessError):
        return False


def _ask_version() -> str:
    command = [str(interpreter()), "-I", "-S", "-c", "import sys; print(sys.version.split()[0])"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(lock: str) -> None:
    facts = {"folder": str(FOLDER), "python": _ask_version()}
    # locks/test.txt holds all of locks/course.txt, at the same versions.
    installed = {name: _fingerprint(name) for name in {lock, "course"}}
    draft = STAMP.with_suffix(".draft")
    draft.write_text(json.dumps(_read_stamp() | facts | installed, indent=2), encoding="utf-8")
    draft.replace(STAMP)


def _remove_stamp() -> None:
    STAMP.unlink(missing_ok=True)


def _fingerprint(lock: str) -> str:
    """Return a digest of everything that the installation depends on."""
    names = ["pyproject.toml", "build_hook.py", "dropout_course/__init__.py", f"locks/{lock}.txt"]
    return hashlib.sha256(b"\0".join((ROOT / name).read_bytes() for name in names)).hexdigest()


def _wipe() -> None:
    for path in FOLDER.iterdir():
        if path == TURN:  # held by us, and waited for by others
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
