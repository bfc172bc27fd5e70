"""The doctor: what it sees, what it calls ill, and the command that it names."""

import importlib.machinery
import re
import sys
from importlib import metadata

import pytest

from dropout_course import doctor, record
from dropout_course.cli import main

VERSION = metadata.version


@pytest.fixture
def missing(monkeypatch):
    """Make packages look as if they were not installed."""
    names: set[str] = set()

    def version(name: str) -> str:
        if name in names:
            raise metadata.PackageNotFoundError(name)
        return VERSION(name)

    monkeypatch.setattr(metadata, "version", version)
    return names


def found(name: str) -> doctor.Finding:
    return next(one for one in doctor.examine() if one.name.startswith(name))


def test_a_whole_environment_is_well(capsys):
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "All that the course needs is there." in out
    assert f"✓ numpy: {VERSION('numpy')}" in out
    assert str(record.home()) in out
    assert "✗" not in out


def test_a_missing_package_is_ill_and_its_command_is_named(capsys, missing):
    missing.add("mistune")
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "✗ mistune: not installed" in out
    assert re.search(r'pip install .*"mistune[<>=]', out)
    assert sys.executable in out
    assert "1 to mend." in out


def test_a_version_out_of_bounds_is_ill(monkeypatch):
    monkeypatch.setattr(
        metadata, "version", lambda name: "1.26.4" if name == "numpy" else VERSION(name)
    )
    finding = found("numpy")
    assert not finding.good
    assert "1.26.4, expected >=" in finding.found


def test_the_keras_lesson_alone_may_lack_its_package(monkeypatch, missing):
    def requires(_: str) -> list[str]:
        return ["numpy>=2", "tensorflow>=2.20; extra == 'keras'", "nbval; extra == 'test'"]

    monkeypatch.setattr(metadata, "requires", requires)
    missing |= {"tensorflow"}
    finding = found("tensorflow")
    assert str(finding).startswith("○ tensorflow: not installed; only lesson 5 needs it")
    assert '"tensorflow>=2.20"' in finding.mend
    assert main(["doctor"]) == 0
    assert all(one.name != "nbval" for one in doctor.examine())


def test_a_system_without_a_build_of_tensorflow_is_told_so(monkeypatch):
    nowhere = "tensorflow>=2.20; sys_platform == 'none' and extra == 'keras'"
    monkeypatch.setattr(metadata, "requires", lambda _: ["numpy>=2", nowhere])
    assert "no build for this Python and system" in str(found("TensorFlow"))


def test_a_package_that_was_not_installed_but_copied_is_told_so(monkeypatch):
    def requires(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", requires)
    last = list(doctor.examine())[-1]
    assert (last.name, last.good) == ("dropout-course", False)


def test_where_the_widgets_of_jupyterlab_are_missing_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "_extension_folders", lambda: [str(tmp_path)])
    finding = found("JupyterLab's part of anywidget")
    assert not finding.good
    assert '--force-reinstall "anywidget"' in finding.mend


def test_a_record_that_cannot_be_written_is_ill(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("DROPOUT_COURSE_HOME", str(blocked / "home"))
    finding = found("Your record")
    assert not finding.good
    assert "DROPOUT_COURSE_HOME" in finding.mend


def test_an_environment_without_pip_is_mended_by_uv(monkeypatch):
    monkeypatch.setattr(importlib.machinery.PathFinder, "find_spec", lambda _: None)
    assert doctor.install("numpy>=2").startswith("uv pip install --python ")
