"""The command line, and the course's own notebooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring import __main__ as command
from authoring.drift import check
from authoring.plan import plan
from dropout_course.catalog import LESSONS


def test_the_notebooks_of_the_course_are_as_built() -> None:
    assert check(plan(command.ROOT, LESSONS), command.ROOT) == []


def test_what_an_author_has_to_mend_is_one_sentence_and_an_exit_code(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", root)
    assert command.main(["check"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("notebooks/src/01_masks.py is none of the lessons in dropout_course/")
    assert len(err.splitlines()) == 1


def test_drift_is_an_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", tmp_path)
    assert command.main(["check"]) == 1
    assert "mend it: python -m authoring build exercises/" in capsys.readouterr().err
    assert command.main(["build", "nonsense"]) == 1
    assert "There is no notebook 'nonsense'" in capsys.readouterr().err


def test_an_exercise_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", tmp_path)
    assert command.main(["new", "exercise", "fresh", "--lesson", "03_inverted_dropout"]) == 0
    assert "Next:" in capsys.readouterr().out
    assert (tmp_path / "dropout_course/catalog/inverted_dropout/fresh.py").exists()
    assert command.main(["new", "lesson", "07_history"]) == 0
    assert "Next:" in capsys.readouterr().out
    assert (tmp_path / "notebooks/src/07_history.py").exists()
