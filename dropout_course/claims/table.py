"""The ledger as one table: what the notes say, what was measured here, what others report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from dropout_course.claims.model import Measurement
from dropout_course.experiments.result import Difference, Verdict

# A shape beside the word, so that no verdict is told by colour alone.
SHAPES: dict[Verdict, str] = {"supported": "✓", "contradicted": "✗", "not seen here": "○"}
COLUMNS = ("", "What the notes say", "Measured here", "Verdict", "What the literature reports")


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
            f"{one.claim.number}. {one.claim.sentence} ({_notes(one)})\n"
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
        head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
        rows = []
        for one in self.measurements:
            number, *cells = map(escape, _cells(one))
            row = "".join(f'<td style="text-align: left">{cell}</td>' for cell in cells)
            rows.append(f'<tr><th scope="row">{number}</th>{row}</tr>')
        return (
            f"<table><caption>{escape(self.summary)}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table>"
        )


def ledger(measurements: Iterable[Measurement]) -> Ledger:
    """Put measurements into the ledger's order."""
    return Ledger(tuple(sorted(measurements, key=lambda one: one.claim.number)))


def _cells(one: Measurement) -> tuple[str, ...]:
    sentence = f"{one.claim.sentence} ({_notes(one)})"
    measured = measured_words(one)
    return (str(one.claim.number), sentence, measured, verdict_words(one), one.claim.literature)


def _notes(one: Measurement) -> str:
    notes = one.claim.notes
    return f"note{'s' if len(notes) > 1 else ''} {', '.join(map(str, notes))}"


def markdown_line(cells: Iterable[str]) -> str:
    """Return one line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def plain(cell: str) -> str:
    """Keep a text from being read as Markdown."""
    for sign in "\\|*_`<":
        cell = cell.replace(sign, f"\\{sign}")
    return cell
