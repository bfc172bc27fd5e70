"""A private JupyterLab and a real browser, for tests that a person could do by hand."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

ROOT = Path(__file__).parents[2]
PATIENCE = 45_000  # milliseconds until something that should appear is called missing
expect.set_options(timeout=PATIENCE)

# The server ends when its standard input closes, hence also when this process is killed.
_SERVER = """
import os, signal, sys, threading
from jupyterlab.labapp import main
def watch():
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
threading.Thread(target=watch, daemon=True).start()
main()
"""

_SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyter-widgets/jupyterlab-manager/plugin": {"saveState": True},
}

_READY = """async () => {
    const w = window.jupyterapp.shell.currentWidget;
    await w.context.ready;
    await w.sessionContext.ready;
    await w.sessionContext.session.kernel.info;
    window.jupyterapp.shell.collapseLeft();
}"""

# What JupyterLab itself writes to the console, the last two when a kernel restarts.
_OF_JUPYTERLAB = ("/lsp/status", "terminals plugin", "Connection lost", "Canceled future")

_EVALUATE = """async (expression) => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const reply = await kernel.requestExecute({
        code: '', store_history: false, user_expressions: { value: expression },
    }).done;
    const value = reply.content.user_expressions.value;
    if (value.status !== 'ok') throw new Error(value.evalue);
    return value.data['text/plain'];
}"""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    url: str
    folder: Path
    """Where its notebooks lie."""
    course_home: Path
    """Where the learner's record lies."""


@contextlib.contextmanager
def running_lab(folder: Path) -> Iterator[Lab]:
    """Run a JupyterLab that shares nothing with the user's, on a free port, in `folder`."""
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
        "DROPOUT_COURSE_HOME": "course",
    }
    for place in [*places.values(), "notebooks"]:
        (folder / place).mkdir()
    for name, settings in _SETTINGS.items():
        file = folder / "settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings), encoding="utf-8")
    environment = {
        **{name: value for name, value in os.environ.items() if name != "MPLBACKEND"},
        **{name: str(folder / place) for name, place in places.items()},
        "JUPYTER_NO_CONFIG": "1",
        "PYTHONPATH": str(ROOT),
    }
    options = [
        "--no-browser",
        "--allow-root",
        "--port=0",
        "--expose-app-in-browser",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
        f"--ServerApp.root_dir={folder / 'notebooks'}",
    ]
    log = (folder / "server.log").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER, *options],
        env=environment,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        url = _wait_for_url(process, folder)
        yield Lab(url, folder / "notebooks", folder / "course")
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


def _wait_for_url(process: subprocess.Popen[bytes], folder: Path) -> str:
    import urllib.error
    import urllib.request

    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until and process.poll() is None:
        for file in (folder / "runtime").glob("jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError, KeyError, urllib.error.URLError):
                url = str(json.loads(file.read_text(encoding="utf-8"))["url"])
                urllib.request.urlopen(f"{url}api/status", timeout=5).close()
                return url
        time.sleep(0.1)
    log = (folder / "server.log").read_text(encoding="utf-8")
    raise RuntimeError(f"JupyterLab did not start:\n{log[-2000:]}")


@dataclass
class Notebook:
    """An open notebook with its kernel."""

    page: Page
    path: Path
    complaints: list[str] = field(default_factory=list)
    """Errors and warnings that the page wrote to the console, and exceptions."""

    @classmethod
    def open(cls, browser: Browser, lab: Lab, path: Path, **view: Any) -> "Notebook":
        """Open the notebook at `path` in a page of its own and wait for its kernel."""
        context = browser.new_context(viewport={"width": 1280, "height": 1000}, **view)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        notebook = cls(page, path)
        page.on("console", notebook._console)
        page.on("pageerror", lambda error: notebook._complain(f"exception: {error}"))
        inside = path.relative_to(lab.folder).as_posix()
        page.goto(f"{lab.url}doc/workspaces/{path.stem}/tree/{inside}")
        page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.context")
        page.evaluate(_READY)
        notebook.theme("JupyterLab Light")
        return notebook

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._complain(f"{message.type}: {message.text} ({message.location['url']})")

    def _complain(self, said: str) -> None:
        if not any(known in said for known in _OF_JUPYTERLAB):
            self.complaints.append(said)

    def command(self, name: str, **arguments: Any) -> None:
        """Execute a command of JupyterLab."""
        self.page.evaluate(
            "([name, arguments]) => window.jupyterapp.commands.execute(name, arguments)",
            [name, arguments],
        )

    def run_all(self) -> None:
        """Run all cells and wait until they are done."""
        self.command("notebook:run-all-cells")

    def run(self, number: int) -> None:
        """Run one cell, counted from 0, and wait until it is done."""
        self.page.evaluate(
            "n => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = n; }", number
        )
        self.command("notebook:run-cell")

    def run_again(self, number: int, shows: str) -> None:
        """Run one cell again and wait until what it shows (a selector) has been replaced."""
        self.page.evaluate(
            "shows => document.querySelectorAll(shows).forEach((old) => { old.dataset.old = 1; })",
            shows,
        )
        self.run(number)
        expect(self.page.locator(f"{shows}[data-old]")).to_have_count(0)
        expect(self.page.locator(shows).first).to_be_visible()

    def restart(self) -> None:
        """Restart the kernel, without the question that JupyterLab's own command asks."""
        self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
        )

    def evaluate(self, expression: str) -> Any:
        """Return the value of a Python expression in the kernel (anything that JSON knows)."""
        quoted = self.page.evaluate(_EVALUATE, f"__import__('json').dumps({expression})")
        return json.loads(__import__("ast").literal_eval(quoted))

    def wait_for(self, expression: str) -> None:
        """Wait until a Python expression is true in the kernel, which hears of input late."""
        until = time.monotonic() + PATIENCE / 1000
        while not self.evaluate(f"bool({expression})"):
            assert time.monotonic() < until, f"{expression} did not become true"
            self.page.wait_for_timeout(50)

    def theme(self, name: str) -> None:
        """Switch to "JupyterLab Light", "JupyterLab Dark" or "JupyterLab Dark High Contrast"."""
        if self.page.locator("body").get_attribute("data-jp-theme-name") == name:
            return
        self.command("apputils:change-theme", theme=name)
        self.page.wait_for_selector(f'body[data-jp-theme-name="{name}"]', state="attached")
        # The next change would trip over the splash screen of this one.
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")

    def by_role(self, role: Any, name: str | None = None, **options: Any) -> Locator:
        """Find something as a screen reader would."""
        return self.page.get_by_role(role, **({"name": name} if name else {}), **options)

    def save(self) -> None:
        """Save the notebook."""
        self.command("docmanager:save")

    def close(self) -> None:
        """Shut the kernel down and close the page."""
        with contextlib.suppress(Exception):
            self.page.evaluate(
                "() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"
            )
        self.page.context.close()


def write_notebook(path: Path, cells: Sequence[str]) -> Path:
    """Write a notebook of code cells."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path
