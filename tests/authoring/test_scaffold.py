"""A new exercise or lesson works before a word of it is changed."""

from __future__ import annotations

import importlib.util
import inspect
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from authoring.__main__ import ROOT
from authoring.notebook import AuthoringError
from authoring.plan import plan
from authoring.scaffold import new_exercise, new_lesson
from dropout_course.catalog import LESSONS
from dropout_course.grading.judge import judge


def load(file: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"loaded_{file.stem}", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


def test_a_new_exercise_keeps_the_contract_of_the_catalog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    words = new_exercise("kept_on_average", "03_inverted_dropout", tmp_path, LESSONS)
    path = "dropout_course/catalog/inverted_dropout/kept_on_average.py"
    assert words.startswith(f"Wrote {path}")
    exercise = load(tmp_path / path, monkeypatch).EXERCISE
    assert exercise.name == "kept_on_average"
    assert exercise.title == "Kept on average"
    contract = load(ROOT / "tests/grading/test_contract.py", monkeypatch)
    held = 0
    for name, test in vars(contract).items():
        wanted = inspect.signature(test).parameters if name.startswith("test_") else {}
        if "exercise" in wanted:
            given: dict[str, Any] = {"exercise": exercise, "capfd": capfd}
            mistakes = exercise.catalog_of_mistakes if "mistake" in wanted else (None,)
            for mistake in mistakes:
                test(**{key: (given | {"mistake": mistake})[key] for key in wanted})
                held += 1
    assert held > 8


def test_its_right_answers_are_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = new_exercise("kept_on_average", "03_inverted_dropout", tmp_path, LESSONS)
    path = "tests/catalog/right_answers/kept_on_average.py"
    assert path in words
    module = load(
        tmp_path / "dropout_course/catalog/inverted_dropout/kept_on_average.py", monkeypatch
    )
    answers = load(tmp_path / path, monkeypatch).ANSWERS
    assert len(set(answers)) >= 5
    assert all(judge(module.EXERCISE, answer).passed for answer in answers)


def test_what_is_written_pleases_the_linter(tmp_path: Path) -> None:
    new_exercise("kept_on_average", "03_inverted_dropout", tmp_path, LESSONS)
    new_lesson("07_later", tmp_path, LESSONS)
    written = sorted(tmp_path.rglob("*.py"))
    assert len(written) == 3
    for path in written:
        named = ["--stdin-filename", str(path.relative_to(tmp_path)), "-"]
        for command in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
            done = subprocess.run(
                [sys.executable, "-m", "ruff", *command, *named],
                check=False,
                input=path.read_text(encoding="utf-8"),
                capture_output=True,
                text=True,
                cwd=ROOT,
            )
            assert done.returncode == 0, done.stdout


def test_the_steps_that_are_named_exist(tmp_path: Path) -> None:
    words = new_exercise("kept_on_average", "03_inverted_dropout", tmp_path, LESSONS)
    assert (ROOT / "dropout_course/catalog/inverted_dropout/__init__.py").exists()
    assert "dropout_course/catalog/inverted_dropout/__init__.py" in words
    assert "python -m authoring build 03_inverted_dropout" in words
    for word in words.split():
        if word.startswith("tests/"):
            assert (ROOT / word.rstrip(":")).exists() or (tmp_path / word.rstrip(":")).exists()


@pytest.mark.parametrize(
    ("name", "lesson", "sentence"),
    [
        ("no-name", "03_inverted_dropout", "named like its function"),
        ("class", "03_inverted_dropout", "named like its function"),
        ("Dropout", "03_inverted_dropout", "named like its function"),
        ("../evil", "03_inverted_dropout", "named like its function"),
        ("inverted_dropout", "03_inverted_dropout", "already an exercise"),
        ("fresh", "03", "no lesson '03'; expected one of 01_analogy"),
    ],
)
def test_a_name_that_cannot_be_is_refused(
    name: str, lesson: str, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(AuthoringError, match=sentence):
        new_exercise(name, lesson, tmp_path, LESSONS)
    assert list(tmp_path.iterdir()) == []


def test_what_exists_is_never_overwritten(tmp_path: Path) -> None:
    new_exercise("fresh", "03_inverted_dropout", tmp_path, LESSONS)
    new_lesson("03_inverted_dropout", tmp_path, LESSONS)
    with pytest.raises(AuthoringError, match="exists already"):
        new_exercise("fresh", "03_inverted_dropout", tmp_path, LESSONS)
    with pytest.raises(AuthoringError, match="exists already"):
        new_lesson("03_inverted_dropout", tmp_path, LESSONS)


def test_a_new_lesson_is_a_lesson(root: Path, lessons: list[Any]) -> None:
    assert "python -m authoring build 02_later" in new_lesson("02_later", root, lessons)
    drafts = {draft.path: draft for draft in plan(root, lessons)}
    first = drafts["notebooks/02_later.ipynb"].notebook.cells[0].source
    assert first.startswith("# 2. Not written yet\n")


@pytest.mark.parametrize("name", ["later", "2_later", "02_Later", "02_../x", "02_"])
def test_a_lesson_is_named_with_its_number(name: str, root: Path, lessons: list[Any]) -> None:
    with pytest.raises(AuthoringError, match="named as in 03_inverted_dropout"):
        new_lesson(name, root, lessons)
