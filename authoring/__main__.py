"""``python -m authoring build|check|new``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from authoring import drift, execute, plan
from authoring.notebook import AuthoringError

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        problems = _run(options)
    except AuthoringError as error:
        problems = [str(error)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _run(options: argparse.Namespace) -> list[str]:
    from dropout_course.catalog import LESSONS

    drafts = plan.plan(ROOT, LESSONS)
    if options.command == "check":
        problems = drift.check(drafts, ROOT)
        if not problems:
            print(f"{len(drafts)} notebooks are as built.")
        return problems
    if options.names:
        chosen = plan.choose(drafts, options.names)
    else:
        chosen = drafts if options.all else drift.drifted(drafts, ROOT)
    if not chosen:
        print("Nothing differs from its source. After a change of the package: build --all.")
    return execute.build(chosen, ROOT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m authoring", description="Build the course's notebooks."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="run notebooks and store their outputs")
    build.add_argument("names", nargs="*", help="lessons or notebooks; by default what has drifted")
    build.add_argument("--all", action="store_true", help="everything, drifted or not")
    commands.add_parser("check", help="refuse notebooks that are not as built")
    return parser


if __name__ == "__main__":
    sys.exit(main())
