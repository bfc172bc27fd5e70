"""From what pip prints to one line that says how far it is."""

import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

BEGUN = re.compile(r"(?:Collecting|Processing|Requirement already satisfied:) (\S+)")
SIZE = re.compile(r"\s+(?:Downloading|Using cached) .*\((.+)\)")
SHARE = re.compile(r"Progress (\d+) of (\d+)")


class Progress:
    """A counter of packages; on a terminal one line that is rewritten, else a line for each.

    Parameters
    ----------
    requirements
        The lock whose packages are counted.
    before_unpacking
        Called once, when pip has fetched all and begins to change the environment.
    """

    def __init__(self, requirements: Path, before_unpacking: Callable[[], None]) -> None:
        self.total = len(re.findall(r"(?m)^\S+==", requirements.read_text(encoding="utf-8")))
        self.done = 0
        self.step = "Getting ready"
        self.detail = ""
        self.since = time.monotonic()
        self.before_unpacking = before_unpacking
        self.on_terminal = sys.stdout.isatty()

    def read(self, line: str) -> None:
        """Take one line of pip's output, or an empty one as time goes by."""
        if line.startswith("Ignoring "):  # a package for another system
            self.total -= 1
        elif found := BEGUN.match(line):
            self.done += 1
            name = re.split(r"==|-\d", Path(found[1]).name)[0]
            self.begin(f"[{self.done:3}/{self.total}] {name}")
        elif found := SIZE.match(line):
            self.detail = found[1]
        elif found := SHARE.match(line):
            self.detail = f"{int(found[1]) / 1e6:.0f} of {int(found[2]) / 1e6:.0f} MB"
        elif "connection broken by" in line:
            self.detail = "no answer from the network, trying again"
        elif line.startswith("Installing collected packages"):
            self.before_unpacking()
            self.begin(f"Unpacking {line.count(',') + 1} packages")
        self.tick()

    def tick(self, _line: str = "") -> None:
        """Show the seconds that go by."""
        if self.on_terminal:
            self._rewrite()

    def begin(self, step: str) -> None:
        """Go on to the next step; an empty one is the end."""
        if self.step and not self.on_terminal:
            print(self._text(), flush=True)
        self.step, self.detail, self.since = step, "", time.monotonic()
        if self.on_terminal and not step:
            print()

    def _text(self) -> str:
        seconds = int(time.monotonic() - self.since)
        return " ".join(filter(None, [self.step, self.detail, f"({seconds} s)" * (seconds > 1)]))

    def _rewrite(self) -> None:
        width = shutil.get_terminal_size().columns - 1
        print("\r" + self._text()[:width].ljust(width), end="", flush=True)
