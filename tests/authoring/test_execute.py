"""Running drafts in kernels of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from authoring.drift import check
from authoring.execute import build
from authoring.notebook import read
from authoring.plan import choose, plan
from authoring.stills import WIDGET

pytestmark = pytest.mark.slow


def test_a_course_is_built_twice_to_the_same_bytes_and_is_as_built(
    root: Path,
    lessons: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    monkeypatch.setenv("MPLBACKEND", "agg")
    drafts = plan(root, lessons)
    assert build(drafts, root) == []
    first = {draft.path: (root / draft.path).read_bytes() for draft in drafts}
    assert build(drafts, root) == []
    assert {draft.path: (root / draft.path).read_bytes() for draft in drafts} == first
    assert check(drafts, root) == []
    assert len(capsys.readouterr().out.splitlines()) == 2 * len(drafts)

    cells = {cell.id: cell for cell in read(first["notebooks/01_masks.ipynb"].decode()).cells}
    (stream,) = cells["cell-2"].outputs
    assert stream.text == "first\nsecond True\n"
    answers = [line.split()[-1] for line in cells["cell-3"].outputs[0].text.splitlines()]
    assert answers == ["False"] * 3
    assert cells["cell-4"].outputs[0].data == {
        "text/html": "<b>a slider</b>",
        "text/plain": "a slider",
    }
    assert cells["cell-5"].outputs[0].ename == "ZeroDivisionError"
    assert "widgets" not in read(first["notebooks/01_masks.ipynb"].decode()).metadata


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("undefined_name", "cell-6: raised NameError"),
        ("object()", "cell-6: shows an address in memory"),
        ("Widget(None)", "cell-6: shows a widget without a still"),
        ("import warnings\nwarnings.warn('old', stacklevel=1)", "cell-6: wrote to stderr"),
        ("os._exit(1)", "Kernel died"),
    ],
)
def test_a_notebook_that_is_unfit_leaves_the_built_one_as_it_was(
    cell: str, sentence: str, root: Path, lessons: list[Any]
) -> None:
    source = root / "notebooks/src/01_masks.py"
    source.write_text(f"{source.read_text()}\n\n# %%\n{cell}\n")
    (root / "notebooks/01_masks.ipynb").write_text("as it was")
    problems = build(choose(plan(root, lessons), ["notebooks/01_masks.ipynb"]), root)
    assert "notebooks/01_masks.ipynb" in problems[0]
    assert sentence in problems[0]
    assert (root / "notebooks/01_masks.ipynb").read_text() == "as it was"


def test_one_unfit_notebook_does_not_stop_the_others(root: Path, lessons: list[Any]) -> None:
    source = root / "notebooks/src/01_masks.py"
    source.write_text(f"{source.read_text()}\n\n# %%\nundefined_name\n")
    problems = build(plan(root, lessons), root)
    assert len(problems) == 1
    assert not (root / "notebooks/01_masks.ipynb").exists()
    assert (root / "exercises/01_masks.ipynb").exists()
    assert WIDGET not in (root / "exercises/01_masks.ipynb").read_text()
