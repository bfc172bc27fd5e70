"""What passes between the judge and a learner's process: data, and never a pickle.

A frame is a header in JSON, in which every value carries a tag, and after it the bytes of the
arrays. What comes back may have been written by an attacker: nothing in it can name a class, run
code or take more memory than the limits below.
"""

from __future__ import annotations

import functools
import json
import mmap
import re
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dropout_course.classroom.standins import MOST_NAME, stand_in

MOST_HEADER = 4 * 2**20
MOST_BODY = 64 * 2**20
MOST_DEPTH = 40
PIECE = 64 * 2**10
ALIGNMENT = 16
MOST_STRANGERS = 100
TOO_MUCH = "It holds more than can be handed over."
BIT_GENERATORS = {"MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64"}
IN_NUMBERS = {"PCG64", "PCG64DXSM"}
"""Those whose state holds no array: JSON takes it as it is."""
_PLAIN = {type(None), bool, int, float, str}
_LENGTHS = struct.Struct("<II")
_DTYPE = re.compile(r"[<>|=]?[biufc]\d{1,2}")


class Broken(Exception):  # noqa: N818 (it says what happened to the line, not to us)
    """The other side is gone, sent what is no message, or sent too much."""


class Late(Broken):
    """Nothing whole arrived in time."""


@dataclass(frozen=True)
class Packed:
    """A part of a message, as it was when it was packed."""

    header: Any
    arrays: list[np.ndarray]


