"""What the judge says to a learner's process, and hears from it without believing it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dropout_course.classroom.packing import Broken, Packed, Seeded
from dropout_course.classroom.standins import answer_like
from dropout_course.classroom.wire import Channel, Late

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
                return Loaded(text_of(reply["unreadable"]), (), {})
            found = reply["found"]
            return Loaded(
                "",
                tuple(text_of(problem) for problem in reply["problems"][:20]),
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
            return {"raised": (type(error).__name__, text_of(error)), "generators": generators}

    @contextlib.contextmanager
    def distrust(self) -> Iterator[None]:
        """Take any error for the sign of a message that was made up."""
        try:
            yield
        except Exception as error:
            raise self.gone(ENDED) from error


def text_of(value: Any, most: int = MOST_TEXT) -> str:
    """Return the beginning of what is to be a text."""
    return str(value)[:most]
