import io
import sys
from pathlib import Path

import pytest

from launcher.progress import Progress

LOCK = """\
# Written by a program.
alpha==1.0 \\
    --hash=sha256:00
beta-two==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:01
gamma==3.0 \\
    --hash=sha256:02
"""
PIP = """\
Looking in links: wheels
Ignoring beta-two: markers 'sys_platform == "win32"' don't match your environment
Collecting alpha==1.0 (from -r course.txt (line 2))
  Downloading alpha-1.0-py3-none-any.whl (286.5 MB)
Progress 0 of 286540042
Progress 143270021 of 286540042
Processing ./wheels/gamma-3.0-py3-none-any.whl (from -r course.txt (line 6))
Installing collected packages: gamma, alpha
Successfully installed alpha-1.0 gamma-3.0
"""


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "course.txt"
    path.write_text(LOCK)
    return path


def read_all(progress: Progress) -> None:
    for line in PIP.splitlines():
        progress.read(line)
    progress.begin("")


def test_without_a_terminal_each_step_is_a_line(lock: Path, capsys) -> None:
    read_all(Progress(lock, before_unpacking=lambda: None))
    assert capsys.readouterr().out.splitlines() == [
        "Getting ready",
        "[  1/2] alpha 143 of 287 MB",
        "[  2/2] gamma",
        "Unpacking 2 packages",
    ]


def test_on_a_terminal_one_line_is_rewritten(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", screen := Screen())
    monkeypatch.setenv("COLUMNS", "20")
    read_all(Progress(lock, before_unpacking=lambda: None))
    shown = screen.getvalue()
    assert shown.count("\n") == 1
    assert "\r[  1/2] alpha 143 o\r" in shown
    assert {len(text) for text in shown.strip("\r\n").split("\r")} == {19}


def test_the_seconds_are_shown_while_nothing_else_happens(lock: Path, monkeypatch) -> None:
    now = iter([0.0, 0.0, 42.5])
    monkeypatch.setattr("time.monotonic", lambda: next(now))
    monkeypatch.setattr(sys, "stdout", screen := Screen())
    progress = Progress(lock, before_unpacking=lambda: None)
    progress.begin("Unpacking 139 packages")
    progress.tick()
    assert "Unpacking 139 packages (42 s)" in screen.getvalue()


def test_a_lost_connection_is_told_at_once(lock: Path, capsys) -> None:
    progress = Progress(lock, before_unpacking=lambda: None)
    progress.read("Collecting alpha==1.0 (from -r course.txt (line 2))")
    progress.read(
        "WARNING: Retrying (Retry(total=4)) after connection broken by 'SSLError()': /alpha"
    )
    progress.begin("")
    assert "no answer from the network, trying again" in capsys.readouterr().out


def test_the_environment_is_marked_before_it_changes_and_not_earlier(lock: Path) -> None:
    calls = []
    progress = Progress(lock, before_unpacking=lambda: calls.append(progress.step))
    read_all(progress)
    assert calls == ["[  2/2] gamma"]
