"""Runs a learner's functions in a process of theirs, on behalf of the judge."""

from __future__ import annotations

import contextlib
import functools
import inspect
import itertools
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dropout_course.classroom.rehearsal import Question, Script, questions
from dropout_course.classroom.standins import answer_like
from dropout_course.classroom.wire import Broken, Channel, Late
from dropout_course.grading.attempt import Stopped, Stream
from dropout_course.grading.model import Exercise
from dropout_course.grading.runner import PRINTED_LIMIT, Trial, run
from dropout_course.grading.tracebacks import Failure, out_of_time
from dropout_course.slicing import sliced

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

    def call(self, name: str, calls: list[dict[str, Any]], seconds: float) -> list[dict[str, Any]]:
        """Call a function some times, and answer what it asks of functions of ours.

        Returns
        -------
        list of dict
            What came of the first of them or of all.
        """
        end = time.monotonic() + seconds + GRACE_SECONDS
        self.channel.forget()
        self.say({"name": name, "calls": calls, "seconds": seconds})
        while True:
            reply = self.hear(end - time.monotonic())
            if "call" not in reply:
                with self.distrust():
                    return list(reply["trials"])[: len(calls)]
            self.say(self._answered(reply))
            self.channel.strangers.clear()

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
            function, args = self.channel.functions[asked["call"]], tuple(asked["args"])
        size = sum(one.nbytes for one in args if isinstance(one, np.ndarray))
        generators = [*self.channel.generators.values(), *self.channel.strangers.values()]
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
        self._learner, self._exercise = learner, exercise
        cannot_be_sent = bool(exercise.needs) or inspect.isclass(exercise.reference)
        self._beside = exercise.beside or cannot_be_sent
        self._script = Script(questions(exercise, seed))
        self._streams: dict[Stream, np.random.Generator] = {}
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
            if through and not self._beside:
                return self._around(self._resolved(args), self._resolved(kwargs), seconds, through)
            together = [*itertools.takewhile(self._can_wait, script)] or [question]
            first, *self._waiting = (trial for trial, _ in self._called(together, seconds))
        except Gone as gone:
            if gone.late:
                return Trial(None, out_of_time(LATE), (), False, "")
            raise Stopped(str(gone)) from gone
        return first

    def _can_wait(self, question: Question) -> bool:
        """Whether nothing of ours runs while a question is answered."""
        return question.is_data and (self._beside or not question.through)

    def _resolved(self, value: Any) -> Any:
        """Put generators in the places of streams."""
        if isinstance(value, Stream):
            stream = self._script.part(value)
            return self._streams.setdefault(stream, np.random.default_rng(stream.seed))
        if isinstance(value, tuple):
            return tuple(map(self._resolved, value))
        if isinstance(value, dict):
            return {name: self._resolved(item) for name, item in value.items()}
        return value

    def _called(
        self, questions: Sequence[Question], seconds: float
    ) -> list[tuple[Trial, dict[str, Any]]]:
        """Call the answer; return what each call did, and the arguments that it changed."""
        calls = [
            {
                "args": self._resolved(one.args),
                "kwargs": self._resolved(one.kwargs),
                "beside": one.through and (_source_beside(one.through), one.through.__name__),
            }
            for one in questions
        ]
        replies = self._learner.call(self._exercise.name, calls, seconds)
        with self._learner.distrust():
            called = [self._trial(*pair) for pair in zip(calls, replies, strict=False)]
            last = called[-1][0]
        if last.failure and last.failure.late:
            self._learner.channel.given_up = True
        return called

    def _trial(self, call: dict[str, Any], reply: dict[str, Any]) -> tuple[Trial, dict[str, Any]]:
        given = {*map(str, range(len(call["args"]))), *call["kwargs"]}
        changed = {name: new for name, new in reply["changed"].items() if name in given}
        failure = reply["failure"] and Failure(*map(_text, reply["failure"]))
        printed = _text(reply["printed"], PRINTED_LIMIT)
        flag = bool(reply["global_numpy"])
        return Trial(reply["value"], failure, tuple(changed), flag, printed), changed

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
                trial, changed = self._called([Question(args, kwargs, None)], left)[0]
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


def _restore(array: Any, new: Any) -> None:
    """Change an argument as the answer changed its copy."""
    if isinstance(array, np.ndarray) and isinstance(new, np.ndarray) and array.shape == new.shape:
        array[...] = new


@functools.cache
def _source_beside(through: Callable[..., Any]) -> str:
    """Return a function of ours with what it needs of its module, and nothing else of it."""
    module = inspect.getmodule(through)
    assert module is not None
    return sliced(inspect.getsource(module), {through.__name__})


def _text(value: Any, most: int = MOST_TEXT) -> str:
    return str(value)[:most]
