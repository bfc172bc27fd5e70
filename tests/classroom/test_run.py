"""A class from end to end: resumed, changed, on several processes, without a working grader."""

import csv
import json
from pathlib import Path

import pytest

from dropout_course.catalog import EXERCISES, LESSONS
from dropout_course.classroom import command, room, run, sandbox, walls
from dropout_course.classroom.judging import Settings
from dropout_course.classroom.limits import Limits
from dropout_course.classroom.run import grade_class, recall_seed
from dropout_course.classroom.walls import ALL, LIMITS_ONLY, best
from dropout_course.cli import main
from tests.classroom.arena import need
from tests.classroom.attacks import RIGHT, notebook
from tests.classroom.resuming import kill_at, left_behind, results_of, start, students_in
from tests.classroom.synthetic import make_class

WRONG = "def enumerate_masks(n):\n    return 1\n"
SETTINGS = Settings(7, best().name)


def hand_in(folder: Path, **answers: str) -> Path:
    for student, source in answers.items():
        path = folder / student / "02_math.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook(source), encoding="utf-8")
    return folder


def rows(output: Path, name: str = "gradebook.csv") -> dict[str, dict[str, str]]:
    with (output / name).open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


@pytest.mark.slow
def test_a_run_that_is_killed_twice_ends_as_one_that_is_not(tmp_path):
    make_class(tmp_path / "in", LESSONS[1], 30)
    assert start(tmp_path / "in", tmp_path / "whole", 1).wait() == 0
    first = kill_at(start(tmp_path / "in", tmp_path / "killed", 1), tmp_path / "killed", 5)
    second = kill_at(start(tmp_path / "in", tmp_path / "killed", 2), tmp_path / "killed", first + 5)
    assert 5 <= first < second < 30
    assert left_behind(tmp_path / "killed") == 0
    assert not (tmp_path / "killed" / "gradebook.csv").exists()
    assert start(tmp_path / "in", tmp_path / "killed", 2).wait() == 0
    assert set(students_in(tmp_path / "killed").values()) == {1}
    assert results_of(tmp_path / "killed") == results_of(tmp_path / "whole")


def test_only_what_changed_is_graded_again(tmp_path):
    folder, output = hand_in(tmp_path / "in", ada=RIGHT, bob=WRONG), tmp_path / "out"
    assert grade_class(folder, output, SETTINGS, jobs=1).kept == 0
    assert rows(output)["bob"]["enumerate_masks"] == "0"
    page = (output / "feedback" / "bob.html").read_text(encoding="utf-8")
    (output / "feedback" / "ada.html").unlink()
    hand_in(folder, bob=RIGHT)
    assert grade_class(folder, output, SETTINGS, jobs=1).kept == 1
    assert rows(output)["bob"]["enumerate_masks"] == "10"
    assert (output / "feedback" / "bob.html").read_text(encoding="utf-8") != page
    assert (output / "feedback" / "ada.html").exists()
    hand_in(folder, bob=WRONG)
    assert grade_class(folder, output, SETTINGS, jobs=1).kept == 1
    assert (output / "feedback" / "bob.html").read_text(encoding="utf-8") == page
    assert grade_class(folder, output, SETTINGS, jobs=1).kept == 2
    assert grade_class(folder, output, Settings(8, SETTINGS.walls), jobs=1).kept == 0
    assert recall_seed(output) == 8


def test_a_new_grader_grades_everybody_again(tmp_path, monkeypatch):
    folder, output = hand_in(tmp_path / "in", ada=RIGHT), tmp_path / "out"
    grade_class(folder, output, SETTINGS, jobs=1)
    monkeypatch.setattr(run, "grader_version", lambda *_: "another one")
    assert grade_class(folder, output, SETTINGS, jobs=1).kept == 0


def test_a_line_that_was_cut_off_is_dropped(tmp_path):
    folder, output = hand_in(tmp_path / "in", ada=RIGHT, bob=RIGHT), tmp_path / "out"
    grade_class(folder, output, SETTINGS, jobs=1)
    before = results_of(output)
    log = output / "log.jsonl"
    log.write_bytes(log.read_bytes()[:-20])
    assert grade_class(folder, output, SETTINGS, jobs=1).kept == 1
    assert all(map(json.loads, log.read_text().splitlines()))
    assert results_of(output) == before


def test_a_class_that_is_graded_leaves_no_process_behind(tmp_path, monkeypatch):
    started = []
    start_one = sandbox.Sandbox._start

    def remember(self):
        start_one(self)
        started.append(self._process)

    monkeypatch.setattr(sandbox.Sandbox, "_start", remember)
    for seed in (1, 2):
        folder = hand_in(tmp_path / "in", ada=RIGHT)
        grade_class(folder, tmp_path / "out", Settings(seed, SETTINGS.walls), jobs=1)
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


def test_two_processes_give_the_grades_of_one(tmp_path):
    make_class(tmp_path / "in", LESSONS[0], 6)
    for jobs in (1, 2):
        grade_class(tmp_path / "in", tmp_path / str(jobs), SETTINGS, jobs=jobs)
    assert results_of(tmp_path / "1") == results_of(tmp_path / "2")


