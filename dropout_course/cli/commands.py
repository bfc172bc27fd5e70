"""What each command does; it returns its exit code."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dropout_course.cli.manners import FAILED, GOES_ON, Misuse, coloured, nearest

if TYPE_CHECKING:
    from dropout_course.claims import Claim, Measurement


def claims(options: argparse.Namespace) -> int:
    """Measure claims and write the ledger."""
    from dropout_course.claims import CLAIMS, UnknownClaim, claim
    from dropout_course.claims.measuring import measure_all
    from dropout_course.claims.store import Store
    from dropout_course.claims.table import measured_words, verdict_words

    try:
        chosen = [claim(int(name) if name.isdecimal() else name) for name in options.names]
    except UnknownClaim as error:
        raise Misuse(error) from error
    chosen = list(dict.fromkeys(chosen)) or list(CLAIMS)
    store = Store(options.output)
    if store.said:
        print(store.said)
    places = {one.name: f"[{place}/{len(chosen)}]" for place, one in enumerate(chosen, start=1)}

    def before(one: Claim, seeds: int) -> None:
        print(f"{places[one.name]} {one.name}: {one.sentence} ({seeds} seeds)", flush=True)

    def after(measurement: Measurement, kept: bool) -> None:
        one = measurement.claim
        if kept:
            print(f"{places[one.name]} {one.name}: {one.sentence} (kept from before)")
        print(f"  {measured_words(measurement)}")
        print(f"  {coloured(verdict_words(measurement))}", flush=True)

    def lacking(why: str) -> None:
        print(f"  {coloured('○ not measured')}: {why}", flush=True)

    try:
        measure_all(
            chosen,
            store,
            seeds=options.seeds,
            quick=options.quick,
            before=before,
            after=after,
            lacking=lacking,
        )
    except KeyboardInterrupt as error:
        raise KeyboardInterrupt(GOES_ON) from error
    print(f"\n{store.ledger.summary}. Written: {store.markdown} and {store.json}.")
    return 0


def paper(options: argparse.Namespace) -> int:
    """Measure the counterparts of the paper's experiments and write the report."""
    from dropout_course.data import DataUnavailable, digits, mnist
    from dropout_course.paper import COUNTERPARTS, SIZES, UnknownCounterpart, counterpart
    from dropout_course.paper.command import measure_counterparts

    try:
        chosen = [counterpart(name) for name in dict.fromkeys(options.names)] or COUNTERPARTS
        data = {"digits": digits, "mnist": mnist}[options.data]()
    except (UnknownCounterpart, DataUnavailable) as error:
        raise Misuse(error) from error
    size = SIZES[options.data, "quick" if options.quick else "full"]
    folder = options.output or Path(f"paper-{options.data}")
    try:
        measure_counterparts(chosen, data, size, folder)
    except KeyboardInterrupt as error:
        raise KeyboardInterrupt(GOES_ON) from error
    return 0


def check(options: argparse.Namespace) -> int:
    """Judge the exercises found in a file."""
    from dropout_course import learner
    from dropout_course.answers import Unreadable, answers_in
    from dropout_course.catalog import EXERCISES

    try:
        answers = answers_in(options.file)
    except Unreadable as error:
        raise Misuse(error) from error
    for problem in answers.problems:
        print(problem, file=sys.stderr)
    found = {name: value for name, value in answers.found.items() if name in EXERCISES}
    if not found:
        names = ", ".join([*answers.found][:8]) or "none at all"
        raise Misuse(
            f"No exercise in {options.file}: expected a function with the name of an exercise, "
            f"such as `{next(iter(EXERCISES))}`; it defines: {names}."
        )
    passed = 0
    for value in found.values():
        report = learner.check(value)
        passed += report.passed
        print(f"{coloured(str(report))}\n", flush=True)
    print(f"{passed} of {len(found)} exercises passed.")
    return 0 if passed == len(found) else FAILED


def start(options: argparse.Namespace) -> int:
    """Copy the course into a folder of the learner's, and open it."""
    from dropout_course import start

    folder = start.prepare(options.folder)
    if options.copy_only:
        return 0
    given = ["--no-browser"] if options.no_browser else []
    return start.open_lab(folder, given + ([f"--port={options.port}"] if options.port else []))


def doctor(_: argparse.Namespace) -> int:
    """Say what is installed, what is missing, and what mends it."""
    from dropout_course.doctor import examine

    ill = 0
    for finding in examine():
        ill += finding.needed and not finding.good
        print(coloured(str(finding)), flush=True)
    print(f"\n{ill} to mend." if ill else "\nAll that the course needs is there.")
    return FAILED if ill else 0


def status(_: argparse.Namespace) -> int:
    """Show how the learner stands."""
    from dropout_course.learner import progress

    print(progress())
    return 0


def reset(options: argparse.Namespace) -> int:
    """Print the starter of an exercise."""
    from dropout_course.catalog import EXERCISES
    from dropout_course.grading.starter import clear_solution

    if options.name not in EXERCISES:
        raise Misuse(f"There is no exercise {options.name!r}; {nearest(options.name, EXERCISES)}")
    print(clear_solution(EXERCISES[options.name].reference_source.strip("\n")))
    return 0


def export_nbgrader(options: argparse.Namespace) -> int:
    """Write the exercises as assignments for nbgrader."""
    from dropout_course.catalog import LESSONS
    from dropout_course.nbgrader import export

    for path in export(options.folder, LESSONS):
        print(path)
    print(f"Next, in {options.folder}: nbgrader generate_assignment {LESSONS[0].name}")
    return 0


def grade(options: argparse.Namespace) -> int:
    """Grade a class."""
    return _in_the_classroom("grade", options)


def validate(options: argparse.Namespace) -> int:
    """Run notebooks, or test exercises."""
    return _in_the_classroom("validate", options)


def _in_the_classroom(name: str, options: argparse.Namespace) -> int:
    from dropout_course.classroom import command

    try:
        code: int = getattr(command, name)(options)
    except command.PROBLEMS as error:
        raise Misuse(error) from error
    return code
