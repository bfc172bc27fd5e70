"""Addresses that hosts understand."""

import json
import re
import sys
import tomllib
from types import ModuleType, SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from IPython.core.interactiveshell import InteractiveShell
from packaging.specifiers import SpecifierSet

from authoring import __main__ as command
from authoring.notebook import AuthoringError
from authoring.site.colab import OF_THE_HOST, first_cell
from authoring.site.hosted import Repository, links
from dropout_course.catalog import LESSONS

LESSON = "notebooks/01_analogy.ipynb"


def test_a_repository_on_github_opens_in_colab_and_binder():
    found = links(Repository("https://github.com/someone/dropout.git", "v1/x"), LESSON)
    assert list(found) == ["Colab", "Binder"]
    colab = urlsplit(found["Colab"])
    assert colab.path == f"/github/someone/dropout/blob/gh-pages/colab/{LESSON}"
    binder = urlsplit(found["Binder"])
    assert binder.path == "/v2/gh/someone/dropout/v1%2Fx"
    assert parse_qs(binder.query) == {"urlpath": [f"lab/tree/{LESSON}"]}


def test_a_repository_elsewhere_opens_in_binder():
    found = links(Repository("https://git.example.org/a/b/"), LESSON)
    assert list(found) == ["Binder"]
    assert "/v2/git/https%3A%2F%2Fgit.example.org%2Fa%2Fb/main?" in found["Binder"]


def test_a_hub_pulls_the_repository_and_opens_the_lesson():
    where = Repository("https://github.com/someone/dropout", hub="https://hub.example.org/")
    link = urlsplit(links(where, LESSON)["JupyterHub"])
    assert link.netloc + link.path == "hub.example.org/hub/user-redirect/git-pull"
    assert parse_qs(link.query) == {
        "repo": ["https://github.com/someone/dropout"],
        "branch": ["main"],
        "urlpath": [f"lab/tree/dropout/{LESSON}"],
    }


@pytest.mark.parametrize("address", ["github.com/a/b", "git@github.com:a/b.git", "javascript:x"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(AuthoringError, match="Expected an address such as https://"):
        Repository(address)


def test_the_table_has_a_row_for_each_lesson(capsys):
    address = "https://github.com/someone/dropout"
    assert command.main(["links", address, "--hub", "https://hub.example.org"]) == 0
    head, _, *rows = capsys.readouterr().out.splitlines()
    assert head == "| Lesson | Colab | Binder | JupyterHub |"
    assert [row.count("[open](https://") for row in rows] == [3] * len(LESSONS)
    assert command.main(["links", "nowhere"]) == 1
    assert "Expected an address" in capsys.readouterr().err


@pytest.fixture
def colab(monkeypatch):
    """Run the first cell in a shell whose `%pip` notes what it is asked for."""
    asked: list[str] = []
    shell = InteractiveShell()
    shell.register_magic_function(asked.append, magic_name="pip")
    source = first_cell(command.ROOT, Repository("https://github.com/someone/dropout")).source

    def run() -> list[str]:
        shell.run_cell(source).raise_error()
        return asked

    return run


def test_the_first_cell_installs_nothing_elsewhere(colab):
    assert colab() == []


def test_the_first_cell_installs_the_course_on_colab(colab, monkeypatch):
    host = ModuleType("google.colab")
    host.output = SimpleNamespace(enable_custom_widget_manager=lambda: None)
    monkeypatch.setitem(sys.modules, "google", ModuleType("google"))
    monkeypatch.setitem(sys.modules, "google.colab", host)
    packages, course = colab()
    assert '"anywidget>=' in packages
    assert not any(f'"{name}' in packages for name in OF_THE_HOST)
    assert '--no-deps "dropout-course @ git+https://github.com/someone/dropout@main"' in course


def test_binder_installs_the_lock_and_then_the_project():
    folder = command.ROOT / ".binder"
    (include,) = re.findall(r"(?m)^-r (.+)$", (folder / "requirements.txt").read_text())
    assert (folder / include).resolve() == command.ROOT / "locks" / "course.txt"
    supported = tomllib.loads((command.ROOT / "pyproject.toml").read_text())["project"]
    version = (folder / "runtime.txt").read_text().strip().removeprefix("python-")
    assert SpecifierSet(supported["requires-python"]).contains(version)
    post = folder / "postBuild"
    assert post.stat().st_mode & 0o111
    assert "pip install --no-deps --no-build-isolation --no-index --editable ." in post.read_text()


def test_the_development_container_installs_the_same():
    told = json.loads((command.ROOT / ".devcontainer/devcontainer.json").read_text())
    install, project = told["onCreateCommand"].split(" && ")
    assert install.endswith("--require-hashes -r locks/course.txt")
    post = (command.ROOT / ".binder/postBuild").read_text()
    assert project in post
    assert (command.ROOT / told["customizations"]["codespaces"]["openFiles"][0]).is_file()
