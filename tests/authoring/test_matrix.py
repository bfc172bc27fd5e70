"""The matrix of versions: its table, and what its probe tells. The rest needs the network."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from authoring import __main__ as command
from authoring import matrix
from authoring.matrix import Row

ROWS = [
    Row("3.11", "oldest", "all well", True, {"numpy": "2.1.0"}),
    Row("3.14", "newest", "not installed: no wheel", False),
]


def test_a_row_shows_versions_and_how_it_went():
    lines = matrix.table(ROWS).splitlines()
    assert lines[2].startswith("| 3.11 | oldest | 2.1.0 | – |")
    assert lines[2].endswith("| ✓ all well |")
    assert lines[3].endswith("| ✗ not installed: no wheel |")


def test_the_table_goes_where_the_last_one_was(tmp_path):
    document = tmp_path / matrix.DOCUMENT
    document.parent.mkdir()
    text = "before\n<!-- matrix -->\nold\n<!-- end of the matrix -->\nafter\n"
    document.write_text(text)
    matrix.put(tmp_path, "new")
    assert document.read_text() == text.replace("old\n", "\nnew\n\n")


def test_the_document_has_a_place_and_a_table():
    text = (command.ROOT / matrix.DOCUMENT).read_text(encoding="utf-8")
    (stored,) = matrix.TABLE.findall(text)
    head = matrix.table([]).splitlines()[0]
    assert stored.strip().startswith(head)
    assert "✗" not in stored


def test_what_failed_is_an_exit_code_and_chosen_pythons_leave_the_table(monkeypatch, capsys):
    monkeypatch.setattr(matrix, "run", lambda root, pythons, keras: ROWS)
    monkeypatch.setattr(matrix, "put", None)
    assert command.main(["matrix", "3.14"]) == 1
    assert "Python 3.14, newest: not installed: no wheel" in capsys.readouterr().err


def test_a_python_that_is_not_there_is_said_to_be_none(tmp_path):
    row = matrix._try(command.ROOT, "3.99", "newest", tmp_path / "room", keras=False)
    assert row.result == "not tried: this Python is not on the machine"
    assert not set("✓✗") & set(matrix.table([row]))


@pytest.fixture
def probe(monkeypatch):
    """The probe, whose commands say what `answers` holds; its kernel and its pictures are well."""
    path = Path(matrix.__file__).parent / "templates" / "probe.py"
    monkeypatch.setenv("DROPOUT_COURSE_HOME", "")
    names = runpy.run_path(str(path))
    answers: dict[str, tuple[int, str]] = {}

    def say(*words: str) -> subprocess.CompletedProcess[str]:
        code, out = answers.get(words[0], (0, ""))
        return subprocess.CompletedProcess(words, code, out, "")

    names["main"].__globals__.update(say=say, pictures=lambda: None, lesson=lambda: None)
    return names["main"], answers


@pytest.mark.parametrize(
    ("check", "good", "result"),
    [
        ((0, "✓ f · Passed"), True, "1 solutions, pictures, a lesson"),
        (
            (1, "package `x`, which is not installed here: …"),
            True,
            "0 solutions, pictures, a lesson; 1 exercises need",
        ),
        ((1, "`x`, which is installed here but does not load"), False, "01: `x`"),
        ((1, "✗ f · Not yet"), False, "01: ✗ f · Not yet"),
    ],
)
def test_the_probe_tells_what_came_of_solutions(
    probe, check, good, result, tmp_path, monkeypatch, capsys
):
    main, answers = probe
    (tmp_path / "course/solutions").mkdir(parents=True)
    (tmp_path / "course/solutions/01.ipynb").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["probe", "numpy", "no-such-package"])
    answers["check"] = check
    main()
    told = json.loads(capsys.readouterr().out)
    assert told["good"] is good
    assert told["result"].startswith(result)
    assert list(told["versions"]) == ["numpy"]
