"""What a process that grades does: it keeps one judge warm, and ends with who started it."""

from __future__ import annotations

import atexit
import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dropout_course.classroom import catalogs, feedback
from dropout_course.classroom.judging import Judge, Notebook, Settings
from dropout_course.classroom.limits import calm_collector, keep_memory

LOOK_SECONDS = 0.5
Task = tuple[str, str, list[Notebook]]
"""The key, the student, and the notebooks."""
Done = tuple[str, dict[str, Any], str]
"""The key, what is to be kept of the student, and the page of feedback."""

_lock = threading.RLock()  # threads of a cluster's worker share the judge
_judges: dict[tuple[Settings, Path | None], Judge] = {}


def grade_chunk(
    settings: Settings, catalog: Path | None, boss: int, tasks: Sequence[Task]
) -> list[Done]:
    """Grade some students in this process.

    Parameters
    ----------
    settings
        What decides a grade.
    catalog
        A folder of exercises besides the course's.
    boss
        The number of the process that runs the class. One that it started ends with it, even where
        it is killed.
    tasks
        What to grade.
    """
    judge = _judge(settings, catalog, boss)
    graded = [(key, judge.grade(student, notebooks)) for key, student, notebooks in tasks]
    return [(key, one.as_data(), feedback.page(one)) for key, one in graded]


def close() -> None:
    """End the learners' processes that this process keeps."""
    with _lock:
        while _judges:
            _judges.popitem()[1].close()


def _judge(settings: Settings, catalog: Path | None, boss: int) -> Judge:
    with _lock:
        if (settings, catalog) not in _judges:
            close()
            exercises = {
                e.name: e for lesson in catalogs.lessons(catalog) for e in lesson.exercises
            }
            _judges[settings, catalog] = Judge(settings, exercises)
            keep_memory()
            if boss in {os.getpid(), os.getppid()}:  # no process of somebody else's cluster
                calm_collector()
            if os.getppid() == boss:
                threading.Thread(target=_end_with, args=(boss,), daemon=True).start()
        return _judges[settings, catalog]


def _end_with(boss: int) -> None:
    while os.getppid() == boss:
        time.sleep(LOOK_SECONDS)
    os._exit(1)


atexit.register(close)
