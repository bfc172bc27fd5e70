"""Running a cell again closes the explorers of its earlier run: one is alive, not a hundred."""

from typing import Protocol


class Closable(Protocol):
    """What can be closed."""

    def close(self) -> None:
        """Free it here and in the browser."""


_made: dict[str, tuple[str, list[Closable]]] = {}


def close_previous(explorer: Closable) -> None:
    """Remember `explorer` as made by the running cell; close what an earlier run of it made."""
    cell, run = _running()
    if not cell:
        return
    earlier, explorers = _made.get(cell, ("", []))
    if earlier != run:
        for old in explorers:
            old.close()
        explorers = []
    _made[cell] = (run, [*explorers, explorer])


def _running() -> tuple[str, str]:
    """Return the ids of the running cell and of this run of it, empty outside of a notebook."""
    from IPython import get_ipython

    shell = get_ipython()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    return (
        parent.get("metadata", {}).get("cellId", ""),
        parent.get("header", {}).get("msg_id", ""),
    )
