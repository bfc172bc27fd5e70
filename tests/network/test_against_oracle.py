"""The batched engine equals a plain loop over one network."""

import pytest

from dropout_course.data import digits
from dropout_course.network import Network, Setting, train
from tests.network.oracle import OneNetwork

STEPS, BATCH = 40, 20
BASE = Setting(rate=0.3, input_rate=0.1, examples=100)
CASES = {
    "no dropout": (Network((30,)), [Setting(examples=100)], "sgd"),
    "three rates side by side": (Network((30,)), [Setting(rate=p) for p in (0, 0.4, 0.8)], "sgd"),
    "a rate for each layer": (Network((25, 20)), [Setting(rate=(0.1, 0.6), input_rate=0.2)], "sgd"),
    "rate one": (Network((15, 10)), [Setting(rate=(1.0, 0.0), examples=50)], "sgd"),
    "standard": (Network((30,), convention="standard"), [BASE], "sgd"),
    "mask shared by the batch": (Network((30,), mask="batch"), [BASE], "sgd"),
    "sigmoid": (Network((30,), activation="sigmoid"), [BASE], "sgd"),
    "tanh": (Network((30,), activation="tanh"), [BASE], "sgd"),
    "no hidden layer": (Network(()), [Setting(input_rate=0.3)], "sgd"),
    "noise and few examples": (Network((30,)), [Setting(examples=7, label_noise=0.4)], "sgd"),
    "bootstrap": (Network((30,)), [Setting(examples=60, bootstrap=True, member=2)], "sgd"),
    "batch norm before dropout": (Network((20, 15), batch_norm="before dropout"), [BASE], "sgd"),
    "batch norm after dropout": (Network((20, 15), batch_norm="after dropout"), [BASE], "sgd"),
    "penalties side by side": (
        Network((20, 10)),
        [Setting(), Setting(l2=0.01), Setting(l1=0.002), Setting(max_norm=1.2, rate=0.5)],
        "sgd",
    ),
    "speeds side by side": (
        Network((20,)),
        [Setting(learning_rate=0.1, momentum=0), Setting(learning_rate=0.01, momentum=0.95)],
        "sgd",
    ),
    "adam": (Network((20,)), [BASE, Setting(momentum=0.5, learning_rate=0.003)], "adam"),
    "adam and batch norm": (Network((20,), batch_norm="before dropout"), [BASE], "adam"),
}


@pytest.mark.parametrize(("network", "settings", "optimiser"), CASES.values(), ids=CASES)
def test_the_engine_equals_a_plain_loop(network, settings, optimiser):
    data, seeds = digits(), (3, 8)
    runs = train(
        data, settings, seeds, network, steps=STEPS, batch=BATCH, optimiser=optimiser, checkpoints=2
    )
    for i, setting in enumerate(settings):
        for j, seed in enumerate(seeds):
            one = OneNetwork(data, setting, seed, network).train(STEPS, BATCH, optimiser)
            for layer, (w, b) in enumerate(zip(one.w, one.b, strict=True)):
                assert runs.weights(layer)[i, j] == pytest.approx(w, abs=2e-4)
                if network.batch_norm == "before dropout" and layer < len(network.hidden):
                    continue  # batch norm takes the mean away, so this bias has no effect
                assert runs.biases(layer)[i, j] == pytest.approx(b, abs=2e-4)
            loss, error = one.evaluate(data.x_test, data.y_test)
            assert runs.test_loss[i, j] == pytest.approx(loss, abs=1e-3)
            assert runs.test_error[i, j] == pytest.approx(error, abs=0.004)  # three images
            x = data.x_train[one.examples.rows]
            loss, error = one.evaluate(x, one.examples.labels)
            assert runs.train_loss[i, j] == pytest.approx(loss, abs=1e-3)
            assert runs.train_error[i, j] == pytest.approx(error, abs=0.03)
