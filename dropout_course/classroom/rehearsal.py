"""What an exercise will ask of an answer, known beforehand: a class is asked the same of everybody.

An answer in another process is asked one question at a time only where that is needed: a message
costs as much as most answers take. With a given seed the questions are those that the right answer
is asked, until an answer is so wrong that its exercise asks for something else.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dropout_course.classroom.packing import Packed, Packer, Seeded
from dropout_course.grading.attempt import Attempt, Runner, Stopped, Stream
from dropout_course.grading.judge import here
from dropout_course.grading.model import Exercise
from dropout_course.grading.runner import Trial, same
from dropout_course.slicing import sliced


@dataclass(frozen=True, eq=False)
class Question:
    """One call of an answer.

    Attributes
    ----------
    args, kwargs
        What it is called with; random streams stand for generators.
    through
        What calls it, as in :func:`~dropout_course.grading.runner.run`.
    """

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    through: Callable[..., Any] | None

    @cached_property
    def is_data(self) -> bool:
        """Whether nothing of ours has to be called while it is answered."""
        return _is_data(self.args) and _is_data(self.kwargs)


@functools.lru_cache(maxsize=512)
def questions(exercise: Exercise, seed: int) -> tuple[Question, ...]:
    """Return what the right answer is asked; nothing where that takes a package of its own."""
    if exercise.needs:
        return ()
    rehearsal = _Rehearsal(exercise, here(exercise.reference), seed)
    with contextlib.suppress(Stopped):
        for _ in exercise.measure(rehearsal):
            pass
    return tuple(rehearsal.asked)


class _Rehearsal(Attempt):
    """An attempt that keeps what it asks."""

    def __init__(self, exercise: Exercise, runner: Runner, seed: int) -> None:
        super().__init__(exercise, runner, seed)
        self.asked: list[Question] = []
        self._arrays: dict[tuple[Any, ...], np.ndarray] = {}

    def trial(self, *args: Any, through: Callable[..., Any] | None = None, **kwargs: Any) -> Trial:
        self.asked.append(Question(self._kept(args), self._kept(kwargs), through))
        return super().trial(*args, through=through, **kwargs)

    def _kept(self, value: Any) -> Any:
        """Copy what is asked, equal arrays once, so that they are sent once."""
        if isinstance(value, np.ndarray):
            key = value.dtype.str, value.shape, value.tobytes()
            return self._arrays.setdefault(key, value.copy())
        if isinstance(value, tuple | list):
            return type(value)(self._kept(item) for item in value)
        if isinstance(value, dict):
            return {name: self._kept(item) for name, item in value.items()}
        return value


class Script:
    """Follows one attempt through the questions.

    Parameters
    ----------
    asked
        The questions.
    """

    def __init__(self, asked: tuple[Question, ...]) -> None:
        self._asked, self._place = asked, 0
        # A stream of the attempt, and the one that had its place when the right answer was asked.
        self._parts: dict[Stream, Stream] = {}

    def part(self, stream: Stream) -> Stream:
        """Return the stream that a generator is known by."""
        return self._parts.get(stream, stream)

    def from_here(self, question: Question) -> tuple[Question, ...]:
        """Return this question, if it is the next one, with all that come after it."""
        left = self._asked[self._place :]
        if left and self._alike(left[0], question):
            self._place += 1
            return left
        # What comes after another question is not known either.
        self._place = len(self._asked)
        return ()

    def _alike(self, known: Question, asked: Question) -> bool:
        return (
            known.through is asked.through
            and self._same(known.args, asked.args)
            and self._same(known.kwargs, asked.kwargs)
        )

    def _same(self, known: Any, asked: Any) -> bool:
        if isinstance(known, Stream) and isinstance(asked, Stream):
            new = asked not in self._parts and known not in self._parts.values()
            if new and known.seed == asked.seed:
                self._parts[asked] = known
            return self._parts.get(asked) is known
        if isinstance(known, tuple | list) and type(known) is type(asked):
            return len(known) == len(asked) and all(map(self._same, known, asked))
        if isinstance(known, dict) and isinstance(asked, dict):
            return known.keys() == asked.keys() and all(
                self._same(known[name], asked[name]) for name in known
            )
        return same(known, asked)


def is_object(exercise: Exercise) -> bool:
    """Whether an answer is an object that cannot be sent, a class or what a package makes."""
    return bool(exercise.needs) or inspect.isclass(exercise.reference)


def runs_beside(exercise: Exercise) -> bool:
    """Whether what stands between `measure` and the answer runs in the answer's process."""
    return exercise.beside or is_object(exercise)


@dataclass(frozen=True, eq=False)
class Opening:
    """What is asked of everybody at first, packed once for a class.

    Attributes
    ----------
    questions : tuple of Question
        Those that are asked together, from the first on.
    calls : Packed
        The same, as they are sent.
    streams : tuple of Stream
        Those in there, by their numbers.
    """

    questions: tuple[Question, ...]
    calls: Packed
    streams: tuple[Stream, ...]


@functools.lru_cache(maxsize=512)
def opening_of(exercise: Exercise, seed: int) -> Opening:
    """Return what can be asked at once and first; nothing where that is not known."""
    streams: dict[Stream, Seeded] = {}

    def seeded(value: Any) -> Any:
        if isinstance(value, Stream):
            return streams.setdefault(value, Seeded(value.seed))
        return replaced(value, seeded)

    together = together_of(exercise, questions(exercise, seed))
    calls = Packer().pack([as_call(question, seeded) for question in together])
    return Opening(together, calls, tuple(streams))


def together_of(exercise: Exercise, script: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return the questions up to the first that has something of ours run meanwhile."""
    beside = runs_beside(exercise)
    waits = itertools.takewhile(lambda one: one.is_data and (beside or not one.through), script)
    return tuple(waits)


def as_call(
    question: Question, resolved: Callable[[Any], Any] = lambda value: value
) -> dict[str, Any]:
    """Return a question as it is sent."""
    through = question.through
    return {
        "args": resolved(question.args),
        "kwargs": resolved(question.kwargs),
        "beside": through and (_source_beside(through), through.__name__),
    }


def replaced(value: Any, replace: Callable[[Any], Any]) -> Any:
    """Replace what a tuple or a dictionary holds."""
    if isinstance(value, tuple):
        return tuple(map(replace, value))
    if isinstance(value, dict):
        return {name: replace(item) for name, item in value.items()}
    return value


@functools.cache
def _source_beside(through: Callable[..., Any]) -> str:
    """Return a function of ours with what it needs of its module, and nothing else of it."""
    module = inspect.getmodule(through)
    assert module is not None
    return sliced(inspect.getsource(module), {through.__name__})


def _is_data(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return all(map(_is_data, value))
    if isinstance(value, dict):
        return all(map(_is_data, value.values()))
    plain = bool | int | float | str | np.ndarray | np.generic | Stream
    return value is None or isinstance(value, plain)
