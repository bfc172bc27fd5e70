"""The line between judge and learner: data gets across, and nothing else does."""

import contextlib
import json
import os
import socket
import struct
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dropout_course.classroom.memory import OFTEN_USED, mapped, shared_memory
from dropout_course.classroom.packing import MOST_BODY, Broken, Seeded
from dropout_course.classroom.standins import signature_of
from dropout_course.classroom.wire import Channel, Late


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, socket.socket]]:
    with socket.socket() as _:
        first, second = socket.socketpair()
    with first, second:
        yield first, second


@pytest.fixture(params=["socket", "shared memory"])
def ends(request, line) -> Iterator[tuple[Channel, Channel]]:
    """The judge's end and the learner's, with arrays going the one way or the other."""
    if request.param == "socket":
        yield Channel(line[0]), Channel(line[1], lambda *_: None)
        return
    memory = shared_memory()
    assert memory
    with contextlib.closing(memory):
        theirs = mapped(memory.descriptor)
        yield (
            Channel(line[0], shared=memory.bytes),
            Channel(line[1], lambda *_: None, shared=theirs),
        )


def crossed(value: object) -> object:
    """What arrives at the judge's end."""
    first, second = socket.socketpair()
    with first, second:
        learner, judge = Channel(first, lambda *_: None), Channel(second)
        sender = threading.Thread(target=learner.send, args=({"value": value},))
        sender.start()
        try:
            return judge.receive(20)["value"]
        finally:
            sender.join()


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text() | st.integers(), inner)
    ),
    max_leaves=20,
)


@settings(deadline=None, max_examples=60)
@given(plain)
def test_plain_data_arrives_as_it_was(value):
    assert crossed(value) == value


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6).reshape(2, 3),
        np.array([[1.5, np.nan], [np.inf, -0.0]], np.float32),
        np.zeros((0, 3)),
        np.array(True),
        np.array([1 + 2j]),
        np.arange(12).reshape(3, 4)[::2, ::-1],
    ],
    ids=str,
)
def test_arrays_arrive_with_shape_type_and_bits(array):
    got = crossed([array, array])
    for one in got:
        assert (one.dtype, one.shape) == (array.dtype, array.shape)
        assert one.tobytes() == array.tobytes()
        one[...] = 0


def test_what_a_learner_makes_up_arrives_without_a_will():
    class Same:
        __hash__ = None

        def __eq__(self, other):
            return True

        def __reduce__(self):
            raise AssertionError("pickled")

    got = crossed(Same())
    assert type(got).__name__ == "Same"
    assert got != 1
    assert np.asarray(got).dtype == object


def test_what_numpy_reads_in_an_object_is_read_here_too():
    assert np.asarray(crossed(range(3))).tolist() == [0, 1, 2]
    assert isinstance(crossed(np.ma.masked_all(3)), np.ma.MaskedArray)
    assert crossed(np.array([None, 1])).dtype == object
    assert isinstance(crossed(np.float32(0.5)), np.float32)


def test_a_subclass_arrives_as_what_it_derives_from():
    class Liar(int):
        def __eq__(self, other):
            return True

        __hash__ = int.__hash__

    got = crossed({"value": Liar(3)})
    assert got == {"value": 3}
    assert type(got["value"]) is int


def test_an_array_that_is_asked_about_twice_is_sent_once(line):
    judge, learner = Channel(line[0]), Channel(line[1], lambda *_: None)
    array = np.arange(1000.0)
    judge.send({"a": array, "b": (array, array[::2], array)})
    assert len(line[1].recv(2**20, socket.MSG_PEEK)) < 2 * array.nbytes
    first, half, last = learner.receive(20)["b"]
    assert first is last
    assert first.tobytes() == array.tobytes()
    assert half.tobytes() == array[::2].tobytes()


def test_a_part_is_sent_as_it_was_when_it_was_packed(ends):
    judge, learner = ends
    array = np.arange(3.0)
    parts = []
    for _ in range(2):
        parts.append(learner.packed({"value": array}))
        array += 1
    learner.send({"parts": parts})
    got = judge.receive(20)["parts"]
    assert [part["value"].tolist() for part in got] == [[0, 1, 2], [1, 2, 3]]
    with pytest.raises(Broken, match="more than can be handed over"):
        learner.packed(np.broadcast_to(0.0, (MOST_BODY,)))


def test_what_is_exchanged_aside_disturbs_nothing(ends):
    judge, learner = ends
    judge.send({"x": np.arange(5.0)})
    asked = learner.receive(20)["x"]
    parts = [learner.packed({"value": asked + 1})]
    answers = []
    for number in range(3):
        with learner.aside():
            learner.send({"call": np.full(4, number)})
            assert judge.receive(20)["call"].tolist() == [number] * 4
            judge.send({"value": np.full(6, -number)})
            answers.append(learner.receive(20)["value"])
    parts.append(learner.packed({"value": asked + 2}))
    assert asked.tolist() == [0, 1, 2, 3, 4]
    assert [answer.tolist() for answer in answers] == [[-number] * 6 for number in range(3)]
    learner.send({"parts": parts})
    got = [part["value"].tolist() for part in judge.receive(20)["parts"]]
    assert got == [[1, 2, 3, 4, 5], [2, 3, 4, 5, 6]]


