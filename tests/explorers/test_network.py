import numpy as np
import pytest

from dropout_course import layers
from dropout_course.explorers import explore
from dropout_course.explorers.checks import RefusedError
from dropout_course.explorers.thinned import run


def loss(picture, masks, nudged=None):
    """Return the cross-entropy with an addition to each layer's activations, by plain loops."""
    weights = [np.array(matrix) for matrix in picture.data["weights"]]
    biases = [np.array(bias) for bias in picture.data["biases"]]
    values = np.array(picture.data["pixels"][picture.digit]) / 16
    for layer, (matrix, bias) in enumerate(zip(weights, biases, strict=True)):
        values = values + (nudged[layer] if nudged else 0)
        values = values * masks[layer] / (1 - picture.rates[layer])
        values = values @ matrix + bias
        if layer < 2:
            values = np.maximum(values, 0)
    return np.log(np.exp(values).sum()) - values[picture.label], values


def test_forward_is_inverted_dropout_with_the_mask_on_screen():
    picture = explore.network(rates=[0.1, 0.4, 0.5], seed=11)
    _, logits = loss(picture, picture.masks)
    assert picture.probabilities == pytest.approx(np.exp(logits) / np.exp(logits).sum())


@pytest.mark.parametrize("convention", ["inverted", "standard"])
@pytest.mark.parametrize("training", [True, False])
def test_what_units_pass_on_is_what_the_layers_return(convention, training):
    dropout = {"inverted": layers.inverted_dropout, "standard": layers.standard_dropout}[convention]
    picture = explore.network(rates=[0.1, 0.4, 0.5], convention=convention, training=training)
    if training:
        picture.masks = [
            layers.sample_mask(units, rate, np.random.default_rng(layer)).astype(int)
            for layer, (units, rate) in enumerate(zip((64, 16, 12), picture.rates, strict=True))
        ]
    now = picture.passes()
    for layer, (rate, x) in enumerate(zip(picture.rates, now.activations, strict=True)):
        expected = dropout(x, rate, np.random.default_rng(layer), training=training)
        assert now.passed[layer] == pytest.approx(expected)


def test_gradients_are_finite_differences():
    picture = explore.network(rates=[0.1, 0.4, 0.5], seed=3, digit=9)
    now = picture.passes()
    for layer, gradient in enumerate(now.gradients):
        for unit in range(0, len(gradient), 5):
            nudge = [np.zeros(len(mask)) for mask in picture.masks]
            nudge[layer][unit] = 1e-6
            up, _ = loss(picture, picture.masks, nudge)
            nudge[layer][unit] = -1e-6
            down, _ = loss(picture, picture.masks, nudge)
            assert gradient[unit] == pytest.approx((up - down) / 2e-6, abs=1e-7)


def test_a_dropped_unit_passes_nothing_on_and_gets_no_gradient():
    now = (picture := explore.network(rate=0.5)).passes()
    for mask, passed, gradient in zip(picture.masks, now.passed, now.gradients, strict=True):
        assert not passed[mask == 0].any()
        assert not gradient[mask == 0].any()


@pytest.mark.parametrize("training", [True, False])
def test_both_rules_predict_the_same(training):
    picture = explore.network(rates=[0.1, 0.4, 0.5], training=training)
    inverted = picture.passes()
    picture.convention = "standard"
    standard = picture.passes()
    assert standard.probabilities == pytest.approx(inverted.probabilities)
    for rate, one, other in zip(picture.rates, standard.passed, inverted.passed, strict=True):
        assert one == pytest.approx(other * (1 - rate))


def test_evaluation_by_the_inverted_rule_is_the_full_network():
    picture = explore.network(rates=[0.3, 0.9, 1], training=False)
    assert picture.probabilities == pytest.approx(picture.full_probabilities)


def test_at_rate_one_only_the_biases_speak():
    picture = explore.network(rates=[0, 0, 1])
    biases = np.array(picture.data["biases"][2])
    assert picture.probabilities == pytest.approx(np.exp(biases) / np.exp(biases).sum())


def test_rate_sets_the_hidden_layers():
    picture = explore.network(rates=[0.1, 0.2, 0.3])
    assert picture.rate is None
    picture.rate = 0.4
    assert (picture.rates, picture.rate) == ([0.1, 0.4, 0.4], 0.4)


def test_masks_can_be_set():
    picture = explore.network(rate=0.5)
    wanted = [np.ones(64, int), np.arange(16) % 2, np.zeros(12, int)]
    picture.masks = wanted
    assert all((mask == want).all() for mask, want in zip(picture.masks, wanted, strict=True))
    assert not picture.passes().passed[2].any()


def test_at_evaluation_only_units_dropped_by_hand_are_missing():
    picture = explore.network(rate=0.5, training=False, by_hand=[[1, 3, 0]])
    assert [int((mask == 0).sum()) for mask in picture.masks] == [0, 1, 0]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rate": 1.3}, "each a number from 0 to 1; got [0.0, 1.3, 1.3]."),
        ({"rates": [0.1]}, "rates is a list of 3 (input, hidden 1, hidden 2); got [0.1]."),
        ({"rates": [0.1, float("nan"), 0]}, "each a number from 0 to 1; got [0.1, nan, 0]."),
        ({"digit": 20}, "digit is a whole number from 0 to 19; got 20."),
        ({"digit": "three"}, "digit is a whole number from 0 to 19; got 'three'."),
        ({"convention": "both"}, "convention is 'inverted' or 'standard'; got 'both'."),
        ({"training": "yes"}, "training is True or False; got 'yes'."),
        ({"seed": -1}, "seed is a whole number from 0 to 4294967295; got -1."),
        ({"by_hand": [[1, 99, 0]]}, "got [[1, 99, 0]]."),
        ({"masks": [1, 2]}, "masks are three lists of 0 and 1: 64 for input"),
        ({"ratio": 0.5}, "Network has no 'ratio'; it has digit, rates"),
    ],
)
def test_bad_values_are_refused_in_one_sentence(change, sentence):
    with pytest.raises(RefusedError) as refused:
        explore.network(**change)
    assert sentence in str(refused.value)
    assert refused.value._render_traceback_() == [str(refused.value)]


def test_a_refused_value_changes_nothing():
    picture = explore.network(rate=0.2)
    with pytest.raises(RefusedError):
        picture.rate = 2
    assert picture.rate == 0.2


def test_run_agrees_with_a_network_of_one_layer():
    weights, bias = [np.array([[1.0, -1.0], [0.5, 2.0]])], [np.array([0.0, 0.1])]
    ones = [1.0]
    now = run(weights, bias, np.array([1.0, 2.0]), 1, [np.array([1, 0])], ones, ones)
    shares = np.exp([1.0, -0.9])
    assert now.probabilities == pytest.approx(shares / shares.sum())
