"""Where a system cannot fork, every notebook gets a new process, and the verdict is the same."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dropout_course.catalog import EXERCISES, LESSONS
from dropout_course.classroom import fresh, judging
from dropout_course.classroom.judging import Graded, Judge, Settings
from dropout_course.classroom.process import Unavailable
from dropout_course.classroom.run import grade_class
from dropout_course.classroom.walls import ALL, LIMITS_ONLY, best
from tests.classroom.attacks import RIGHT, inside, notebook
from tests.classroom.synthetic import make_class, mistaken_sources

SEED = 11


@pytest.fixture
def classroom(monkeypatch, tmp_path) -> Iterator[Judge]:
    """A judge on a system that cannot fork."""
    monkeypatch.setattr(judging, "CAN_FORK", False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    settings = Settings(SEED, LIMITS_ONLY.name, seconds=20.0)
    with contextlib.closing(Judge(settings, EXERCISES)) as made:
        yield made
    assert not list(tmp_path.iterdir())


def graded(classroom: Judge, *cells: str) -> Graded:
    return classroom.grade("ada", [("a.ipynb", notebook(*cells).encode())])


def test_a_notebook_is_judged_as_in_a_forked_process(classroom):
    answered = [e for lesson in LESSONS[:4] for e in lesson.exercises if not e.needs]
    cells = [
        mistaken_sources(exercise)[0] if number % 3 == 2 else exercise.reference_source
        for number, exercise in enumerate(answered)
    ]
    with contextlib.closing(Judge(Settings(SEED, best().name), EXERCISES)) as forking:
        assert graded(classroom, *cells) == graded(forking, *cells)


def test_a_class_gets_the_same_grade_book(monkeypatch, tmp_path):
    make_class(tmp_path / "submitted", LESSONS[3], 5)
    books = []
    for can_fork in (False, True):
        monkeypatch.setattr(judging, "CAN_FORK", can_fork)
        output = tmp_path / f"grades {can_fork}"
        grade_class(tmp_path, output, Settings(SEED, LIMITS_ONLY.name), jobs=1)
        books.append((output / "gradebook.csv").read_text())
    assert books[0] == books[1]
    assert books[0].count("\n") == 6


WITHOUT = """
import os, signal, socket, sys
for module, names in {
    os: "fork geteuid getuid memfd_create setgroups setresuid setresgid",
    signal: "setitimer ITIMER_REAL SIGALRM",
    socket: "send_fds recv_fds",
}.items():
    for name in names.split():
        vars(module).pop(name)
sys.modules["fcntl"] = sys.modules["resource"] = None
"""
GRADE = """
import sys
import joblib.externals.loky, subprocess, tempfile  # which know on which system they really are
{without}
from dropout_course.classroom import process
process._PROGRAM = {without!r} + process._PROGRAM
from dropout_course.cli import main
choices = ["--jobs", "1", "--seed", "11", "--isolation", "limits"]
sys.exit(main(["grade", {folder!r}, "--output", {output!r}, *choices]))
"""


def test_a_class_is_graded_without_what_windows_has_not(tmp_path):
    make_class(tmp_path / "submitted", LESSONS[3], 4)
    without, here = tmp_path / "without", tmp_path / "here"
    grade_class(tmp_path, here, Settings(SEED, LIMITS_ONLY.name), jobs=1)
    program = GRADE.format(without=WITHOUT, folder=str(tmp_path), output=str(without))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert LIMITS_ONLY.holds in done.stderr
    book = "gradebook.csv"
    assert (without / book).read_text() == (here / book).read_text()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (inside("sys.exit(0)"), "SystemExit"),
        (inside("os._exit(0)"), "ended the process"),
        (inside("for _ in range(10**5): print('x' * 1000)"), "None"),
        (inside("enumerate_masks(n)"), "RecursionError"),
        (inside("os.close(3)\n" * 3), ""),
    ],
    ids=["sys.exit", "os._exit", "prints", "recursion", "closed files"],
)
def test_an_attack_hurts_only_itself(classroom, source, words):
    (report,) = graded(classroom, source).reports
    assert not report.passed
    assert words in report.message
    (report,) = graded(classroom, RIGHT).reports
    assert report.passed


def test_what_does_not_return_is_ended_with_all_that_it_started(monkeypatch, tmp_path):
    monkeypatch.setattr(judging, "CAN_FORK", False)
    note = tmp_path / "process"
    started = f"""
import pathlib, subprocess
process = subprocess.Popen(["sleep", "600"])
pathlib.Path({str(note)!r}).write_text(str(process.pid))
sum(1 for _ in iter(int, 1))
"""
    settings = Settings(SEED, LIMITS_ONLY.name, seconds=2.0)
    with contextlib.closing(Judge(settings, EXERCISES)) as classroom:
        begun = time.monotonic()
        (report,) = graded(classroom, inside(started)).reports
        assert report.outcome == "error"
        assert "had not finished" in report.message
        assert time.monotonic() - begun < 30
    stray = int(note.read_text())
    for _ in range(100):
        if not Path(f"/proc/{stray}").exists() or _is_dead(stray):
            return
        time.sleep(0.1)
    pytest.fail("A process was left behind.")


def _is_dead(process: int) -> bool:
    """Whether a process only waits for somebody to ask how it ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


def test_who_does_not_know_the_word_is_hung_up_on():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    with process, socket.create_server((fresh.HERE, 0)) as door:
        place = door.getsockname()

        def call(words: list[bytes]) -> None:
            for word in words:
                with socket.create_connection(place) as line:
                    line.sendall(word)
                    line.recv(1)

        caller = threading.Thread(target=call, args=([b"wrong", b"", b"right"],), daemon=True)
        caller.start()
        with fresh._line(door, "right", process) as line:
            line.sendall(b"!")
            caller.join(20)
            assert not caller.is_alive()
        process.kill()


def test_a_process_that_does_not_start_is_no_fault_of_a_student(classroom, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false" if os.name == "posix" else "where")
    assert "did not start" in graded(classroom, RIGHT).ungraded
    with pytest.raises(Unavailable), fresh.FreshProcesses(judging.Limits()).child():
        pass


def test_elsewhere_than_on_linux_there_are_limits_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    from dropout_course.classroom import walls

    assert [one.name for one in ALL.values() if walls.works.__wrapped__(one)] == ["limits"]
