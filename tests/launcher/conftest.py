import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.launcher.backend import lock_line, write_wheel

PROJECT = Path(__file__).resolve().parents[2]

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
# Stands in for JupyterLab: it says with what it was started.
LAB = """
import json, os, sys, toy_course
print(json.dumps({"argv": sys.argv[1:], "env": dict(os.environ), "python": sys.executable}))
"""


@dataclass
class Toy:
    """A project that is installed in two seconds, with the real launcher and the real pip."""

    folder: Path
    wheels: Path
    environment: dict[str, str]

    @property
    def inside(self) -> Path:
        return self.folder / ".course-env"

    @property
    def builds(self) -> int:
        """How often the project itself was installed."""
        log = self.folder / "builds"
        return len(log.read_text().split()) if log.exists() else 0

    def start(self, *options: str, python: str = sys.executable, **more: str) -> subprocess.Popen:
        return subprocess.Popen(
            [python, str(self.folder / "course.py"), *options],
            cwd=self.folder.parent,
            env=self.environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # A shell's background job ignores Ctrl+C, and so would all that it starts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (no threads)
        )

    def run(self, *options: str, **more: str) -> subprocess.CompletedProcess:
        process = self.start(*options, **more)
        out, err = process.communicate(timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def lab(self, *options: str, **more: str) -> dict:
        """Start, and return what the stand-in for JupyterLab says of itself."""
        done = self.run(*options, **more)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def lock(self, *packages: tuple[str, str, dict[str, str]], name: str = "course") -> None:
        """Write wheels and the lock that names them."""
        lines = [lock_line(write_wheel(self.wheels, *package)) for package in packages]
        (self.folder / "locks" / f"{name}.txt").write_text("".join(lines))

    def left(self) -> list[str]:
        """What a failure left in the environment's folder, besides the (empty) lock file."""
        found = sorted(path.name for path in self.inside.iterdir()) if self.inside.exists() else []
        return [name for name in found if name != "turn.lock"]


@pytest.fixture
def make_toy(tmp_path: Path) -> Callable[..., Toy]:
    def make(where: str = "my courses/toy course") -> Toy:
        folder, wheels = tmp_path / where, tmp_path / "wheels"
        wheels.mkdir(parents=True)
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / "launcher", folder / "launcher", ignore=ignore)
        (folder / "locks").mkdir()
        for pip in (PROJECT / "locks").glob("pip-*.whl"):
            shutil.copy(pip, folder / "locks")
        shutil.copy(PROJECT / "course.py", folder)
        (folder / "dropout_course").mkdir()
        (folder / "dropout_course" / "__init__.py").write_text("")
        (folder / "toy_course.py").write_text("")
        (folder / "build_hook.py").write_text("")
        shutil.copy(Path(__file__).with_name("backend.py"), folder)
        (folder / "pyproject.toml").write_text(PYPROJECT)
        (folder / "seconds").write_text("0")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
        environment = kept | {
            "HOME": str(tmp_path / "home"),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(wheels),
        }
        toy = Toy(folder, wheels, environment)
        toy.lock(("jupyterlab", "1.0", {"jupyterlab/__main__.py": LAB}))
        return toy

    return make


@pytest.fixture
def toy(make_toy: Callable[..., Toy]) -> Toy:
    return make_toy()
