"""Run every test of the project, one step after the other, whatever the earlier ones said."""

import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from launcher.environment import ROOT, interpreter, prepare, variables

PYTEST = ["pytest", "-p", "no:cacheprovider"]
PARALLEL = ["--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadscope"]
# Cells depend on those above them, so no random order; and a cell that hangs ends the run.
NOTEBOOKS = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout", "300", "-p", "no:randomly"]
NOTEBOOKS += ["--nbval-sanitize-with", "dropout_course/nbval.cfg"]
STEPS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "built files": ["authoring", "check"],
    "unit tests": [*PYTEST, *PARALLEL, "tests", "--ignore", "tests/browser"],
    "notebooks": [*PYTEST, *PARALLEL, *NOTEBOOKS, "notebooks", "exercises", "solutions"],
    "browser tests": [*PYTEST, "tests/browser"],
}
NOTHING_COLLECTED = 5  # pytest's exit code


@dataclass(frozen=True)
class Outcome:
    """What one step said: how many passed, failed and were skipped, and how long it took."""

    step: str
    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def __str__(self) -> str:
        """Return one line of the summary."""
        verdict = "FAILED" if self.counts["failed"] else "passed"
        return f"{self.step:14} {verdict}  {_describe(self.counts):40} {self.seconds:6.1f} s"


def run(options: list[str]) -> int:
    """Prepare the environment, run all steps with pytest's `options`, and sum up."""
    prepare("test")
    with tempfile.TemporaryDirectory() as home:
        environment = variables() | {"DROPOUT_COURSE_HOME": home}  # not the reader's own record
        outcomes = [_run_step(step, options, environment) for step in STEPS]
    total: Counter[str] = Counter()
    print()
    for outcome in outcomes:
        print(outcome)
        total += outcome.counts
    print(_describe(total))
    return 1 if total["failed"] else 0


def _run_step(step: str, options: list[str], environment: dict[str, str]) -> Outcome:
    command = [str(interpreter()), "-m", *STEPS[step]]
    print(f"\n== {step}: python {' '.join(command[1:])}", flush=True)
    started = time.monotonic()
    if STEPS[step][0] != "pytest":
        code = subprocess.call(command, cwd=ROOT, env=environment)
        counts = Counter(["failed" if code else "passed"])
    else:
        counts = _run_pytest([*command, *options], environment, selected=bool(options))
    return Outcome(step, counts, time.monotonic() - started)


def _run_pytest(command: list[str], environment: dict[str, str], selected: bool) -> Counter[str]:
    """Return what pytest counted, and one failure more where it failed without a failed test."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = subprocess.call([*command, f"--junit-xml={report}"], cwd=ROOT, env=environment)
        counts = _read_report(report) if report.exists() else Counter()
    nothing_wanted = selected and code == NOTHING_COLLECTED
    if code and not nothing_wanted and not counts["failed"]:
        counts["failed"] = 1
    return counts


def _read_report(report: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for suite in ET.parse(report).iter("testsuite"):
        number = {
            name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")
        }
        counts["failed"] += number["failures"] + number["errors"]
        counts["skipped"] += number["skipped"]
        counts["passed"] += number["tests"] - sum(list(number.values())[1:])
    return counts


def _describe(counts: Counter[str]) -> str:
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    return f"{counts['passed']} passed, {counts['failed']} failed{skipped}"
