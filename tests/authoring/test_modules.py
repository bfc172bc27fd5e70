"""The picture of the modules is that of the code."""

import re

import pytest

from authoring.__main__ import ROOT
from authoring.modules import PICTURE, draw, essential, imports, layers

GRAPH = {"cli": {"learner", "record"}, "learner": {"record"}, "record": set(), "plots": {"record"}}


def test_the_stored_picture_is_that_of_the_code():
    drawn = draw(imports(ROOT / "dropout_course"))
    stored = (ROOT / PICTURE).read_text(encoding="utf-8")
    assert stored == drawn, "the modules have changed: run `python -m authoring picture`"


def test_imports_are_found_wherever_they_are_written(tmp_path):
    package = tmp_path / "toy"
    (package / "inner").mkdir(parents=True)
    (package / "a.py").write_text("import toy.b\n\ndef f():\n    from toy.inner.x import y\n")
    (package / "b.py").write_text("import os, numpy\nfrom toy import inner\n")
    (package / "inner" / "x.py").write_text("from toy.inner import z\n")
    (package / "__init__.py").write_text("from toy.a import f\n")
    assert imports(package) == {"a": {"b", "inner"}, "b": {"inner"}, "inner": set()}


def test_who_imports_stands_above_what_is_imported():
    assert layers(GRAPH) == [["cli"], ["learner", "plots"], ["record"]]
    with pytest.raises(ValueError, match=r"a circle of imports among \['a', 'b'\]"):
        layers({"a": {"b"}, "b": {"a"}, "c": set()})


def test_implied_lines_are_left_out():
    assert essential(GRAPH)["cli"] == {"learner"}


def test_no_two_modules_share_a_place_and_the_picture_says_all_in_words():
    picture = draw(GRAPH)
    boxes = re.findall(r'<rect x="(\d+)" y="(\d+)" width="100"', picture)
    assert len(set(boxes)) == len(GRAPH)
    assert picture.count("<path") == 3
    assert "cli imports learner, record" in picture
