"""What the documents tell someone to type works: each command is run, or held by a named test."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dropout_course.catalog import EXERCISES
from dropout_course.cli import parser

PROJECT = Path(__file__).resolve().parents[1]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in PROJECT.glob("docs/*.md"))]
PROGRAMS = r"(?:python3?|py|pip|uv|git|cd|pytest|ruff|mypy|dropout-course|nbgrader|jupyter)"

LONGEST = 300  # seconds; a command that takes longer belongs into HELD
# What is not run here, because it needs the network, minutes or a person, and which test does it.
HELD = {
    r"git clone|cd ": "",  # of an address that the reader fills in
    r"(python3|py) course\.py( test)?( |$)": "tests/launcher/test_start.py",
    r"(uv venv|uv run|uv pip) ": "tests/test_packaging.py",
    r"(pip|uv) install": "tests/test_start.py",
    r"pip install .*dropout_course-": "tests/test_start.py",
    r"uv build|python -m build": "tests/test_packaging.py",
    r"python locks/update\.py": "tests/test_packaging.py",
    r"python -m authoring build": "tests/authoring/test_execute.py",
    r"python -m authoring matrix": "tests/authoring/test_matrix.py",
    r"python -m authoring site$": "tests/browser/test_site.py",
    r"python -m authoring site --repository": "tests/authoring/test_site.py",
    r"python -m authoring check": "tests/authoring/test_command.py",
    r"python -m authoring picture": "tests/authoring/test_modules.py",
    r"python -m authoring new": "tests/authoring/test_scaffold.py",
    r"python -m authoring lite": "tests/authoring/test_lite.py",
    r"pytest |ruff |mypy": "tests/launcher/test_suite.py",
    r"python -m tests\.benchmarks": "tests/test_docs.py",
    r"dropout-course claims": "tests/test_cli.py",
    r"dropout-course paper": "tests/paper/test_command.py",
    r"dropout-course grade": "tests/classroom/test_run.py",
    r"dropout-course validate": "tests/classroom/test_validate.py",
    r"nbgrader |dropout-course export-nbgrader": "tests/test_nbgrader.py",
}


def commands(document: str) -> Iterator[str]:
    """Every line of a block, and every piece of code in a sentence, that begins with a program."""
    text = (PROJECT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"(?ms)^```(?:sh)?\n(.*?)^```", text)
    yield from (line for block in blocks for line in block.splitlines())
    yield from re.findall(r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"(?ms)^```.*?^```", "", text))


def typed() -> list[tuple[str, str]]:
    """Each command once, with the first document that has it."""
    found: dict[str, str] = {}
    for document in DOCUMENTS:
        for line in commands(document):
            if re.match(rf"{PROGRAMS} \S", line) and "…" not in line:
                found.setdefault(line.split("  #")[0].strip(), document)
    return [(document, line) for line, document in found.items()]


TYPED = typed()
RUN = [command for _, command in TYPED if not any(re.match(pattern, command) for pattern in HELD)]


def test_commands_are_found():
    assert ("docs/learners.md", "dropout-course reset sample_mask") in TYPED
    assert "dropout-course doctor" in RUN
    assert len(TYPED) > 20


@pytest.mark.parametrize("test", sorted({test for test in HELD.values() if test}))
def test_the_tests_that_hold_commands_exist(test):
    assert (PROJECT / test).is_file()


@pytest.mark.parametrize("command", [c for _, c in TYPED if c.startswith("dropout-course ")])
def test_a_command_of_the_course_is_understood(command):
    parser().parse_args(command.split()[1:])


@pytest.mark.parametrize("command", [c for _, c in TYPED if c.startswith("python -m tests.")])
def test_a_benchmark_is_there(command):
    assert (PROJECT / f"{command.split()[2].replace('.', '/')}.py").is_file()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, with a learner's answers in it."""
    copy = tmp_path / "project"
    shutil.copytree(PROJECT, copy, ignore=_strays)
    answers = EXERCISES["enumerate_masks"].reference_source
    (copy / "my_answers.py").write_text(f"import numpy as np\n{answers}", encoding="utf-8")
    return copy


def _strays(folder: str, names: list[str]) -> set[str]:
    built = {"dist", "site", "lite"} if Path(folder) == PROJECT else set()
    hidden = {".git", ".course-env", ".hypothesis", "__pycache__"}
    return set(names) & (built | hidden) | {name for name in names if name.endswith("_cache")}


@pytest.mark.slow
@pytest.mark.parametrize("command", RUN)
def test_a_command_does_what_a_reader_types_it_for(command, project):
    if command.startswith("dropout-course start"):
        command += " --copy-only"  # JupyterLab is opened by tests/test_start.py
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        shell=True,
        cwd=project,
        env=os.environ | {"PATH": path, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-2000:]
