"""Addresses that open a notebook of a repository on a host: Colab, Binder, a JupyterHub."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from authoring.notebook import AuthoringError

if TYPE_CHECKING:
    from dropout_course.catalog import Lesson

COLAB_BRANCH = "gh-pages"  # of the published site, in whose colab/ the notebooks install the course


@dataclass(frozen=True)
class Repository:
    """Where the course's repository is.

    Attributes
    ----------
    address : str
        As one clones it, without a trailing ``.git`` or slash.
    branch : str
        The branch that readers get.
    hub : str
        Address of a JupyterHub with nbgitpuller; empty where there is none.
    """

    address: str
    branch: str = "main"
    hub: str = ""

    def __post_init__(self) -> None:
        for name in ("address", "hub"):
            given = getattr(self, name)
            if given and urlsplit(given).scheme not in {"http", "https"}:
                example = "https://github.com/OWNER/NAME"
                raise AuthoringError(f"Expected an address such as {example}; got {given!r}.")
        object.__setattr__(self, "address", self.address.rstrip("/").removesuffix(".git"))
        object.__setattr__(self, "hub", self.hub.rstrip("/"))

    @property
    def on_github(self) -> str:
        """OWNER/NAME, empty on another host."""
        parts = urlsplit(self.address)
        return parts.path.strip("/") if parts.netloc == "github.com" else ""


def links(where: Repository, notebook: str) -> dict[str, str]:
    """Return the addresses that open a notebook, by host.

    Parameters
    ----------
    where
        The repository.
    notebook
        Its path there, such as ``notebooks/01_analogy.ipynb``.
    """
    found = {"Binder": binder(where, notebook)}
    if where.on_github:
        found = {"Colab": colab(where, notebook), **found}
    if where.hub:
        found["JupyterHub"] = nbgitpuller(where, notebook)
    return found


def table(where: Repository, lessons: Sequence[Lesson]) -> str:
    """Return a Markdown table: a row for each lesson, with the links that open it."""
    rows = [
        (f"{int(lesson.name[:2])}. {lesson.title}", links(where, f"notebooks/{lesson.name}.ipynb"))
        for lesson in lessons
    ]
    hosts = list(rows[0][1])
    lines = [f"| Lesson | {' | '.join(hosts)} |", f"| :-- |{' :-- |' * len(hosts)}"]
    for title, found in rows:
        opened = " | ".join(f"[open]({address})" for address in found.values())
        lines.append(f"| {title} | {opened} |")
    return "\n".join(lines)


def colab(where: Repository, notebook: str) -> str:
    """Return the address that opens the Colab version of a notebook."""
    path = quote(f"colab/{notebook}")
    return f"https://colab.research.google.com/github/{where.on_github}/blob/{COLAB_BRANCH}/{path}"


def binder(where: Repository, notebook: str) -> str:
    """Return the address that builds the repository on mybinder.org and opens a notebook there."""
    git = f"git/{quote(where.address, safe='')}"
    source = f"gh/{where.on_github}" if where.on_github else git
    query = urlencode({"urlpath": f"lab/tree/{notebook}"})
    return f"https://mybinder.org/v2/{source}/{quote(where.branch, safe='')}?{query}"


def nbgitpuller(where: Repository, notebook: str) -> str:
    """Return the address that copies the repository into a hub's home folder, and updates it.

    nbgitpuller merges what changed and keeps what a learner has edited.
    """
    folder = PurePosixPath(urlsplit(where.address).path).name
    query = {
        "repo": where.address,
        "branch": where.branch,
        "urlpath": f"lab/tree/{folder}/{notebook}",
    }
    return f"{where.hub}/hub/user-redirect/git-pull?{urlencode(query)}"
