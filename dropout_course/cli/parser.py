"""What can be typed after ``dropout-course``."""

from __future__ import annotations

import argparse
from pathlib import Path

import dropout_course
from dropout_course.cli import commands


def parser() -> argparse.ArgumentParser:
    """Return what the command understands."""
    main = argparse.ArgumentParser(
        "dropout-course",
        description="The dropout course on the command line.",
        epilog="Every command has examples: dropout-course claims --help",
    )
    version = f"dropout-course {dropout_course.__version__}"
    main.add_argument("--version", action="version", version=version)
    known = main.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, words: str, *examples: str) -> argparse.ArgumentParser:
        lines = "\n".join(f"  dropout-course {name}{example}" for example in examples)
        return known.add_parser(
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
    one.set_defaults(run=commands.start)

    one = command("doctor", "say what is installed, what is missing, and what mends it", "")
    one.set_defaults(run=commands.doctor)

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
    one.set_defaults(run=commands.claims)

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
    one.set_defaults(run=commands.paper)

    one = command("check", "judge the exercises in a file", " answers.py", " 02_math.ipynb")
    one.add_argument("file", type=Path, metavar="FILE", help="a Python file or a notebook")
    one.set_defaults(run=commands.check)

    one = command("status", "show what you have solved", "")
    one.set_defaults(run=commands.status)

    one = command("reset", "print the starter of an exercise", " sample_mask")
    one.add_argument("name", metavar="NAME", help="of the exercise; nothing is written")
    one.set_defaults(run=commands.reset)

    one = command("export-nbgrader", "write the exercises as nbgrader assignments", " my-class")
    one.add_argument("folder", type=Path, metavar="DIR", help="nbgrader's course folder")
    one.set_defaults(run=commands.export_nbgrader)

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
        "--isolation",
        choices=["bubblewrap", "namespaces", "limits"],
        help="default: the strongest there is",
    )
    one.set_defaults(run=commands.grade)

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
    one.set_defaults(run=commands.validate)
    return main


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, got {text!r}")
    return number
