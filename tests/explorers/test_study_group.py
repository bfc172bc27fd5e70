import numpy as np
import pytest

from dropout_course import layers
from dropout_course.explorers import explore
from dropout_course.explorers.checks import RefusedError
from dropout_course.explorers.study_group import ERRORS, weights_for


@pytest.mark.parametrize("rate", [0.0, 0.3, 0.7])
def test_the_weights_are_the_best_under_inverted_dropout(rate):
    rng = np.random.default_rng(4)
    right = rng.normal(size=400_000)
    answers = right[:, None] + rng.normal(size=(400_000, len(ERRORS))) * ERRORS
    heard = layers.inverted_dropout(answers, rate, rng)
    best = np.linalg.lstsq(heard, right, rcond=None)[0]
    assert weights_for(rate) == pytest.approx(best, abs=0.01)


@pytest.mark.parametrize("absent", [[], [0], [0, 3]])
def test_the_formula_is_the_error_at_a_long_exam(absent):
    picture = explore.study_group(rate=0.4, absent=absent)
    errors = []
    for seed in range(300):
        picture.seed = seed
        right, answers = picture.exam()
        errors.append(((answers - right) ** 2).mean())
    error = 5 * np.std(errors) / len(errors) ** 0.5
    assert np.mean(errors) == pytest.approx(picture.expected_error, abs=error)


def test_muting_is_an_insurance_and_has_a_price():
    muted, unmuted = explore.study_group(rate=0.5), explore.study_group(rate=0)
    assert muted.expected_error > unmuted.expected_error
    muted.absent = unmuted.absent = [0]
    assert muted.expected_error < unmuted.expected_error / 3
    assert unmuted.reliance[0] > 0.8
    assert muted.reliance[0] < 0.3


@pytest.mark.parametrize("absent", [[6], [0, 0], "0", 1, [0.5], None])
def test_unknown_members_are_refused(absent):
    with pytest.raises(RefusedError, match="absent is a list of different whole numbers"):
        explore.study_group(absent=absent)
