"""How quickly the explorers answer, beside the same picture by interact and matplotlib.

    python -m tests.benchmarks.explorers [name ...]

A real JupyterLab and Chromium: a slider is moved by real input, and a picture counts as changed
when the browser has drawn it. While dragging, the mouse reports a place every 8 ms, as a real one
does, and waits for nobody. Two numbers come of that: how many frames a second the browser drew, and
in how many of them the picture had changed. A slider of few steps (training, placement) changes it
rarely, however fast; matplotlib's pictures are late although the browser idles.
"""

import contextlib
import json
import socket
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import websocket
from playwright.sync_api import Error, sync_playwright

from dropout_course.explorers import explore
from tests.browser.conftest import CHROMIUM, OPTIONS
from tests.browser.lab import Lab, Notebook, running_lab, write_notebook

NAMES = sorted(name for name in dir(explore) if not name.startswith("_"))
IMPORT = (
    "import dropout_course.explorers.network, dropout_course.explorers as e\nexplore = e.explore"
)
MOVES, DRAG_SECONDS = 60, 4
MOUSE_SECONDS = 0.008

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    PORT = free.getsockname()[1]

# The same network in the usual way: a slider, a callback in the kernel, a new figure each time.
MATPLOTLIB = """
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact
from dropout_course.explorers import explore

def draw(rate):
    net = explore.network(rate=rate)
    now, full, masks = net.passes(), net.full_passes(), net.masks
    weights = [np.array(matrix) for matrix in net.data["weights"]]
    fig, (left, right) = plt.subplots(1, 2, figsize=(8.2, 4.3), width_ratios=[3, 1])
    left.imshow(now.activations[0].reshape(8, 8), cmap="gray_r", extent=(-.4, .4, 4, 12))
    columns = [np.linspace(4, 12, 64), np.arange(16.), np.arange(2., 14), np.linspace(0, 15, 10)]
    for layer, matrix in enumerate(weights):
        flow = now.passed[layer][:, None] * matrix
        most = np.abs(full.passed[layer][:, None] * matrix).max()
        start = layer + .4 * (layer == 0)
        for i, j in np.argwhere(np.abs(flow) > .08 * most):
            left.plot([start, layer + 1], [columns[layer][i], columns[layer + 1][j]],
                      color="C0" if flow[i, j] > 0 else "C1", lw=.8)
    for layer in (1, 2):
        left.scatter([layer] * len(masks[layer]), columns[layer], s=60 * masks[layer], zorder=3)
    left.axis("off")
    right.barh(range(10), now.probabilities)
    right.barh(range(10), full.probabilities, fill=False)
    plt.show()
    net.close()

interact(draw, rate=(0, 1, .01))
"""

# In the page: the time from an input event to the frame that shows what it changed, and the frames
# in which the picture changed.
WATCH = """(selector) => {
    window.answers = [];
    window.changes = [];
    window.frames = 0;
    const count = () => { window.frames += 1; requestAnimationFrame(count); };
    requestAnimationFrame(count);
    const picture = document.querySelector(selector);
    let asked = null;
    const painted = new MessageChannel();
    let started = null;
    painted.port1.onmessage = () => {
        const now = performance.now();
        window.changes.push(now);
        if (started !== null) window.answers.push(now - started);
        started = null;
    };
    const native = document.querySelector('input[type=range]');
    document.addEventListener(native ? 'input' : 'pointermove', (event) => {
        if (native || event.buttons) asked ??= event.timeStamp;
    }, true);
    new MutationObserver(() => {
        if (started !== null || asked === null) return;
        started = asked;
        asked = null;
        requestAnimationFrame(() => painted.port2.postMessage(0));
    }).observe(picture, { subtree: true, childList: true, attributes: true, characterData: true });
}"""


