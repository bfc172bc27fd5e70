"""Explorers on a page without a kernel: the state that a fresh one has, beside its still.

A cell that ends with ``explore.NAME(...)`` of plain values is evaluated, that expression alone, and
its widget's state is put into the page. The browser draws and samples by itself.
"""

from __future__ import annotations

import ast
import json
from typing import Any

from nbformat import NotebookNode

from authoring.notebook import AuthoringError, code_cells

OF_THE_HOST = ("layout", "tabbable", "tooltip")  # what ipywidgets keeps for JupyterLab


def enliven(notebook: NotebookNode) -> int:
    """Put the state of each explorer of a notebook beside its still.

    Returns
    -------
    int
        How many there are.

    Raises
    ------
    AuthoringError
        If an explorer's cell has no still to stand on.
    """
    count = 0
    for cell in code_cells(notebook):
        call = _call(cell.source)
        if call is None:
            continue
        stills = [one for one in cell.outputs if "text/html" in one.get("data", {})]
        if not stills:
            raise AuthoringError(f"{cell.id}: {cell.source!r} has no stored picture; build it.")
        still = stills[-1].data
        still["text/html"] = (
            f'<div class="explorer" data-explorer>{still["text/html"]}</div>'
            f'<script type="application/json">{_state(*call)}</script>'
        )
        count += 1
    return count


def _call(source: str) -> tuple[str, dict[str, Any]] | None:
    """Return the name and the arguments of the explorer that a cell ends with."""
    match last_expression(source):
        case ast.Call(ast.Attribute(ast.Name("explore"), name), [], keywords):
            return name, {str(each.arg): ast.literal_eval(each.value) for each in keywords}
    return None


def _state(name: str, arguments: dict[str, Any]) -> str:
    from dropout_course.explorers import explore

    widget = getattr(explore, name)(**arguments)
    state = {
        key: value
        for key, value in widget.get_state().items()
        if key not in OF_THE_HOST and not key.startswith(("_model", "_view", "_dom"))
    }
    widget.close()
    return for_script(state)


def for_script(content: object) -> str:
    """Return JSON that can stand in a page's script: a closing tag inside would end it."""
    return json.dumps(content).replace("</", "<\\/")


def last_expression(source: str) -> ast.expr | None:
    """Return the expression that a cell ends with; None where it ends with none."""
    try:
        last = ast.parse(source).body[-1]
    except (SyntaxError, IndexError):
        return None
    return last.value if isinstance(last, ast.Expr) else None
