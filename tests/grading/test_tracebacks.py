"""A learner's exception names the line of their own code."""

from __future__ import annotations

import functools
import linecache

import numpy as np
import pytest

from dropout_course.grading.tracebacks import MESSAGE_LIMIT, describe_error

CELL = """\
import functools

def helper(x):
    return x[99]

def answer(x):
    y = x + 1

    return helper(y)

def inner(x):
    return [1 / value for value in x]

def deep(x):
    return np.linalg.inv(x)

def forever(x):
    return forever(x)

class Callable:
    def __call__(self, x):
        raise KeyError("scale")

class Layer:
    def __init__(self, rate):
        self.rate = rate / 0

@functools.wraps(len)
def wrapped(x):
    raise ValueError("several\\nlines   of words")

def below(x):
    return last(x)

def last(x):
    raise OSError
"""


@pytest.fixture
def cell(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Define the answers in a notebook's cell, as IPython does."""
    name = "/cells/1.py"
    lines = CELL.splitlines(keepends=True)
    monkeypatch.setitem(linecache.cache, name, (len(CELL), None, lines, name))
    namespace: dict[str, object] = {"np": np}
    exec(compile(CELL, name, "exec"), namespace)
    return namespace


def message(function, *args) -> str:
    try:
        function(*args)
    except BaseException as error:  # noqa: BLE001 (the subject of these tests)
        return describe_error(error, function).message
    pytest.fail("expected an exception")


def test_the_line_is_counted_from_the_function(cell) -> None:
    assert message(cell["inner"], [0]) == (
        "Line 2 of your function, `return [1 / value for value in x]`, "
        "raised `ZeroDivisionError`: division by zero."
    )


def test_a_helper_in_the_same_cell_counts_as_theirs(cell) -> None:
    words = message(cell["answer"], np.zeros(3))
    assert words.startswith("Your code, `return x[99]`, raised `IndexError`")
    assert message(cell["below"], 1) == "Your code, `raise OSError`, raised `OSError`."


def test_an_error_inside_of_numpy_is_told_at_the_learners_line(cell) -> None:
    words = message(cell["deep"], np.zeros((2, 2)))
    assert words.startswith("Line 2 of your function, `return np.linalg.inv(x)`, raised")
    assert "Singular matrix" in words


def test_endless_recursion_is_named(cell) -> None:
    assert "calls itself without end" in message(cell["forever"], 1)


def test_callable_objects_classes_and_partials_are_found(cell) -> None:
    assert '`raise KeyError("scale")`, raised `KeyError`' in message(cell["Callable"](), 1)
    assert "`self.rate = rate / 0`" in message(cell["Layer"], 1)
    assert "`return [1 / value for value in x]`" in message(functools.partial(cell["inner"]), [0])
    assert message(functools.partial(int, "a")).startswith("Your function raised `ValueError`")
    assert message(cell["wrapped"], 1).endswith("raised `ValueError`: several lines of words.")


def test_a_wrong_call_from_outside_is_told_without_a_line(cell) -> None:
    assert message(cell["inner"]).startswith("Your function raised `TypeError`: inner() missing")


def test_long_and_broken_messages_are_cut() -> None:
    class SilentError(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    def silent():
        raise SilentError

    def long():
        raise ValueError("word " * 1000)

    assert message(silent).endswith("raised `SilentError`.")
    assert len(message(long)) < MESSAGE_LIMIT + 200


def test_objects_that_answer_to_everything_do_no_harm() -> None:
    class Sly:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError(name)

        def __call__(self) -> None:
            raise ValueError("sly")

    assert "`ValueError`: sly" in message(Sly())
