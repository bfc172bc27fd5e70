"""The command ``dropout-course``."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import dropout_course

if TYPE_CHECKING:
    from dropout_course.claims import Claim, Measurement

COLOURS = {"✓": "32", "✗": "31", "!": "31", "○": "33"}
FAILED, MISUSED, INTERRUPTED = 1, 2, 130
GOES_ON = "Interrupted. What was finished is kept; the same command goes on from there."


class Misuse(Exception):  # noqa: N818 (its message is a sentence for the user)
    """What was asked for cannot be done."""


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
        print(f"  {_coloured(verdict_words(measurement))}", flush=True)

    def lacking(why: str) -> None:
        print(f"  {_coloured('○ not measured')}: {why}", flush=True)

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
        print(f"{_coloured(str(report))}\n", flush=True)
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
        print(_coloured(str(finding)), flush=True)
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
        raise Misuse(f"There is no exercise {options.name!r}; {_nearest(options.name, EXERCISES)}")
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
    from dropout_course.classroom import command

    try:
        return command.grade(options)
    except command.PROBLEMS as error:
        raise Misuse(error) from error


def validate(options: argparse.Namespace) -> int:
    """Run notebooks, or test exercises."""
    from dropout_course.classroom import command

    try:
        return command.validate(options)
    except command.PROBLEMS as error:
        raise Misuse(error) from error


def parser() -> argparse.ArgumentParser:
    """Return what the command understands."""
    main = argparse.ArgumentParser(
        "dropout-course",
        description="The dropout course on the command line.",
        epilog="Every command has examples: dropout-course claims --help",
    )
    version = f"dropout-course {dropout_course.__version__}"
    main.add_argument("--version", action="version", version=version)
    commands = main.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, words: str, *examples: str) -> argparse.ArgumentParser:
        lines = "\n".join(f"  dropout-course {name}{example}" for example in examples)
        return commands.add_parser(
            name,
            help=words,
            description=f"{words[0].upper()}{words[1:]}.",
            epilog=f"examples:\n{lines}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    one = command(
        "start",
        "copy the course into a folder of yours and open it in JupyterLab",
        "",
        " my-course --no-browser --port 9999",
        " --copy-only",
    )
    one.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="by default dropout-course here; what you have changed in it is never overwritten",
    )
    one.add_argument("--copy-only", action="store_true", help="do not open JupyterLab")
    one.add_argument("--no-browser", action="store_true", help="print the address, open no browser")
    one.add_argument("--port", type=_positive, help="of JupyterLab")
    one.set_defaults(run=start)

    one = command("doctor", "say what is installed, what is missing, and what mends it", "")
    one.set_defaults(run=doctor)

    one = command(
        "claims",
        "measure what the notes claim of dropout, and write the ledger",
        " --quick",
        " adds_noise half_are_off --seeds 10",
        " --output my-ledger",
    )
    one.add_argument("names", nargs="*", metavar="NAME", help="of a claim; by default all")
    one.add_argument("--quick", action="store_true", help="few seeds: minutes, wide intervals")
    one.add_argument("--seeds", type=_positive, help="how many, for every claim")
    one.add_argument(
        "--output",
        type=Path,
        default=Path("ledger"),
        metavar="FOLDER",
        help="for ledger.md and ledger.json (default: ledger); what it holds is not measured again",
    )
    one.set_defaults(run=claims)

    one = command(
        "paper",
        "measure the experiments of the 2014 paper again, and write which directions reproduce",
        " --quick",
        " rates sparsity --output my-paper",
        " --data mnist",
    )
    one.add_argument("names", nargs="*", metavar="NAME", help="of an experiment; by default all")
    one.add_argument(
        "--data",
        choices=["digits", "mnist"],
        default="digits",
        help="digits: minutes (default); mnist: an hour, best in the background",
    )
    one.add_argument(
        "--quick", action="store_true", help="a look: small networks that underfit, few seeds"
    )
    one.add_argument(
        "--output",
        type=Path,
        metavar="FOLDER",
        help="for paper.md, paper.json and the pictures (default: paper-digits or paper-mnist); "
        "what it holds is not measured again",
    )
    one.set_defaults(run=paper)

    one = command("check", "judge the exercises in a file", " answers.py", " 02_math.ipynb")
    one.add_argument("file", type=Path, metavar="FILE", help="a Python file or a notebook")
    one.set_defaults(run=check)

    one = command("status", "show what you have solved", "")
    one.set_defaults(run=status)

    one = command("reset", "print the starter of an exercise", " sample_mask")
    one.add_argument("name", metavar="NAME", help="of the exercise; nothing is written")
    one.set_defaults(run=reset)

    one = command("export-nbgrader", "write the exercises as nbgrader assignments", " my-class")
    one.add_argument("folder", type=Path, metavar="DIR", help="nbgrader's course folder")
    one.set_defaults(run=export_nbgrader)

    one = command(
        "grade",
        "grade a class: grade book, feedback for each student, and what was misunderstood",
        " submissions",
        " submissions --output grades --jobs 4",
        " submissions --catalog my_exercises",
        " submissions --scheduler tcp://127.0.0.1:8786",
    )
    one.add_argument("folder", type=Path, metavar="FOLDER", help="with a folder for each student")
    one.add_argument(
        "--output",
        type=Path,
        default=Path("grades"),
        metavar="DIR",
        help="to write (default: grades); what it holds is not graded again",
    )
    one.add_argument("--jobs", type=_positive, default=-1, help="processes (default: all cores)")
    one.add_argument("--seed", type=int, help="repeats a grading (default: a secret one)")
    one.add_argument(
        "--seconds", type=_positive, default=10, help="for the answer to an exercise (default: 10)"
    )
    one.add_argument("--catalog", type=Path, metavar="DIR", help="exercises of your own")
    one.add_argument("--scheduler", metavar="ADDRESS", help="of a dask cluster that grades")
    one.add_argument(
        "--isolation", choices=["bubblewrap", "limits"], help="default: the strongest there is"
    )
    one.set_defaults(run=grade)

    one = command(
        "validate",
        "run notebooks and say where one does not do what it shows",
        "",
        " my-copy/notebooks my-copy/exercises --jobs 2",
        " --catalog my_exercises",
    )
    one.add_argument("places", nargs="*", type=Path, metavar="PLACE", help="default: the course")
    one.add_argument("--jobs", type=_positive, default=-1, help="at a time (default: all cores)")
    one.add_argument("--catalog", type=Path, metavar="DIR", help="test exercises of your own")
    one.set_defaults(run=validate)
    return main


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, got {text!r}")
    return number


def _nearest(name: str, names: Collection[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}."


def _coloured(text: str) -> str:
    """Colour the first line by its shape, where someone looks at a terminal."""
    colour = COLOURS.get(text[:1])
    if colour is None or not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    first, line, rest = text.partition("\n")
    return f"\x1b[{colour}m{first}\x1b[0m{line}{rest}"


if __name__ == "__main__":
    sys.exit(main())
