"""Grading on a dask cluster, of which a worker is killed on the way."""

import os
import signal
import threading
import time
import warnings

import pytest

from dropout_course.catalog import LESSONS
from dropout_course.classroom.judging import Settings
from dropout_course.classroom.run import grade_class
from dropout_course.classroom.walls import best
from dropout_course.cli import main
from tests.classroom.resuming import results_of, students_in
from tests.classroom.synthetic import make_class

STUDENTS = 60


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # those of the cluster are none of ours
def test_a_worker_that_is_killed_loses_nothing_and_repeats_nothing(tmp_path):
    distributed = pytest.importorskip("distributed", reason="dask is not installed")
    settings = Settings(7, best().name)
    make_class(tmp_path / "in", LESSONS[1], STUDENTS)
    grade_class(tmp_path / "in", tmp_path / "here", settings, jobs=1)
    killed = []
    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster,
    ):
        worker = next(iter(cluster.workers.values()))

        def kill() -> None:
            while students_in(tmp_path / "there").total() < 5:
                time.sleep(0.01)
            os.kill(worker.pid, signal.SIGKILL)
            killed.append(students_in(tmp_path / "there").total())

        threading.Thread(target=kill, daemon=True).start()
        address = cluster.scheduler_address
        grade_class(tmp_path / "in", tmp_path / "there", settings, scheduler=address)
    assert killed[0] < STUDENTS
    assert results_of(tmp_path / "there") == results_of(tmp_path / "here")
    assert set(students_in(tmp_path / "there").values()) == {1}


def test_without_dask_the_command_says_what_to_install(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    arguments = ["grade", str(tmp_path), "--scheduler", "tcp://127.0.0.1:1"]
    assert main(arguments) == 2
    assert "dropout-course[cluster]" in capsys.readouterr().err
