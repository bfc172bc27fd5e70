"""What becomes a page, where it lies, and in which order pages are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dropout_course.catalog import Lesson

INDEX = "notebooks/index.ipynb"
DOCUMENTS = ("docs/learners.md", "docs/instructors.md", "docs/anywhere.md", "docs/design.md")
PARTS = {
    "notebooks": "Lessons",
    "exercises": "Exercises",
    "solutions": "Solutions",
    "docs": "About the course",
}


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes
    ----------
    source : str
        The notebook or Markdown file, relative to the course's folder.
    path : str
        The page, relative to the site.
    title : str
        As a reader sees it.
    """

    source: str
    path: str
    title: str

    @property
    def part(self) -> str:
        """The part of the site that it belongs to, a key of ``PARTS``."""
        first = PurePosixPath(self.source).parts[0]
        return first if first in PARTS else "docs"


def pages(root: Path, lessons: Sequence[Lesson]) -> list[Page]:
    """List all pages in reading order: lessons and their exercises by turns, solutions, documents.

    Parameters
    ----------
    root
        The course's folder.
    lessons
        Those of the catalog.
    """
    found = [Page(INDEX, "index.html", "Overview")]
    for lesson in lessons:
        title = f"{int(lesson.name[:2])}. {lesson.title}"
        found += [
            Page(f"{part}/{lesson.name}.ipynb", f"{part}/{lesson.name}.html", title)
            for part in ("notebooks", "exercises")
        ]
    for lesson in lessons:
        title = f"{int(lesson.name[:2])}. {lesson.title}"
        path = f"solutions/{lesson.name}"
        found.append(Page(f"{path}.ipynb", f"{path}.html", title))
    for name in (*DOCUMENTS, "CONTRIBUTING.md", "CHANGELOG.md"):
        file = root / name
        if file.is_file():
            title = file.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
            found.append(Page(name, f"docs/{file.stem.lower()}.html", title))
    return [page for page in found if (root / page.source).is_file()]


def heading(page: Page) -> str:
    """Name a page without its surroundings."""
    kinds = {"exercises": "Exercises to ", "solutions": "Solutions to "}
    return kinds.get(page.part, "") + page.title
