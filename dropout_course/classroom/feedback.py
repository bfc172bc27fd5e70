"""A page for each student: the words of the panel, exercise by exercise."""

from __future__ import annotations

import hashlib
import re
from html import escape
from pathlib import Path

from dropout_course.classroom.judging import Graded
from dropout_course.classroom.writing import place
from dropout_course.display.bundle import styled
from dropout_course.grading.render import as_html

FOLDER = "feedback"
_LONGEST = 80
_LAYOUT = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 56em; margin: 2em auto; padding: 0 1em }}
table {{ border-collapse: collapse }} th, td {{ text-align: left; padding: .2em 1.2em .2em 0 }}
svg {{ vertical-align: middle }} .quiet {{ opacity: .75 }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def page(graded: Graded) -> str:
    """Return the feedback for a student, as HTML; all that the student wrote is escaped."""
    solved = sum(report.passed for report in graded.reports)
    parts = [f"<h1>{escape(graded.student)}</h1>"]
    if graded.ungraded:
        parts.append("<p>This could not be graded yet; your instructor knows.</p>")
    else:
        found = len(graded.reports)
        parts.append(f"<p>{solved} of {found} exercises found are solved.</p>")
    if graded.problems:
        items = "".join(f"<li>{escape(problem)}</li>" for problem in graded.problems)
        parts.append(f"<p>What could not be read or run:</p><ul>{items}</ul>")
    parts += map(as_html, graded.reports)
    return document(f"Feedback: {graded.student}", styled("\n".join(parts)))


def document(title: str, body: str) -> str:
    """Return a whole page that looks like the course's panels, light or dark as the reader's."""
    return _LAYOUT.format(title=escape(title), body=body)


def path_of(output: Path, student: str) -> Path:
    """Return where a student's page lies, whatever signs the name has."""
    plain = re.sub(r"[^\w.@ -]", "_", student)[:_LONGEST].strip(". ")
    if plain != student or plain != plain.lower():
        # Two names may become the same one, also on a disk that knows no capitals.
        plain = f"{plain}-{hashlib.sha256(student.encode()).hexdigest()[:8]}"
    return output / FOLDER / f"{plain}.html"


def write(output: Path, student: str, text: str) -> None:
    """Write a student's page."""
    place(path_of(output, student), text)
