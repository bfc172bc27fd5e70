"""What goes into the JupyterLite site. Building and running it needs the network."""

from types import SimpleNamespace

import pytest

from authoring import __main__ as command
from authoring import lite
from authoring.notebook import AuthoringError, read
from dropout_course.catalog import LESSONS


def test_lessons_that_need_tensorflow_stay_out_and_all_others_install_the_course(tmp_path):
    lite.write_contents(command.ROOT, LESSONS, tmp_path)
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.ipynb")}
    numpy_only = [one.name for one in LESSONS if one.name != "05_keras_example"]
    assert found == {
        "notebooks/index.ipynb",
        *(f"{part}/{name}.ipynb" for part in lite.BUILT_FOLDERS for name in numpy_only),
    }
    for path in found:
        first, second = read((tmp_path / path).read_text(encoding="utf-8")).cells[:2]
        assert first.source.startswith("# Installs the course, in the browser")
        assert second.source.startswith("# ")


def test_the_first_cell_installs_what_the_course_needs_and_a_browser_has():
    source = lite.first_cell(command.ROOT).source
    for name in ("numpy", "anywidget", "platformdirs", "scikit-learn"):
        assert f"'{name}'" in source
    assert not any(f"'{name}'" in source for name in lite.OF_THE_KERNEL)
    assert 'piplite.install("dropout-course", deps=False)' in source
    exec(source.replace("await ", ""), {})  # elsewhere it does nothing


def test_jupyterlite_gets_the_wheel_the_notebooks_and_pyodide(tmp_path, monkeypatch):
    asked = []

    def run(words, **_):
        asked.append(words)
        if "jupyter-lite" in words:
            (room,) = (word.split("=")[1] for word in words if word.startswith("--lite-dir="))
            names = {p.relative_to(room).as_posix() for p in lite.Path(room).rglob("*.*")}
            assert {"static/pyodide/pyodide.mjs", "contents/notebooks/index.ipynb"} <= names
        return SimpleNamespace(returncode=0)

    (tmp_path / "pyodide").mkdir()
    (tmp_path / "pyodide/pyodide.mjs").write_text("")
    monkeypatch.setattr(lite.subprocess, "run", run)
    words = ["lite", str(tmp_path / "out"), "--pyodide", str(tmp_path / "pyodide")]
    assert command.main(words) == 0
    wheel, site = asked
    assert wheel[1:4] == ["-m", "hatchling", "build"]
    assert f"--output-dir={tmp_path / 'out'}" in site


def test_a_tool_that_fails_is_one_error(monkeypatch, tmp_path):
    failed = SimpleNamespace(returncode=1, stdout="", stderr="no network")
    monkeypatch.setattr(lite.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(AuthoringError, match="no network"):
        lite.build(command.ROOT, LESSONS, tmp_path)
