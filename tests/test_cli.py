"""The command, as someone types it."""

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import dropout_course
from dropout_course import claims, record
from dropout_course.catalog import EXERCISES, LESSONS
from dropout_course.claims import Claim, Equals
from dropout_course.cli import main, parser
from dropout_course.experiments.result import Result
from dropout_course.grading.starter import clear_solution

PROJECT = Path(__file__).resolve().parents[1]
COMMANDS = (
    "claims",
    "paper",
    "check",
    "status",
    "reset",
    "export-nbgrader",
    "start",
    "doctor",
    "grade",
    "validate",
)
RIGHT = """import numpy as np

def enumerate_masks(n):
    return np.indices((2,) * n).reshape(n, -1).T
"""
WRONG = "def mask_probabilities(*args):\n    return 1\n"


class Experiment:
    """A cheap measurement that counts how often it was made."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, seeds: int, _) -> Result:
        self.runs += 1
        return Result("share", "", ("x",), tuple(range(seeds)), np.ones((1, seeds)), 0.5)


@pytest.fixture
def three(monkeypatch) -> list[Experiment]:
    experiments = [Experiment() for _ in range(3)]
    made = [
        Claim(n, f"claim_{n}", f"Sentence {n}.", (0,), "02_math", "L.", one, Equals("x", 1.0))
        for n, one in enumerate(experiments, start=1)
    ]
    monkeypatch.setattr(claims, "CLAIMS", tuple(made))
    return experiments


def let_second(monkeypatch, experiment) -> None:
    first, second, third = claims.CLAIMS
    changed = replace(second, experiment=experiment)
    monkeypatch.setattr(claims, "CLAIMS", (first, changed, third))


def test_the_command_is_installed_under_its_name():
    code = "import sys; from dropout_course.cli import main; sys.exit(main(['--version']))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.stdout == f"dropout-course {dropout_course.__version__}\n"
    assert done.returncode == 0
    assert 'dropout-course = "dropout_course.cli:main"' in (PROJECT / "pyproject.toml").read_text()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_examples_that_are_understood(capsys, command):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    _, _, examples = capsys.readouterr().out.partition("examples:\n")
    lines = examples.strip().splitlines()
    assert lines
    for line in lines:
        start, *arguments = line.split()
        assert start == "dropout-course"
        assert arguments[0] == command
        parser().parse_args(arguments)


def test_claims_are_measured_written_and_judged(capsys, tmp_path, three):
    assert main(["claims", "--quick", "--output", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "[3/3] claim_3: Sentence 3. (5 seeds)" in out
    assert out.count("✓ supported") == 3
    assert "3 claims measured: 3 supported" in out
    assert "Sentence 2." in (tmp_path / "ledger.md").read_text(encoding="utf-8")
    assert len(json.loads((tmp_path / "ledger.json").read_bytes())["claims"]) == 3


def test_named_claims_add_to_what_is_there_and_nothing_is_measured_twice(capsys, tmp_path, three):
    folder = ["--output", str(tmp_path)]
    assert main(["claims", "claim_2", "2", "--seeds", "3", *folder]) == 0
    assert main(["claims", "--seeds", "3", *folder]) == 0
    assert [one.runs for one in three] == [1, 1, 1]
    assert "claim_2: Sentence 2. (kept from before)" in capsys.readouterr().out
    assert main(["claims", "2", "--seeds", "4", *folder]) == 0
    assert [one.runs for one in three] == [1, 2, 1]


@pytest.mark.parametrize("swallowed", [False, True])
def test_an_interrupted_ledger_goes_on_where_it_was(
    capsys, tmp_path, three, monkeypatch, swallowed
):
    def interrupted(seeds: int, _) -> Result:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            if not swallowed:
                raise
        return three[1](1, None)

    let_second(monkeypatch, interrupted)
    before = signal.getsignal(signal.SIGINT)
    assert main(["claims", "--output", str(tmp_path)]) == 130
    assert "goes on from there" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGINT) is before
    let_second(monkeypatch, three[1])
    runs = three[1].runs
    assert main(["claims", "--output", str(tmp_path)]) == 0
    assert [one.runs for one in three] == [1, runs + 1, 1]


def test_a_damaged_ledger_is_measured_again_and_said_so(capsys, tmp_path, three):
    (tmp_path / "ledger.json").write_text("{", encoding="utf-8")
    assert main(["claims", "1", "--output", str(tmp_path)]) == 0
    assert "ledger.json was damaged" in capsys.readouterr().out
    assert three[0].runs == 1


def test_a_claim_whose_package_is_missing_stops_no_other(capsys, tmp_path, three, monkeypatch):
    def missing(seeds: int, _) -> Result:
        raise ModuleNotFoundError("This measurement needs TensorFlow.")

    let_second(monkeypatch, missing)
    assert main(["claims", "--output", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "○ not measured: This measurement needs TensorFlow." in out
    assert "2 claims measured: 2 supported" in out


def test_a_real_claim_is_measured(capsys, tmp_path):
    assert main(["claims", "half_are_off", "--seeds", "3", "--output", str(tmp_path)]) == 0
    assert "✗ contradicted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["claims", "add_noise"], "did you mean 'adds_noise'?"),
        (["claims", "99"], "There is no claim 99"),
        (["claims", "1", "--output", __file__], "File exists"),
        (["check", "nowhere.py"], "nowhere.py: No such file"),
        (["check", str(PROJECT / "LICENSE")], "Expected a Python file (.py) or a notebook"),
        (["check", __file__], "No exercise in"),
        (["reset", "samplemask"], "did you mean 'sample_mask'?"),
        (["export-nbgrader", __file__], "test_cli.py"),
    ],
)
def test_a_users_mistake_is_one_sentence(capsys, arguments, sentence):
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert "Traceback" not in error
    assert len(error.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [[], ["claims", "--seeds", "0"], ["claims", "--seeds", "x"], ["fly"]]
)
def test_wrong_usage_exits_with_2(capsys, arguments):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage:" in capsys.readouterr().err


def test_check_judges_what_a_file_defines(capsys, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(f"{RIGHT}\n{WRONG}\nfrom dropout_course.layers import sample_mask\n1 / 0\n")
    assert main(["check", str(file)]) == 1
    out = capsys.readouterr().out
    assert "✓ enumerate_masks · Passed" in out
    assert "mask_probabilities · " in out
    assert "sample_mask ·" not in out
    assert "1 of 2 exercises passed." in out
    assert [event.name for event in record.events("check")] == [
        "enumerate_masks",
        "mask_probabilities",
    ]
    assert main(["status"]) == 0
    assert "enumerate_masks: ✓ solved" in capsys.readouterr().out


def test_check_passes_when_all_pass(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(RIGHT)
    assert main(["check", str(file)]) == 0


def test_a_statement_that_raises_is_told_and_hides_no_answer(capsys, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(f"import nothing_here\n{RIGHT}x = 1 / 0\n")
    assert main(["check", str(file)]) == 0
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("mine.py, line 1, `import nothing_here`, raised `ModuleNotFoundError`")
    assert second.startswith("mine.py, line 6, `x = 1 / 0`, raised `ZeroDivisionError`")


def test_a_file_runs_with_what_python_gives_it(capsys, tmp_path):
    file = tmp_path / "mine.py"
    given = 'for name in ("__builtins__", "__file__", "__name__"):\n    globals()[name]\n'
    file.write_text(f"{given}{RIGHT}")
    assert main(["check", str(file)]) == 0
    assert not capsys.readouterr().err


def notebook(path: Path, *sources: str) -> Path:
    cells = [{"cell_type": "code", "source": source.splitlines(True)} for source in sources]
    prose = {"cell_type": "markdown", "source": ["def is no code"]}
    path.write_text(json.dumps({"cells": [prose, *cells]}), encoding="utf-8")
    return path


def test_check_reads_notebooks_with_what_only_jupyter_understands(capsys, tmp_path):
    magic = f"%matplotlib inline\n{RIGHT}!ls\n"
    path = notebook(tmp_path / "a.ipynb", magic, "check(enumerate_masks)", "def broken(:")
    assert main(["check", str(path)]) == 0
    captured = capsys.readouterr()
    assert "1 of 1 exercises passed." in captured.out
    assert captured.err.startswith("Cell 4, line 1, is no Python code")


@pytest.mark.parametrize("text", ["{", "[]", '{"cells": [{}]}', '{"cells": 3}'])
def test_a_damaged_notebook_is_said_to_be_one(capsys, tmp_path, text):
    path = tmp_path / "a.ipynb"
    path.write_text(text)
    assert main(["check", str(path)]) == 2
    assert "is no notebook, or a damaged one" in capsys.readouterr().err


def test_an_exercise_notebook_is_not_attempted_and_its_solutions_pass(capsys):
    name = LESSONS[1].name
    assert main(["check", str(PROJECT / "exercises" / f"{name}.ipynb")]) == 1
    assert capsys.readouterr().out.count("Not attempted") == len(LESSONS[1].exercises)
    assert main(["check", str(PROJECT / "solutions" / f"{name}.ipynb")]) == 0


@pytest.mark.slow
def test_a_function_that_never_returns_is_stopped(capsys, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(
        "def enumerate_masks(n):\n    while True:\n        try:\n            pass\n"
        "        except:\n            pass\n"
    )
    assert main(["check", str(file)]) == 1
    assert "had not finished after 10 seconds and was stopped" in capsys.readouterr().out


def test_reset_prints_the_starter_and_writes_nothing(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["reset", "sample_mask"]) == 0
    source = EXERCISES["sample_mask"].reference_source
    assert capsys.readouterr().out.strip() == clear_solution(source).strip()
    assert not list(tmp_path.iterdir())


def test_export_names_what_it_wrote_and_overwrites_nothing(capsys, tmp_path):
    assert main(["export-nbgrader", str(tmp_path)]) == 0
    paths = [tmp_path / "source" / one.name / f"{one.name}.ipynb" for one in LESSONS]
    assert all(path.is_file() and str(path) in capsys.readouterr().out for path in paths[:1])
    paths[0].unlink()
    text = paths[1].read_bytes()
    assert main(["export-nbgrader", str(tmp_path)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert not paths[0].exists()
    assert paths[1].read_bytes() == text


def test_colour_is_for_terminals_only(capsys, tmp_path, three, monkeypatch):
    arguments = ["claims", "1", "--output", str(tmp_path)]
    monkeypatch.delenv("NO_COLOR", raising=False)
    main(arguments)
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    main(arguments)
    assert "\x1b[32m✓ supported\x1b[0m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(arguments)
    assert "\x1b" not in capsys.readouterr().out
