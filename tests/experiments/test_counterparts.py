"""The counterparts of the paper's experiments: what is trained, with what, on what."""

import numpy as np
import pytest

from dropout_course.data import digits
from dropout_course.experiments import counterparts
from dropout_course.experiments.counterparts import (
    CANDIDATES,
    KEEPS,
    PASSES,
    RATE_UNITS,
    Size,
    data_sizes,
    monte_carlo,
    rates_with_n_fixed,
    rates_with_pn_fixed,
    regularisers,
    set_aside,
)
from dropout_course.network import train

TINY = Size(shrink=128, seeds=2, steps=4, batch=20, examples=100, sizes=(20, 50))


@pytest.fixture
def trained(monkeypatch):
    """Every training that is made: its data, settings and network."""
    made = []

    def noted(data, settings, seeds, network, **how):
        made.append((data, settings, network))
        return train(data, settings, seeds, network, **how)

    monkeypatch.setattr(counterparts, "train", noted)
    return made


def test_with_n_fixed_one_network_has_every_rate(trained):
    result = rates_with_n_fixed(digits(), TINY)
    ((_, settings, network),) = trained
    assert network.hidden == tuple(n // TINY.shrink for n in RATE_UNITS)
    assert [1 - setting.rate for setting in settings] == pytest.approx(KEEPS)
    assert {setting.input_rate for setting in settings} == {0.0}
    assert result.positions == KEEPS
    assert result.values.shape == (len(KEEPS), TINY.seeds)


def test_with_pn_fixed_equally_many_units_are_awake(trained):
    result = rates_with_pn_fixed(digits(), TINY)
    awake = [
        [(1 - settings[0].rate) * units for units in network.hidden]
        for _, settings, network in trained
    ]
    assert np.array(awake) == pytest.approx(np.tile([2, 2, 4], (len(KEEPS), 1)), abs=0.5)
    assert result.settings[0] == "keep 0.1"
    assert result.positions == KEEPS


def test_the_papers_convention_keeps_even_few_units_from_diverging():
    size = Size(shrink=32, seeds=1, steps=60, batch=20, examples=100, sizes=())
    assert np.isfinite(rates_with_n_fixed(digits(), size).values).all()


def test_sizes_are_paired_and_lie_on_their_axis(trained):
    curves = data_sizes(digits(), TINY)
    assert [settings[0].examples for _, settings, _ in trained] == list(TINY.sizes)
    for curve in curves.values():
        assert curve.settings == ("20 examples", "50 examples")
        assert curve.positions == (20.0, 50.0)
        assert curve.values.shape == (2, TINY.seeds)
    none, dropout = trained[0][1]
    assert (none.rate, none.input_rate, dropout.rate, dropout.input_rate) == (0, 0, 0.5, 0.2)


def test_passes_stand_beside_scaled_weights():
    error, loss = monte_carlo(digits(), TINY)
    assert (
        error.settings
        == loss.settings
        == ("scaling", "1 pass", *(f"{k} passes" for k in PASSES[1:]))
    )


def test_strengths_are_chosen_without_the_test_images(trained, monkeypatch):
    result = regularisers(digits(), TINY)
    (choosing, tried, _), (testing, final, _) = trained
    assert testing.x_test is not choosing.x_test
    assert choosing.x_test.tobytes() == digits().x_train[-len(choosing.x_test) :].tobytes()
    assert len(tried) == sum(map(len, CANDIDATES.values()))
    assert result.settings == tuple(CANDIDATES)
    assert len(final) == len(CANDIDATES)
    assert "max-norm: norm" in result.notes[-1]


def test_the_strength_that_was_best_is_the_one_that_is_tested(trained, monkeypatch):
    best = {"L2": 1, "max-norm": 2, "dropout + L2": 0}

    def errors(self, data, settings, network, progress=None):
        result = real(self, data, settings, network, progress)
        for row, label in enumerate(result.settings):
            kind, _, number = label.rpartition(" ")
            if kind in CANDIDATES:
                result.values[row] = 5.0 if best.get(kind, 0) == int(number) else np.nan
        return result

    real = Size.errors
    monkeypatch.setattr(Size, "errors", errors)
    regularisers(digits(), TINY)
    final = dict(zip(CANDIDATES, trained[1][1], strict=True))
    for label, number in best.items():
        expected = CANDIDATES[label][number]
        assert (final[label].l2, final[label].max_norm) == (expected.l2, expected.max_norm)


def test_images_set_aside_are_not_trained_on():
    data = digits()
    parts = set_aside(data)
    assert len(parts.x_train) + len(parts.x_test) == len(data.x_train)
    assert np.concatenate([parts.x_train, parts.x_test]).tobytes() == data.x_train.tobytes()
    assert len(parts.x_test) == len(data.x_train) // 6
