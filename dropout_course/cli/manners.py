"""What all commands share: exit codes, colour, and the name that was meant."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Collection

COLOURS = {"✓": "32", "✗": "31", "!": "31", "○": "33"}
FAILED, MISUSED, INTERRUPTED = 1, 2, 130
GOES_ON = "Interrupted. What was finished is kept; the same command goes on from there."


class Misuse(Exception):  # noqa: N818 (its message is a sentence for the user)
    """What was asked for cannot be done."""


def nearest(name: str, names: Collection[str]) -> str:
    """Return the name that was meant, or all that there are."""
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}."


def coloured(text: str) -> str:
    """Colour the first line by its shape, where someone looks at a terminal."""
    colour = COLOURS.get(text[:1])
    if colour is None or not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    first, line, rest = text.partition("\n")
    return f"\x1b[{colour}m{first}\x1b[0m{line}{rest}"
