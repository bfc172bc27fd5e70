"""A learner's folder over first copies and upgrades: what they wrote is never lost."""

import json
from pathlib import Path

import pytest

from dropout_course.delivery import MANIFEST, Delivery, deliver, fingerprint

LESSON, EXERCISE = "notebooks/01.ipynb", "exercises/01.ipynb"


def notebook(*sources: str, outputs: str = "") -> str:
    cells = [
        {"cell_type": "code", "source": source.splitlines(True), "outputs": [outputs]}
        for source in sources
    ]
    return json.dumps({"cells": cells})


class Version:
    """The course as one version ships it, and a learner's folder that outlives versions."""

    def __init__(self, folder: Path) -> None:
        self.course, self.learner = folder / "shipped", folder / "learner"

    def ship(self, version: str, **files: str) -> Delivery:
        for name, text in files.items():
            path = self.course / {"lesson": LESSON, "exercise": EXERCISE}[name]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return deliver(self.course, self.learner, version)

    def write(self, name: str, text: str) -> None:
        (self.learner / name).write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.learner / name).read_text(encoding="utf-8")


@pytest.fixture
def course(tmp_path: Path) -> Version:
    version = Version(tmp_path)
    done = version.ship("1.0", lesson=notebook("1"), exercise=notebook("pass"))
    assert sorted(done.new) == [EXERCISE, LESSON]
    return version


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_delivery_of_the_same_does_nothing(course):
    before = everything(course.learner)
    done = course.ship("1.0")
    assert str(done) == ""
    assert everything(course.learner) == before


def test_what_nobody_changed_is_renewed(course):
    done = course.ship("1.1", lesson=notebook("2"))
    assert done.renewed == [LESSON]
    assert course.read(LESSON) == notebook("2")
    assert course.read(EXERCISE) == notebook("pass")


def test_what_was_only_run_is_renewed(course):
    course.write(LESSON, notebook("1", outputs="their own numbers"))
    assert course.ship("1.0").renewed == []
    assert "their own numbers" in course.read(LESSON)
    assert course.ship("1.1", lesson=notebook("2")).renewed == [LESSON]


def test_what_the_learner_changed_stays_and_the_new_version_is_put_beside_it_once(course):
    work = notebook("def mine(): return 1")
    course.write(EXERCISE, work)
    assert str(course.ship("1.0")) == ""
    done = course.ship("1.1", exercise=notebook("pass", "new"))
    assert done.beside == {EXERCISE: "exercises/01-1.1.ipynb"}
    assert "exercises/01.ipynb  (new: 01-1.1.ipynb)" in str(done)
    assert course.read(EXERCISE) == work
    assert course.read("exercises/01-1.1.ipynb") == notebook("pass", "new")
    assert str(course.ship("1.1")) == ""
    assert len(list(course.learner.rglob("*.ipynb"))) == 3


def test_work_in_the_file_beside_is_work_too(course):
    course.write(EXERCISE, notebook("mine"))
    course.ship("1.1", exercise=notebook("new"))
    course.write("exercises/01-1.1.ipynb", notebook("mine again"))
    done = course.ship("1.1", exercise=notebook("newer still"))
    assert done.beside == {EXERCISE: "exercises/01-1.1-2.ipynb"}
    assert course.read("exercises/01-1.1.ipynb") == notebook("mine again")
    assert course.read(EXERCISE) == notebook("mine")


def test_a_deleted_file_comes_back(course):
    (course.learner / LESSON).unlink()
    assert course.ship("1.0").new == [LESSON]
    assert course.read(LESSON) == notebook("1")


@pytest.mark.parametrize("damage", [None, "", "{", "[]", '{"files": 3}'])
def test_without_its_manifest_whatever_differs_counts_as_work(course, damage):
    if damage is None:
        (course.learner / MANIFEST).unlink()
    else:
        course.write(MANIFEST, damage)
    course.write(EXERCISE, notebook("mine"))
    done = course.ship("1.1", lesson=notebook("2"))
    assert course.read(LESSON) == notebook("1")
    assert course.read(EXERCISE) == notebook("mine")
    assert set(done.beside) == {LESSON, EXERCISE}


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"cells": [1]}'])
def test_a_damaged_notebook_counts_as_work(course, damage):
    course.write(LESSON, damage)
    assert LESSON in course.ship("1.1", lesson=notebook("2")).beside
    assert course.read(LESSON) == damage


def test_an_interrupted_delivery_is_finished_by_the_next(course, monkeypatch):
    course.write(EXERCISE, notebook("mine"))

    def full(file: Path, target: Path) -> None:
        if file.name.startswith(f".{MANIFEST}"):
            raise OSError("disk full")
        replace(file, target)

    replace = Path.replace
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        course.ship("1.1", lesson=notebook("2"), exercise=notebook("new"))
    monkeypatch.undo()
    done = course.ship("1.1")
    assert done.beside == {EXERCISE: "exercises/01-1.1.ipynb"}
    assert course.read(LESSON) == notebook("2")
    assert course.read(EXERCISE) == notebook("mine")
    assert len(list(course.learner.rglob("*.ipynb"))) == 3


def test_an_older_version_is_delivered_like_a_newer_one(course):
    course.ship("1.1", lesson=notebook("2"))
    assert course.ship("1.0", lesson=notebook("1")).renewed == [LESSON]
    assert course.read(LESSON) == notebook("1")


def test_a_fingerprint_is_of_what_cells_say(tmp_path):
    texts = [notebook("a"), notebook("a", outputs="1"), notebook("b"), notebook("a", "b"), "{"]
    for number, text in enumerate(texts):
        (tmp_path / str(number)).write_text(text)
    prints = [fingerprint(tmp_path / str(number)) for number in range(len(texts))]
    assert prints[0] == prints[1]
    assert len(set(prints)) == 4
