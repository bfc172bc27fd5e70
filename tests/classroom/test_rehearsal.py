"""What is asked of everybody is asked at once, and judged as if it had been asked one by one."""

import contextlib
from collections.abc import Iterator

import numpy as np
import pytest

from dropout_course.catalog import EXERCISES
from dropout_course.classroom.conversation import Learner
from dropout_course.classroom.judging import Judge, Settings
from dropout_course.classroom.packing import Packed
from dropout_course.classroom.rehearsal import Question, Script, questions
from dropout_course.classroom.walls import best
from dropout_course.grading.attempt import Stream
from dropout_course.grading.judge import judge
from dropout_course.grading.model import Report
from tests.classroom.attacks import notebook

SEED = 23
HEAD = """import numpy as np

kept, calls = {}, []

def sample_mask(shape, rate, rng):
    if not 0 <= rate <= 1:
        raise ValueError
"""
STATEFUL = {
    "writes into one array": """
    mask = kept.setdefault(shape, np.empty(shape))
    mask[...] = rng.random(shape) >= rate
    return mask
""",
    "draws once and keeps it": """
    if (shape, rate) not in kept:
        kept[shape, rate] = rng.random(shape) >= rate
    return kept[shape, rate]
""",
    "raises at the third call": """
    calls.append(rate)
    if len(calls) == 3:
        raise RuntimeError("three")
    return rng.random(shape) >= rate
""",
    "cannot be read at the third call": """
    calls.append(rate)
    return 10 ** 10_000 if len(calls) == 3 else rng.random(shape) >= rate
""",
    "drops all or none": """
    return np.full(shape, rng.random() >= rate)
""",
    "raises at once": """
    raise KeyError("once")
""",
}


@pytest.fixture(scope="module")
def classroom() -> Iterator[Judge]:
    with contextlib.closing(Judge(Settings(SEED, best().name, seconds=60.0), EXERCISES)) as made:
        yield made


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many calls each message asks for."""
    sent: list[int] = []
    call = Learner.call

    def counted(self, name, calls, *others):
        packed = isinstance(calls, Packed)
        sent.append(len(calls.header) - 1 if packed else len(calls))
        return call(self, name, calls, *others)

    monkeypatch.setattr(Learner, "call", counted)
    return sent


def reported(classroom: Judge, source: str) -> Report:
    (report,) = classroom.grade("ada", [("a.ipynb", notebook(source).encode())]).reports
    return report


@pytest.mark.parametrize("name", ["sample_mask", "inverted_dropout", "numerical_gradient"])
def test_a_right_answer_takes_one_message(classroom, messages, name):
    assert reported(classroom, EXERCISES[name].reference_source).passed
    assert messages == [len(questions(EXERCISES[name], SEED))]


def test_what_calls_back_is_asked_by_itself(classroom, messages):
    assert reported(classroom, EXERCISES["monte_carlo_predict"].reference_source).passed
    assert len(messages) > 1


@pytest.mark.parametrize("name", STATEFUL)
def test_an_answer_with_a_memory_is_judged_as_in_the_notebook(classroom, name):
    body = STATEFUL[name]
    space: dict[str, object] = {}
    exec(HEAD + body, space)
    here = judge(EXERCISES["sample_mask"], space["sample_mask"], SEED)
    there = reported(classroom, HEAD + body)
    assert there.passed == (name == "writes into one array")
    if name.startswith("cannot be read"):
        assert "cannot be read" in there.message
    else:
        assert (there.outcome, there.diagnosis, there.checks) == (
            here.outcome,
            here.diagnosis,
            here.checks,
        )


def test_a_script_is_followed_until_something_else_is_asked():
    stream = Stream(1)
    asked = [Question((np.ones(2), stream), {}, None), Question((stream,), {"rate": 0.5}, None)]
    script = Script(tuple(asked))
    mine = Stream(1)
    assert script.from_here(Question((np.ones(2), mine), {}, None)) == tuple(asked)
    assert script.part(mine) is stream
    assert script.from_here(Question((mine,), {"rate": 0.5}, None)) == tuple(asked[1:])
    assert script.from_here(Question((), {}, None)) == ()


@pytest.mark.parametrize(
    "other",
    [
        Question((np.zeros(2), Stream(1)), {}, None),
        Question((np.ones(2, np.float32), Stream(1)), {}, None),
        Question((np.ones(2), Stream(2)), {}, None),
        Question((np.ones(2), Stream(1)), {"rate": 0.5}, None),
        Question((np.ones(2), Stream(1)), {}, len),
        Question((np.ones(2),), {}, None),
    ],
    ids=range(6),
)
def test_another_question_ends_the_script(other):
    question = Question((np.ones(2), Stream(1)), {}, None)
    script = Script((question, question))
    assert script.from_here(other) == ()
    assert script.from_here(question) == ()


def test_two_streams_of_one_seed_are_not_one():
    one = Stream(1)
    script = Script((Question((one,), {}, None), Question((one,), {}, None)))
    assert script.from_here(Question((Stream(1),), {}, None))
    assert script.from_here(Question((Stream(1),), {}, None)) == ()
