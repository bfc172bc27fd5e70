"""Every claim of the ledger appears in a lesson, with its number and its verdict."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat.v4 import new_output

from authoring import __main__ as command
from authoring.coverage import Appearance, appearances, missing, table
from authoring.notebook import as_text, new_cell, new_notebook
from dropout_course.catalog import LESSONS
from dropout_course.claims import CLAIMS, claim

FIRST, SECOND = CLAIMS[:2]


def lesson(root: Path, name: str, *texts: str) -> None:
    """Write a built lesson whose cells printed, and returned, some texts."""
    cell = new_cell("code", "1", "cell-1")
    cell.outputs = [new_output("stream", name="stdout", text=texts[0])]
    cell.outputs += [
        new_output("execute_result", {"text/plain": text}, execution_count=1) for text in texts[1:]
    ]
    (root / "notebooks").mkdir(exist_ok=True)
    notebook = new_notebook(
        [new_cell("markdown", "Claim 9: in prose.\nIt holds: nothing", "a"), cell]
    )
    (root / "notebooks" / f"{name}.ipynb").write_text(as_text(notebook), "utf-8")


def test_every_claim_appears_in_its_lesson_with_its_number() -> None:
    found = appearances(command.ROOT, [one.name for one in LESSONS])
    assert missing(CLAIMS, found) == []


def test_a_claim_appears_as_it_prints_itself_and_nowhere_else(tmp_path: Path) -> None:
    printed = claim(FIRST.number).measure(seeds=2)
    lesson(
        tmp_path,
        FIRST.lesson,
        f"before\n{printed}\n\nafter\n",
        "Claim 3 is mentioned",
        str(printed),
    )
    found = appearances(tmp_path, [FIRST.lesson, "07_not_built"])
    assert found == [Appearance(FIRST.number, FIRST.lesson, printed.verdict)] * 2


def test_a_claim_in_no_lesson_or_in_another_is_named(tmp_path: Path) -> None:
    elsewhere = Appearance(SECOND.number, "01_analogy", "supported")
    here = Appearance(FIRST.number, FIRST.lesson, "supported")
    (problem,) = missing([FIRST, SECOND], [here, elsewhere])
    assert problem.startswith(f"Claim {SECOND.number}, {SECOND.name}, does not appear in")
    lines = table([FIRST, SECOND, CLAIMS[2]], [here, elsewhere]).splitlines()
    assert lines[1].endswith("01_analogy: supported")
    assert lines[2].endswith("nowhere")


def test_the_command_prints_the_table_and_fails_where_a_claim_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["coverage"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(CLAIMS)
    monkeypatch.setattr(command, "ROOT", tmp_path)
    assert command.main(["coverage"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == len(CLAIMS)
