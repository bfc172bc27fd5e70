"""Gradients of the batched engine, against finite differences and against Keras."""

import math
import os
from itertools import pairwise, product

import numpy as np
import pytest

from dropout_course.data import digits
from dropout_course.network import Network, Setting
from dropout_course.network.examples import batch_order, choose_examples
from dropout_course.network.masks import LayerMasks
from dropout_course.network.optimisers import Numbers, add_penalties
from dropout_course.network.parameters import initial_parameters
from dropout_course.network.passes import (
    SPARSITY_TARGET,
    backward,
    cross_entropy_gradient,
    forward,
    softmax,
)
from dropout_course.network.sweep import train

REPLICAS, BATCH, PIXELS, CLASSES = 2, 6, 5, 3
NETWORKS = {
    "relu": Network((4, 3)),
    "sigmoid": Network((4, 3), activation="sigmoid"),
    "tanh": Network((4, 3), activation="tanh"),
    "standard": Network((4, 3), convention="standard"),
    "shared": Network((4, 3), mask="batch"),
    "no hidden layer": Network(()),
    "batch norm before dropout": Network((4, 3), batch_norm="before dropout"),
    "batch norm after dropout": Network((4, 3), activation="tanh", batch_norm="after dropout"),
}
PENALTIES = {
    "none": Setting(),
    "l1": Setting(l1=0.03),
    "l2": Setting(l2=0.05),
    "sparsity": Setting(sparsity=0.2),
}


def fresh(seed=0):
    return np.random.default_rng(seed)


def problem(network):
    """A random float64 problem for two replicas, with masks of rates .3 and .6."""
    rng = fresh()
    keys = [(seed, 0) for seed in range(REPLICAS)]
    parameters = [
        layer.astype(np.float64) for layer in initial_parameters(network, PIXELS, CLASSES, keys)
    ]
    for layer in parameters:
        for array in layer.trained():
            array += 0.3 * rng.standard_normal(array.shape)
    x = rng.standard_normal((REPLICAS, BATCH, PIXELS))
    y = rng.integers(CLASSES, size=(REPLICAS, BATCH))
    rows = BATCH if network.mask == "example" else 1
    multipliers = [
        LayerMasks(
            np.array([0.3, 0.6]), network.convention, rows, units, [fresh(1), fresh(2)], np.float64
        ).next()
        for units in (PIXELS, *network.hidden)
    ]
    return parameters, x, y, multipliers


def objective(network, setting, parameters, x, y, multipliers):
    """What is minimised, summed over replicas, written out from its definition."""
    trace = forward(network, parameters, x, multipliers, training=True)
    p = softmax(trace.logits)
    rows, columns = np.indices(y.shape)
    total = -np.log(p[rows, columns, y]).mean(axis=1).sum()
    for layer in parameters:
        total += setting.l2 * (layer.weights**2).sum() + setting.l1 * np.abs(layer.weights).sum()
    for a in trace.activations if setting.sparsity else []:
        mean, t = a.mean(axis=1), SPARSITY_TARGET
        kl = t * np.log(t / mean) + (1 - t) * np.log((1 - t) / (1 - mean))
        total += setting.sparsity * kl.sum()
    return total


@pytest.mark.parametrize(
    ("name", "penalty"),
    [
        (name, penalty)
        for name, penalty in product(NETWORKS, PENALTIES)
        if penalty != "sparsity" or name == "sigmoid"
    ],
)
def test_gradients_are_finite_differences(name, penalty):
    network, setting = NETWORKS[name], PENALTIES[penalty]
    parameters, x, y, multipliers = problem(network)
    numbers = Numbers.of([setting] * REPLICAS, "sgd")
    trace = forward(network, parameters, x, multipliers, training=True)
    upstream = cross_entropy_gradient(trace.logits, y)
    sparsity = numbers.sparsity if setting.sparsity else None
    gradients = backward(network, parameters, trace, upstream, multipliers, sparsity)
    add_penalties(parameters, gradients, numbers)

    def value():
        return objective(network, setting, parameters, x, y, multipliers)

    for layer, gradient in zip(parameters, gradients, strict=True):
        for array, slopes in zip(layer.trained(), gradient.trained(), strict=True):
            for index in np.ndindex(array.shape):
                kept = array[index]
                array[index] = kept + 1e-6
                above = value()
                array[index] = kept - 1e-6
                below = value()
                array[index] = kept
                assert slopes[index] == pytest.approx((above - below) / 2e-6, abs=1e-7)