class Channel:
    """A socket that carries messages: dictionaries of plain data.

    A random generator that the judge sends is one and the same object on the learner's side at
    every mention, and every mention carries its state. A function that the judge sends can be
    called there and runs here.

    Parameters
    ----------
    line
        A connected stream socket.
    call
        On the learner's side: called with the number of a function of the judge, and arguments.
    shared
        Memory of :data:`MOST_BODY` bytes that both sides see; arrays go through it then, and not
        through the socket. Each side is done with it before the other one writes.
    """

    def __init__(
        self,
        line: socket.socket,
        call: Callable[[int, tuple[Any, ...]], Any] | None = None,
        shared: mmap.mmap | None = None,
    ) -> None:
        self._line, self._call = line, call
        self._shared = None if shared is None else np.frombuffer(shared, np.uint8)
        self._heard = bytearray()
        self.given_up = False
        self.functions: dict[int, Callable[..., Any]] = {}
        self.generators: dict[int, np.random.Generator] = {}
        # Those that the learner made, for as long as a function of the judge's is called with them.
        self.strangers: dict[int, np.random.Generator] = {}

    def forget(self) -> None:
        """Begin anew: what was sent so far will not be mentioned again."""
        self.functions.clear()
        self.generators.clear()
        self.strangers.clear()

    def packed(self, value: Any) -> Packed:
        """Pack a part of a message now, whatever becomes of its arrays before it is sent.

        Raises
        ------
        Broken
            It is larger than the limits.
        Exception
            Anything that an object in there raises.
        """
        arrays: list[np.ndarray] = []
        header = self._packed(value, arrays, MOST_DEPTH)
        _measured(json.dumps(header), arrays)
        return Packed(header, [array.copy() for array in arrays])

    def send(self, message: dict[str, Any]) -> None:
        """Send a message.

        Raises
        ------
        Broken
            It is larger than the limits, or nobody listens.
        """
        arrays: list[np.ndarray] = []
        header = json.dumps(self._packed(message, arrays, MOST_DEPTH)).encode()
        body = _measured(header, arrays)
        try:
            if self._shared is not None:
                _lay_out(arrays, self._shared)
            self._line.sendall(_LENGTHS.pack(len(header), body) + header)
            if self._shared is None:
                body_bytes = np.empty(body, np.uint8)
                _lay_out(arrays, body_bytes)
                self._line.sendall(body_bytes.data)
        except TimeoutError as error:
            raise Late from error
        except OSError as error:
            raise Broken from error

    def receive(self, seconds: float | None = None) -> dict[str, Any]:
        """Wait for a message.

        Raises
        ------
        Late
            It was not there in time.
        Broken
            What came is no message, or too long a one.
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        header, body = _LENGTHS.unpack(self._exactly(_LENGTHS.size, deadline))
        if header > MOST_HEADER or body > MOST_BODY:
            raise Broken
        text = self._exactly(header, deadline)
        if self._shared is None:
            arrays = self._exactly(body, deadline)
        else:
            arrays = bytearray(self._shared[:body])  # nobody changes a copy any more
        try:
            message = self._unpacked(json.loads(text), _Reader(arrays))
        # What an attacker made up can be wrong in any way.
        except Exception as error:
            raise Broken from error
        if not isinstance(message, dict):
            raise Broken
        return message

    def _exactly(self, count: int, deadline: float | None) -> bytearray:
        while len(self._heard) < count:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                raise Late
            try:
                self._line.settimeout(left)
                got = self._line.recv(max(PIECE, count - len(self._heard)))
            except TimeoutError as error:
                raise Late from error
            except OSError as error:
                raise Broken from error
            if not got:
                raise Broken
            self._heard += got
        first = self._heard[:count]
        del self._heard[:count]
        return first

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
            arrays += value.arrays
            return value.header
        return self._packed_other(value, arrays, depth)

    def _packed_other(self, value: Any, arrays: list[np.ndarray], depth: int) -> Any:
        if isinstance(value, np.random.Generator):
            state = value.bit_generator.state
            if state["bit_generator"] not in IN_NUMBERS:
                state = self._packed(state, arrays, depth)
            return ["generator", self._number(value), state]
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

    def _number(self, generator: np.random.Generator) -> int:
        for number, known in (*self.generators.items(), *self.strangers.items()):
            if known is generator:
                return number
        home = self.generators if self._call is None else self.strangers
        number = len(home) if self._call is None else -1 - len(home)
        home[number] = generator
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
        if tag == "again" and self._call is not None:
            return reader.read[parts[0]].copy()
        if tag == "function":
            return self._stub(*parts)
        return reader.other(tag, parts)

    def _generator(self, number: int, state: dict[str, Any]) -> np.random.Generator:
        home = self.strangers if number < 0 else self.generators
        # Who hears of a generator for the first time makes one; the judge knows all of its own.
        if number not in home and (number < 0 or self._call is not None):
            if state["bit_generator"] not in BIT_GENERATORS or len(home) > MOST_STRANGERS:
                raise Broken
            home[number] = np.random.Generator(getattr(np.random, state["bit_generator"])(0))
        generator = home[number]
        generator.bit_generator.state = state
        return generator

    def _stub(self, number: int) -> Callable[..., Any]:
        call = self._call
        if call is None:
            raise Broken
        return lambda *args: call(number, args)


class _Reader:
    """Takes the arrays from the end of a frame, one after the other."""

    def __init__(self, body: bytearray) -> None:
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
        self._at += _padded(size)
        self.read.append(array.reshape(shape))
        return self.read[-1]


@functools.cache
def _numbers(dtype: str) -> np.dtype:
    """Return a dtype of numbers by its name; of one byte order and size there are few."""
    if not _DTYPE.fullmatch(dtype):
        raise Broken
    return np.dtype(dtype)


def _measured(header: bytes | str, arrays: list[np.ndarray]) -> int:
    """Return the bytes that the arrays take; raise where it is too much."""
    body = sum(_padded(array.nbytes) for array in arrays)
    if len(header) > MOST_HEADER or body > MOST_BODY:
        raise Broken(TOO_MUCH)
    return body


def _lay_out(arrays: list[np.ndarray], memory: np.ndarray) -> None:
    at = 0
    for array in arrays:
        memory[at : at + array.nbytes] = array.reshape(-1).view(np.uint8)
        at += _padded(array.nbytes)


def _padded(size: int) -> int:
    """Return the bytes that an array takes, so that the next one begins where numbers may."""
    return -(-size // ALIGNMENT) * ALIGNMENT


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
