"""What an exercise needs is loaded quietly, or missed in one sentence."""

import dataclasses
import subprocess
import sys

import pytest

from dropout_course.catalog import EXERCISES
from dropout_course.grading.judge import judge
from dropout_course.grading.requirements import missing


def test_a_package_that_is_there_is_not_missed() -> None:
    assert missing("numpy") is None
    assert missing("this") is None  # a module that prints when it is imported


def test_a_missing_package_is_named_and_nothing_is_called() -> None:
    called = []

    def max_norm(weights, limit):
        called.append(1)

    exercise = dataclasses.replace(EXERCISES["max_norm"], needs="no_such_package")
    report = judge(exercise, max_norm)
    assert report.outcome == "error"
    assert report.score == 0
    assert report.message.count("no_such_package") == 2
    assert report.message.count(". ") == 0
    assert not called


def test_a_package_that_does_not_load_is_an_error_too(tmp_path, monkeypatch) -> None:
    (tmp_path / "half_installed.py").write_text("raise ImportError('libhalf.so not found')")
    monkeypatch.syspath_prepend(tmp_path)
    sentence = missing("half_installed")
    assert sentence is not None
    assert "libhalf.so not found" in sentence


def test_loading_prints_nothing(capfd: pytest.CaptureFixture[str], tmp_path, monkeypatch) -> None:
    noisy = "import os, sys\nos.write(2, b'from C++')\nprint('out')\nprint('err', file=sys.stderr)"
    (tmp_path / "noisy_package.py").write_text(noisy)
    monkeypatch.syspath_prepend(tmp_path)
    assert missing("noisy_package") is None
    assert capfd.readouterr() == ("", "")


def test_the_catalog_itself_imports_no_tensorflow() -> None:
    code = "import dropout_course.catalog, sys; sys.exit('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.tensorflow
def test_tensorflow_loads_without_a_word() -> None:
    code = (
        "from dropout_course.grading.requirements import missing; missing('tensorflow');"
        "import keras; keras.ops.ones(3) + 1"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert run.stdout + run.stderr == b""
