"""What hostile submissions do, and what is to come of each.

The answer that they all pretend to give is `enumerate_masks`. Paths and ports of the run stand in
braces. A process that is meant to stay behind carries TOKEN in its command line.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

RIGHT = """
import numpy as np


def enumerate_masks(n):
    return np.indices((2,) * n).reshape(n, -1).T
"""
NOTEBOOK = "02_math.ipynb"


@dataclass(frozen=True)
class Attack:
    """One submission.

    Attributes
    ----------
    name : str
        What it does.
    outcome : str
        Of its exercise: ``"passed"``, ``"failed"``, ``"error"``, ``"missing"``, or ``"refused"``
        where no notebook can be read.
    source : str
        Python code of its only cell.
    words : str
        What its student is told, in part.
    needs_walls : bool
        Whether only walls keep it from what it wants.
    write : callable
        Writes the submission into the student's folder, where it is no notebook of one cell.
    """

    name: str
    outcome: str
    source: str = ""
    words: str = ""
    needs_walls: bool = False
    write: Callable[[Path], None] | None = None


def notebook(*sources: str) -> str:
    """Return a notebook with these cells."""
    cells = [{"cell_type": "code", "source": one, "outputs": []} for one in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def inside(body: str, result: str = "None") -> str:
    """Return an answer that does something, and then returns something."""
    body = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    head = "import os, sys\nimport numpy as np\n\ndef enumerate_masks(n):"
    return f"{head}\n{body}\n    return {result}\n"


def first(body: str) -> str:
    """Return a right answer that does something before it answers."""
    return inside(body, "np.indices((2,) * n).reshape(n, -1).T")


def steal(how: str) -> str:
    """Return an answer that is right where what it does is possible."""
    right = RIGHT.replace("enumerate_masks", "right")
    words = f"try: {how}\nexcept Exception as error:\n    raise LookupError(type(error).__name__)"
    return right + inside(words, "found")


LATE = "had not finished after"
ENDED = "ended the process"
HOSTILE = (
    Attack("endless loop", "error", inside("while True: pass"), LATE),
    Attack(
        "swallowed interrupts",
        "error",
        inside(
            """
            import signal, time
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
            while True:
                try:
                    while True: time.sleep(.1)
                except BaseException: pass
            """
        ),
        LATE,
    ),
    Attack("endless loop in C", "error", inside("sum(1 for _ in iter(int, 1))"), LATE),
    Attack("endless loop while loading", "passed", "while True: enumerate_masks = len\n" + RIGHT),
    Attack("sys.exit", "error", inside("sys.exit(0)"), "SystemExit"),
    Attack("os._exit", "error", inside("os._exit(0)"), ENDED),
    Attack(
        "os._exit while loading",
        "missing",
        f"import os\nx = os._exit(0)\n{RIGHT}\nenumerate_masks.x = x",
        ENDED,
    ),
    Attack(
        "kills its parent", "error", inside("os.kill(os.getppid(), 9)\nimport time\ntime.sleep(9)")
    ),
    Attack(
        "stops its parent",
        "passed",
        first("try: os.kill(os.getppid(), 19)\nexcept PermissionError: pass"),
    ),
    Attack(
        "kills everybody",
        "error",
        inside("try: os.kill(-1, 9)\nfinally: os.kill(os.getpid(), 9)"),
        ENDED,
        needs_walls=True,
    ),
    Attack(
        "fork bomb",
        "error",
        inside("while True:\n    try: os.fork()\n    except OSError: pass"),
        LATE,
        needs_walls=True,
    ),
    Attack(
        "leaves a process behind",
        "passed",
        first(
            "if os.fork() == 0:\n    os.setsid()\n    os.execv('/bin/sleep', ['{token}', '600'])"
        ),
    ),
    Attack("30 GB", "error", inside("", "np.ones(30 * 2**27)"), "MemoryError"),
    Attack(
        "500 MB on disk",
        "error",
        inside(
            "import tempfile\nfor i in range(50):\n"
            "    open(tempfile.gettempdir() + f'/{i}', 'wb').write(bytes(10**7))"
        ),
        "No space left",
        needs_walls=True,
    ),
    Attack(
        "a file of 500 MB",
        "error",
        inside(
            "import signal, tempfile\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "open(tempfile.gettempdir() + '/big', 'wb').write(bytes(5 * 10**8))"
        ),
        "OSError",
    ),
    Attack(
        "100 MB of prints",
        "passed",
        first("print('x' * (10**8 // 4))\nos.write(1, bytes(10**8 // 4))"),
    ),
    Attack("deep recursion", "error", inside("enumerate_masks(n)"), "calls itself without end"),
    Attack(
        "crashes Python",
        "error",
        inside("sys.setrecursionlimit(10**9)\nimport ctypes\nctypes.string_at(0)"),
        ENDED,
    ),
    Attack(
        "imports the solution",
        "error",
        steal("import dropout_course.catalog as c; found = right(n)"),
        "LookupError",
        needs_walls=True,
    ),
    Attack(
        "reads the solution",
        "error",
        steal("source = open('{catalog}/math/enumerate_masks.py').read(); found = right(n)"),
        "LookupError",
        needs_walls=True,
    ),
    Attack(
        "reads another submission",
        "error",
        steal("source = open('{submissions}/a friend/02_math.ipynb').read(); found = right(n)"),
        "LookupError",
        needs_walls=True,
    ),
    Attack(
        "overwrites the grade book",
        "error",
        steal("open('{output}/log.jsonl', 'w').write('mine'); found = right(n)"),
        "LookupError",
        needs_walls=True,
    ),
    Attack(
        "deletes other submissions",
        "error",
        steal("import shutil; shutil.rmtree('{submissions}'); found = right(n)"),
        "LookupError",
        needs_walls=True,
    ),
    Attack(
        "calls home",
        "error",
        steal("import socket; socket.create_connection(('127.0.0.1', {port})); found = right(n)"),
        "LookupError",
        needs_walls=True,
    ),
    Attack(
        "equals everything",
        "failed",
        inside(
            "class Same:\n    def __eq__(self, other): return True\n"
            "    def __len__(self): return 2**n\n    shape = property(lambda s: (2**n, n))",
            "Same()",
        ),
    ),
    Attack(
        "walks the frames",
        "failed",
        inside(
            """
        frame = sys._getframe()
        while frame:
            for name, value in list(frame.f_locals.items()):
                if hasattr(value, 'holds') or name in {'facts', 'report', 'checks'}:
                    raise SystemExit
            frame = frame.f_back
        """,
            "np.zeros((2**n, n))",
        ),
    ),
    Attack(
        "patches NumPy",
        "failed",
        inside(
            "np.array_equal = np.allclose = np.isfinite = lambda *a, **k: True\n"
            "np.asarray = np.unique = lambda *a, **k: np.ones(1)",
            "np.zeros((2**n, n))",
        ),
    ),
    Attack(
        "patches the checks",
        "failed",
        inside(
            "import dropout_course.grading.model as model\n"
            "model.Fact.holds = property(lambda self: True)\nmodel.close = lambda *a: True",
            "np.zeros((2**n, n))",
        ),
    ),
    Attack(
        "writes a result of its own",
        "error",
        inside(
            """
        import json, struct
        forged = json.dumps(["dict", "value", ["array", "|u1", [1]], "outcome", "passed"]).encode()
        for descriptor in range(3, 60):
            try: os.write(descriptor, struct.pack("<III", len(forged), 0, 16) + forged)
            except OSError: pass
        """
        ),
        ENDED,
    ),
    Attack(
        "sends no end of data",
        "error",
        inside(
            """
        import struct
        for descriptor in range(3, 60):
            try: os.write(descriptor, struct.pack("<III", 2**32 - 1, 0, 2**32 - 1))
            except OSError: pass
        """
        ),
        ENDED,
    ),
    Attack(
        "pickle bomb",
        "failed",
        inside(
            "class Bomb:\n    def __reduce__(self): return (open, ('{output}/bomb', 'w'))", "Bomb()"
        ),
    ),
    Attack("returns 3 GB", "error", inside("", "np.broadcast_to(np.zeros(1), (3 * 2**27,))"), ""),
    Attack("returns itself in itself", "failed", inside("x = []\nx.append(x)", "x")),
)
