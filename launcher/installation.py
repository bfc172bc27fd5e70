"""Fill the private environment: pinned packages with their hashes, then the project itself.

The pip that does it comes as a wheel in locks/ and is simply unzipped, so that the Python which the
reader starts with needs neither pip nor ensurepip.
"""

import hashlib
import os
import queue
import shutil
import subprocess
import sys
import sysconfig
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TextIO

from launcher.problems import LaunchError, explain_pip
from launcher.progress import Progress

PIP = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
OPTIONS = ["--no-deps", "--no-input", "--progress-bar", "raw"]
OPTIONS += ["--no-warn-script-location", "--disable-pip-version-check"]
OPTIONS += ["--no-compile"]  # a third of the time; Python compiles what is imported, when it is
# Settings that would send the packages elsewhere or ask for others, and one that slows pip down.
STRAYS = {"PIP_CONSTRAINT", "PIP_PREFIX", "PIP_ROOT", "PIP_TARGET"}
STRAYS |= {"PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}


def create(root: Path, folder: Path) -> None:
    """Make an environment in `folder` that holds pip and nothing else.

    Raises
    ------
    LaunchError
        If this Python cannot make one, or pip's wheel is damaged.
    """
    try:
        import venv
    except ImportError:
        raise LaunchError(
            "This Python came without its venv module. Install the rest of it "
            "(on Debian and Ubuntu: apt install python3-venv) and run the same command again."
        ) from None
    pip = root / "locks" / PIP
    if hashlib.sha256(pip.read_bytes()).hexdigest() != PIP_SHA256:
        raise LaunchError(f"{pip} is damaged. Fetch the course again.")
    venv.EnvBuilder(symlinks=os.name != "nt", prompt="dropout course").create(folder)
    base = {"base": str(folder), "platbase": str(folder)}
    with zipfile.ZipFile(pip) as wheel:
        wheel.extractall(sysconfig.get_path("purelib", "venv", base))


def install(
    root: Path, python: Path, lock: str, turn: TextIO, before_unpacking: Callable[[], None]
) -> None:
    """Install locks/<lock>.txt and the project, telling how far it is.

    Raises
    ------
    LaunchError
        If pip fails.
    """
    scratch = python.parents[1] / "tmp"  # on the same disk, and gone with the environment
    scratch.mkdir(exist_ok=True)
    requirements = root / "locks" / f"{lock}.txt"
    print(f"Installing the course into {python.parents[1]} (once; a few minutes)", flush=True)
    progress = Progress(requirements, before_unpacking)
    command = [str(python), "-m", "pip", "install", *OPTIONS]
    packages = ["--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
    _run_pip([*command, *packages], scratch, turn, progress.read)
    progress.begin("Installing the course itself")
    project = ["--no-index", "--no-build-isolation", "--editable", str(root)]
    _run_pip([*command, *project], scratch, turn, progress.tick)
    progress.begin("")
    shutil.rmtree(scratch)


def _run_pip(command: list[str], scratch: Path, turn: TextIO, read: Callable[[str], None]) -> None:
    ours = {"PYTHONUNBUFFERED": "1", "PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1"}
    ours["PIP_USER"] = "0"
    ours |= dict.fromkeys(["TMPDIR", "TEMP", "TMP"], str(scratch))
    process = subprocess.Popen(
        command,
        env={k: v for k, v in os.environ.items() if k not in STRAYS} | ours,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        # If we are killed, pip still holds the turn until it ends, and nobody builds beside it.
        pass_fds=[] if sys.platform == "win32" else [turn.fileno()],
    )
    output = []
    try:
        for line in _lines(process.stdout):
            read(line)
            output.append(line)
        code = process.wait()
    finally:
        process.kill()
        process.wait()
    if code:
        raise explain_pip(output)


def _lines(stream: IO[str] | None) -> Iterator[str]:
    """Yield the lines of a stream as they come, and an empty one each second without any."""
    if stream is None:
        return
    lines: queue.Queue[str | None] = queue.Queue()

    def collect() -> None:
        for line in stream:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=collect, daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=1)
        except queue.Empty:
            line = ""
        if line is None:
            return
        yield line.rstrip()
