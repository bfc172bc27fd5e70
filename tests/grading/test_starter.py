"""The starter is the reference without the solution, as nbgrader would have it."""

from __future__ import annotations

import pytest

from dropout_course.grading.starter import clear_solution


def test_the_region_becomes_a_stub() -> None:
    source = "def f(x):\n    ### BEGIN SOLUTION\n    y = x\n    return y\n    ### END SOLUTION\n"
    expected = "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"
    assert clear_solution(source) == expected


def test_the_stub_is_indented_as_its_marker_with_the_same_characters() -> None:
    source = "if a:\n\tif b:\n\t\t### BEGIN SOLUTION\n\t\tx\n\t### END SOLUTION\n\treturn 1"
    expected = "if a:\n\tif b:\n\t\t# YOUR CODE HERE\n\t\traise NotImplementedError()\n\treturn 1"
    assert clear_solution(source) == expected


def test_each_of_two_regions_is_replaced_and_the_rest_is_kept_to_the_byte() -> None:
    region = "  ### BEGIN SOLUTION\n  1\n\n  2\n  ### END SOLUTION\n"
    stub = "  # YOUR CODE HERE\n  raise NotImplementedError()\n"
    frame = "import numpy as np\n\n\ndef f():  # ü  \n{0}  middle\n\n{0}\n\n"
    assert clear_solution(frame.format(region)) == frame.format(stub)


def test_an_empty_region_and_one_without_indentation_become_stubs() -> None:
    source = "### BEGIN SOLUTION\n### END SOLUTION"
    assert clear_solution(source) == "# YOUR CODE HERE\nraise NotImplementedError()"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("def f():\n    return 1", "nothing for the learner to write"),
        ("", "nothing for the learner to write"),
        ("a\n### BEGIN SOLUTION\n1", "begun on line 2 never ends"),
        ("a\n### END SOLUTION\n1", "Line 2 ends a solution that never began"),
        (
            "### BEGIN SOLUTION\n1\n### BEGIN SOLUTION\n2\n### END SOLUTION",
            "Line 3 begins a solution inside the one begun on line 1",
        ),
        (
            "### BEGIN SOLUTION\n1\n### END SOLUTION\n2\n### END SOLUTION",
            "Line 5 ends a solution that never began",
        ),
    ],
)
def test_a_marker_without_its_partner_is_refused(source: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        clear_solution(source)
