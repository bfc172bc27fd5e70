"""Runs a learner's functions in a process of theirs, on behalf of the judge."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dropout_course.classroom.packing import Broken, Packed, Seeded
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
from dropout_course.classroom.standins import answer_like
from dropout_course.classroom.wire import Channel, Late
from dropout_course.grading.attempt import Stopped, Stream
from dropout_course.grading.model import Exercise
from dropout_course.grading.runner import PRINTED_LIMIT, Trial, run
from dropout_course.grading.tracebacks import Failure, out_of_time

# The learner's process stops a call by itself; what it does not stop is killed.
GRACE_SECONDS = 1.0
LOADING, IMPORTING = 3, 6  # times the seconds of a judgement
MOST_TEXT = 1_000
MOST_PASSED_ON = 2**20  # bytes of arrays that a function of ours computes with
ENDED = "Your code ended the process that it ran in."
LATE = "Your code did not return in time and was stopped."


class Gone(Exception):  # noqa: N818 (its message is a sentence for the learner)
    """The learner's process is of no more use."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.late = sentence is LATE


@dataclass(frozen=True)
class Loaded:
    """What a notebook defines, as data.

    Attributes
    ----------
    unreadable : str
        Why it cannot be read as a notebook; empty where it can.
    problems : tuple of str
        A sentence for each statement that could not be run.
    found : dict
        For each answer an object without a will of its own, with its parameters.
    """

    unreadable: str
    problems: tuple[str, ...]
    found: dict[str, Any]


class Learner:
    """A learner's process, which is asked and not believed.

    Parameters
    ----------
    channel
        The line to it.
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    @property
    def usable(self) -> bool:
        """Whether the process can be asked again."""
        return not self.channel.given_up

    def load(self, content: bytes, name: str, exercises: Collection[str], seconds: float) -> Loaded:
        """Run a notebook as far as some exercises need it.

        Parameters
        ----------
        content, name
            Of the notebook.
        exercises
            Names of what may be asked for.
        seconds
            The time that the answer to an exercise may take; loading may take a few times that.

        Raises
        ------
        Gone
            The process ended, or was not done in time.
        """
        data, only = np.frombuffer(content, np.uint8), list(exercises)
        times = {"seconds": seconds, "import_seconds": IMPORTING * seconds}
        self.say({"content": data, "name": name, "only": only, **times})
        reply = self.hear((LOADING + IMPORTING) * seconds)
        with self.distrust():
            if "unreadable" in reply:
                return Loaded(_text(reply["unreadable"]), (), {})
            found = reply["found"]
            return Loaded(
                "",
                tuple(_text(problem) for problem in reply["problems"][:20]),
                {name: answer_like(name, *found[name]) for name in exercises if name in found},
            )

    def call(
        self,
        name: str,
        calls: list[dict[str, Any]] | Packed,
        seconds: float,
        generators: Sequence[Seeded] = (),
    ) -> list[dict[str, Any]]:
        """Call a function some times, and answer what it asks of functions of ours.

        Parameters
        ----------
        name
            Of the function.
        calls
            What it is called with, each time.
        seconds
            The time that all calls may take.
        generators
            Those that stand in calls that are packed already, by their numbers there.

        Returns
        -------
        list of dict
            What came of the first of them or of all.
        """
        end = time.monotonic() + seconds + GRACE_SECONDS
        known = self.channel.known
        self.channel.forget()
        known.generators.update(enumerate(generators))
        self.say({"calls": calls, "name": name, "seconds": seconds})
        while True:
            reply = self.hear(end - time.monotonic())
            if "call" not in reply:
                with self.distrust():
                    return list(reply["trials"])
            self.say(self._answered(reply))
            known.strangers.clear()

    def say(self, message: dict[str, Any]) -> None:
        """Send a message, or raise :class:`Gone`."""
        try:
            self.channel.send(message)
        except Broken as error:
            raise self.gone(ENDED) from error

    def hear(self, seconds: float) -> dict[str, Any]:
        """Wait for a message, or raise :class:`Gone`."""
        try:
            return self.channel.receive(seconds)
        except Late as error:
            raise self.gone(LATE) from error
        except Broken as error:
            raise self.gone(ENDED) from error

    def gone(self, sentence: str) -> Gone:
        """Give the process up."""
        self.channel.given_up = True
        return Gone(sentence)

    def _answered(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Run a function of ours that the learner's code was given, with what it passes on."""
        with self.distrust():
            function, args = self.channel.known.functions[asked["call"]], tuple(asked["args"])
        known = self.channel.known
        size = sum(one.nbytes for one in args if isinstance(one, np.ndarray))
        generators = [*known.generators.values(), *known.strangers.values()]
        try:
            if size > MOST_PASSED_ON:
                raise ValueError(f"{size} bytes of arrays are too many")
            return {"value": function(*args), "generators": generators}
        except Exception as error:  # noqa: BLE001 (what the learner passed on may be anything)
            return {"raised": (type(error).__name__, _text(error)), "generators": generators}

    @contextlib.contextmanager
    def distrust(self) -> Iterator[None]:
        """Take any error for the sign of a message that was made up."""
        try:
            yield
        except Exception as error:
            raise self.gone(ENDED) from error


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
    failure = reply["failure"] and Failure(*map(_text, reply["failure"]))
    printed = _text(reply["printed"], PRINTED_LIMIT)
    flag = bool(reply["global_numpy"])
    return Trial(reply["value"], failure, tuple(changed), flag, printed), changed


def _restore(array: Any, new: Any) -> None:
    """Change an argument as the answer changed its copy."""
    if isinstance(array, np.ndarray) and isinstance(new, np.ndarray) and array.shape == new.shape:
        array[...] = new


def _text(value: Any, most: int = MOST_TEXT) -> str:
    return str(value)[:most]
