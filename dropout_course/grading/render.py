"""A report as text and as HTML: the same words, two forms."""

from __future__ import annotations

from html import escape

from dropout_course.display.markdown import markdown
from dropout_course.grading.model import Outcome, Report

# A shape and a word for every outcome: colour only repeats them.
VERDICTS: dict[Outcome, tuple[str, str]] = {
    "passed": ("✓", "Passed"),
    "failed": ("✗", "Not yet"),
    "error": ("!", "Could not be run"),
    "not attempted": ("○", "Not attempted"),
}


def headline(report: Report) -> str:
    """Return the verdict in one line."""
    shape, word = VERDICTS[report.outcome]
    passed = sum(check.passed for check in report.checks)
    share = f" · {passed} of {len(report.checks)} checks" if report.checks else ""
    return f"{shape} {report.exercise} · {word}{share}"


def lines_of(report: Report) -> list[str]:
    """Return a line for each check that was reached, and one for those that were not."""
    reached = [check for check in report.checks if check.passed or check.expected]
    lines = [
        f"✓ {check.name}"
        if check.passed
        else f"✗ {check.name}: expected {check.expected}, got {check.got}"
        for check in reached
    ]
    unreached = len(report.checks) - len(reached)
    if unreached:
        noun = "check was" if unreached == 1 else "checks were"
        lines.append(f"· {unreached} further {noun} not reached")
    return lines


def as_text(report: Report) -> str:
    """Return the report as plain text, for terminals, nbval and screen readers."""
    parts = [headline(report)]
    if report.message and report.outcome != "not attempted":
        parts += ["", report.message]
    if report.checks and not report.passed:
        parts += ["", *(f"  {line}" for line in lines_of(report))]
    if report.printed:
        parts += ["", "Your function printed:", report.printed.rstrip()]
    return "\n".join(parts)


def as_html(report: Report) -> str:
    """Return the report as an HTML fragment; everything that a learner wrote is escaped."""
    parts = [
        f'<div class="dropout-report dropout-{report.outcome.replace(" ", "-")}">',
        f"<p><strong>{escape(headline(report))}</strong></p>",
    ]
    if report.message and report.outcome != "not attempted":
        parts.append(markdown(report.message))
    if report.checks:
        shown = "" if report.passed else " open"
        items = "".join(f"<li>{escape(line)}</li>" for line in lines_of(report))
        parts.append(
            f"<details{shown}><summary>What was checked</summary>"
            f'<ul style="list-style:none">{items}</ul></details>'
        )
    if report.printed:
        parts.append(f"<p>Your function printed:</p><pre>{escape(report.printed)}</pre>")
    parts.append("</div>")
    return "".join(parts)
