"""Links: from notebooks to pages, and the check that each leads somewhere."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from authoring.site import reference
from authoring.site.plan import Page

OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
CARRIED = {".png", ".svg", ".jpg"}


def rewrite(
    soup: BeautifulSoup, page: Page, addresses: Mapping[str, str], root: Path, site: Path
) -> None:
    """Let links to sources lead to their pages, and carry the pictures of a document along.

    Parameters
    ----------
    soup
        The page; changed.
    page
        Where it comes from and where it lies.
    addresses
        From each source to its page.
    root, site
        The course's folder, and that of the site.
    """
    for tag, name in _references(soup):
        target = str(tag[name])
        if OUTSIDE.match(target) or target.startswith("#"):
            continue
        path, mark, rest = target.partition("#")
        source = os.path.normpath(PurePosixPath(page.source).parent / unquote(path))
        source = source.replace(os.sep, "/")
        if source in addresses:
            tag[name] = _from(page, addresses[source]) + mark + rest
        elif Path(source).suffix in CARRIED and (root / source).is_file():
            copy = site / source
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / source, copy)
            tag[name] = _from(page, source)


def name_headings(soup: BeautifulSoup) -> None:
    """Name the headings of a document as GitHub does, where its links were written for."""
    for heading in soup.select("main :is(h1, h2, h3, h4)[id]"):
        words = heading.get_text().removesuffix("#").strip().lower()
        name = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        heading["id"] = name
        for anchor in heading.select("a.anchor-link"):
            anchor["href"] = f"#{name}"


def problems_in(site: Path) -> list[str]:
    """List, as sentences, what in a site's pages leads nowhere or to another host by itself.

    Links that a reader may follow to other hosts are not tried: the check needs no network.
    """
    soups = {
        file: BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for file in sorted(site.rglob("*.html"))
    }
    names = {
        file: {str(tag["id"]) for tag in soup.find_all(id=True)} for file, soup in soups.items()
    }
    found = []
    for file, soup in soups.items():
        for tag, attribute in _references(soup):
            problem = _problem(str(tag[attribute]), tag, file, names)
            if problem:
                found.append(f"{file.relative_to(site).as_posix()}: {problem}")
    return found


def _problem(target: str, tag: Tag, file: Path, names: Mapping[Path, set[str]]) -> str:
    if OUTSIDE.match(target):
        loads = tag.name != "a" and not target.startswith("data:")
        return f"<{tag.name}> asks another host for {target}" if loads else ""
    parts = urlsplit(target)
    there = (file.parent / unquote(parts.path)).resolve() if parts.path else file.resolve()
    if there.is_dir():
        there /= "index.html"
    if not there.is_file():
        return f"the link to {target} leads nowhere"
    mark = unquote(parts.fragment)
    # The reference is pdoc's, which links to inherited names that it does not list.
    ours = reference.FOLDER not in file.parts
    if mark and ours and mark not in names.get(there, {mark}):
        return f"the link to {target} leads to no heading of that page"
    return ""


def _references(soup: BeautifulSoup) -> list[tuple[Tag, str]]:
    found = [(tag, "href") for tag in soup.find_all(href=True)]
    return found + [(tag, "src") for tag in soup.find_all(src=True)]


def _from(page: Page, path: str) -> str:
    return os.path.relpath(path, start=PurePosixPath(page.path).parent).replace(os.sep, "/")