@pytest.mark.parametrize("walls", ALL)
def test_who_cannot_be_graded_has_no_grade_and_the_command_says_so(
    tmp_path, monkeypatch, capsys, walls
):
    def fail(self):
        raise sandbox.Unavailable("No process.")

    need(ALL[walls])
    monkeypatch.setattr(sandbox.Sandbox, "_start", fail)
    folder, output = hand_in(tmp_path / "in", ada=RIGHT), tmp_path / "out"
    arguments = [str(folder), "--output", str(output), "--jobs", "1", "--isolation", walls]
    assert main(["grade", *arguments]) == 1
    captured = capsys.readouterr()
    assert ALL[walls].holds in captured.err
    assert "Without a grade: 1" in captured.out
    assert rows(output)["ada"]["total"] == ""
    monkeypatch.undo()
    assert main(["grade", *arguments]) == 0
    assert rows(output)["ada"]["total"] == "10"


def test_walls_that_cannot_be_built_are_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "works", lambda walls: walls is LIMITS_ONLY)
    folder = hand_in(tmp_path / "in", ada=RIGHT)
    arguments = ["grade", str(folder), "--output", str(tmp_path / "out")]
    assert main([*arguments, "--isolation", "namespaces"]) == 2
    told = capsys.readouterr().err
    assert "--isolation namespaces does not work here; expected: limits." in told
    assert not (tmp_path / "out").exists()


def test_the_command_keeps_its_seed_and_says_what_it_wrote(tmp_path, capsys):
    folder, output = hand_in(tmp_path / "in", ada=RIGHT, bob=WRONG), tmp_path / "out"
    arguments = ["grade", str(folder), "--output", str(output), "--jobs", "1"]
    assert main(arguments) == 0
    first = capsys.readouterr()
    assert str(output / "gradebook.csv") in first.out
    seed = recall_seed(output)
    assert f"Seed {seed}." in first.err
    assert main(arguments) == 0
    second = capsys.readouterr()
    assert f"Seed {seed}." in second.err
    assert "2 students, 2 of them before" in second.out
    canvas = rows(output, "gradebook_canvas.csv")
    title = LESSONS[1].title
    assert float(canvas["Points Possible"][title]) == 10 * len(LESSONS[1].exercises)
    assert (canvas["ada"]["SIS Login ID"], canvas["ada"][title]) == ("ada", "10")
    assert rows(output, "gradebook_moodle.csv")["bob"][title] == "0"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "No notebook in nowhere"),
        ([".", "--catalog", "nowhere"], "Expected a folder whose name is a Python name"),
        ([".", "--seconds", "x"], "usage"),
    ],
)
def test_a_wrong_call_is_answered_with_a_sentence(
    tmp_path, monkeypatch, capsys, arguments, sentence
):
    monkeypatch.chdir(tmp_path)
    try:
        code = main(["grade", *arguments])
    except SystemExit as stop:
        code = stop.code
    assert code == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert "Traceback" not in captured.err


def test_the_class_report_counts_what_was_met(tmp_path):
    make_class(tmp_path / "in", LESSONS[1], 12)
    output = tmp_path / "out"
    grade_class(tmp_path / "in", output, SETTINGS, jobs=1)
    report = (output / "class_report.html").read_text(encoding="utf-8")
    graded = [
        entry["graded"]
        for entry in map(json.loads, (output / "log.jsonl").read_text().splitlines())
        if "graded" in entry
    ]
    solved = sum(
        one["outcome"] == "passed" and one["exercise"] == "mask_probabilities"
        for student in graded
        for one in student["reports"]
    )
    assert 0 < solved < 12
    _, _, part = report.partition("<code>mask_probabilities</code>")
    assert f"✓ passed {solved}" in part
    assert "12 students with a grade" in report
    assert f"--seed {SETTINGS.seed}" in report
    assert ALL[SETTINGS.walls].holds[:40] in report
    diagnosis = next(
        one for s in graded for one in s["reports"] if one["diagnosis"] and one["message"]
    )
    assert f"<code>{diagnosis['diagnosis']}</code>" in report
    assert set(EXERCISES) >= {one["exercise"] for s in graded for one in s["reports"]}


def test_a_course_below_tmp_is_still_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PACKAGE", Path("/opt/course/dropout_course"))
    monkeypatch.setattr(room, "_readable", lambda: iter([Path("/usr")]))
    assert room.room(Limits()).scratch == Path("/tmp")
    monkeypatch.setattr(room, "PACKAGE", Path("/tmp/a course/dropout_course"))
    assert room.room(Limits()).scratch == Path("/scratch")


def test_walls_that_cannot_be_built_here_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for remembered in (walls.works, walls.best):
        monkeypatch.setattr(walls, remembered.__name__, remembered.__wrapped__)
    monkeypatch.setenv("PATH", "/nowhere")
    assert walls.best() is walls.LIMITS_ONLY
