"""Judge what one student handed in."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from dropout_course.classroom.conversation import Gone, Learner, Loaded
from dropout_course.classroom.fresh import FreshProcesses
from dropout_course.classroom.limits import Limits
from dropout_course.classroom.process import Unavailable
from dropout_course.classroom.rehearsal import is_object
from dropout_course.classroom.remote import RemoteRunner
from dropout_course.classroom.sandbox import Sandbox
from dropout_course.classroom.walls import ALL
from dropout_course.grading.attempt import SECONDS
from dropout_course.grading.judge import judge_with, wrong_kind
from dropout_course.grading.model import CheckResult, Exercise, Report

Notebook = tuple[str, bytes | str]
"""Its name, and its content or why it is refused."""


WAKING = 3
CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
MADE_UP = "What came back from your code is no answer to what it was asked ({error})."


@dataclass(frozen=True)
class Settings:
    """What decides a grade besides the answer.

    Attributes
    ----------
    seed : int
        Of the inputs and random streams; the same for the whole class.
    walls : str
        The name of the walls around a learner's process.
    seconds : float
        The time that an answer may take.
    limits : Limits
        Of a learner's process.
    """

    seed: int
    walls: str
    seconds: float = SECONDS
    limits: Limits = field(default_factory=Limits)


@dataclass
class Graded:
    """What came of the notebooks of a student.

    Attributes
    ----------
    student : str
        Who.
    reports : list of Report
        One for each exercise that was found, in teaching order.
    problems : list of str
        What could not be read or run, for the student.
    readable : bool
        Whether any of the notebooks could be read; where none could, there is no grade either.
    ungraded : str
        Why there is no grade, for the instructor: never a fault of the student. Empty where there
        is one.
    """

    student: str
    reports: list[Report] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    readable: bool = False
    ungraded: str = ""

    @property
    def has_grade(self) -> bool:
        """Whether there is a grade: no answer is 0 points, an unread notebook is none."""
        return self.readable and not self.ungraded

    def as_data(self) -> dict[str, Any]:
        """Return what a journal keeps."""
        reports = [{k: v for k, v in asdict(r).items() if k != "view"} for r in self.reports]
        return {**vars(self), "reports": reports}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Graded:
        """Return what was kept."""
        reports = [
            Report(**{**r, "checks": tuple(CheckResult(**c) for c in r["checks"])})
            for r in data["reports"]
        ]
        return cls(**{**data, "reports": reports})


class Judge:
    """Grades students one after the other, with processes that stay warm between them.

    Parameters
    ----------
    settings
        What decides a grade.
    exercises
        What may be answered, in teaching order.
    """

    def __init__(self, settings: Settings, exercises: Mapping[str, Exercise]) -> None:
        self._settings, self._exercises = settings, exercises
        self._sandboxes: dict[str, Sandbox | FreshProcesses] = {}
        # Judging catches warnings and output, which belong to the whole process.
        self._turn = threading.Lock()

    def close(self) -> None:
        """End the learners' processes."""
        for sandbox in self._sandboxes.values():
            sandbox.close()

    def grade(self, student: str, notebooks: Sequence[Notebook]) -> Graded:
        """Judge all exercises in a student's notebooks; the better one counts of two answers."""
        graded, best = Graded(student), dict[str, Report]()
        with self._turn:
            try:
                for name, content in notebooks:
                    for report in self._grade_notebook(name, content, graded):
                        known = best.get(report.exercise)
                        if known is None or report.credit > known.credit:
                            best[report.exercise] = report
            except Unavailable as error:
                graded.ungraded = str(error)
            except Exception as error:  # noqa: BLE001 (a fault of ours must not end the class)
                graded.ungraded = f"The grader failed: {type(error).__name__}: {error}"
        if graded.readable and not best:
            graded.problems.append("No exercise was found: expected functions with their names.")
        graded.reports = [best[name] for name in self._exercises if name in best]
        return graded

    def _grade_notebook(self, name: str, content: bytes | str, graded: Graded) -> list[Report]:
        if isinstance(content, str):
            graded.problems.append(f"{name}: {content}")
            return []
        try:
            loaded, reports = self._judge_those("", name, content, list(self._exercises))
        except Gone as gone:
            graded.readable = True
            graded.problems.append(f"{name}: {gone}")
            return []
        if loaded.unreadable:
            graded.problems.append(loaded.unreadable)
            return []
        graded.readable = True
        graded.problems += [f"{name}: {problem}" for problem in loaded.problems]
        for needs in {self._exercises[one].needs for one in loaded.found} - {""}:
            with contextlib.suppress(Gone):
                reports += self._judge_those(needs, name, content, list(loaded.found))[1]
        return reports

    def _judge_those(
        self, needs: str, name: str, content: bytes, left: list[str]
    ) -> tuple[Loaded, list[Report]]:
        """Judge the answers that need a package; an answer that ends its process ends no other."""
        reports: list[Report] = []
        while True:
            with self._sandbox(needs).child() as channel:
                learner = Learner(channel)
                loaded = learner.load(content, name, left, self._settings.seconds)
                found = [one for one in left if one in loaded.found]
                left = [one for one in found if self._exercises[one].needs == needs]
                while left and learner.usable:
                    reports.append(self._report(learner, loaded, left.pop(0)))
            if not left:
                return loaded, reports

    def _report(self, learner: Learner, loaded: Loaded, name: str) -> Report:
        exercise = self._exercises[name]
        refusal = wrong_kind(exercise, loaded.found[name])
        if refusal:
            return Report(name, "error", 0.0, None, refusal)
        runner = RemoteRunner(learner, exercise, self._settings.seed)
        # A package such as TensorFlow wakes up at its first call, in each process anew.
        seconds = self._settings.seconds * (WAKING if exercise.needs else 1)
        try:
            return judge_with(exercise, runner, self._settings.seed, seconds)
        except Exception as error:
            # What a process of theirs tells of an object need not have the form of an answer.
            if not is_object(exercise):
                raise
            words = MADE_UP.format(error=type(error).__name__)
            return Report(name, "error", 0.0, None, words)

    def _sandbox(self, needs: str) -> Sandbox | FreshProcesses:
        if needs not in self._sandboxes:
            walls, packages = ALL[self._settings.walls], (needs,) if needs else ()
            if CAN_FORK or walls.words:
                self._sandboxes[needs] = Sandbox(walls, self._settings.limits, packages)
            else:
                self._sandboxes[needs] = FreshProcesses(self._settings.limits, packages)
        return self._sandboxes[needs]
