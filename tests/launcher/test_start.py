import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from launcher import environment
from tests.launcher.conftest import LAB, Toy


def test_the_first_start_installs_and_the_second_does_not(toy: Toy) -> None:
    first, second = toy.run(), toy.run()
    assert "Installing the course" in first.stdout
    assert "[  1/1] jupyterlab" in first.stdout
    assert "Installing" not in second.stdout
    assert toy.builds == 1
    assert len(second.stdout.splitlines()) == 2  # the sentence on TensorFlow, and JupyterLab


def test_jupyterlab_opens_the_index_of_this_course_with_the_readers_options(toy: Toy) -> None:
    told = toy.lab("--no-browser", "--port", "9999")
    assert told["argv"][-3:] == ["--no-browser", "--port", "9999"]
    assert f"--ServerApp.root_dir={toy.folder}" in told["argv"]
    assert "--LabApp.default_url=/lab/tree/notebooks/index.ipynb" in told["argv"]
    assert Path(told["python"]).parents[1] == toy.inside


def test_stray_variables_of_the_reader_do_not_reach_the_course(toy: Toy, tmp_path: Path) -> None:
    (tmp_path / "toy_course.py").write_text("raise RuntimeError('not the module you think')")
    strays = {"MPLBACKEND": "tkagg", "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    env = toy.lab(**strays, PATH="/bin")["env"]
    assert not set(strays) & set(env)
    assert env["PYTHONNOUSERSITE"] == env["JUPYTER_PREFER_ENV_PATH"] == "1"
    assert env["PATH"].split(os.pathsep) == [str(toy.inside / "bin"), "/bin"]


def test_the_readers_pip_settings_may_ask_for_user_installs(toy: Toy, tmp_path: Path) -> None:
    told = toy.lab(PIP_USER="1", PIP_TARGET=str(tmp_path / "elsewhere"), PIP_REQUIRE_VIRTUALENV="1")
    assert Path(told["python"]).parents[1] == toy.inside
    assert not (tmp_path / "elsewhere").exists()


def test_where_tensorflow_is_missing_one_sentence_names_the_lesson(toy: Toy) -> None:
    assert "lesson 5" in toy.run().stdout
    tensorflow = ("tensorflow", "2.0", {"tensorflow/__init__.py": ""})
    toy.lock(("jupyterlab", "1.0", {"jupyterlab/__main__.py": LAB}), tensorflow)
    assert "lesson 5" not in toy.run().stdout


def test_a_changed_lock_is_installed_and_the_environment_kept(toy: Toy) -> None:
    toy.run()
    (toy.inside / "mine").write_text("")
    toy.lock(("jupyterlab", "2.0", {"jupyterlab/__main__.py": LAB + "print('{\"lab\": 2}')"}))
    assert toy.lab() == {"lab": 2}
    assert (toy.inside / "mine").exists()


def test_a_changed_project_is_installed_again(toy: Toy) -> None:
    toy.run()
    with (toy.folder / "pyproject.toml").open("a") as handle:
        handle.write("# changed")
    toy.run()
    toy.run()
    assert toy.builds == 2


def test_a_moved_folder_is_built_anew(toy: Toy) -> None:
    toy.run()
    toy.folder = toy.folder.rename(toy.folder.with_name("moved"))
    assert Path(toy.lab()["python"]).parents[1] == toy.inside
    assert toy.builds == 2


def test_without_a_stamp_all_is_built_anew(toy: Toy) -> None:
    toy.run()
    (toy.inside / "complete.json").unlink()
    (toy.inside / "stray").mkdir()
    toy.lab()
    assert not (toy.inside / "stray").exists()


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00", None])
def test_a_damaged_stamp_is_no_stamp(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = tmp_path / "complete.json"
    stamp.mkdir() if text is None else stamp.write_text(text)
    monkeypatch.setattr(environment, "STAMP", stamp)
    assert environment._read_stamp() == {}


def test_a_vanished_python_means_built_anew(toy: Toy) -> None:
    toy.run()
    python = toy.inside / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python")
    toy.lab()
    assert toy.builds == 2


def test_a_python_of_another_version_means_built_anew(toy: Toy) -> None:
    toy.run()
    stamp = toy.inside / "complete.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"python": "3.10.0"}))
    toy.lab()
    assert toy.builds == 2


def test_a_python_without_pip_and_ensurepip_will_do(toy: Toy, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    for name in ("pip", "ensurepip"):
        (hidden / f"{name}.py").write_text(f"raise ImportError('no {name} here')")
    process = toy.start(PYTHONPATH=str(hidden))
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    assert "jupyterlab" in out


@pytest.mark.parametrize("options", [["--help"], ["help"], ["test", "--help"]])
def test_help_needs_no_environment(toy: Toy, options: list[str]) -> None:
    done = toy.run(*options)
    assert "course.py test" in done.stdout
    assert not toy.inside.exists()


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 0)])
def test_too_old_a_python_gets_one_sentence(version: tuple[int, ...]) -> None:
    course = Path(__file__).parents[2] / "course.py"
    pretend = f"import runpy, sys; sys.version_info = {version}; runpy.run_path({str(course)!r})"
    command = [sys.executable, "-c", pretend]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"needs Python 3.11 or newer; this is Python {version[0]}.{version[1]}." in done.stderr
    assert "Traceback" not in done.stderr


def test_the_first_file_has_nothing_that_an_old_python_cannot_parse() -> None:
    import ast

    tree = ast.parse((Path(__file__).parents[2] / "course.py").read_text())
    new = (
        ast.JoinedStr,
        ast.AnnAssign,
        ast.NamedExpr,
        ast.AsyncFunctionDef,
        ast.Nonlocal,
        ast.Match,
    )
    assert not [node for node in ast.walk(tree) if isinstance(node, new)]
