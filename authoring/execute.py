"""Running drafts: fresh kernels of this environment, nothing of the author's in them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from authoring.notebook import METADATA, Draft, as_text, code_cells
from authoring.outputs import problems_in
from authoring.stills import keep_stills
from dropout_course.reproducible import SAME_DIGITS

AT_ONCE = 2
SECONDS_PER_CELL = 600


def build(drafts: Iterable[Draft], root: Path) -> list[str]:
    """Run drafts, two at a time, and write those whose outputs are fit to be stored.

    Prints one line for each notebook that is written.

    Returns
    -------
    list of str
        What stood in the way of the others, as sentences. Their files are left as they were.
    """
    return asyncio.run(_build_all(list(drafts), root))


async def _build_all(drafts: list[Draft], root: Path) -> list[str]:
    turn = asyncio.Semaphore(AT_ONCE)

    async def build_one(draft: Draft) -> list[str]:
        async with turn:
            return await _build_one(draft, root)

    found = await asyncio.gather(*(build_one(draft) for draft in drafts))
    return [problem for problems in found for problem in problems]


async def _build_one(draft: Draft, root: Path) -> list[str]:
    start = time.perf_counter()
    target = root / draft.path
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dropout-course-") as home:
        try:
            notebook = await run(draft.notebook, target.parent, environment(root, Path(home)))
        except (CellTimeoutError, DeadKernelError) as error:
            return [f"{draft.path}: {str(error).strip()}"]
        keep_stills(notebook)
        problems = problems_in(notebook, draft.path, root)
    if problems:
        return problems
    text = as_text(notebook)
    target.write_text(text, encoding="utf-8", newline="\n")
    seconds = time.perf_counter() - start
    print(f"{draft.path:<48} {seconds:6.1f} s {len(text.encode()) / 1e3:6.0f} kB", flush=True)
    return []


async def run(notebook: NotebookNode, folder: Path, env: dict[str, str]) -> NotebookNode:
    """Run a copy of a notebook in a folder, up to its first unexpected error, and return it."""
    notebook = nbformat.from_dict(notebook)
    # Without folders to search, the kernel is this interpreter, whatever else is installed.
    kernel = AsyncKernelManager(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=SECONDS_PER_CELL,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    with contextlib.suppress(CellExecutionError):  # it is in the outputs, for problems_in to find
        await client.async_execute(env=env, cleanup_kc=True)
    notebook.metadata.language_info = METADATA["language_info"]
    for cell in code_cells(notebook):
        cell.outputs = _joined(cell.outputs)
    return notebook


def environment(root: Path, home: Path) -> dict[str, str]:
    """Return variables under which a notebook sees this checkout and nothing of the author's."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"MPLBACKEND", "PYTHONHASHSEED"}
    }
    search = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
    return kept | {
        **SAME_DIGITS,
        "DROPOUT_COURSE_HOME": str(home / "course"),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "PYTHONPATH": os.pathsep.join(search),
    }


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join neighbouring pieces of one stream: where the kernel cuts it depends on time."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined
