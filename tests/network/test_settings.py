import math
from dataclasses import FrozenInstanceError, replace

import pytest

from dropout_course.network import EarlyStopping, Network, Setting


def test_one_rate_serves_all_hidden_layers_and_several_serve_one_each():
    network = Network((8, 4))
    assert Setting(rate=0.3, input_rate=0.1).rates(network) == (0.1, 0.3, 0.3)
    assert Setting(rate=(0.2, 0.5)).rates(network) == (0.0, 0.2, 0.5)
    assert Setting(rate=0.3).rates(Network(())) == (0.0,)
    with pytest.raises(ValueError, match="one number or 2, one for each hidden layer"):
        Setting(rate=(0.1, 0.2, 0.3)).rates(network)


def test_a_setting_shows_what_is_not_usual_and_cannot_be_changed():
    setting = Setting(rate=0.3, label_noise=0.2)
    assert str(setting) == "Setting(rate=0.3, label_noise=0.2)"
    assert str(replace(setting, rate=0.0)) == "Setting(label_noise=0.2)"
    with pytest.raises(FrozenInstanceError):
        setting.rate = 0.5
    assert {setting: 1}[Setting(rate=0.3, label_noise=0.2)] == 1


@pytest.mark.parametrize(
    ("numbers", "error", "words"),
    [
        ({"rate": 1.2}, ValueError, "rate, the probability .* got 1.2"),
        ({"rate": (0.1, math.nan)}, ValueError, "got nan"),
        ({"rate": [0.1, 0.2]}, TypeError, "rate must be a number"),
        ({"input_rate": -0.1}, ValueError, "input_rate"),
        ({"label_noise": 20}, ValueError, "label_noise.*For 20 % write 0.2"),
        ({"learning_rate": 0}, ValueError, "learning_rate must be more than 0 and finite, got 0"),
        ({"learning_rate": math.nan}, ValueError, "learning_rate"),
        ({"momentum": 1}, ValueError, "momentum must be less than 1"),
        ({"l2": -1}, ValueError, "l2 must be at least 0 and finite, got -1"),
        ({"l1": "much"}, TypeError, "l1 must be a number, got 'much'"),
        ({"max_norm": 0}, ValueError, "max_norm must be more than 0, got 0"),
        ({"sparsity": math.inf}, ValueError, "sparsity must be at least 0 and finite"),
        ({"examples": 0}, ValueError, "examples must be at least 1"),
        ({"examples": 2.5}, TypeError, "examples must be a whole number"),
        ({"member": -1}, ValueError, "member must be at least 0"),
    ],
)
def test_bad_numbers_are_refused(numbers, error, words):
    with pytest.raises(error, match=words):
        Setting(**numbers)


@pytest.mark.parametrize(
    ("kinds", "error", "words"),
    [
        ({"hidden": [512]}, TypeError, r"hidden must be a tuple such as \(512,\)"),
        ({"hidden": 512}, TypeError, "hidden must be a tuple"),
        ({"hidden": (0,)}, ValueError, "each entry of hidden must be at least 1"),
        ({"activation": "gelu"}, ValueError, "activation must be one of 'relu', 'sigmoid', 'tanh'"),
        ({"convention": "both"}, ValueError, "convention must be one of 'inverted', 'standard'"),
        ({"mask": "row"}, ValueError, "mask must be one of 'example', 'batch', got 'row'"),
        ({"batch_norm": True}, ValueError, "batch_norm must be one of 'none', 'before dropout'"),
    ],
)
def test_unknown_kinds_are_refused(kinds, error, words):
    with pytest.raises(error, match=words):
        Network(**kinds)


def test_bad_patience_is_refused():
    with pytest.raises(ValueError, match="patience must be at least 1"):
        EarlyStopping(patience=0)
    with pytest.raises(ValueError, match="validation must be at least 1"):
        EarlyStopping(validation=0)
