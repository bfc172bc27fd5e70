"""Runs the answer to one exercise in a learner's process, on behalf of the judge."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dropout_course.classroom.conversation import GRACE_SECONDS, LATE, Gone, Learner, text_of
from dropout_course.classroom.packing import Packed, Seeded
from dropout_course.classroom.rehearsal import (
    Question,
    Script,
    as_call,
    opening_of,
    questions,
    replaced,
    runs_beside,
    together_of,
)
from dropout_course.grading.attempt import Stopped, Stream
from dropout_course.grading.model import Exercise
from dropout_course.grading.runner import PRINTED_LIMIT, Trial, run
from dropout_course.grading.tracebacks import Failure, out_of_time


class RemoteRunner:
    """Calls the answer to one exercise; a :class:`~dropout_course.grading.attempt.Runner`.

    What stands between `measure` and the answer (`through`) runs here, too, and the learner's
    process sees no more than the calls. Only where answers are objects that cannot be sent, a class
    or a model, or where the exercise says so, it runs beside the answer.

    Questions that are known beforehand are sent together. Where an answer turns out to be asked
    something else after all, its generators are as the questions that were sent left them.
    """

    def __init__(self, learner: Learner, exercise: Exercise, seed: int) -> None:
        self._learner, self._exercise, self._seed = learner, exercise, seed
        self._script = Script(questions(exercise, seed))
        self._streams: dict[Stream, np.random.Generator | Seeded] = {}
        self._waiting: list[Trial] = []

    def __call__(
        self,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        seconds: float,
        through: Callable[..., Any] | None,
    ) -> Trial:
        """Call the answer as a runner does."""
        question = Question(args, kwargs, through)
        script = self._script.from_here(question)
        if script and self._waiting:
            return self._waiting.pop(0)
        self._waiting.clear()
        try:
            if through and not runs_beside(self._exercise):
                return self._around(self._resolved(args), self._resolved(kwargs), seconds, through)
            first, *self._waiting = self._asked(question, script, seconds)
        except Gone as gone:
            if gone.late:
                return Trial(None, out_of_time(LATE), (), False, "")
            raise Stopped(str(gone)) from gone
        return first

    def _asked(
        self, question: Question, script: tuple[Question, ...], seconds: float
    ) -> list[Trial]:
        """Ask a question, with those that come after it as far as they can be asked together."""
        opening = opening_of(self._exercise, self._seed)
        if script and script[0] in opening.questions[:1]:
            generators = [Seeded(stream.seed) for stream in opening.streams]
            self._streams.update(zip(opening.streams, generators, strict=True))
            trials = self._called(opening.questions, opening.calls, seconds, generators)
        else:
            together = together_of(self._exercise, script) or (question,)
            calls = [as_call(one, self._resolved) for one in together]
            trials = self._called(together, calls, seconds)
        return [trial for trial, _ in trials]

    def _resolved(self, value: Any) -> Any:
        """Put generators in the places of streams."""
        if not isinstance(value, Stream):
            return replaced(value, self._resolved)
        stream = self._script.part(value)
        known = self._streams.get(stream) or Seeded(stream.seed)
        if isinstance(known, Seeded):
            with self._learner.distrust():
                known = self._streams[stream] = known.generator()
        return known

    def _called(
        self,
        questions: Sequence[Question],
        calls: list[dict[str, Any]] | Packed,
        seconds: float,
        generators: Sequence[Seeded] = (),
    ) -> list[tuple[Trial, dict[str, Any]]]:
        """Call the answer; return what each call did, and the arguments that it changed."""
        replies = self._learner.call(self._exercise.name, calls, seconds, generators)
        with self._learner.distrust():
            called = [_trial(*pair) for pair in zip(questions, replies, strict=False)]
            last = called[-1][0]
        if last.failure and last.failure.late:
            self._learner.channel.given_up = True
        return called

    def _around(
        self,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        seconds: float,
        through: Callable[..., Any],
    ) -> Trial:
        """Run `through` here, with a function that calls the answer there."""
        trials: list[Trial] = []
        gone: list[Gone] = []
        end = time.monotonic() + seconds

        def answer(*args: Any, **kwargs: Any) -> Any:
            try:
                left = end - time.monotonic()
                question = Question(args, kwargs, None)
                trial, changed = self._called([question], [as_call(question)], left)[0]
            except Gone as error:
                gone.append(error)
                raise
            trials.append(trial)
            if trial.failure:
                raise RuntimeError
            for name, new in changed.items():
                _restore(args[int(name)] if name.isdecimal() else kwargs[name], new)
            return trial.value

        trial = run(answer, args, kwargs, seconds=seconds + 2 * GRACE_SECONDS, through=through)
        if gone:
            raise gone[0]
        failed = [one.failure for one in trials if one.failure]
        return replace(
            trial,
            failure=failed[0] if failed else trial.failure,
            global_numpy=any(one.global_numpy for one in trials),
            printed="".join(one.printed for one in trials)[:PRINTED_LIMIT],
        )


def _trial(question: Question, reply: dict[str, Any]) -> tuple[Trial, dict[str, Any]]:
    given = {*map(str, range(len(question.args))), *question.kwargs}
    changed = {name: new for name, new in reply["changed"].items() if name in given}
    failure = reply["failure"] and Failure(*map(text_of, reply["failure"]))
    printed = text_of(reply["printed"], PRINTED_LIMIT)
    flag = bool(reply["global_numpy"])
    return Trial(reply["value"], failure, tuple(changed), flag, printed), changed


def _restore(array: Any, new: Any) -> None:
    """Change an argument as the answer changed its copy."""
    if isinstance(array, np.ndarray) and isinstance(new, np.ndarray) and array.shape == new.shape:
        array[...] = new
