"""The assignments, turned into releases and graded by nbgrader itself."""

import csv
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import nbformat
import pytest

from dropout_course import nbgrader, record
from dropout_course.catalog import EXERCISES, LESSONS, Lesson
from dropout_course.grading.model import CheckResult, Report
from dropout_course.grading.starter import clear_solution
from dropout_course.nbgrader import POINTS, assignment, export, points

PROJECT = Path(__file__).resolve().parents[1]
ABOUT = LESSONS[2]
LESSON = Lesson(ABOUT.name, ABOUT.title, ABOUT.exercises[:3])


def sources(notebook: dict) -> dict[str, str]:
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


@pytest.fixture(scope="module")
def real():
    """Parts of nbgrader, whatever its own imports warn of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader import preprocessors, utils
    return preprocessors, utils


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_its_clear_solutions_makes_our_exercises(real, lesson):
    preprocessors, _ = real
    notebook = nbformat.from_dict(assignment(lesson))
    nbformat.validate(notebook)
    preprocessors.CheckCellMetadata().preprocess(notebook, {})
    cleared, _ = preprocessors.ClearSolutions().preprocess(notebook, {})
    path = PROJECT / "exercises" / f"{lesson.name}.ipynb"
    ours, theirs = sources(json.loads(path.read_text(encoding="utf-8"))), sources(cleared)
    assert lesson.exercises
    for exercise in lesson.exercises:
        assert theirs[exercise.name].encode() == ours[exercise.name].encode()
        starter = clear_solution(exercise.reference_source.strip("\n"))
        assert theirs[exercise.name].encode() == starter.encode()


def test_every_exercise_has_a_solution_and_a_test_worth_points():
    cells = {cell["id"]: cell for lesson in LESSONS for cell in assignment(lesson)["cells"]}
    for name in EXERCISES:
        solution, test = (cells[one]["metadata"]["nbgrader"] for one in (name, f"{name}-test"))
        assert (solution["solution"], solution["grade"], solution["locked"]) == (True, False, False)
        assert (test["solution"], test["grade"], test["locked"]) == (False, True, True)
        assert test["points"] == POINTS


def grade(utils, value: object, stderr: str = "") -> float:
    """Return the grade that nbgrader gives to a test cell that showed a value."""
    about = {"grade": True, "solution": False, "points": POINTS}
    cell = nbformat.v4.new_code_cell("", metadata={"nbgrader": about})
    data = {"text/plain": repr(value)}
    cell.outputs = [nbformat.v4.new_output("execute_result", data)]
    if stderr:
        cell.outputs.insert(0, nbformat.v4.new_output("stream", name="stderr", text=stderr))
    earned, out_of = utils.determine_grade(cell)
    assert out_of == POINTS
    return earned


def raising(shape, rate, rng):
    raise OSError("no")


def half_right(shape, rate, rng):
    return rng.random(shape) < rate


def noisy(shape, rate, rng):
    warnings.warn("careful", stacklevel=1)
    print("to stderr", file=sys.stderr)
    os.write(2, b"from C\n")
    return EXERCISES["sample_mask"].reference(shape, rate, rng)


@pytest.mark.parametrize(
    ("answer", "least", "most"),
    [
        (EXERCISES["sample_mask"].reference, POINTS, POINTS),
        (noisy, POINTS, POINTS),
        (half_right, 0.1, POINTS - 1),
        (raising, 0, 0),
        (None, 0, 0),
        ("text", 0, 0),
        (lambda shape, rate, rng: sys.exit(), 0, 0),
        (lambda shape, rate, rng: "nan", 0, POINTS - 1),
    ],
)
def test_points_are_a_number_that_nbgrader_reads(real, capfd, answer, least, most):
    earned = points(answer, "sample_mask", out_of=POINTS)
    captured = capfd.readouterr()
    assert type(earned) is float
    assert least <= earned <= most
    assert grade(real[1], earned, captured.err) == earned
    assert "sample_mask" in captured.out
    assert not record.events()


def test_an_answer_that_stops_after_its_last_check_earns_less_than_all(monkeypatch):
    checks = tuple(CheckResult(name, True, "", "") for name in "abcd")
    report = Report("sample_mask", "error", 1.0, None, "Stopped.", checks)
    monkeypatch.setattr(nbgrader, "judge", lambda *_: report)
    assert points(None, "sample_mask", out_of=8) == 6.0


def test_the_test_cell_needs_nothing_of_the_learners_names():
    test = sources(assignment(LESSON))["sample_mask-test"]
    space = {"points": None, "sample_mask": EXERCISES["sample_mask"].reference}
    *statements, expression = test.splitlines()
    exec("\n".join(statements), space)
    assert eval(expression, space) == POINTS


def test_an_instructors_configuration_is_kept(tmp_path):
    config = tmp_path / "nbgrader_config.py"
    config.write_text("mine")
    export(tmp_path, [LESSON])
    assert config.read_text() == "mine"


@pytest.mark.slow
def test_nbgrader_releases_and_grades(tmp_path):
    (tmp_path / "home").mkdir()
    course = tmp_path / "course"
    (path,) = export(course, [LESSON])
    name = LESSON.name
    run_nbgrader(course, "generate_assignment", name)
    solved = json.loads(path.read_text(encoding="utf-8"))
    released = json.loads((course / "release" / name / path.name).read_text(encoding="utf-8"))
    assert "BEGIN SOLUTION" not in json.dumps(released)
    first, second, third = (exercise.name for exercise in LESSON.exercises)
    wrong = {
        first: f"def {first}(shape, rate, rng):\n    return rng.random(shape) < rate",
        second: f"{second} = 'full marks'",
        third: "1 / 0",
    }
    answers = {
        "right": solved,
        "empty": released,
        "wrong": rewritten(released, wrong),
        "cheat": rewritten(released, {f"{one}-test": "'no number'" for one in wrong}),
    }
    for student, notebook in answers.items():
        folder = course / "submitted" / student / name
        folder.mkdir(parents=True)
        (folder / path.name).write_text(json.dumps(notebook), encoding="utf-8")
    run_nbgrader(course, "autograde", name)
    run_nbgrader(course, "export")
    with (course / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {float(row["max_score"]) for row in rows.values()} == {3.0 * POINTS}
    scores = {student: float(row["score"]) for student, row in rows.items()}
    assert scores["right"] == 3 * POINTS
    assert scores["empty"] == scores["cheat"] == 0
    assert 0 < scores["wrong"] < POINTS


def rewritten(notebook: dict, cells: dict[str, str]) -> dict:
    copy = json.loads(json.dumps(notebook))
    for cell in copy["cells"]:
        cell["source"] = cells.get(cell["id"], cell["source"])
    return copy


def run_nbgrader(course: Path, *arguments: str) -> None:
    # nbgrader calls alembic by its name, and keeps files in the home folder.
    programs = str(Path(sys.executable).parent)
    environment = os.environ | {
        "HOME": str(course.parent / "home"),
        "USERPROFILE": str(course.parent / "home"),
        "PATH": os.pathsep.join([programs, os.environ["PATH"]]),
        "PYTHONPATH": str(PROJECT),
    }
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(
        command, cwd=course, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
