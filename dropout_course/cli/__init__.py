"""The command ``dropout-course``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from dropout_course.cli.manners import FAILED, INTERRUPTED, MISUSED, Misuse
from dropout_course.cli.parser import parser

__all__ = ["main", "parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal of few signs shows a question mark for ✓.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except BrokenPipeError:
        # The reader has seen enough, as `head` has; nothing is left to say at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (Misuse, OSError) as error:
        words = str(error)
        if isinstance(error, OSError) and error.filename and error.strerror:
            words = f"{error.filename}: {error.strerror}"
        print(f"dropout-course: {words}", file=sys.stderr)
        return MISUSED
    except KeyboardInterrupt as error:
        print(f"\n{str(error) or 'Interrupted.'}", file=sys.stderr)
        return INTERRUPTED
    return code
