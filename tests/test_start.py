"""`dropout-course start`, from a wheel, outside of the project, in an environment of its own."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import dropout_course
from dropout_course import start
from dropout_course.cli import main

PROJECT = Path(__file__).resolve().parents[1]
PATIENCE = 120


def test_options_are_handed_on_and_the_index_is_opened(tmp_path, monkeypatch):
    told = {}

    def execve(program: str, command: list[str], environment: dict[str, str]) -> None:
        told.update(program=program, command=command, environment=environment)
        raise SystemExit(0)

    monkeypatch.setenv("MPLBACKEND", "tkagg")
    monkeypatch.setattr("dropout_course.start.os.execve", execve)
    with pytest.raises(SystemExit):
        main(["start", str(tmp_path / "mine"), "--no-browser", "--port", "9999"])
    assert told["program"] == sys.executable
    assert told["command"][-2:] == ["--no-browser", "--port=9999"]
    assert f"--ServerApp.root_dir={tmp_path / 'mine'}" in told["command"]
    assert "--LabApp.default_url=/lab/tree/notebooks/index.ipynb" in told["command"]
    assert "MPLBACKEND" not in told["environment"]


def test_the_default_folder_is_found_again_from_inside(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["start", "--copy-only"]) == 0
    assert (tmp_path / "dropout-course" / start.INDEX).is_file()
    monkeypatch.chdir(tmp_path / "dropout-course")
    capsys.readouterr()
    assert main(["start", "--copy-only"]) == 0
    assert capsys.readouterr().out == f"The course is in {tmp_path / 'dropout-course'}\n"
    assert not (tmp_path / "dropout-course" / "dropout-course").exists()


def test_a_checkout_is_opened_in_place(monkeypatch):
    monkeypatch.setattr(start, "deliver", None)
    assert start.prepare(PROJECT) == PROJECT


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        assert main(["start", str(folder), "--copy-only"]) == 2
        error = capsys.readouterr().err
        assert str(folder) in error
        assert len(error.splitlines()) == 1


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Path:
    """A clean environment with the wheel; other packages are lent by this one, the project not."""
    folder = tmp_path_factory.mktemp("room")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    make = [sys.executable, "-m", "uv", "venv", "--offline", "--python", sys.executable, "venv"]
    subprocess.run(make, cwd=folder, check=True, capture_output=True)
    python = folder / "venv" / "bin" / "python"
    put = [sys.executable, "-m", "uv", "pip", "install", "--offline", "--no-deps", "--no-cache"]
    put += ["--python", str(python), str(wheel)]
    subprocess.run(put, cwd=folder, check=True, capture_output=True)
    (inside,) = (folder / "venv").glob("lib/python*/site-packages")
    # Read after what is inside, and without the .pth files that make the project importable.
    (inside / "lent.pth").write_text(sysconfig.get_path("purelib"))
    return folder


def outside(room: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    home = {"HOME": str(room / "home"), "DROPOUT_COURSE_HOME": str(room / "record")}
    jupyter = {"JUPYTER_RUNTIME_DIR": str(room / "runtime"), "JUPYTER_NO_CONFIG": "1"}
    lent = {"JUPYTER_PATH": str(Path(sysconfig.get_path("data"), "share", "jupyter"))}
    return kept | home | jupyter | lent


def say(room: Path, *words: str) -> str:
    command = [str(room / "venv" / "bin" / "dropout-course"), *words]
    done = subprocess.run(
        command, cwd=room, env=outside(room), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the paths of the environment are those of Unix")
def test_from_a_wheel_the_course_is_copied_solved_and_kept_over_an_upgrade(room):
    folder = room / "with spaces and ü"
    assert "19 notebooks copied." in say(room, "start", str(folder), "--copy-only")
    package = next((room / "venv").glob("lib/python*/site-packages/dropout_course"))
    assert str(package) in say(room, "doctor")
    say(room, "check", str(folder / "solutions" / "02_math.ipynb"))

    exercise = folder / "exercises" / "02_math.ipynb"
    shutil.copy(folder / "solutions" / "02_math.ipynb", exercise)
    mine = exercise.read_bytes()
    shipped = package / "course" / "exercises" / "02_math.ipynb"
    newer = json.loads(shipped.read_text(encoding="utf-8"))
    newer["cells"][0]["source"] = ["# A newer first cell"]
    shipped.unlink()  # uv links files to its cache
    shipped.write_text(json.dumps(newer), encoding="utf-8")
    told = say(room, "start", str(folder), "--copy-only")
    assert f"new: 02_math-{dropout_course.__version__}.ipynb" in told
    assert exercise.read_bytes() == mine
    assert say(room, "start", str(folder), "--copy-only").count("\n") == 1


@pytest.fixture
def opened(room) -> Iterator[str]:
    """Start JupyterLab for real and return its address."""
    command = [str(room / "venv" / "bin" / "dropout-course"), "start", "opened", "--no-browser"]
    with (room / "lab.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=room, env=outside(room), stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield _address(process, room)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _address(process: subprocess.Popen[bytes], room: Path) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        text = (room / "lab.log").read_text()
        if found := re.search(r"(http://(?:localhost|127\.0\.0\.1):\d+)/lab\S*(\?token=\w+)", text):
            return "|".join(found.groups())
        time.sleep(0.1)
    raise AssertionError((room / "lab.log").read_text()[-3000:])


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="process groups are those of Unix")
def test_jupyterlab_opens_on_the_learners_copy(opened, room):
    host, token = opened.split("|")
    address = f"{host}/api/contents/notebooks/index.ipynb{token}&content=0"
    with urllib.request.urlopen(address, timeout=PATIENCE) as reply:
        assert json.load(reply)["path"] == "notebooks/index.ipynb"
    assert (room / "opened" / "exercises").is_dir()
