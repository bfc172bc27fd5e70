import importlib
import io
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from launcher import environment, jupyter, turns


@pytest.fixture
def no_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jupyter, "prepare", lambda lock: None)
    monkeypatch.setattr(jupyter, "_tell_about_tensorflow", lambda: None)


def test_on_windows_the_launcher_waits_and_passes_the_code_on(
    no_installation: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lab:
        waits = 0

        def wait(self) -> int:
            self.waits += 1
            if self.waits == 1:
                raise KeyboardInterrupt  # JupyterLab got it, too, and answers it
            return 7

    monkeypatch.setattr(jupyter.os, "name", "nt")
    monkeypatch.setattr(subprocess, "Popen", lambda command, env: Lab())
    assert jupyter.start([]) == 7


def test_elsewhere_the_launcher_becomes_jupyterlab(
    no_installation: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Became(BaseException):
        pass

    def execve(program: str, command: list[str], env: dict[str, str]) -> None:
        assert command[0] == program
        raise Became

    monkeypatch.setattr(os, "execve", execve)
    with pytest.raises(Became):
        jupyter.start([])


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_root_may_start_jupyterlab_in_a_container(user, allowed, monkeypatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    assert ("--ServerApp.allow_root=True" in jupyter._configuration()) is allowed


@pytest.mark.parametrize(
    ("system", "place"), [("nt", "Scripts/python.exe"), ("posix", "bin/python")]
)
def test_the_environments_python_is_where_the_system_puts_it(system: str, place: str) -> None:
    assert environment.interpreter(system) == environment.FOLDER / place


def test_on_windows_the_turn_is_a_locked_byte(tmp_path, monkeypatch, capsys) -> None:
    answers = iter([PermissionError(13, "locked by another process"), None])

    def locking(handle: int, mode: int, count: int) -> None:
        if error := next(answers):
            raise error

    with monkeypatch.context() as windows:
        windows.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
        windows.setattr(sys, "platform", "win32")
        on_windows = importlib.reload(turns)
        with on_windows.wait_for_turn(tmp_path / "turn.lock") as turn:
            assert isinstance(turn, io.TextIOBase)
    importlib.reload(turns)
    assert "waiting for it" in capsys.readouterr().out
    assert next(answers, "asked twice") == "asked twice"
