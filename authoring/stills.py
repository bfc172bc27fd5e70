"""Widgets in a stored notebook: their still picture, not their state.

A widget comes alive when its cell is run. Until then the reader sees the still that the widget
gives of itself (``text/html``, with its description as ``text/plain``). Both ways were tried in
JupyterLab 4.6:

- With its state stored, a widget is a line of text in a fresh clone all the same, because
  JupyterLab does not trust what another machine ran. Once trusted, its controls are there, but
  dead, each marked with a broken link; and an explorer's state repeats its ES module wherever it
  is shown.
- With the still alone, JupyterLab (trusted or not) and nbconvert's pages show the same picture
  without a request to another host, and nothing in the notebook changes from run to run.

nbval does not compare widget views, so both pass. A page that wants live widgets takes the state
from :func:`authoring.execute.run`, which returns a notebook with all of it.
"""

from __future__ import annotations

from nbformat import NotebookNode

from authoring.notebook import code_cells

WIDGET = "application/vnd.jupyter.widget-view+json"


def keep_stills(notebook: NotebookNode) -> None:
    """Leave of every widget that has a still nothing but that still."""
    notebook.metadata.pop("widgets", None)
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if "text/html" in output.get("data", {}):
                output.data.pop(WIDGET, None)
