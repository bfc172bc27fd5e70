"""Cells run out of order: the error names the cell that comes first."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from dropout_course.files import course_folder
from dropout_course.missing_cells import explanation

LESSONS = sorted((course_folder() / "notebooks").glob("*.ipynb"))


def run(folder, *sources: str) -> str:
    """Run the first and the last cell of a notebook; return the error."""
    code = nbformat.v4.new_code_cell
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Things\n\nand\n\n## How many"),
            *map(code, sources),
        ]
    )
    nbformat.write(notebook, folder / "lesson.ipynb")
    notebook.cells = [code(sources[0]), code(sources[-1])]
    client = NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    )
    with pytest.raises(CellExecutionError) as error:
        client.execute()
    return str(error.value)


def test_a_name_of_a_cell_that_did_not_run_is_explained(tmp_path):
    said = run(tmp_path, "import dropout_course", "x = 1\ncount = 3  # of them", "print(count + 1)")
    assert "NameError" in said
    assert "under “How many”, the one with the line `count = 3  # of them`" in said


@pytest.mark.parametrize("source", ["print(cuont)", "def f():\n    return cuont\n\nf()"])
def test_a_slip_of_the_pen_is_left_alone(tmp_path, source):
    said = run(tmp_path, "import dropout_course", "count = 3", source)
    assert "name 'cuont' is not defined" in said
    assert "has not run yet" not in said


def test_every_name_of_a_later_cell_is_found_in_the_lessons():
    said = explanation("measured", 'predict("scaling_twice", measured=twice)', LESSONS)
    assert "`measured = scalings(" in said
    assert explanation("twice", 'predict("scaling_twice", measured=twice)', LESSONS)
    assert explanation("nobody", 'predict("scaling_twice", measured=twice)', LESSONS) == ""


def test_a_damaged_notebook_explains_nothing(tmp_path):
    (tmp_path / "a.ipynb").write_text("{", encoding="utf-8")
    (tmp_path / "b.ipynb").write_text('{"cells": [1]}', encoding="utf-8")
    assert explanation("x", "x", sorted(tmp_path.glob("*.ipynb"))) == ""
