"""The gradients of the small networks against finite differences."""

from functools import partial

import numpy as np
import pytest

from dropout_course.experiments import convolution, recurrence

KINDS = [
    *((convolution, kind) for kind in ("none", "single values", "whole maps")),
    (convolution, convolution.DENSE),
    *((recurrence, kind) for kind in ("none", recurrence.FRESH, recurrence.SHARED)),
]


@pytest.mark.parametrize(("module", "kind"), KINDS)
def test_the_backward_pass_is_the_derivative_of_the_forward_pass(module, kind):
    rng = np.random.default_rng(0)
    parameters = {k: v.astype(float) for k, v in module._initial(rng).items()}
    x = rng.random((3, 8, 8))
    direction = rng.normal(size=(3, 10))
    forward = partial(module._forward, kind, 0.4)

    def loss(moved):
        return float((forward(moved, x, np.random.default_rng(7), True)[0] * direction).sum())

    _, backward = forward(parameters, x, np.random.default_rng(7), True)
    for name, gradient in backward(direction).items():
        towards = rng.normal(size=gradient.shape)
        ends = [
            loss({**parameters, name: parameters[name] + step * towards}) for step in (1e-5, -1e-5)
        ]
        numerical = (ends[0] - ends[1]) / 2e-5
        assert numerical == pytest.approx(float((gradient * towards).sum()), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("experiment", [convolution.convolution, recurrence.recurrence])
def test_the_networks_learn_to_read(experiment):
    result = experiment(seeds=2, rate=0.2, steps=200)
    assert (result.of("none") < 25).all()


@pytest.mark.parametrize("module", [convolution, recurrence])
def test_nothing_is_dropped_at_evaluation(module):
    rng = np.random.default_rng(0)
    parameters, x = module._initial(rng), rng.random((3, 8, 8), np.float32)
    kind = getattr(module, "SPATIAL", None) or module.SHARED
    plain, _ = module._forward("none", 0.5, parameters, x, rng, False)
    dropped, _ = module._forward(kind, 0.5, parameters, x, rng, False)
    assert np.array_equal(plain, dropped)
