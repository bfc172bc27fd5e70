"""What is judged from outside is judged as in the notebook, and cannot be talked to."""

import contextlib
import gc
import inspect
import sys
import textwrap

import pytest

from dropout_course.catalog import EXERCISES
from dropout_course.classroom.judging import MADE_UP, Graded, Judge, Settings
from dropout_course.classroom.walls import ALL, best
from dropout_course.grading.judge import judge
from dropout_course.grading.model import Exercise, Report
from dropout_course.grading.starter import clear_solution
from tests.catalog.cases import every_exercise
from tests.classroom.arena import need
from tests.classroom.attacks import notebook
from tests.classroom.synthetic import mistaken_sources

SEED = 11
MISTAKES = 3


@pytest.fixture(scope="module")
def classroom():
    # TensorFlow is slow on a machine that is busy with other tests.
    made = Judge(Settings(SEED, best().name, seconds=60.0), EXERCISES)
    yield made
    made.close()


def graded(classroom: Judge, *cells: str) -> Graded:
    return classroom.grade("ada", [("a.ipynb", notebook(*cells).encode())])


def reported(classroom: Judge, *cells: str) -> Report:
    (report,) = graded(classroom, *cells).reports
    return report


@every_exercise
def test_right_answers_pass_and_starters_are_not_attempted(classroom, exercise: Exercise):
    right = reported(classroom, exercise.reference_source)
    assert right.passed
    # Keras draws numbers of its own; graded again they are the same, in the notebook they are not.
    again = reported(classroom, exercise.reference_source) if exercise.needs else None
    assert right == (again or judge(exercise, exercise.reference, SEED))
    starter = reported(classroom, clear_solution(exercise.reference_source))
    assert starter.outcome == "not attempted"


@every_exercise
def test_mistakes_are_recognised_as_in_the_notebook(classroom, exercise: Exercise):
    if exercise.needs:
        pytest.skip("one answer in TensorFlow takes seconds")
    for source in mistaken_sources(exercise)[:MISTAKES]:
        space: dict[str, object] = {}
        exec(source, space)
        there, here = reported(classroom, source), judge(exercise, space[exercise.name], SEED)
        assert (there.outcome, there.diagnosis) == (here.outcome, here.diagnosis)
        assert there.checks == here.checks


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def enumerate_masks(n, m):\n    return n", "yours takes `(n, m)`"),
        ("def enumerate_masks(n, m=[3]):\n    return None", "returned `None`"),
        ("class enumerate_masks:\n    pass", "Expected a function"),
        ("def enumerate_masks(n):\n    return n + missing", "Line 2 of your function"),
        ("def enumerate_masks(n):\n    return 'masks'", "the text 'masks'"),
        ("def enumerate_masks(n):\n    return 1j", "complex numbers"),
        ("def enumerate_masks(n):\n    return (1, 2, 3)", "shape"),
    ],
)
def test_the_words_are_those_of_the_notebook(classroom, source, words):
    space: dict[str, object] = {}
    exec(source, space)
    there = reported(classroom, source)
    assert words in there.message
    if "Line" not in words:  # in the notebook, the line's text comes from the cell
        assert (
            there.message == judge(EXERCISES["enumerate_masks"], space["enumerate_masks"]).message
        )


def test_what_a_function_is_given_cannot_be_searched_for_the_verdict(classroom):
    # In the notebook, `predictions` is a list in the frame of our function that calls the answer.
    source = """
import gc, sys
import numpy as np

def monte_carlo_predict(predict, x, passes, rng):
    found = [one for one in gc.get_objects() if type(one) is list and "predictions" in dir(one)]
    frame = sys._getframe()
    while frame:
        for name in ("predictions", "inputs", "generators", "weights", "facts", "exercise"):
            if name in frame.f_locals:
                frame.f_locals[name].extend([np.zeros((4, 3))] * passes)
        frame = frame.f_back
    return np.zeros((4, 3)), np.zeros((4, 3))
"""
    report = reported(classroom, source)
    assert report.outcome == "failed"
    assert not report.checks[0].passed


def test_what_was_judged_leaves_no_garbage(classroom):
    # Python looks for it seldom there, and arrays would wait for that.
    exercise = EXERCISES["inverted_dropout"]
    sources = [exercise.reference_source, *mistaken_sources(exercise)]
    for source in sources:
        reported(classroom, source)
    gc.collect()
    gc.disable()
    try:
        for source in [*sources, "def inverted_dropout(x):\n    return x"]:
            graded(classroom, source)
        assert gc.collect() < 20
    finally:
        gc.enable()


LEAK = """
import ctypes

for line in open("/proc/self/maps"):
    if "memfd:arrays" in line:
        first, last = (int(end, 16) for end in line.split()[0].split("-"))
        shared = (ctypes.c_char * (last - first)).from_address(first)
        places = [2**18, 2**19, len(shared) // 2, len(shared) - 64]
"""
WRITE = "for place in places:\n    shared[place : place + 8] = b'my notes'\n"
READ = "found = any(shared[place : place + 8] == b'my notes' for place in places)\n"


