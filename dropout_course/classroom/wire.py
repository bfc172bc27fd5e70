"""What passes between the judge and a learner's process: data, and never a pickle.

A frame is a header in JSON, in which every value carries a tag, and after it the bytes of the
arrays. What comes back may have been written by an attacker: nothing in it can name a class, run
code or take more memory than the limits below.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import socket
import struct
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from dropout_course.classroom.packing import (
    ALIGNMENT,
    MOST_BODY,
    TOO_MUCH,
    Broken,
    Packed,
    Packer,
    padded,
)

MOST_HEADER = 4 * 2**20
PIECE = 64 * 2**10
_LENGTHS = struct.Struct("<III")
"""Of a frame: how long its header is, and where its arrays begin and how long they are."""


class Late(Broken):
    """Nothing whole arrived in time."""


class Channel:
    """A socket that carries messages: dictionaries of plain data.

    A random generator that the judge sends is one and the same object on the learner's side at
    every mention, and every mention carries its state. A function that the judge sends can be
    called there and runs here. Arrays that arrive at the learner's side are read where they lie:
    they are as they were until the next message is sent.

    Parameters
    ----------
    line
        A connected stream socket.
    call
        On the learner's side: called with the number of a function of the judge, and arguments.
    shared
        Memory of :data:`MOST_BODY` bytes that both sides see; arrays go through it then, and not
        through the socket. What is sent lies behind what arrived last.
    """

    def __init__(
        self,
        line: socket.socket,
        call: Callable[[int, tuple[Any, ...]], Any] | None = None,
        shared: mmap.mmap | None = None,
    ) -> None:
        self._line = line
        self._shared = None if shared is None else np.frombuffer(shared, np.uint8)
        self._heard = bytearray()
        # Where the next message begins in the shared memory, and the end of what is packed of it.
        self._start = self._end = 0
        self._is_aside = False
        self.given_up = False
        self.known = Packer(call)

    def forget(self) -> None:
        """Begin anew: what was sent so far will not be mentioned again."""
        self._start = self._end = 0
        self.known.forget()

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Exchange messages while another one is packed, and leave that as it is."""
        places = self._start, self._end
        self._start, self._is_aside = self._end, True
        try:
            yield
        finally:
            (self._start, self._end), self._is_aside = places, False

    def packed(self, value: Any) -> Packed:
        """Pack a part of a message now, whatever becomes of its arrays before it is sent.

        Raises
        ------
        Broken
            It is larger than the limits.
        Exception
            Anything that an object in there raises.
        """
        packed = self.known.pack(value)
        size = _measured(json.dumps(packed.header), packed.arrays, self._end)
        if self._shared is None or not self.known.is_learners:
            return Packed(packed.header, [array.copy() for array in packed.arrays])
        self._end += size
        return Packed(packed.header, _lay_out(packed.arrays, self._shared, self._end - size))

    def send(self, message: dict[str, Any]) -> None:
        """Send a message.

        Raises
        ------
        Broken
            It is larger than the limits, or nobody listens.
        """
        packed, start = self.known.pack(message), self._start
        header = json.dumps(packed.header).encode()
        size = _measured(header, packed.arrays, start)
        try:
            if self._shared is not None:
                _lay_out(packed.arrays, self._shared, start)
            self._line.sendall(_LENGTHS.pack(len(header), start, size) + header)
            if self._shared is None:
                body = np.empty(size, np.uint8)
                _lay_out(packed.arrays, body, 0)
                self._line.sendall(body.data)
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
        header, start, size = _LENGTHS.unpack(self._exactly(_LENGTHS.size, deadline))
        if header > MOST_HEADER or start % ALIGNMENT or start + size > MOST_BODY:
            raise Broken
        text = self._exactly(header, deadline)
        arrays: bytearray | memoryview
        if self._shared is None:
            arrays = self._exactly(size, deadline)
        else:
            arrays = self._shared[start : start + size].data
            self._start = self._end = start + padded(size)
            if self._is_aside or not self.known.is_learners:
                arrays = bytearray(arrays)  # nobody changes a copy any more
        try:
            message = self.known.unpack(json.loads(text), arrays)
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


def _measured(header: bytes | str, arrays: list[np.ndarray], start: int) -> int:
    """Return the bytes that the arrays take; raise where it is too much."""
    size = sum(padded(array.nbytes) for array in arrays)
    if len(header) > MOST_HEADER or start + size > MOST_BODY:
        raise Broken(TOO_MUCH)
    return size


def _lay_out(arrays: list[np.ndarray], memory: np.ndarray, at: int) -> list[np.ndarray]:
    """Copy arrays into memory, one behind the other, and return them as they lie there."""
    laid_out = []
    for array in arrays:
        place = memory[at : at + array.nbytes].view(array.dtype).reshape(array.shape)
        place[...] = array
        laid_out.append(place)
        at += padded(array.nbytes)
    return laid_out
