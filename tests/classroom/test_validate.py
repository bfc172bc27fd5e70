"""Notebooks and exercises that do not do what they promise are told of in words."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dropout_course.catalog import EXERCISES
from dropout_course.classroom import catalogs, contract, validate
from dropout_course.cli import main

PROJECT = Path(__file__).resolve().parents[2]
EXERCISE = EXERCISES["mask_probabilities"]
SHORT = "mask_probabilities.py"


def write(path: Path, *cells: tuple[str, list]) -> Path:
    made = [
        {
            "cell_type": "code",
            "execution_count": 1,
            "id": f"c{number}",
            "metadata": {},
            "outputs": outputs,
            "source": source,
        }
        for number, (source, outputs) in enumerate(cells)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def stream(text: str) -> dict:
    return {"name": "stdout", "output_type": "stream", "text": text}


@pytest.mark.slow
def test_the_cell_is_named_with_what_was_expected_and_what_came(tmp_path, capsys):
    good = write(tmp_path / "good.ipynb", ("print('the same')", [stream("the same\n")]))
    bad = write(
        tmp_path / "bad.ipynb",
        ("x = 1", []),
        ("# twice\nprint(2 * x)", [stream("3\n")]),
        ("1 / 0", []),
    )
    write(tmp_path / "no.ipynb").write_text("{")
    before = bad.read_bytes()
    assert main(["validate", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert f"✓ {good}" in out
    assert f"✗ {bad}, code cell 2 (`# twice`): expected `3`, got `2`." in out
    assert f"✗ {bad}, code cell 3 (`1 / 0`): it raised ZeroDivisionError" in out
    assert f"✗ {tmp_path / 'no.ipynb'}: It could not be run" in out
    assert "1 of 3 notebooks do what they show." in out
    assert bad.read_bytes() == before
    assert main(["validate", str(good)]) == 0


def test_by_default_it_is_the_whole_course():
    names = {path.parent.name for path in validate.notebooks_in(())}
    assert names == set(validate.FOLDERS)


def test_nothing_to_run_is_said_so(tmp_path, capsys, monkeypatch):
    assert main(["validate", str(tmp_path)]) == 2
    assert "No notebook in" in capsys.readouterr().err
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert main(["validate", str(PROJECT / "exercises")]) == 2
    assert "needs nbval" in capsys.readouterr().err


@pytest.fixture
def own(tmp_path, monkeypatch, request) -> Path:
    """An instructor's folder of one exercise; its name is new for each test."""
    folder = tmp_path / f"own_{abs(hash(request.node.name))}"
    folder.mkdir()
    source = (PROJECT / "dropout_course" / "catalog" / "math" / SHORT).read_text(encoding="utf-8")
    (folder / "odds.py").write_text(source.replace("mask_probabilities", "odds_of_masks"))
    (folder / "helper.py").write_text("NOTHING = 0\n")
    monkeypatch.setattr("sys.path", [*__import__("sys").path])
    return folder


def test_an_instructors_own_exercise_is_tested_and_graded(own, tmp_path, capsys):
    assert main(["validate", "--catalog", str(own)]) == 0
    assert "✓ odds_of_masks" in capsys.readouterr().out
    student = tmp_path / "in" / "ada"
    student.mkdir(parents=True)
    source = catalogs.own_lesson(own).exercises[0].reference_source
    write(student / "a.ipynb", (source, []))
    output = tmp_path / "out"
    arguments = ["grade", str(tmp_path / "in"), "--output", str(output), "--jobs", "1"]
    assert main([*arguments, "--catalog", str(own)]) == 0
    assert (
        (output / "gradebook.csv").read_text().splitlines()[0].startswith("student,odds_of_masks,")
    )


def test_a_name_that_is_taken_is_refused(own, capsys):
    shutil.copy(PROJECT / "dropout_course" / "catalog" / "math" / SHORT, own / "taken.py")
    assert main(["validate", "--catalog", str(own)]) == 2
    assert "'mask_probabilities' is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("source", "sentence"),
    [("1 / 0", "ZeroDivisionError"), ("def broken(:", "SyntaxError"), ("x = 1", "has an EXERCISE")],
)
def test_a_folder_that_cannot_be_used_is_told_why(own, capsys, source, sentence):
    (own / "odds.py").write_text(source)
    assert main(["validate", "--catalog", str(own)]) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert "Traceback" not in captured.err


def test_the_courses_exercises_keep_the_contract():
    assert list(contract.problems(EXERCISE)) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hints": ()}, "at least 2 hints"),
        ({"hints": ("x" * 9, EXERCISE.reference_source)}, "Hint 2 holds a line of the solution"),
        ({"explanation": ""}, "Its explanation has fewer"),
        ({"mistakes": ()}, "No mistake fails the check"),
        ({"mistakes": EXERCISE.mistakes[:1] * 2}, "No mistake fails the check"),
        ({"mistakes": (EXERCISE.reference,)}, "is not recognised with seed"),
        ({"reference": EXERCISE.mistakes[0]}, "the right answer does not pass"),
    ],
)
def test_what_an_exercise_lacks_is_told(change, sentence):
    exercise = replace(EXERCISE, **change)
    assert any(sentence in problem for problem in contract.problems(exercise))
