"""The data that explorers ship is what the engine measures."""

import json

import numpy as np
import pytest

from dropout_course.explorers import measure


def stored(name):
    return json.loads((measure.FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def test_the_network_is_the_one_that_the_engine_trains():
    now, then = measure.network(), stored("network")
    assert then["provenance"] == now["provenance"]
    assert np.array_equal(then["pixels"], now["pixels"])
    assert np.array_equal(then["labels"], now["labels"])
    for name in ("weights", "biases"):
        for one, other in zip(then[name], now[name], strict=True):
            assert np.array(one) == pytest.approx(np.array(other), abs=0.02)
