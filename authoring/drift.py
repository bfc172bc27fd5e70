"""The refusal of drift: what is committed is what would be built."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbformat import NotebookNode

from authoring.notebook import AuthoringError, Draft, as_text, inputs_of, read
from authoring.outputs import problems_in
from authoring.plan import BUILT_FOLDERS

COMMAND = "python -m authoring build"
DIFF_LINES = 16
LINK = re.compile(r"\]\((?P<target>[^)#\s]+)[^)]*\)")


def drifted(drafts: Iterable[Draft], root: Path) -> list[Draft]:
    """Return the drafts whose built notebook is missing or has other inputs."""
    return [draft for draft in drafts if input_drift(draft, root)]


def check(drafts: list[Draft], root: Path) -> list[str]:
    """List all that is not as built, each with the command that mends it."""
    found = [problem for draft in drafts for problem in _check_one(draft, root)]
    return found + list(_unexpected_files(drafts, root)) + list(_dead_links(drafts, root))


def input_drift(draft: Draft, root: Path) -> str:
    """Say how a built notebook's inputs differ from its source; empty where they agree."""
    file = root / draft.path
    if not file.exists():
        return f"{draft.path} is missing."
    text = file.read_text("utf-8")
    try:
        built = read(text)
    except AuthoringError as error:
        return f"{draft.path} is {error}."
    inputs, expected = as_text(inputs_of(built)), as_text(draft.notebook)
    if inputs != expected:
        difference = _diff(inputs, expected)
        return f"{draft.path} is not what {draft.source} says:\n{difference}"
    if as_text(built) != text:
        return f"{draft.path} was written by another program; its cells agree, its form does not."
    return ""


def _check_one(draft: Draft, root: Path) -> Iterator[str]:
    mend = f"  mend it: {COMMAND} {draft.path}"
    if difference := input_drift(draft, root):
        yield f"{difference}\n{mend}"
        return
    notebook = read((root / draft.path).read_text("utf-8"))
    for problem in problems_in(notebook, draft.path, root):
        yield f"{problem}\n{mend}"


def _diff(old: str, new: str) -> str:
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=1))[2:]
    shown = [f"    {line.rstrip()[:110]}" for line in lines[:DIFF_LINES]]
    if len(lines) > DIFF_LINES:
        shown.append(f"    … {len(lines) - DIFF_LINES} more lines")
    return "\n".join(shown)


def _unexpected_files(drafts: list[Draft], root: Path) -> Iterator[str]:
    expected = {draft.path for draft in drafts} | {draft.source for draft in drafts}
    for folder in BUILT_FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            path = file.relative_to(root)
            hidden = any(part.startswith(".") or part == "__pycache__" for part in path.parts)
            if file.is_file() and not hidden and path.as_posix() not in expected:
                yield (
                    f"{path.as_posix()} has no source: built folders hold built notebooks only.\n"
                    f"  mend it: git rm {path.as_posix()} (or write its source)"
                )


def _dead_links(drafts: list[Draft], root: Path) -> Iterator[str]:
    planned = {(root / draft.path).resolve() for draft in drafts}
    for draft in drafts:
        for cell in draft.notebook.cells:
            for target in _relative_links(cell):
                file = ((root / draft.path).parent / target).resolve()
                if file not in planned and not file.exists():
                    yield (
                        f"{draft.path}, {cell.id}: the link to {target} leads nowhere.\n"
                        f"  mend it: write what it leads to, or edit {draft.source}"
                    )


def _relative_links(cell: NotebookNode) -> list[str]:
    if cell.cell_type != "markdown":
        return []
    targets = [match["target"] for match in LINK.finditer(cell.source)]
    return [target for target in targets if not re.match(r"[a-z]+:", target)]
