"""Which statements an answer needs."""

import ast
import inspect

import pytest

from dropout_course.catalog import EXERCISES
from dropout_course.slicing import needed, sliced

SOURCE = """
import numpy as np
import matplotlib.pyplot as plt
RATE = 0.3
runs = train(RATE)
def helper(x):
    global COUNT
    COUNT = 1
    return x * RATE
def answer(x):
    runs = np.zeros(3)
    return helper(runs)
table = {}
table["rate"] = RATE
for i in range(3):
    table[i] = helper
if RATE:
    from math import sqrt as root
np.answer = 3
"""


def kept(*names: str) -> set[int]:
    statements = [(one.lineno, one) for one in ast.parse(SOURCE).body]
    return {line for line, _ in needed(statements, names)}


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("answer", {2, 4, 6, 10, 19}),
        ("RATE", {4}),
        ("COUNT", {4, 6}),
        ("runs", {4, 5}),
        ("table", {4, 6, 13, 14, 15}),
        ("root", {4, 17}),
        ("nothing", set()),
    ],
)
def test_only_what_a_name_depends_on_is_kept(name, lines):
    assert kept(name) == lines


def test_a_star_is_kept_and_a_misplaced_return_does_no_harm():
    assert sliced("from math import *\nx = 1\nreturn y", {"z"}) == "from math import *"


def test_what_runs_beside_an_answer_takes_no_solution_along():
    for name in ("my_dropout", "monte_carlo_keras"):
        module = inspect.getmodule(EXERCISES[name].reference)
        (beside,) = [one for one in vars(module) if one in {"_study", "_with_a_model"}]
        source = sliced(inspect.getsource(module), {beside})
        assert f"def {beside}(" in source
        assert "EXERCISE" not in source
        assert f"def {name}(" not in source