def test_what_arrived_at_the_judge_cannot_be_changed_any_more(ends):
    judge, learner = ends
    for number in range(2):
        learner.forget()
        judge.forget()
        learner.send({"value": np.full(3, number)})
        if number == 0:
            first = judge.receive(20)["value"]
    assert first.tolist() == [0, 0, 0]


def test_nothing_is_left_in_the_memory_for_the_next_child():
    with contextlib.closing(shared_memory()) as memory:
        theirs = mapped(memory.descriptor)
        places = [0, OFTEN_USED - 4, OFTEN_USED, MOST_BODY // 2, MOST_BODY - 4]
        for place in places:
            theirs[place : place + 4] = b"left"
        memory.wipe()
        assert np.count_nonzero(np.frombuffer(mapped(memory.descriptor), np.uint8)) == 0
        with pytest.raises(PermissionError):
            os.ftruncate(memory.descriptor, 0)


def test_a_generator_is_known_by_its_seed_until_it_comes_back(line):
    judge, learner = Channel(line[0]), Channel(line[1], lambda *_: None)
    seeded = Seeded(3)
    judge.send({"a": seeded, "b": (seeded, Seeded(3))})
    got = learner.receive(20)
    assert got["a"] is got["b"][0]
    assert got["a"] is not got["b"][1]
    right = np.random.default_rng(3)
    assert np.array_equal(got["a"].random(3), right.random(3))
    learner.send({"generators": list(learner.known.generators.values())})
    judge.receive(20)
    assert seeded.generator().random() == right.random()


def test_generators_are_one_and_the_same_at_every_mention(line):
    judge, learner = Channel(line[0]), Channel(line[1], lambda *_: None)
    generator = np.random.default_rng(3)
    judge.send({"a": generator, "b": [generator]})
    got = learner.receive(20)
    assert got["a"] is got["b"][0]
    drawn = got["a"].random(3)
    learner.send({"generators": [got["a"]]})
    judge.receive(20)
    right = np.random.default_rng(3)
    assert np.array_equal(drawn, right.random(3))
    assert generator.random() == right.random()


def test_a_function_of_the_judge_can_be_called_there(line):
    asked = []
    judge = Channel(line[0])
    learner = Channel(line[1], lambda number, args: asked.append((number, args)))
    judge.send({"f": len})
    learner.receive(20)["f"]("abc")
    assert judge.known.functions[asked[0][0]](*asked[0][1]) == 3


def frame(header: object, body: bytes = b"", lengths: tuple[int, int, int] | None = None) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<III", *(lengths or (len(text), 0, len(body)))) + text + body


@pytest.mark.parametrize(
    "forged",
    [
        frame(b"{"),
        frame(["list"]),
        frame(["dict", "a"]),
        frame(["dict", "a", ["array", "O", [1]]]),
        frame(["dict", "a", ["array", "<f8", [2**40, 2**40]]]),
        frame(["dict", "a", ["array", "<f8", [-1]]]),
        frame(["dict", "a", ["array", "<f8", [1]]], b"1"),
        frame(["dict", "a", ["function", 0]]),
        frame(["dict", "a", ["generator", 5, {}]]),
        frame(["dict", "a", ["generator", -1, ["dict", "bit_generator", "seed"]]]),
        frame(["dict", "a", ["pickle", "x"]]),
        frame(["list", ["array", "<f8", [1]], ["again", 0]], bytes(8)),
        frame(b"[" * 100_000),
        frame(b"", lengths=(2**32 - 1, 0, 0)),
        frame(b"", lengths=(2, 0, MOST_BODY + 1)),
        frame(b"{}", lengths=(2, MOST_BODY, 16)),
        frame(b"{}", lengths=(2, 8, 16)),
        frame(["dict", "a", ["seeded", 0, 1]]),
    ],
    ids=range(18),
)
def test_what_is_made_up_is_refused(line, forged):
    threading.Thread(target=line[0].sendall, args=(forged,), daemon=True).start()
    with pytest.raises(Broken):
        Channel(line[1]).receive(20)


def test_who_sends_nothing_or_little_by_little_is_late(line):
    start = time.monotonic()
    line[0].sendall(b"\1")
    with pytest.raises(Late):
        Channel(line[1]).receive(0.1)
    assert time.monotonic() - start < 10


def test_who_hangs_up_is_gone(line):
    line[0].close()
    with pytest.raises(Broken):
        Channel(line[1]).receive(20)


def test_too_much_is_not_sent(line):
    with pytest.raises(Broken, match="more than can be handed over"):
        Channel(line[0]).send({"a": np.broadcast_to(0.0, (MOST_BODY,))})


def test_parameters_are_described_as_data():
    assert signature_of(lambda x, *, rate=0.5: 0) == [["x", 1, None], ["rate", 3, "0.5"]]
    assert signature_of(print) is not None
    assert signature_of(3) is None
