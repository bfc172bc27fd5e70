"""The data that explorers ship is what the engine measures."""

import numpy as np
import pytest

from dropout_course.explorers import measure
from dropout_course.explorers.stored import stored


@pytest.mark.parametrize("name", ["network", "ensemble"])
def test_the_network_is_the_one_that_the_engine_trains(name):
    now, then = measure.MEASURES[name](), stored(name)
    assert then["provenance"] == now["provenance"]
    assert np.array_equal(then["pixels"], now["pixels"])
    assert np.array_equal(then["labels"], now["labels"])
    for part in ("weights", "biases"):
        for one, other in zip(then[part], now[part], strict=True):
            assert np.array(one) == pytest.approx(np.array(other), abs=0.02)


def test_a_curve_is_the_one_that_the_engine_measures():
    then = stored("training")
    now = measure.training(rates=[0.5], noises=[0.2], seeds=then["seeds"])
    for name in ("train_error", "test_error", "train_loss", "test_loss"):
        for part in ("mean", "half"):
            stored_curve = then[name][part][then["noises"].index(0.2)][then["rates"].index(0.5)]
            assert np.array(stored_curve) == pytest.approx(now[name][part][0, 0], abs=0.01)


def test_a_corner_of_the_grid_is_the_one_that_the_engine_measures():
    then = stored("placement")
    now = measure.placement(hidden=[0.2], inputs=[0.1], noises=[0.2])
    at = then["noises"].index(0.2), then["input"].index(0.1), *[then["hidden"].index(0.2)] * 3
    misread = np.array(then["misread"])[at]
    assert misread == pytest.approx(now["misread"][0, 0, 0, 0, 0], abs=8)
    assert (then["provenance"], then["t"]) == (now["provenance"], now["t"])
