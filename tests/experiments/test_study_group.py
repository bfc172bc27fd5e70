"""The study group: what it learns is what theory says, and the exam is the one described."""

import numpy as np
import pytest

from dropout_course.experiments import study_group as module
from dropout_course.experiments.study_group import (
    NOISE,
    WITH,
    WITHOUT,
    practise,
    questions,
    study_group,
)


@pytest.fixture(scope="module")
def group():
    return study_group(rate=0.5, seeds=4)


def test_members_err_as_much_as_they_are_said_to():
    answers, truth = questions(20_000, NOISE, np.random.default_rng(0))
    assert np.allclose((answers - truth[:, None]).std(axis=0), NOISE, rtol=0.03)
    assert truth.std() == pytest.approx(1, rel=0.03)


@pytest.mark.parametrize("rate", [0.0, 0.5])
def test_practice_finds_the_weights_of_the_closed_form(rate):
    answers, truth = questions(200, (0.5, 0.7, 0.9), np.random.default_rng(1))
    learnt = [practise(answers, truth, rate, np.random.default_rng(seed)) for seed in range(5)]
    squares = answers.T @ answers
    penalty = rate / (1 - rate) * np.diag(np.diag(squares))
    right = np.linalg.solve(squares + penalty, answers.T @ truth)
    assert np.mean(learnt, axis=0) == pytest.approx(right, abs=0.05)


def test_the_story_comes_out(group):
    assert (group.reliance.of(WITHOUT) > 0.7).all()
    assert (group.reliance.of(WITH) < 0.4).all()
    assert (group.absent.of(WITH) < group.absent.of(WITHOUT)).all()
    assert (group.complete.of(WITH) > group.complete.of(WITHOUT)).all()


def test_without_a_star_and_with_little_practice_muting_helps_at_full_attendance():
    group = study_group(0.3, seeds=4, noise=(1.0,) * 20, practice=40)
    assert group.complete.difference(WITHOUT, WITH).mean > 0


def test_the_curves_begin_with_both_exams(group):
    for label, curve in group.curves.items():
        assert np.array_equal(curve.values[0], group.complete.of(label))
        assert np.array_equal(curve.values[1], group.absent.of(label))
        assert curve.positions == tuple(range(len(NOISE)))


def test_an_absent_member_says_nothing(monkeypatch):
    monkeypatch.setattr(module, "practise", lambda answers, *_: np.array([1.0, 0.0]))
    group = study_group(seeds=2, noise=(0.0, 1.0))
    assert np.allclose(group.complete.values, 0)
    assert group.absent.values == pytest.approx(1, abs=0.1)  # the variance of the truth


def test_the_same_seeds_give_the_same_groups(group):
    assert np.array_equal(study_group(rate=0.5, seeds=2).weights, group.weights[:, :2])
