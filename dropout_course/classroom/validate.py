"""Run notebooks from top to bottom, and say in words where one does not do what it shows."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import joblib
import tqdm

from dropout_course.files import course_folder
from dropout_course.reproducible import SAME_DIGITS

SANITIZE = Path(__file__).resolve().parents[1] / "nbval.cfg"
FOLDERS = ("notebooks", "exercises", "solutions")
CELL_SECONDS = 300
LONGEST = 300
_COLOUR = re.compile(r"(\x1b|#x1B)\[[0-9;]*m")


class CannotValidate(Exception):  # noqa: N818 (its message is a sentence for the instructor)
    """There is nothing to run, or nothing to run it with."""


@dataclass(frozen=True)
class Difference:
    """A cell that did not do what the notebook shows.

    Attributes
    ----------
    notebook : Path
        Which notebook.
    cell : int
        Which of its code cells, from 1; 0 where the notebook could not be run at all.
    source : str
        The first line of the cell.
    words : str
        What was expected and what came, or what was raised.
    """

    notebook: Path
    cell: int
    source: str
    words: str

    def __str__(self) -> str:
        """Return it as an instructor reads it."""
        place = f", code cell {self.cell} (`{self.source}`)" if self.cell else ""
        return f"{self.notebook}{place}: {self.words}"


def notebooks_in(places: Sequence[Path]) -> list[Path]:
    """Return the notebooks in folders, and those named; all of the course for no place.

    Raises
    ------
    CannotValidate
        There is none.
    """
    places = places or [course_folder() / name for name in FOLDERS]
    found = [
        path
        for place in places
        for path in (sorted(place.rglob("*.ipynb")) if place.is_dir() else [place])
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    ]
    if not found:
        raise CannotValidate(f"No notebook in {', '.join(map(str, places))}.")
    return list(dict.fromkeys(found))


def validate(notebooks: Iterable[Path], jobs: int = -1) -> Iterator[tuple[Path, list[Difference]]]:
    """Run notebooks with nbval, and yield each with its differences, in order.

    Parameters
    ----------
    notebooks
        What to run. They are not changed.
    jobs
        How many at a time; -1 for one on each core.

    Raises
    ------
    CannotValidate
        nbval is not installed.
    """
    if importlib.util.find_spec("nbval") is None:
        raise CannotValidate(
            "This needs nbval and pytest: `pip install 'dropout-course[validate]'`, or "
            "`python3 course.py test`, which brings them."
        )
    paths = list(notebooks)
    parallel = joblib.Parallel(n_jobs=jobs, prefer="threads", return_as="generator")
    done = parallel(joblib.delayed(_differences)(path) for path in paths)
    with tqdm.tqdm(total=len(paths), unit=" notebooks", disable=None) as bar:
        for path, differences in zip(paths, done, strict=True):
            bar.update()
            yield path, differences


def _differences(path: Path) -> list[Difference]:
    with tempfile.TemporaryDirectory(prefix="dropout-course-") as home:
        report = Path(home) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:randomly"]
        command += ["-p", "no:xdist", "--nbval", "--nbval-current-env"]
        command += ["--nbval-cell-timeout", str(CELL_SECONDS)]
        command += ["--nbval-sanitize-with", str(SANITIZE), f"--junit-xml={report}"]
        # A record of its own: what one notebook solves, the index does not show.
        environment = os.environ | SAME_DIGITS | {"DROPOUT_COURSE_HOME": home}
        environment.pop("MPLBACKEND", None)
        done = subprocess.run(
            [*command, path.name],
            cwd=path.resolve().parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        cases = list(ET.parse(report).iter("testcase")) if report.exists() else []
    told = [d for case in cases for d in _told(path, case)]
    if done.returncode and not told:
        last = (done.stdout + done.stderr).strip().splitlines()[-1:]
        return [Difference(path, 0, "", f"It could not be run: {' '.join(last)}")]
    return told


def _told(path: Path, case: ET.Element) -> Iterator[Difference]:
    """Turn what nbval says of a cell into words; what follows from an earlier cell is left out."""
    problem = case.find("failure")
    if problem is None:
        problem = case.find("error")
    if problem is None:
        return
    text = _COLOUR.sub("", problem.text or "")
    if "Input:\n" not in text:
        last = next((line for line in reversed(text.splitlines()) if line.strip()), "")
        yield Difference(path, 0, "", f"It could not be run: {_short(last)}")
        return
    number = re.search(r"\d+", case.get("name", ""))
    cell = int(number[0]) + 1 if number else 0
    _, _, rest = text.partition("Input:\n")
    source, _, trace = rest.partition("\nTraceback:")
    first = next((line for line in source.splitlines() if line.strip()), "")
    yield Difference(path, cell, first.strip(), _words(text, trace))


def _words(text: str, trace: str) -> str:
    if "Cell outputs differ" not in text:
        last = next((line for line in reversed(trace.splitlines()) if line.strip()), text)
        late = "Timeout" in text.partition("Input:")[0]
        return f"it took more than {CELL_SECONDS} s." if late else f"it raised {_short(last)}"
    got = [line[4:] for line in trace.splitlines() if line.startswith("  - ")]
    expected = [line[4:] for line in trace.splitlines() if line.startswith("  + ")]
    if not expected and not got:
        return f"its output is another one. {_short(trace)}"
    return (
        f"expected `{_short(' '.join(expected)) or 'nothing'}`, "
        f"got `{_short(' '.join(got)) or 'nothing'}`."
    )


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]} …"
