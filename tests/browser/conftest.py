"""Fixtures for tests in a real JupyterLab: `chromium`, `lab` and `open_notebook`.

A test takes `open_notebook` alone:

    def test_a_button(open_notebook):
        notebook = open_notebook("from dropout_course import check; check(None)")
        notebook.run_all()
        expect(notebook.by_role("button", "Hint")).to_be_visible()

It gives a list of cells, or the path of a notebook to copy, and gets a `lab.Notebook`. After the
test the kernel is shut down, and the test fails if the page threw or wrote to the console.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.lab import Lab, Notebook, running_lab, write_notebook

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
)
"""Chromium as root, in silence, without a line to the outside."""

OpenNotebook = Callable[..., Notebook]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if not found:
        reason = "no Chromium found: install it (on Debian: apt install chromium)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A private JupyterLab for all tests of this process."""
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@contextlib.contextmanager
def opener(chromium: Browser, lab: Lab, title: str) -> Iterator[OpenNotebook]:
    """Open notebooks under `title`; at the end shut their kernels down and read their console."""
    opened: list[Notebook] = []
    name = re.sub(r"\W+", "_", title)

    def open_(*cells: str, copy: Path | None = None, **view: object) -> Notebook:
        path = lab.folder / name / f"{name}_{len(opened)}.ipynb"
        write_notebook(path, cells)
        if copy:
            shutil.copy(copy, path)
        opened.append(Notebook.open(chromium, lab, path, **view))
        return opened[-1]

    yield open_
    for notebook in opened:
        notebook.close()
    complaints = [complaint for notebook in opened for complaint in notebook.complaints]
    assert not complaints


@pytest.fixture
def open_notebook(
    chromium: Browser, lab: Lab, request: pytest.FixtureRequest
) -> Iterator[OpenNotebook]:
    """Open notebooks of a learner who has done nothing yet; see the top of this file."""
    shutil.rmtree(lab.course_home)
    lab.course_home.mkdir()
    with opener(chromium, lab, request.node.name) as open_:
        yield open_
