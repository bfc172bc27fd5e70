"""The ledger as one table: what the notes say, what was measured here, what others report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from dropout_course.claims.model import Claim, Measurement
from dropout_course.experiments.result import Difference, Verdict

# A shape beside the word, so that no verdict is told by colour alone.
SHAPES: dict[Verdict, str] = {"supported": "✓", "contradicted": "✗", "not seen here": "○"}
SAYS, REPORTS = "What the notes say", "What the literature reports"
COLUMNS = ("Claim", SAYS, "Measured here", "Verdict", REPORTS)


def verdict_words(measurement: Measurement) -> str:
    """Return the verdict with its shape."""
    return f"{SHAPES[measurement.verdict]} {measurement.verdict}"


def measured_words(measurement: Measurement) -> str:
    """Say what was measured, over how many seeds, and in what time."""
    result, evidence = measurement.result, measurement.evidence
    seen = f"{result.quantity}: {measurement.claim.expects}? {evidence.in_unit(result.unit)}"
    seeds = "" if isinstance(evidence, Difference) else f" ({len(result.seeds)} seeds)"
    words = f"{seen}{seeds}, {result.seconds:.1f} s"
    return ". ".join([words, *(note.rstrip(".") for note in result.notes)])


@dataclass(frozen=True)
class Ledger:
    """Measured claims as text, as Markdown and, in a notebook, as a table.

    Attributes
    ----------
    measurements : tuple of Measurement
        In the order of the claims' numbers.
    """

    measurements: tuple[Measurement, ...]

    @property
    def summary(self) -> str:
        """How many claims were measured, and with what verdicts."""
        count = Counter(one.verdict for one in self.measurements)
        verdicts = ", ".join(f"{count[verdict]} {verdict}" for verdict in SHAPES)
        return f"{len(self.measurements)} claims measured: {verdicts}"

    def __str__(self) -> str:
        """Return a paragraph for each claim."""
        paragraphs = [
            f"{one.claim.number}. {_sentence(one.claim)}\n"
            f"   Measured here: {measured_words(one)}\n"
            f"   Literature: {one.claim.literature}\n"
            f"   {verdict_words(one)}"
            for one in self.measurements
        ]
        return "\n\n".join([self.summary, *paragraphs])

    __repr__ = __str__

    def markdown(self) -> str:
        """Return a heading-free Markdown table under its summary."""
        lines = [markdown_line(COLUMNS), markdown_line([":--"] * len(COLUMNS))]
        lines += [markdown_line([plain(cell) for cell in _cells(one)]) for one in self.measurements]
        return "\n".join([f"{self.summary}.", "", *lines, ""])

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def _repr_html_(self) -> str:
        return _html(self.summary, COLUMNS, map(_cells, self.measurements))


@dataclass(frozen=True)
class Overview:
    """Claims without a measurement: who makes each, which lesson measures it, what others report.

    Attributes
    ----------
    claims : tuple of Claim
    """

    claims: tuple[Claim, ...]

    @property
    def summary(self) -> str:
        """How many claims there are."""
        return f"{len(self.claims)} claims"

    def __str__(self) -> str:
        """Return a paragraph for each claim."""
        paragraphs = [
            f"{one.number}. {_sentence(one)}\n"
            f"   Measured in lesson {_lesson(one)}. Literature: {one.literature}"
            for one in self.claims
        ]
        return "\n\n".join([self.summary, *paragraphs])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = [
            (str(one.number), _sentence(one), _lesson(one), one.literature) for one in self.claims
        ]
        return _html(self.summary, ("Claim", SAYS, "Lesson", REPORTS), rows)


def overview(claims: Iterable[Claim]) -> Overview:
    """Put claims into a table that measures nothing."""
    return Overview(tuple(claims))


def ledger(measurements: Iterable[Measurement]) -> Ledger:
    """Put measurements into the ledger's order."""
    return Ledger(tuple(sorted(measurements, key=lambda one: one.claim.number)))


def _cells(one: Measurement) -> tuple[str, ...]:
    about = one.claim
    return (
        str(about.number),
        _sentence(about),
        measured_words(one),
        verdict_words(one),
        about.literature,
    )


def _sentence(claim: Claim) -> str:
    """Return the claim with the notes that make it."""
    notes = ", ".join(map(str, claim.notes))
    return f"{claim.sentence} (note{'s' if len(claim.notes) > 1 else ''} {notes})"


def _lesson(claim: Claim) -> str:
    return str(int(claim.lesson[:2]))


def _html(caption: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table whose rows are headed by their first cell."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = []
    for number, *cells in rows:
        row = "".join(f'<td style="text-align: left">{escape(cell)}</td>' for cell in cells)
        body.append(f'<tr><th scope="row">{escape(number)}</th>{row}</tr>')
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table>"
    )


def markdown_line(cells: Iterable[str]) -> str:
    """Return one line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def plain(cell: str) -> str:
    """Keep a text from being read as Markdown."""
    for sign in "\\|*_`<":
        cell = cell.replace(sign, f"\\{sign}")
    return cell