def test_a_dropped_unit_gets_no_gradient():
    network = NETWORKS["relu"]
    parameters, x, y, multipliers = problem(network)
    for multiplier in multipliers[1:]:
        multiplier[:, :, 0] = 0
    trace = forward(network, parameters, x, multipliers, training=True)
    upstream = cross_entropy_gradient(trace.logits, y)
    gradients = backward(network, parameters, trace, upstream, multipliers)
    for incoming, outgoing in pairwise(gradients):
        assert (incoming.weights[:, :, 0] == 0).all()
        assert (outgoing.weights[:, 0, :] == 0).all()
        assert (incoming.weights[:, :, 1] != 0).any()


@pytest.mark.tensorflow
@pytest.mark.parametrize("optimiser", ["sgd", "adam"])
def test_training_equals_keras_step_by_step(optimiser):
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    keras = pytest.importorskip("keras")
    data, steps, batch = digits(), 30, 25
    network = Network((40, 30), activation="sigmoid")
    setting = Setting(l2=0.001, learning_rate=0.02, momentum=0.8, examples=200)
    runs = train(data, setting, [4], network, steps=steps, batch=batch, optimiser=optimiser)

    penalty = keras.regularizers.L2(0.001)
    model = keras.Sequential(
        [
            keras.layers.Dense(40, activation="sigmoid", kernel_regularizer=penalty),
            keras.layers.Dense(30, activation="sigmoid", kernel_regularizer=penalty),
            keras.layers.Dense(10, kernel_regularizer=penalty),
        ]
    )
    model.build((None, 64))
    start = initial_parameters(network, 64, 10, [(4, 0)])
    model.set_weights([array for layer in start for array in (layer.weights[0], layer.bias[0, 0])])
    model.compile(
        {
            "sgd": keras.optimizers.SGD(0.02, momentum=0.8),
            "adam": keras.optimizers.Adam(0.02, beta_1=0.8),
        }[optimiser],
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    examples = choose_examples(data, setting, 4, 0)
    for positions in batch_order(200, batch, steps, 4, 0):
        model.train_on_batch(data.x_train[examples.rows[positions]], examples.labels[positions])
    for layer in range(3):
        weights, biases = model.layers[layer].get_weights()
        assert runs.weights(layer)[0, 0] == pytest.approx(weights, abs=2e-4)
        assert runs.biases(layer)[0, 0] == pytest.approx(biases, abs=2e-4)
    logits = runs.logits(data.x_test)[0, 0]
    assert logits == pytest.approx(model.predict(data.x_test, verbose=0), abs=2e-3)


@pytest.mark.tensorflow
@pytest.mark.parametrize("place", ["before dropout", "after dropout"])
def test_batch_norm_equals_that_of_keras(place):
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    keras = pytest.importorskip("keras")
    network = Network((7,), batch_norm=place, activation="tanh")
    parameters = initial_parameters(network, PIXELS, CLASSES, [(0, 0)])
    x = fresh().standard_normal((1, BATCH, PIXELS)).astype(np.float32)
    norm = keras.layers.BatchNormalization(momentum=0.9)
    dense = keras.layers.Dense(7)
    dense.build((None, PIXELS))
    dense.set_weights([parameters[0].weights[0], parameters[0].bias[0, 0]])
    for training in (True, True, False):
        z = dense(x[0])
        expected = (
            np.tanh(norm(z, training=training))
            if place == "before dropout"
            else norm(np.tanh(z), training=training)
        )
        trace = forward(network, parameters, x, [None, None], training=training)
        assert trace.inputs[1][0] == pytest.approx(np.asarray(expected), abs=1e-5)
    assert math.isclose(parameters[0].mean.sum(), np.sum(norm.moving_mean), abs_tol=1e-5)
