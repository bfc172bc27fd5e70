"""The sections of a page, for the search."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag

SKIPPED = ("script", "style", "nav")


def sections(soup: BeautifulSoup, path: str, page: str, first: int) -> list[dict[str, Any]]:
    """Return what the search knows of a page: a record for each heading, with the text below it.

    Parameters
    ----------
    soup
        The page.
    path, page
        Its address in the site, and its title.
    first
        The number of the first record.
    """
    main = soup.find("main")
    if not isinstance(main, Tag):
        return []
    found: list[dict[str, Any]] = []
    for node in main.descendants:
        if isinstance(node, Tag):
            if node.name in {"h1", "h2", "h3"}:
                found.append(
                    {
                        "id": first + len(found),
                        "address": f"{path}#{node.get('id', '')}",
                        "page": page,
                        "heading": node.get_text().removesuffix("#").strip(),
                        "text": "",
                    }
                )
        elif found and not node.find_parent([*SKIPPED, "h1", "h2", "h3", "mjx-container"]):
            found[-1]["text"] += f" {node}"
    for record in found:
        record["text"] = " ".join(record["text"].split())
    return found
