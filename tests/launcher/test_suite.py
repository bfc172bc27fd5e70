from pathlib import Path

import pytest

from launcher import suite
from tests.launcher.conftest import Toy

PASSES = "import sys; print('run', sys.argv[1:])"
FAILS = "import sys; sys.exit(3)"
# Stands in for pytest: it fails where its folder is named, and reports as pytest does.
PYTEST = """
import os, pathlib, sys
[report] = [a.split("=", 1)[1] for a in sys.argv if a.startswith("--junit-xml=")]
print("options", sys.argv[1:], "home", os.environ["DROPOUT_COURSE_HOME"])
if "nothing" in sys.argv:
    sys.exit(5)
if "tests/browser" in sys.argv and "--ignore" not in sys.argv:
    sys.exit(4)  # a usage error: no report
failed = int("notebooks" in sys.argv)
counts = f'tests="10" failures="{failed}" errors="{failed}" skipped="2"'
pathlib.Path(report).write_text(f"<testsuites><testsuite {counts}/></testsuites>")
sys.exit(failed)
"""


@pytest.fixture
def tools(toy: Toy) -> Toy:
    code = {"ruff": PASSES, "mypy": FAILS, "authoring": PASSES, "pytest": PYTEST}
    packages = [(name, "1.0", {f"{name}/__main__.py": text}) for name, text in code.items()]
    toy.lock(*packages, name="test")
    return toy


def test_all_steps_run_whatever_the_earlier_ones_said(tools: Toy) -> None:
    done = tools.run("test")
    assert done.returncode == 1
    lines = done.stdout.splitlines()[-len(suite.STEPS) - 1 :]
    verdicts = {line[:14].strip(): line[15:].split("  ")[0] for line in lines[:-1]}
    assert verdicts == {
        "lint": "passed",
        "format": "passed",
        "types": "FAILED",
        "built files": "passed",
        "unit tests": "passed",
        "notebooks": "FAILED",
        "browser tests": "FAILED",
    }
    assert lines[-1] == "17 passed, 4 failed, 4 skipped"


def test_pytest_options_reach_every_pytest_step_and_may_select_nothing(tools: Toy) -> None:
    done = tools.run("test", "-k", "nothing")
    assert done.stdout.count("'-k', 'nothing'") == 3
    assert done.stdout.splitlines()[-1] == "3 passed, 1 failed"


def test_nothing_collected_is_a_failure_where_nothing_was_selected(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr("subprocess.call", lambda *_, **__: suite.NOTHING_COLLECTED)
    assert suite._run_pytest(["pytest"], {}, selected=False)["failed"] == 1
    assert suite._run_pytest(["pytest"], {}, selected=True)["failed"] == 0


def test_the_learners_own_record_is_not_used(tools: Toy, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    done = tools.run("test", DROPOUT_COURSE_HOME=str(mine))
    homes = {line.split()[-1] for line in done.stdout.splitlines() if line.startswith("options")}
    assert len(homes) == 1
    assert str(mine) not in homes
    assert not Path(homes.pop()).exists()


def test_the_tests_add_to_the_course_and_the_course_starts_after(tools: Toy) -> None:
    tools.run()
    tools.run("test")
    assert "Installing" not in tools.run().stdout
    assert "Installing" not in tools.run("test").stdout
