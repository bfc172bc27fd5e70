"""``dropout-course paper``: measured, written, resumed, and wrong usage told."""

import json
import signal

import numpy as np
import pytest

from dropout_course import paper
from dropout_course.cli import main
from dropout_course.data import digits
from dropout_course.experiments.counterparts import Size
from dropout_course.experiments.result import Result
from dropout_course.paper import Counterpart, Direction, Measured, Published
from dropout_course.paper.pictures import settings
from dropout_course.paper.store import Store

SMALL = Size(shrink=4, seeds=3, steps=5, batch=6, examples=7, sizes=(8, 9))


class Experiment:
    """A cheap measurement that counts how often it was made."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, data, size: Size, _) -> Measured:
        self.runs += 1
        values = np.array([[9.0, 9.0, 9.0], [1.0, 1.1, np.nan]])
        return Measured({"error": Result("e", "%", ("a", "b"), (0, 1, 2), values, 2.0)})


def made(name: str, measure) -> Counterpart:
    return Counterpart(
        name,
        f"Title of {name}",
        Published("section 7.9", "It <b> is | so.", values={"a": 2.5}),
        "Ours is smaller.",
        measure,
        (Direction("a is greater than b.", lambda c: c["error"].difference("a", "b")),),
        lambda one, measured: settings(one, measured.curves["error"]),
    )


@pytest.fixture
def two(monkeypatch) -> list[Experiment]:
    experiments = [Experiment(), Experiment()]
    let(monkeypatch, *experiments)
    return experiments


def let(monkeypatch, *experiments) -> None:
    counterparts = tuple(made(f"part_{n}", one) for n, one in enumerate(experiments))
    for module in ("dropout_course.paper", "dropout_course.paper.store"):
        monkeypatch.setattr(f"{module}.COUNTERPARTS", counterparts)
    monkeypatch.setitem(paper.SIZES, ("digits", "full"), SMALL)


def test_everything_is_measured_written_and_judged(capsys, tmp_path, two):
    assert main(["paper", "--output", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "scikit-learn's digits; the paper's numbers of units divided by 4; 3 seeds" in out
    assert "[2/2] part_1, section 7.9: Title of part_1" in out
    assert out.count("✓ reproduces: a is greater than b. Difference 7.95") == 2
    assert "2 directions: 2 ✓ reproduces, 0 ✗" in out
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["paper.json", "paper.md", "part_0.png", "part_1.png"]
    text = (tmp_path / "paper.md").read_text(encoding="utf-8")
    assert "![Title of part\\_0](part_0.png)" in text
    assert "It \\<b> is \\| so." in text
    rows = [line for line in text.splitlines() if line.startswith("| part")]
    assert all(row.count("|") == 5 and "✓ reproduces" in row for row in rows)
    assert len(rows) == 2


def test_the_json_holds_every_value_and_the_papers_numbers(tmp_path, two):
    main(["paper", "part_1", "--output", str(tmp_path)])
    text = (tmp_path / "paper.json").read_text(encoding="utf-8")
    (entry,) = json.loads(text, parse_constant=pytest.fail)["counterparts"]
    assert entry["paper"]["values"] == {"a": 2.5}
    assert entry["curves"]["error"]["values"] == [[9, 9, 9], [1, 1.1, None]]
    assert entry["directions"][0]["verdict"] == "supported"
    assert entry["size"]["seeds"] == 3


def test_nothing_is_measured_twice_but_for_other_sizes_and_lost_pictures(capsys, tmp_path, two):
    folder = ["--output", str(tmp_path)]
    main(["paper", "part_1", *folder])
    main(["paper", "part_1", "part_0", "part_1", *folder])
    assert [one.runs for one in two] == [1, 1]
    assert (
        "[1/2] part_1, section 7.9: Title of part_1 (kept from before)" in capsys.readouterr().out
    )
    main(["paper", "part_0", "--quick", *folder])
    assert [one.runs for one in two] == [2, 1]
    (tmp_path / "part_1.png").unlink()
    main(["paper", "part_1", *folder])
    assert [one.runs for one in two] == [2, 2]


def test_the_order_of_the_report_is_that_of_the_paper(tmp_path, two):
    main(["paper", "part_1", "part_0", "--output", str(tmp_path)])
    text = (tmp_path / "paper.md").read_text(encoding="utf-8")
    assert text.index("## Title of part\\_0") < text.index("## Title of part\\_1")


@pytest.mark.parametrize("swallowed", [False, True])
def test_an_interrupted_run_goes_on_where_it_was(capsys, tmp_path, two, monkeypatch, swallowed):
    def interrupted(data, size, _):
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            if not swallowed:
                raise
        return Experiment()(data, size, None)

    let(monkeypatch, two[0], interrupted)
    assert main(["paper", "--output", str(tmp_path)]) == 130
    assert "goes on from there" in capsys.readouterr().err
    let(monkeypatch, *two)
    assert main(["paper", "--output", str(tmp_path)]) == 0
    assert [one.runs for one in two] == [1, 1]


@pytest.mark.parametrize("how", ["cut", "verdict", "unknown", "missing", "list"])
def test_a_damaged_file_is_set_aside_measured_again_and_said_so(capsys, tmp_path, two, how):
    folder = ["--output", str(tmp_path)]
    main(["paper", "part_0", *folder])
    path = tmp_path / "paper.json"
    text = path.read_text(encoding="utf-8")
    content = json.loads(text)
    entry = content["counterparts"][0]
    if how == "verdict":
        entry["directions"][0]["verdict"] = "contradicted"
    if how == "unknown":
        entry["name"] = "nothing_of_ours"
    if how == "missing":
        del entry["curves"]["error"]["values"]
    damaged = {"cut": text[: len(text) // 2], "list": "[]"}.get(how) or json.dumps(content)
    path.write_text(damaged, encoding="utf-8")
    assert main(["paper", "part_0", *folder]) == 0
    assert "paper.json was damaged. It is kept as paper-old-" in capsys.readouterr().out
    (aside,) = tmp_path.glob("paper-old-*.json")
    assert aside.read_text(encoding="utf-8") == damaged
    assert two[0].runs == 2


def test_another_version_is_measured_again(tmp_path, two, monkeypatch):
    main(["paper", "--output", str(tmp_path)])
    monkeypatch.setattr("dropout_course.__version__", "99.0")
    store = Store(tmp_path)
    assert "is of version" in store.said
    assert store.get(paper.COUNTERPARTS[0], digits(), SMALL) is None


def test_without_mnist_the_command_says_so_and_measures_nothing_else(
    capsys, tmp_path, two, monkeypatch
):
    monkeypatch.setenv("MNIST_NPZ", str(tmp_path / "nowhere.npz"))
    assert main(["paper", "--data", "mnist", "--output", str(tmp_path / "out")]) == 2
    assert "There is no file" in capsys.readouterr().err
    assert [one.runs for one in two] == [0, 0]


def test_a_wrong_name_and_a_wrong_folder_are_one_sentence(capsys, two):
    for arguments, words in (
        (["paper", "part_2"], "There is no counterpart 'part_2'; did you mean"),
        (["paper", "part_0", "--output", __file__], "File exists"),
    ):
        assert main(arguments) == 2
        error = capsys.readouterr().err
        assert words in error
        assert len(error.strip().splitlines()) == 1
