"""What the matrix runs in each environment: it knows the installed course and nothing else.

The last line that it prints is JSON: ``result``, ``good`` and ``versions``.
"""

import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

os.environ["DROPOUT_COURSE_HOME"] = str(Path("record").resolve())
COMMAND = [str(Path(sys.executable).with_name("dropout-course"))]
LACKING = "which is not installed here:"


def say(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a learner does."""
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, check=False)


def solutions() -> tuple[int, int, list[str]]:
    """Judge all solutions; return how many passed and could not be run, and what failed."""
    passed, lacking, failed = 0, 0, []
    for notebook in sorted(Path("course/solutions").glob("*.ipynb")):
        done = say("check", str(notebook))
        here, less = done.stdout.count("· Passed"), done.stdout.count(LACKING)
        passed, lacking = passed + here, lacking + less
        if done.returncode and not less:
            failed.append(f"{notebook.stem}: {(done.stderr or done.stdout).strip()[-200:]}")
    return passed, lacking, failed


def pictures() -> None:
    """Draw the still picture of every explorer, and one of an experiment."""
    from dropout_course.experiments.masks import expectations
    from dropout_course.explorers import explore
    from dropout_course.plots import show_result

    for name in (name for name in dir(explore) if not name.startswith("_")):
        assert getattr(explore, name)().picture().startswith("<svg")
    show_result(expectations(3))


def lesson() -> None:
    """Run a lesson in a kernel of this environment."""
    words = ["nbconvert", "--to", "notebook", "--execute", "--stdout", "--log-level=ERROR"]
    command = [sys.executable, "-m", *words, "course/notebooks/02_math.ipynb"]
    subprocess.run(command, capture_output=True, text=True, check=True)


def main() -> None:
    """Try everything, and tell."""
    versions = {}
    for name in sys.argv[1:]:
        for variant in (name, f"{name}-cpu"):
            try:
                versions[name] = metadata.version(variant)
            except metadata.PackageNotFoundError:
                continue
    begun = [say("doctor"), say("start", "course", "--copy-only")]
    problems = [(done.stderr or done.stdout).strip()[-200:] for done in begun if done.returncode]
    passed, lacking, failed = solutions()
    problems += failed
    for attempt in (pictures, lesson):
        try:
            attempt()
        except Exception as error:  # noqa: BLE001 (whatever it is, the table says it)
            said = getattr(error, "stderr", None) or str(error)
            problems.append(f"{attempt.__name__}: {said.strip()[-200:]}")
    result = f"{passed} solutions, pictures, a lesson"
    if lacking:
        result += f"; {lacking} exercises need TensorFlow"
    result = "; ".join(problems).replace("\n", " ") or result
    print(json.dumps({"good": not problems, "result": result, "versions": versions}))


if __name__ == "__main__":
    main()
