"""Values as JSON, in which each carries a tag, and the arrays in them beside it.

What is unpacked may have been written by an attacker: nothing in it can name a class or run code.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dropout_course.classroom.standins import MOST_NAME, stand_in

MOST_BODY = 64 * 2**20
MOST_DEPTH = 40
MOST_STRANGERS = 100
ALIGNMENT = 16
TOO_MUCH = "It holds more than can be handed over."
BIT_GENERATORS = {"MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64"}
IN_NUMBERS = {"PCG64", "PCG64DXSM"}
"""Those whose state holds no array: JSON takes it as it is."""
_PLAIN = {type(None), bool, int, float, str}
_DTYPE = re.compile(r"[<>|=]?[biufc]\d{1,2}")


class Broken(Exception):  # noqa: N818 (it says what happened to the line, not to us)
    """The other side is gone, sent what is no message, or sent too much."""


@dataclass(frozen=True)
class Packed:
    """A part of a message, as it was when it was packed."""

    header: Any
    arrays: list[np.ndarray]


@dataclass(eq=False)
class Seeded:
    """A generator that begins on the learner's side, known here by its seed until it comes back.

    Attributes
    ----------
    seed : int
        What it begins with.
    state : dict or None
        What came back, as a bit generator takes it.
    """

    seed: int
    state: dict[str, Any] | None = None

    def generator(self) -> np.random.Generator:
        """Return it as it is now; any exception says that what came back was made up."""
        generator = np.random.default_rng(self.seed)
        if self.state is not None:
            generator.bit_generator.state = self.state
        return generator


class Packer:
    """Packs and unpacks the values of one conversation, and knows what was mentioned in it.

    Parameters
    ----------
    call
        On the learner's side: called with the number of a function of the judge, and arguments.
    """

    def __init__(self, call: Callable[[int, tuple[Any, ...]], Any] | None = None) -> None:
        self._call = call
        self.functions: dict[int, Callable[..., Any]] = {}
        self.generators: dict[int, np.random.Generator | Seeded] = {}
        # Those that the learner made, for as long as a function of the judge's is called with them.
        self.strangers: dict[int, np.random.Generator] = {}

    @property
    def is_learners(self) -> bool:
        """Whether this is the side that believes what it is sent."""
        return self._call is not None

    def forget(self) -> None:
        """Begin anew: what was mentioned so far will not be mentioned again."""
        self.functions.clear()
        self.generators.clear()
        self.strangers.clear()

    def pack(self, value: Any) -> Packed:
        """Pack a value; what an object in there raises, this raises."""
        arrays: list[np.ndarray] = []
        return Packed(self._packed(value, arrays, MOST_DEPTH), arrays)

    def unpack(self, header: Any, body: bytearray | memoryview) -> Any:
        """Return what was packed; any exception says that it was made up."""
        return self._unpacked(header, _Reader(body))

    def _packed(self, value: Any, arrays: list[np.ndarray], depth: int) -> Any:
        # By class first: nearly all that is sent is one of these.
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is np.ndarray:
            # The judge believes no such word: a short message could unfold to a long one.
            places = enumerate(arrays) if self._call is None else ()
            again = [place for place, known in places if known is value]
            return ["again", again[0]] if again else _packed_array(value, arrays)
        if depth and (kind is list or kind is tuple):
            return [kind.__name__, *[self._packed(item, arrays, depth - 1) for item in value]]
        if depth and kind is dict:
            pairs = [part for pair in value.items() for part in pair]
            return ["dict", *[self._packed(part, arrays, depth - 1) for part in pairs]]
        if kind is Packed:
            # Its words for arrays that are met again count from the first array of a message.
            assert self.is_learners or not arrays
            arrays += value.arrays
            return value.header
        return self._packed_other(value, arrays, depth)

    def _packed_other(self, value: Any, arrays: list[np.ndarray], depth: int) -> Any:
        if isinstance(value, np.random.Generator | Seeded):
            return self._packed_generator(value, arrays, depth)
        if isinstance(value, np.ma.MaskedArray):
            return ["masked"]
        if isinstance(value, np.ndarray | np.generic):
            return _packed_array(value, arrays)
        for plain in (list, tuple, dict) if depth else ():
            if isinstance(value, plain):
                return self._packed(plain(value), arrays, depth)
        for kind in (int, float, complex, str):
            if isinstance(value, kind):
                plain = getattr(kind, "__new__")(kind, value)  # noqa: B009 (not the object's own)
                return ["complex", plain.real, plain.imag] if kind is complex else plain
        if self._call is None and callable(value):
            self.functions[len(self.functions)] = value
            return ["function", len(self.functions) - 1]
        return _packed_object(value, arrays)

    def _packed_generator(
        self, generator: np.random.Generator | Seeded, arrays: list[np.ndarray], depth: int
    ) -> Any:
        number = self._number(generator)
        if isinstance(generator, Seeded):
            return ["seeded", number, generator.seed]
        state = generator.bit_generator.state
        if state["bit_generator"] not in IN_NUMBERS:
            state = self._packed(state, arrays, depth)
        return ["generator", number, state]

    def _number(self, generator: np.random.Generator | Seeded) -> int:
        for number, known in (*self.generators.items(), *self.strangers.items()):
            if known is generator:
                return number
        if self._call is None:
            number = len(self.generators)
            self.generators[number] = generator
        else:
            assert isinstance(generator, np.random.Generator)
            number = -1 - len(self.strangers)
            self.strangers[number] = generator
        return number

    def _unpacked(self, packed: Any, reader: _Reader) -> Any:
        if type(packed) is not list:
            return packed
        tag, parts = packed[0], packed[1:]
        if tag == "array":
            return reader.array(*parts)
        if tag == "dict":
            items = [self._unpacked(part, reader) for part in parts]
            return dict(zip(items[::2], items[1::2], strict=True))
        if tag == "tuple":
            return tuple([self._unpacked(part, reader) for part in parts])
        if tag == "list":
            return [self._unpacked(part, reader) for part in parts]
        if tag == "generator":
            return self._generator(parts[0], self._unpacked(parts[1], reader))
        if tag == "complex":
            return complex(*parts)
        if tag == "function":
            return self._stub(*parts)
        if tag in {"seeded", "again"} and self.is_learners:
            return self._seeded(*parts) if tag == "seeded" else reader.read[parts[0]]
        return reader.other(tag, parts)

    def _seeded(self, number: int, seed: int) -> np.random.Generator | Seeded:
        if number not in self.generators:
            self.generators[number] = np.random.default_rng(seed)
        return self.generators[number]

    def _generator(self, number: int, state: dict[str, Any]) -> np.random.Generator | Seeded:
        home: dict[int, Any] = self.strangers if number < 0 else self.generators
        # Who hears of a generator for the first time makes one; the judge knows all of its own.
        if number not in home and (number < 0 or self._call is not None):
            if state["bit_generator"] not in BIT_GENERATORS or len(home) > MOST_STRANGERS:
                raise Broken
            home[number] = np.random.Generator(getattr(np.random, state["bit_generator"])(0))
        generator: np.random.Generator | Seeded = home[number]
        if isinstance(generator, Seeded):
            generator.state = state
        else:
            generator.bit_generator.state = state
        return generator

    def _stub(self, number: int) -> Callable[..., Any]:
        call = self._call
        if call is None:
            raise Broken
        return lambda *args: call(number, args)


class _Reader:
    """Takes the arrays from the end of a frame, one after the other."""

    def __init__(self, body: bytearray | memoryview) -> None:
        self._body, self._at = memoryview(body), 0
        self.read: list[np.ndarray] = []

    def other(self, tag: str, parts: list[Any]) -> Any:
        if tag == "scalar":
            return self.array(parts[0], [])[()]
        if tag == "masked":
            return np.ma.masked_all(1)
        if tag == "strange":
            return np.empty([min(int(n), 10) for n in parts[0][:8]], dtype=object)
        if tag == "object":
            name, packed = parts
            return stand_in(str(name), self._as_array(packed))
        raise Broken

    def _as_array(self, packed: Any) -> Any:
        if not packed:
            return packed
        tag, *parts = packed
        return self.array(*parts) if tag == "array" else self.other(tag, parts)

    def array(self, dtype: str, shape: list[int]) -> np.ndarray:
        kind, count = _numbers(dtype), 1
        for n in shape:
            if type(n) is not int or n < 0:
                raise Broken
            count *= n
        size = count * kind.itemsize
        if len(self._body) - self._at < size:
            raise Broken
        array = np.frombuffer(self._body, kind, count, self._at) if count else np.empty(0, kind)
        self._at += padded(size)
        self.read.append(array.reshape(shape))
        return self.read[-1]


@functools.cache
def _numbers(dtype: str) -> np.dtype:
    """Return a dtype of numbers by its name; of one byte order and size there are few."""
    if not _DTYPE.fullmatch(dtype):
        raise Broken
    return np.dtype(dtype)


def _packed_array(value: Any, arrays: list[np.ndarray]) -> Any:
    array = np.asarray(value)
    if array.dtype.kind not in "biufc" or array.dtype.names:
        return str(value) if isinstance(value, np.str_) else ["strange", list(array.shape)]
    if array.nbytes > MOST_BODY:  # such as one number, broadcast to a billion
        raise Broken(TOO_MUCH)
    arrays.append(np.ascontiguousarray(array))
    if isinstance(value, np.generic):
        return ["scalar", array.dtype.str]
    return ["array", array.dtype.str, list(array.shape)]


def _packed_object(value: Any, arrays: list[np.ndarray]) -> Any:
    """Pack what is no data by the name of its class, and what NumPy reads in it."""
    name = str(type(value).__name__)[:MOST_NAME]
    packed = None
    if not callable(value):
        try:
            array = np.asarray(value)
        except Exception:  # noqa: BLE001 (an object of a learner's class may raise anything)
            array = np.asarray(None)
        packed = _packed_array(np.array(array), arrays) if array.dtype.kind in "biufc" else None
    return ["object", name, packed]


def padded(size: int) -> int:
    """Return the bytes that an array takes, so that the next one begins where numbers may."""
    return -(-size // ALIGNMENT) * ALIGNMENT
