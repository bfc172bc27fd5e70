"""Weight scaling, Monte Carlo and the exact average of trained networks."""

from functools import cache
from itertools import product

import numpy as np
import pytest

from dropout_course.data import Dataset
from dropout_course.network import Network, Setting, train
from dropout_course.network import runs as runs_module

SETTINGS = [Setting(), Setting(rate=0.5), Setting(rate=0.3, input_rate=0.2), Setting(rate=1.0)]


def fresh(seed=0):
    return np.random.default_rng(seed)


@cache
def blobs():
    """Three noisy clouds in four dimensions: small enough to enumerate every mask."""
    rng = fresh(5)
    y = rng.integers(3, size=90)
    x = rng.standard_normal((90, 4)) + 1.5 * np.eye(4)[y]
    return Dataset("blobs", x[:60], y[:60], x[60:], y[60:])


@cache
def trained(hidden=(3, 2), convention="inverted", activation="relu"):
    network = Network(hidden, convention=convention, activation=activation)
    settings = SETTINGS if hidden else [Setting(), Setting(input_rate=0.4)]
    return train(blobs(), settings, 2, network, steps=150, batch=10)


def images():
    return blobs().x_test.astype(np.float64)


def softmax(logits):
    powers = np.exp(logits)
    return powers / powers.sum(axis=-1, keepdims=True)


def by_hand(runs, setting, seed, x, masks, training):
    """One pass of one replica, layer by layer; `masks` are zeros and ones, or None."""
    rates = runs.settings[setting].rates(runs.network)
    h = x
    for layer in range(len(runs.network.hidden) + 1):
        if layer:
            h = np.maximum(h, 0)
        keep = 1 - rates[layer]
        if training:
            h = h * masks[layer]
            if runs.network.convention == "inverted" and keep:
                h = h / keep
        elif runs.network.convention == "standard":
            h = h * keep
        h = h @ runs.weights(layer)[setting, seed].astype(float) + runs.biases(layer)[setting, seed]
    return h


@pytest.mark.parametrize("convention", ["inverted", "standard"])
def test_weight_scaling_is_one_pass_without_randomness(convention):
    runs, x = trained(convention=convention), images()
    logits = runs.logits(x)
    assert logits.shape == (4, 2, 30, 3)
    assert logits.dtype == np.float64
    for setting, seed in product(range(4), range(2)):
        expected = by_hand(runs, setting, seed, x, None, training=False)
        assert logits[setting, seed] == pytest.approx(expected, abs=1e-12)
    assert runs.probabilities(x) == pytest.approx(softmax(logits), abs=1e-12)


@pytest.mark.parametrize("convention", ["inverted", "standard"])
def test_the_exact_average_is_the_sum_over_all_masks(convention):
    runs, x = trained(convention=convention), images()
    exact = runs.probabilities(x, "exact")
    geometric = runs.probabilities(x, "exact geometric")
    for setting, seed in product(range(4), range(2)):
        rates = np.repeat(runs.settings[setting].rates(runs.network), [4, 3, 2])
        mean, log_mean, total = 0, 0, 0
        for mask in product([0, 1], repeat=9):
            chance = np.prod(np.where(mask, 1 - rates, rates))
            layers = np.split(np.array(mask), [4, 7])
            p = softmax(by_hand(runs, setting, seed, x, layers, training=True))
            mean, log_mean, total = (
                mean + chance * p,
                log_mean + chance * np.log(p),
                total + chance,
            )
        assert total == pytest.approx(1)
        assert exact[setting, seed] == pytest.approx(mean, abs=1e-12)
        assert geometric[setting, seed] == pytest.approx(softmax(log_mean), abs=1e-12)


def test_the_geometric_mean_is_weight_scaling_for_the_last_layer_only():
    x = images()
    for hidden in ((), (10,)):
        runs = trained(hidden)
        scaled, geometric = runs.probabilities(x)[1], runs.probabilities(x, "exact geometric")[1]
        assert np.abs(scaled - geometric).max() < 1e-13
        assert np.abs(scaled - runs.probabilities(x, "exact")[1]).max() > 0.01
    two_layers = trained()
    difference = two_layers.probabilities(x)[1] - two_layers.probabilities(x, "exact geometric")[1]
    assert np.abs(difference).max() > 0.001


@pytest.mark.parametrize("convention", ["inverted", "standard"])
def test_monte_carlo_approaches_the_exact_average(convention):
    runs, x = trained(convention=convention), images()
    exact = runs.probabilities(x, "exact")
    few, many = (
        np.abs(runs.probabilities(x, "monte carlo", passes=k, rng=fresh()) - exact).max()
        for k in (10, 1000)
    )
    assert many < 0.1  # six standard errors of a mean of 1000 values in [0, 1]
    assert many < few / 2


def test_passes_are_random_repeatable_and_average_to_monte_carlo():
    runs, x = trained(), images()
    passes = list(runs.passes(x, 23, fresh(1)))
    assert len(passes) == 23
    assert passes[0].shape == (4, 2, 30, 3)
    assert (passes[0][1] != passes[1][1]).any()
    assert (passes[0][0] == passes[1][0]).all()  # rate 0 is not random
    mean = runs.probabilities(x, "monte carlo", passes=23, rng=fresh(1))
    assert mean == pytest.approx(np.mean(passes, axis=0), abs=1e-12)
    assert (mean != runs.probabilities(x, "monte carlo", passes=23, rng=fresh(2))).any()


