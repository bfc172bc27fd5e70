"""Writing the site: every page through nbconvert, its assets and its search index beside it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from authoring.notebook import AuthoringError, new_cell, new_notebook, read
from authoring.site import colab, forms, hosted, reference
from authoring.site.explorers import enliven
from authoring.site.links import name_headings, problems_in, rewrite
from authoring.site.plan import PARTS, Page, heading, pages
from authoring.site.search import sections

if TYPE_CHECKING:
    from dropout_course.catalog import Lesson

MARK = "assets/sections.js"
HERE = files("authoring.site")


def build(
    root: Path,
    lessons: Sequence[Lesson],
    folder: Path,
    where: hosted.Repository | None = None,
    *,
    with_reference: bool = False,
) -> list[str]:
    """Write the site.

    Parameters
    ----------
    root
        The course's folder, whose notebooks are built.
    lessons
        Those of the catalog.
    folder
        For the site. An earlier site in it is replaced; anything else stops the build.
    where
        The repository that hosts open notebooks from; without it pages have no such links.

    with_reference
        Whether to write what the docstrings say, too.

    Returns
    -------
    list of str
        Links that lead nowhere, as sentences.

    Raises
    ------
    AuthoringError
        If the folder holds something else, or a notebook cannot become a page.
    """
    _make_room(folder)
    chosen = pages(root, lessons)
    addresses = {page.source: page.path for page in chosen}
    index: list[dict[str, Any]] = []
    exporter = _exporter()
    for place, page in enumerate(chosen):
        notebook = _read(root / page.source)
        context = _context(chosen, place, where)
        if with_reference:
            context["reference"] = relative(reference.FIRST, page)
        context["explorers"] = enliven(notebook)
        context["forms"] = forms.code() if forms.enliven(notebook) else ""
        context["mathematics"] = any("$" in cell.source for cell in _prose(notebook))
        html, _ = exporter.from_notebook_node(notebook, {"site": context})
        soup = BeautifulSoup(html, "html.parser")
        for empty in soup.find_all(lambda tag: tag.name == "th" and not tag.get_text(strip=True)):
            empty.name = "td"  # or a screen reader announces a heading that says nothing
        if page.source.endswith(".md"):
            name_headings(soup)
        rewrite(soup, page, addresses, root, folder)
        index += sections(soup, page.path, heading(page), first=len(index))
        target = folder / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(str(soup), encoding="utf-8", newline="\n")
    _write_assets(folder, index)
    if where is not None:
        colab.write(root, folder, chosen, where)
    if with_reference:
        reference.write(folder)
    return problems_in(folder)


def _make_room(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise AuthoringError(
                f"{folder} holds something other than a site; name another folder."
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)


def _exporter() -> HTMLExporter:
    with as_file(HERE / "templates") as templates:
        return HTMLExporter(
            template_name="course",
            extra_template_basedirs=[str(templates)],
            anchor_link_text="#",
        )


def _read(file: Path) -> NotebookNode:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        return new_notebook([new_cell("markdown", text, "text")])
    return read(text)


def _prose(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def _context(
    chosen: Sequence[Page], place: int, where: hosted.Repository | None
) -> dict[str, object]:
    page = chosen[place]

    def link(to: Page, title: str) -> dict[str, object]:
        return {"address": relative(to.path, page), "title": title, "here": to is page}

    def neighbour(number: int) -> dict[str, object] | None:
        known = 0 <= number < len(chosen)
        return link(chosen[number], heading(chosen[number])) if known else None

    contents = [
        (title, [link(each, each.title) for each in chosen if each.part == part])
        for part, title in PARTS.items()
    ]
    return {
        "title": heading(page),
        "root": relative("", page),
        "contents": [(title, links) for title, links in contents if links],
        "previous": neighbour(place - 1),
        "next": neighbour(place + 1),
        "elsewhere": _elsewhere(page, where),
    }


def _elsewhere(page: Page, where: hosted.Repository | None) -> list[Mapping[str, str]]:
    if where is None or not page.source.endswith(".ipynb"):
        return []
    return [
        {"title": f"Open in {host}", "address": address}
        for host, address in hosted.links(where, page.source).items()
    ]


def relative(path: str, page: Page) -> str:
    """Return how a page refers to another place of the site; a folder ends with a slash."""
    found = os.path.relpath(path or ".", start=Path(page.path).parent).replace(os.sep, "/")
    return found if path else f"{found}/"


def _write_assets(folder: Path, index: list[dict[str, Any]]) -> None:
    assets = folder / "assets"
    assets.mkdir(exist_ok=True)
    for kind in ("static", "vendor"):
        for source in (HERE / kind).iterdir():
            if source.name.endswith((".js", ".css", ".LICENSE")):
                (assets / source.name).write_bytes(source.read_bytes())
    text = json.dumps(index, ensure_ascii=False)
    (folder / MARK).write_text(f"window.dropoutCourseSections = {text};\n", encoding="utf-8")
