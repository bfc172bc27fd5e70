"""The counterparts as Markdown: which of the paper's directions reproduce, and every picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dropout_course.claims.table import markdown_line, plain
from dropout_course.experiments.counterparts import Size
from dropout_course.paper.model import REPRODUCES, Finding

if TYPE_CHECKING:
    from dropout_course.paper.store import Kept

TITLE = "# Srivastava et al., JMLR 15 (2014), beside this machine"
COLUMNS = ("The paper", "found", "Measured here: difference", "")


def size_words(data: str, size: Size) -> str:
    """Say how large a counterpart is beside the paper's own experiment."""
    return (
        f"{data}; the paper's numbers of units divided by {size.shrink}; {size.seeds} seeds; "
        f"{size.steps:,} steps of {size.batch} images; {size.examples:,} images to train on "
        "where not said otherwise"
    )


def finding_words(finding: Finding) -> str:
    """Say a direction, what was measured of it, and whether it reproduces."""
    return f"{finding.words}: {finding.direction.sentence} Difference {finding.seen}."


def summary(kept: Iterable[Kept]) -> str:
    """Count the directions that reproduce."""
    found = [finding.words for one in kept for finding in one.findings]
    count = Counter(found)
    words = ", ".join(f"{count[verdict]} {verdict}" for verdict in REPRODUCES.values())
    return f"{len(found)} directions: {words}"


def markdown(kept: Sequence[Kept]) -> str:
    """Return the whole report; its pictures lie beside it."""
    rows = [
        _row(f"{one.counterpart.name}, {one.counterpart.published.source}", finding)
        for one in kept
        for finding in one.findings
    ]
    head = [markdown_line(COLUMNS), markdown_line([":--"] * len(COLUMNS))]
    rule = (
        f"{summary(kept)}. A direction reproduces where the 95 % interval of its paired difference "
        "over the seeds lies above zero."
    )
    parts = [TITLE, rule, "\n".join([*head, *rows]), *(_section(one) for one in kept)]
    return "\n\n".join(parts) + "\n"


def _section(kept: Kept) -> str:
    about = kept.counterpart
    size = f"Here: {size_words(kept.data, kept.size)}; {kept.seconds:.0f} s. {about.ours}"
    return "\n\n".join(
        [
            f"## {plain(about.title)}",
            plain(f"{about.published.source.capitalize()}. {about.published.says}"),
            plain(size),
            f"![{plain(about.title)}]({about.name}.png)",
            "\n".join(f"    {line}" for line in _all_words(kept)),
        ]
    )


def _all_words(kept: Kept) -> list[str]:
    """Return the picture in words, and the curves that it does not show."""
    hidden = [str(result) for result in kept.curves.values() if str(result) not in kept.words]
    return "\n".join([kept.words, *hidden]).splitlines()


def _row(source: str, finding: Finding) -> str:
    cells = (source, finding.direction.sentence, finding.seen, finding.words)
    return markdown_line(plain(cell) for cell in cells)
