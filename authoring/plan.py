"""All notebooks of the course, in the order in which a learner meets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from authoring.exercises import exercise_drafts
from authoring.notebook import AuthoringError, Draft
from authoring.sources import lesson_drafts

if TYPE_CHECKING:
    from dropout_course.catalog import Lesson

BUILT_FOLDERS = ("notebooks", "exercises", "solutions")


def plan(root: Path, lessons: Sequence[Lesson]) -> list[Draft]:
    """Draft every notebook: lessons, index, exercises, solutions."""
    written = lesson_drafts(root, lessons)
    return written + exercise_drafts(lessons, {PurePosixPath(draft.path).stem for draft in written})


def choose(drafts: Iterable[Draft], names: Iterable[str]) -> list[Draft]:
    """Pick drafts by lesson name (all of its notebooks) or by path (that one).

    Raises
    ------
    AuthoringError
        If a name means none of them.
    """
    drafts = list(drafts)
    chosen: list[Draft] = []
    for name in names:
        found = [d for d in drafts if name in {d.path, d.source, PurePosixPath(d.path).stem}]
        if not found:
            known = sorted({PurePosixPath(draft.path).stem for draft in drafts})
            raise AuthoringError(
                f"There is no notebook {name!r}; expected one of {', '.join(known)}, "
                "or a path such as notebooks/index.ipynb."
            )
        chosen += [draft for draft in found if draft not in chosen]
    return chosen