def test_the_random_bits_of_a_pass_are_those_of_the_seed():
    settings = [Setting(input_rate=0.5), Setting(input_rate=0.5, l2=0.1)]
    runs = train(blobs(), settings, 2, Network(()), steps=20, batch=10)
    x = np.tile(np.eye(4), (16, 1))  # an example is all zeros where its one feature is dropped
    (answer,) = runs.passes(x, 1, fresh())
    dropped = np.isclose(answer, softmax(runs.biases(0))[:, :, None]).all(axis=-1)
    assert 10 < dropped[0, 0].sum() < 54
    assert (dropped[0] == dropped[1]).all()
    assert (dropped[:, 0] != dropped[:, 1]).any()


def test_a_pass_does_not_depend_on_the_other_replicas():
    alone = train(blobs(), SETTINGS[1], [1], Network((3, 2)), steps=150, batch=10)
    (mine,) = alone.passes(images(), 1, fresh(3))
    (everyone,) = trained().passes(images(), 1, fresh(3))
    assert (mine[0, 0] == everyone[1, 1]).all()


def test_multipliers_ablate_units():
    runs, x = trained(), images()
    without_first = runs.logits(x, [None, np.array([0.0, 1, 1]), None])
    masks = [np.ones(4), np.array([0, 1, 1]), np.ones(2)]
    expected = by_hand(runs, 0, 1, x, masks, training=True)  # rate 0: no scaling
    assert without_first[0, 1] == pytest.approx(expected, abs=1e-12)
    everything = runs.logits(x, [None, None, np.zeros((4, 2, 1, 2))])
    assert everything == pytest.approx(
        np.broadcast_to(runs.biases(2)[:, :, None, :], everything.shape), abs=1e-12
    )


def test_multipliers_may_differ_by_example_and_replica_in_blocks_too(monkeypatch):
    runs, x = trained(), images()
    masks = fresh().integers(2, size=(4, 2, 30, 3)).astype(float)
    whole = runs.logits(x, [None, masks, None])
    monkeypatch.setattr("dropout_course.network.evaluation.EXAMPLES_AT_ONCE", 7)
    assert runs.logits(x, [None, masks, None]) == pytest.approx(whole, abs=1e-12)
    for example in (0, 11, 29):
        layers = [np.ones(4), masks[0, 1, example], np.ones(2)]
        expected = by_hand(runs, 0, 1, x[example], layers, training=True)
        assert whole[0, 1, example] == pytest.approx(expected, abs=1e-12)


def test_multipliers_come_on_top_of_the_scaling():
    runs, x = trained(convention="standard"), images()
    unscaled = runs.logits(x, [None, np.full(3, 2.0), np.full(2, 2.0)])[1]  # rate .5
    h = np.maximum(x @ runs.weights(0)[1, 0].astype(float) + runs.biases(0)[1, 0], 0)
    h = np.maximum(h @ runs.weights(1)[1, 0].astype(float) + runs.biases(1)[1, 0], 0)
    expected = h @ runs.weights(2)[1, 0].astype(float) + runs.biases(2)[1, 0]
    assert unscaled[0] == pytest.approx(expected, abs=1e-12)


def test_activations_are_those_of_each_layer():
    runs, x = trained(), images()
    first, second = runs.activations(x)
    assert first.shape == (4, 2, 30, 3)
    assert second.shape == (4, 2, 30, 2)
    expected = np.maximum(x @ runs.weights(0)[2, 1].astype(float) + runs.biases(0)[2, 1], 0)
    assert first[2, 1] == pytest.approx(expected, abs=1e-12)
    assert trained(()).activations(x) == []


def test_float32_stays_float32():
    x = blobs().x_test
    for answer in (
        trained().logits(x),
        trained().probabilities(x, "monte carlo", passes=2, rng=fresh()),
        trained().activations(x)[0],
    ):
        assert answer.dtype == np.float32


def test_what_cannot_be_enumerated_or_understood_is_refused():
    runs, x = trained(), images()
    wide = train(blobs(), Setting(rate=0.5), 1, Network((17,)), steps=1, batch=5)
    with pytest.raises(ValueError, match=r"17 units .* 2\*\*17 masks.*up to 16 units"):
        wide.probabilities(x, "exact")
    with pytest.raises(ValueError, match="method must be one of 'scaling'"):
        runs.probabilities(x, "median")
    with pytest.raises(TypeError, match=r"numpy\.random\.Generator"):
        runs.probabilities(x, "monte carlo")
    with pytest.raises(ValueError, match="passes must be at least 1"):
        runs.probabilities(x, "monte carlo", passes=0, rng=fresh())
    for shape in ((3, 5), (0, 4)):
        with pytest.raises(ValueError, match=r"4 pixels, as in training\), got \("):
            runs.logits(np.zeros(shape))
    with pytest.raises(ValueError, match="x must be finite"):
        runs.logits(x * np.nan)
    with pytest.raises(ValueError, match="3 entries, for the input and each hidden layer, got 1"):
        runs.logits(x, [None])
    with pytest.raises(ValueError, match=r"multipliers\[1\].*\(settings, seeds, examples, units\)"):
        runs.logits(x, [None, np.zeros(5), None])


def test_an_interrupted_prediction_says_so(monkeypatch):
    monkeypatch.setattr(runs_module, "in_parallel", lambda *_: ([None], True))
    with pytest.raises(KeyboardInterrupt):
        trained().logits(images())