def main(names: list[str]) -> None:
    """Print the table."""
    import shutil

    chromium = next(path for name in CHROMIUM if (path := shutil.which(name)))
    with (
        tempfile.TemporaryDirectory() as folder,
        running_lab(Path(folder)) as lab,
        sync_playwright() as playwright,
    ):
        options = [*OPTIONS, f"--remote-debugging-port={PORT}", "--remote-allow-origins=*"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        heads = ("one change, ms p50 / p95", "frames/s", "changed/s", "first picture ms", "cold s")
        print(f"{'':14}{heads[0]:>26}{heads[1]:>10}{heads[2]:>11}{heads[3]:>18}{heads[4]:>8}")
        slow = measure(browser, lab, "matplotlib", MATPLOTLIB, ".widget-interact .jp-OutputArea")
        for name in names:
            code = f"explore.{name}()"
            fast = measure(browser, lab, name, code, ".dropout-explorer")
            ratio, more = slow["p50"] / fast["p50"], fast["changed"] / slow["changed"]
            print(f"{'':14}{ratio:>25.1f}x{more:>20.1f}x  against interact + matplotlib")
        browser.close()


def measure(browser: Any, lab: Lab, name: str, code: str, selector: str) -> dict[str, float]:
    """Run `code` in a notebook of its own, move its first slider, print and return the figures."""
    path = write_notebook(
        lab.folder / name / f"{name}.ipynb",
        [IMPORT.format(name if name in NAMES else "network"), code],
    )
    notebook = Notebook.open(browser, lab, path)
    page = notebook.page
    started = time.perf_counter()
    notebook.run(0)
    notebook.evaluate("0")
    imported = time.perf_counter()
    shown = first_picture(notebook, selector)
    cold = imported - started + shown / 1000
    slider = page.locator("input[type=range], .noUi-target").first
    slider.wait_for()
    page.wait_for_timeout(1000)
    page.evaluate(WATCH, selector)
    box = slider.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    left, width = box["x"], box["width"]

    def at(share: float) -> float:
        return left + share * width

    handle = page.locator(".noUi-handle").first
    grip = handle.bounding_box() if handle.count() else None
    page.mouse.move(grip["x"] + grip["width"] / 2 if grip else at(0.2), y)
    page.mouse.down()
    seen: list[float] = []
    for move in range(MOVES):
        page.mouse.move(at(0.2 + 0.6 * ((move * 7) % MOVES) / MOVES), y)
        with contextlib.suppress(Error):  # a slider of few steps need not have moved
            page.wait_for_function("n => window.answers.length > n", arg=len(seen), timeout=2000)
        seen = page.evaluate("window.answers")
        page.wait_for_timeout(50)
    answers = sorted(page.evaluate("window.answers"))
    page.wait_for_timeout(500)
    page.evaluate("window.changes.length = window.frames = 0")
    began = time.perf_counter()
    drag(page.url, [(at(0.2 + 0.6 * abs(1 - (move % 200) / 100)), y) for move in range(200)])
    took = time.perf_counter() - began
    frames, changed = page.evaluate("[window.frames, window.changes.length]")
    page.mouse.up()
    notebook.close()
    figures = {
        "p50": statistics.median(answers),
        "p95": answers[int(0.95 * len(answers))],
        "frames": frames / took,
        "changed": changed / took,
    }
    change = f"{figures['p50']:.1f} / {figures['p95']:.1f}"
    rates = f"{figures['frames']:>10.1f}{figures['changed']:>11.1f}"
    print(f"{name:14}{change:>26}{rates}{shown:>18.0f}{cold:>8.2f}", flush=True)
    return figures


def drag(url: str, places: list[tuple[float, float]]) -> None:
    """Move the mouse along `places`, over and over, whether or not the page keeps up."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/json/list") as answer:
        page = next(one for one in json.load(answer) if one["url"] == url)
    line = websocket.create_connection(page["webSocketDebuggerUrl"])
    began = time.perf_counter()
    for move in range(int(DRAG_SECONDS / MOUSE_SECONDS)):
        x, y = places[move % len(places)]
        where = {"type": "mouseMoved", "x": x, "y": y, "button": "left", "buttons": 1}
        request = {"id": move, "method": "Input.dispatchMouseEvent", "params": where}
        line.send(json.dumps(request))
        time.sleep(max(0, began + (move + 1) * MOUSE_SECONDS - time.perf_counter()))
    line.close()


def first_picture(notebook: Notebook, selector: str) -> float:
    """Return the milliseconds from running the second cell to its picture."""
    return float(
        notebook.page.evaluate(
            """async (selector) => {
                const cells = window.jupyterapp.shell.currentWidget.content;
                cells.activeCellIndex = 1;
                const inside = `${selector} ${selector === '.dropout-explorer' ? 'svg' : 'img'}`;
                const started = performance.now();
                window.jupyterapp.commands.execute('notebook:run-cell');
                while (!document.querySelector(inside)?.getBoundingClientRect().width)
                    await new Promise((resolve) => requestAnimationFrame(resolve));
                return performance.now() - started;
            }""",
            selector,
        )
    )


if __name__ == "__main__":
    main(sys.argv[1:] or NAMES)
