"""The commands of authors: ``python -m authoring COMMAND``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from authoring import coverage, drift, execute, scaffold
from authoring.notebook import AuthoringError
from authoring.plan import choose, plan

if TYPE_CHECKING:
    from dropout_course.catalog import Lesson

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run one command in this checkout and return its exit code."""
    from dropout_course.catalog import LESSONS

    options = _parser().parse_args(arguments)
    try:
        problems = options.run(options, ROOT, LESSONS)
    except AuthoringError as error:
        problems = [str(error)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def build(options: argparse.Namespace, root: Path, lessons: Sequence[Lesson]) -> list[str]:
    """Run and store what was asked for; by default what differs from its source."""
    drafts = plan(root, lessons)
    if options.names:
        drafts = choose(drafts, options.names)
    elif not options.all:
        drafts = drift.drifted(drafts, root)
    if not drafts:
        print("Nothing differs from its source. After a change of the package: build --all.")
    return execute.build(drafts, root)


def check(_: argparse.Namespace, root: Path, lessons: Sequence[Lesson]) -> list[str]:
    """Compare everything with its source and run nothing."""
    drafts = plan(root, lessons)
    problems = drift.check(drafts, root)
    print(f"{len(drafts)} notebooks compared with their sources, {len(problems)} problems.")
    return problems


def claim_coverage(_: argparse.Namespace, root: Path, lessons: Sequence[Lesson]) -> list[str]:
    """Say which lesson measures which claim of the ledger, and which claims are missing."""
    from dropout_course.claims import CLAIMS

    found = coverage.appearances(root, [lesson.name for lesson in lessons])
    print(coverage.table(CLAIMS, found))
    return coverage.missing(CLAIMS, found)


def site(options: argparse.Namespace, root: Path, lessons: Sequence[Lesson]) -> list[str]:
    """Write the course as pages."""
    from authoring.site.hosted import Repository
    from authoring.site.write import build

    given = options.repository, options.branch, options.hub
    where = Repository(*given) if options.repository else None
    problems = build(root, lessons, options.folder, where, with_reference=True)
    print(f"Open {options.folder / 'index.html'}; {len(problems)} problems.")
    return problems


def links(options: argparse.Namespace, _: Path, lessons: Sequence[Lesson]) -> list[str]:
    """Print the links that open the lessons elsewhere."""
    from authoring.site.hosted import Repository, table

    print(table(Repository(options.repository, options.branch, options.hub), lessons))
    return []


def lite(options: argparse.Namespace, root: Path, lessons: Sequence[Lesson]) -> list[str]:
    """Write the course for JupyterLite."""
    from authoring import lite

    lite.build(root, lessons, options.folder, options.pyodide)
    print(f"Serve {options.folder} by any web server.")
    return []


def matrix(options: argparse.Namespace, root: Path, _: Sequence[Lesson]) -> list[str]:
    """Try the course on other Pythons."""
    from authoring import matrix

    rows = matrix.run(root, options.pythons or matrix.PYTHONS, keras=options.keras)
    if not options.pythons:
        matrix.put(root, matrix.table(rows))
    return [f"Python {row.python}, {row.packages}: {row.result}" for row in rows if not row.good]


def picture(_: argparse.Namespace, root: Path, __: Sequence[Lesson]) -> list[str]:
    """Draw the modules."""
    from authoring.modules import PICTURE, draw, imports

    (root / PICTURE).write_text(draw(imports(root / "dropout_course")), encoding="utf-8")
    print(PICTURE)
    return []


def new_exercise(options: argparse.Namespace, root: Path, lessons: Sequence[Lesson]) -> list[str]:
    """Begin an exercise."""
    print(scaffold.new_exercise(options.name, options.lesson, root, lessons))
    return []


def new_lesson(options: argparse.Namespace, root: Path, lessons: Sequence[Lesson]) -> list[str]:
    """Begin a lesson."""
    print(scaffold.new_lesson(options.name, root, lessons))
    return []


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m authoring", description="Build and hold notebooks.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("build", help="run notebooks and store their outputs")
    command.add_argument("names", nargs="*", help="lessons or files; by default what has drifted")
    command.add_argument("--all", action="store_true", help="everything, drifted or not")
    command.set_defaults(run=build)

    command = commands.add_parser("check", help="refuse notebooks that are not as built")
    command.set_defaults(run=check)

    command = commands.add_parser("coverage", help="show which lesson measures which claim")
    command.set_defaults(run=claim_coverage)

    command = commands.add_parser("site", help="write the course as pages, for any web server")
    command.add_argument("folder", nargs="?", type=Path, default=Path("site"), help="default: site")
    command.add_argument("--repository", help="its address: pages then link to Colab and Binder")
    _add_place(command)
    command.set_defaults(run=site)

    command = commands.add_parser("links", help="print links that open the lessons elsewhere")
    command.add_argument("repository", help="its address, such as https://github.com/OWNER/NAME")
    _add_place(command)
    command.set_defaults(run=links)

    command = commands.add_parser("lite", help="write the course for JupyterLite, in the browser")
    command.add_argument("folder", nargs="?", type=Path, default=Path("lite"), help="default: lite")
    command.add_argument("--pyodide", type=Path, help="a folder of its files, instead of the web")
    command.set_defaults(run=lite)

    command = commands.add_parser("matrix", help="try the course on all Pythons, oldest to newest")
    command.add_argument("pythons", nargs="*", help="such as 3.12; by default all, and the table")
    command.add_argument("--keras", action="store_true", help="with TensorFlow, where it exists")
    command.set_defaults(run=matrix)

    command = commands.add_parser("picture", help="draw the modules of the package for docs/")
    command.set_defaults(run=picture)

    kinds = commands.add_parser("new", help="begin an exercise or a lesson").add_subparsers(
        required=True, metavar="exercise|lesson"
    )
    command = kinds.add_parser("exercise", help="a module of the catalog")
    command.add_argument("name", help="the function that learners write")
    command.add_argument("--lesson", required=True, help="such as 03_inverted_dropout")
    command.set_defaults(run=new_exercise)

    command = kinds.add_parser("lesson", help="a source of a notebook")
    command.add_argument("name", help="such as 07_history")
    command.set_defaults(run=new_lesson)
    return parser


def _add_place(command: argparse.ArgumentParser) -> None:
    command.add_argument("--branch", default="main", help="that readers get; default: main")
    command.add_argument("--hub", default="", help="address of a JupyterHub with nbgitpuller")


if __name__ == "__main__":
    sys.exit(main())