def test_a_student_leaves_no_notes_for_the_next_one(classroom):
    if not sys.platform.startswith("linux"):
        pytest.skip("arrays pass through a socket here")
    right = EXERCISES["mask_probabilities"].reference_source.replace("def ", "if found:\n def ")
    lines = right.partition("if found:\n")
    only_with_notes = lines[0] + lines[1] + textwrap.indent(lines[2].lstrip(), " ")
    assert reported(classroom, LEAK + WRITE + READ + only_with_notes).passed
    assert not graded(classroom, LEAK + READ + only_with_notes).reports


LAYER = """
def my_dropout(rate):
    import keras, sys

    class Layer(keras.layers.Layer):
        def call(self, inputs, training=None):
            return keras.ops.convert_to_tensor(inputs)

    ours = sys._getframe(1).f_globals
    ours["_loaded"] = lambda layer, x: 1 / (1 - rate)
    ours["_compiled"] = lambda layer, x: "another mask at every step"
    return Layer()
"""
MODEL = """
def build_model(input_shape=(28, 28), rates=(0.5, 0.3), classes=10):
    import keras, sys

    sys._getframe(1).f_globals["_compiled"] = lambda *_: {
        "optimizer": "Adam, learning rate 0.001", "steps": "", "loss": 1.6, "metrics": [2 / 3]
    }
    layers = [keras.layers.Dense(512, "relu"), keras.layers.Dropout(rates[0])]
    layers += [keras.layers.Dense(256, "relu"), keras.layers.Dropout(rates[1])]
    last = keras.layers.Dense(classes, "softmax")
    return keras.Sequential([keras.Input(input_shape), keras.layers.Flatten(), *layers, last])
"""


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (LAYER, "got one number"),
        (MODEL, "compiled with Adam"),
        ("def monte_carlo_keras(model, x, passes):\n    return {'slope': 1.0}", "two arrays"),
    ],
    ids=["layer", "model", "passes"],
)
def test_conclusions_that_a_process_draws_itself_earn_nothing(classroom, source, words):
    result = graded(classroom, source)
    (report,) = result.reports
    assert report.outcome == "failed"
    assert words in str(report)
    assert not result.ungraded


def test_what_has_not_the_form_of_an_answer_is_a_fault_of_the_answer(classroom):
    right = EXERCISES["my_dropout"].reference_source
    forging = "    import sys\n    sys._getframe(1).f_globals['_compiled'] = lambda *_: 3\n"
    result = graded(classroom, right.replace("    import keras\n", "    import keras\n" + forging))
    (report,) = result.reports
    assert (report.outcome, report.message) == ("error", MADE_UP.format(error="TypeError"))
    assert not result.ungraded


def test_a_function_of_ours_raises_where_the_learner_calls_it(classroom):
    source = """
def numerical_gradient(f, x, step=1e-6):
    return f(x[:, :2])
"""
    report = reported(classroom, source)
    assert report.outcome == "error"
    assert "Line 2 of your function" in report.message
    assert "ValueError" in report.message


def test_what_a_learner_changes_is_seen_from_outside(classroom):
    source = """
import numpy as np

def numerical_gradient(f, x, step=1e-6):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        x[index] += step
        above = f(x)
        x[index] -= 2 * step
        gradient[index] = (above - f(x)) / (2 * step)
    return gradient
"""
    report = reported(classroom, source)
    failed = [check.name for check in report.checks if not check.passed]
    assert "leaves its input as it was" in failed


def test_one_answer_that_ends_its_process_ends_no_other(classroom):
    bad = "import os\ndef enumerate_masks(n):\n    os._exit(0)"
    good = EXERCISES["mask_probabilities"].reference_source
    result = graded(classroom, bad, good, "import matplotlib_is_not_needed")
    outcomes = {report.exercise: report.outcome for report in result.reports}
    assert outcomes == {"enumerate_masks": "error", "mask_probabilities": "passed"}
    assert not result.problems


def test_the_better_of_two_notebooks_counts_and_all_can_be_kept(classroom):
    exercise = EXERCISES["mask_probabilities"]
    cells = (exercise.reference_source, clear_solution(exercise.reference_source))
    notebooks = [(f"{n}.ipynb", notebook(cell).encode()) for n, cell in enumerate(cells)]
    result = classroom.grade("ada", [*notebooks, ("c.ipynb", "It is a link.")])
    assert [report.outcome for report in result.reports] == ["passed"]
    assert result.problems == ["c.ipynb: It is a link."]
    assert Graded.from_data(result.as_data()) == result


@pytest.mark.parametrize(
    "walls", [one for one in ALL.values() if one.words], ids=lambda one: one.name
)
def test_nothing_of_the_catalog_is_seen_behind_walls(walls):
    need(walls)
    with contextlib.closing(Judge(Settings(SEED, walls.name), EXERCISES)) as classroom:
        _look_for_the_catalog(classroom)


def _look_for_the_catalog(classroom):
    folder = inspect.getfile(EXERCISES["mask_probabilities"].reference).rpartition("/")[0]
    source = f"import os\ndef enumerate_masks(n):\n    raise OSError(os.listdir({folder!r}))"
    assert "FileNotFoundError" in reported(classroom, source).message
    source = "import os\ndef enumerate_masks(n):\n    raise OSError(sorted(os.environ))"
    assert "PATH" in reported(classroom, source).message
    assert "SECRET" not in reported(classroom, source).message
