"""A notebook before it is run, and the one form in which notebooks are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class AuthoringError(Exception):
    """Something an author has to mend; its text is the sentence that is shown."""


@dataclass(frozen=True)
class Draft:
    """A notebook as its source says it: inputs, no outputs.

    Attributes
    ----------
    path : str
        Where the built notebook lies, relative to the course's folder, with forward slashes.
    source : str
        The file that an author edits, in the same form.
    notebook : NotebookNode
        The inputs.
    """

    path: str
    source: str
    notebook: NotebookNode


def new_cell(kind: str, source: str, name: str, tags: Iterable[str] = ()) -> NotebookNode:
    """Make a cell of kind ``"markdown"`` or ``"code"`` whose id is its name."""
    metadata = {"tags": list(tags)} if tags else {}
    make = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}[kind]
    cell: NotebookNode = make(source.strip("\n"), id=name, metadata=metadata)
    return cell


def new_notebook(cells: Iterable[NotebookNode]) -> NotebookNode:
    """Make a valid notebook with the metadata that every notebook of the course has."""
    notebook: NotebookNode = nbformat.v4.new_notebook(cells=list(cells), metadata=METADATA)
    nbformat.validate(notebook)
    return notebook


def inputs_of(notebook: NotebookNode) -> NotebookNode:
    """Copy a notebook without what running it adds: outputs and counts."""
    bare: NotebookNode = nbformat.from_dict(notebook)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return bare


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """List the cells that run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def as_text(notebook: NotebookNode) -> str:
    """Write a notebook in its one form: sorted keys, one space of indentation, a final newline."""
    text: str = nbformat.writes(notebook)
    return text.rstrip("\n") + "\n"


def read(text: str) -> NotebookNode:
    """Read a notebook as it is written, without upgrading it.

    Raises
    ------
    AuthoringError
        If the text is no valid notebook of format 4.
    """
    try:
        notebook: NotebookNode = nbformat.v4.reads(text)
        nbformat.validate(notebook)
    except (ValueError, TypeError, AttributeError, KeyError, nbformat.ValidationError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise AuthoringError(f"no notebook ({reason})") from error
    return notebook
