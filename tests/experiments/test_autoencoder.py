"""Autoencoders, against what can be known without training them."""

import numpy as np
import pytest

from dropout_course.data import Dataset, digits
from dropout_course.experiments.autoencoder import (
    Autoencoders,
    activity,
    autoencoders,
    locality,
    reconstruction,
)

UNITS, SEEDS = 32, 2


@pytest.fixture(scope="module")
def trained() -> Autoencoders:
    return autoencoders(digits(), UNITS, SEEDS, steps=300)


def untrained(pixels: int, encoder: np.ndarray) -> Autoencoders:
    rng = np.random.default_rng(0)
    images, labels = rng.random((50, pixels)), np.arange(50) % 3
    data = Dataset("noise", images, labels, images, labels)
    encoders = np.broadcast_to(encoder, (2, 1, *encoder.shape))
    decoders = np.zeros((2, 1, encoder.shape[1] + 1, pixels))
    return Autoencoders(data, (0,), encoders, decoders, 0.0)


def test_they_learn_to_draw_the_digits(trained):
    data = digits()
    of_the_mean_image = np.square(data.x_test - data.x_train.mean(axis=0)).mean()
    errors = reconstruction(trained)
    assert (errors.of("none") < of_the_mean_image / 4).all()
    assert (errors.of("dropout") < of_the_mean_image).all()


def test_the_same_seed_begins_alike_and_gives_the_same_again(trained):
    again = autoencoders(digits(), UNITS, SEEDS, steps=300)
    assert (again.encoders == trained.encoders).all()
    alike = autoencoders(digits(), UNITS, SEEDS, steps=20, rate=0.0)
    assert (alike.encoders[0] == alike.encoders[1]).all()
    assert (alike.encoders[0, 0] != alike.encoders[0, 1]).any()


def test_a_step_goes_down_the_gradient():
    """The first step is the finite difference of the loss over the whole of a tiny pool."""
    rng = np.random.default_rng(1)
    image = rng.random((1, 4))
    data = Dataset("one", image, np.zeros(1, int), image, np.zeros(1, int))
    before, after = (autoencoders(data, 3, 1, steps=n, rate=0.0) for n in (1, 2))

    def loss(encoder: np.ndarray, decoder: np.ndarray) -> float:
        x, one = image[0], np.ones(1)
        hidden = np.maximum(np.concatenate([x, one]) @ encoder, 0)
        logits = np.concatenate([hidden, one]) @ decoder
        return float(np.mean(np.log1p(np.exp(logits)) - x * logits))

    for name in ("encoders", "decoders"):
        start = {key: getattr(before, key)[0, 0].astype(float) for key in ("encoders", "decoders")}
        moved = getattr(after, name)[0, 0] - start[name]
        begin = autoencoders(data, 3, 1, steps=0, rate=0.0)
        momentum = 0.9 * (start[name] - getattr(begin, name)[0, 0])
        for place in np.ndindex(moved.shape):
            nudged = []
            for sign in (1, -1):
                changed = {key: value.copy() for key, value in start.items()}
                changed[name][place] += sign * 1e-6
                nudged.append(loss(changed["encoders"], changed["decoders"]))
            slope = (nudged[0] - nudged[1]) / 2e-6
            assert moved[place] == pytest.approx(momentum[place] - 2.0 * slope, abs=2e-5)


def test_a_feature_in_one_place_is_local_and_one_all_over_is_not():
    spot, everywhere = np.zeros((8, 8)), np.ones((8, 8))
    spot[2:4, 5:7] = 1
    for feature, expected in ((spot, 1.0), (everywhere, 4 / 64)):
        encoder = np.append(feature.ravel(), 9.0)[:, None]
        assert locality(untrained(64, encoder)).of("none") == pytest.approx(expected, rel=0.5)
    assert locality(untrained(64, np.append(spot.ravel(), 9.0)[:, None])).of("none") == 1.0


def test_activity_is_that_of_the_hidden_units():
    encoder = np.stack([np.append(np.ones(4), 0.0), np.append(-np.ones(4), 0.0)], axis=1)
    mean, zeros = activity(untrained(4, encoder))
    images = untrained(4, encoder).data.x_test
    assert mean.of("dropout") == pytest.approx(images.sum(axis=1).mean() / 2)
    assert zeros.of("dropout") == pytest.approx(0.5)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="seeds must be at least 1"):
        autoencoders(digits(), 4, 0)
    with pytest.raises(ValueError, match="square images, got 6 pixels"):
        locality(untrained(6, np.ones((7, 1))))
