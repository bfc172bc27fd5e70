"""Learning curves of note 3's network in Keras, with its dropout and without."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dropout_course.data import Dataset, noisy_labels
from dropout_course.experiments.keras_note import SIDE, build, loaded_keras
from dropout_course.experiments.result import Result

WITHOUT, WITH = "without dropout", "with dropout"
LABELS = (WITHOUT, WITH)
NOTE_RATES = (0.5, 0.3)
BATCH = 50
CURVES = ("train_loss", "test_loss", "test_error", "printed", "evaluated")
Curves = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fits:
    """What `fit` did, epoch by epoch; arrays have the shape (settings, seeds, epochs).

    Attributes
    ----------
    train_loss, test_loss : ndarray
        Mean cross-entropy after each epoch, with dropout off, on the labels that were trained with
        and on the test set.
    test_error : ndarray
        Per cent.
    printed, evaluated : ndarray
        Training accuracy after each epoch, in per cent: as `fit` reports it, with dropout on and
        while the weights still move, and as `evaluate` measures it.
    seconds : float
        Of the whole.
    """

    train_loss: Curves
    test_loss: Curves
    test_error: Curves
    printed: Curves
    evaluated: Curves
    seconds: float

    def final(self, quantity: str, unit: str, values: Curves) -> Result:
        """Return the values after the last epoch as a Result."""
        seeds = tuple(range(values.shape[1]))
        return Result(quantity, unit, LABELS, seeds, values[..., -1], self.seconds)

    def curve(self, quantity: str, unit: str, values: Curves, setting: str) -> Result:
        """Return one setting's curve over the epochs as a Result."""
        epochs = values.shape[2]
        return Result(
            quantity, unit, tuple(f"epoch {e + 1}" for e in range(epochs)),
            tuple(range(values.shape[1])), values[LABELS.index(setting)].T, self.seconds,
            tuple(float(e + 1) for e in range(epochs)), "epoch",
        )  # fmt: skip


def fits(
    data: Dataset,
    seeds: int = 3,
    *,
    epochs: int = 15,
    examples: int = 500,
    label_noise: float = 0.0,
) -> Fits:
    """Train note 3's network with its rates and with none, from the same seeds.

    Parameters
    ----------
    data
        Images of 28x28 pixels.
    seeds
        How many; a seed decides the examples, the noise and everything that Keras draws.
    epochs, examples
        How long and on how many.
    label_noise
        Share of the training labels that is redrawn.
    """
    started = time.perf_counter()
    curves = np.empty((len(LABELS), seeds, epochs, len(CURVES)))
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        chosen = rng.permutation(len(data.x_train))[:examples]
        labels = noisy_labels(data.y_train[chosen], label_noise, rng)
        for row, rates in enumerate(((0.0, 0.0), NOTE_RATES)):
            model = build(seed, rates)
            curves[row, seed] = _fit(model, data, data.x_train[chosen], labels, epochs)
    by_name = dict(zip(CURVES, np.moveaxis(curves, -1, 0), strict=True))
    return Fits(**by_name, seconds=time.perf_counter() - started)


def _fit(model: Any, data: Dataset, x: NDArray[Any], y: NDArray[np.int64], epochs: int) -> Curves:
    """Fit one model and return what was seen after each epoch, shape (epochs, curves)."""
    keras = loaded_keras()
    images, tests = x.reshape(-1, SIDE, SIDE), data.x_test.reshape(-1, SIDE, SIDE)
    seen = []

    def look(_: int, logs: dict[str, Any]) -> None:
        on_train, on_test = np.asarray(model(images)), np.asarray(model(tests))
        seen.append(
            [
                _loss(on_train, y),
                _loss(on_test, data.y_test),
                100 * (on_test.argmax(1) != data.y_test).mean(),
                100 * logs["accuracy"],
                100 * (on_train.argmax(1) == y).mean(),
            ]
        )

    watch = keras.callbacks.LambdaCallback(on_epoch_end=look)
    model.fit(images, y, epochs=epochs, batch_size=BATCH, verbose=0, callbacks=[watch])
    return np.array(seen)


def gap(fitted: Fits) -> Result:
    """Return the gap of the loss, test minus training, after the last epoch."""
    return fitted.final(
        "gap of the loss, test minus training", "nats", fitted.test_loss - fitted.train_loss
    )


def _loss(probabilities: NDArray[Any], labels: NDArray[np.int64]) -> float:
    chosen = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(chosen, 1e-12)).mean())
