"""Whose notebook is whose, in three layouts."""

import os

import pytest

from dropout_course.classroom import submissions
from dropout_course.classroom.submissions import NothingFound, find, read

LESSONS = ("02_math", "03_inverted_dropout")


def touch(path, content="{}"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("ada/02_math.ipynb", "ada"),
        ("ada/second try/02_math.ipynb", "ada"),
        ("submitted/ada/02_math/02_math.ipynb", "ada"),
        ("ada_02_math.ipynb", "ada"),
        ("ada_lovelace_02_math.ipynb", "ada_lovelace"),
        ("ada_notes.ipynb", "ada"),
        ("lovelaceada_12345_678_02_math.ipynb", "lovelaceada"),
        ("lovelaceada_LATE_12345_678_02_math-1.ipynb", "lovelaceada"),
        ("ada.IPYNB", "ada.IPYNB"),
        ("Zoë Ö'Neil/a b.ipynb", "Zoë Ö'Neil"),
    ],
)
def test_the_student_is_found_in_the_path(tmp_path, path, student):
    touch(tmp_path / path)
    assert list(find(tmp_path, LESSONS)) == [student]


def test_layouts_may_stand_side_by_side_and_other_files_are_passed_over(tmp_path):
    for path in ("ada/a.ipynb", "ada/b.ipynb", "bob_02_math.ipynb", "readme.txt", "bob/data.csv"):
        touch(tmp_path / path)
    touch(tmp_path / "ada" / ".ipynb_checkpoints" / "a-checkpoint.ipynb")
    found = find(tmp_path, LESSONS)
    assert {student: len(handed) for student, handed in found.items()} == {"ada": 2, "bob": 1}


def test_names_that_are_no_text_can_be_printed_and_tell_students_apart(tmp_path):
    for name in (b"\xff", b"line\nbreak"):
        touch(tmp_path / os.fsdecode(name) / "a.ipynb")
    found = find(tmp_path)
    assert len(found) == 2
    for student in found:
        assert student.isprintable()
        student.encode()


def test_a_file_that_grew_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "MOST_BYTES", 10)
    touch(tmp_path / "ada" / "a.ipynb", "x" * 100)
    (handed,) = find(tmp_path)["ada"]
    assert "at most 0 MB are read" in handed.refusal
    assert len(read(handed)) == 11


def test_no_notebook_is_said_with_what_was_expected(tmp_path):
    with pytest.raises(NothingFound, match=r"Expected <student>/<notebook>.ipynb"):
        find(tmp_path)
