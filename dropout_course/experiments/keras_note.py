"""The network of note 3 in Keras: what it is, and whether it scales at prediction."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from dropout_course.experiments.result import Result
from dropout_course.quiet import load

SIDE = 28
PREDICT, TRAINING = "predict", "training=True"


def note_network(seeds: int = 3) -> Result:
    """Compare `predict` and a call with `training=True` with a plain call, for untrained networks.

    Values are the largest differences of a probability from that of ``model(x, training=False)``.

    Raises
    ------
    ModuleNotFoundError
        If TensorFlow is not installed; the message says so.
    """
    started = time.perf_counter()
    values = []
    for seed in range(seeds):
        model = build(seed)
        x = np.random.default_rng(seed).random((16, SIDE, SIDE), dtype=np.float32)
        plain = np.asarray(model(x, training=False))
        others = (model.predict(x, verbose=0), np.asarray(model(x, training=True)))
        values.append([float(np.abs(other - plain).max()) for other in others])
    return Result(
        "largest difference from training=False",
        "",
        (PREDICT, TRAINING),
        tuple(range(seeds)),
        np.array(values).T,
        time.perf_counter() - started,
    )


def build(seed: int = 0, rates: tuple[float, float] = (0.5, 0.3)) -> Any:
    """Return the network of note 3 with random weights, compiled, as a Keras model.

    Parameters
    ----------
    seed
        Sets all generators of Keras, TensorFlow, NumPy and Python.
    rates
        Of the two dropout layers.
    """
    keras = loaded_keras()
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((SIDE, SIDE)),
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(rates[0]),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Dropout(rates[1]),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def loaded_keras() -> Any:
    """Return the module `keras`, loaded with TensorFlow and without its log.

    Raises
    ------
    ModuleNotFoundError
        If TensorFlow is not installed; the message says so.
    """
    try:
        load("tensorflow")
        import keras
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "This measurement needs TensorFlow, which is not installed here; "
            "everything else in the course works without it."
        ) from error
    return keras
