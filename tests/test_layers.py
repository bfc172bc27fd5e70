import math
from itertools import product

import numpy as np
import pytest

import dropout_course.sampling as sampling
from dropout_course.layers import (
    inverted_dropout,
    inverted_dropout_backward,
    recurrent_dropout,
    sample_mask,
    spatial_dropout,
    standard_dropout,
)

RATE = 0.3
LAYERS = {
    "inverted": (inverted_dropout, (40, 30)),
    "standard": (standard_dropout, (40, 30)),
    "spatial": (spatial_dropout, (40, 5, 6, 30)),
    "recurrent": (recurrent_dropout, (40, 7, 30)),
}
each_layer = pytest.mark.parametrize(("layer", "shape"), LAYERS.values(), ids=LAYERS)


def fresh(seed=0):
    return np.random.default_rng(seed)


def normal(shape, dtype=np.float32):
    return fresh(99).standard_normal(shape).astype(dtype)


def assert_frequency(successes, trials, probability):
    """Six standard deviations: a correct sampler fails once in half a billion runs."""
    spread = math.sqrt(trials * probability * (1 - probability))
    assert abs(successes - trials * probability) <= 6 * spread


@pytest.mark.parametrize("rate", [0.001, 0.1, 0.3, 0.5, 0.501, 0.8, 0.999])
def test_a_mask_drops_each_unit_with_the_rate(rate):
    mask = sample_mask((1000, 2000), rate, fresh(1))
    assert mask.dtype == bool
    assert_frequency(np.count_nonzero(~mask), mask.size, rate)


@pytest.mark.parametrize("rate", [1 / 1024, 0.5 + 1 / 1024, 1 - 1 / 1024])
def test_a_rate_between_two_bytes_is_exact(rate):
    """Rounded to 1/256 these rates would be off by 1/1024, a hundred spreads at this size."""
    mask = sample_mask((4000, 4000), rate, fresh(2))
    assert_frequency(np.count_nonzero(~mask), mask.size, rate)


def test_the_units_of_a_mask_are_independent():
    dropped = ~sample_mask((200_000, 6), RATE, fresh(3))
    patterns, counts = np.unique(dropped, axis=0, return_counts=True)
    expected = len(dropped) * np.where(patterns, RATE, 1 - RATE).prod(axis=1)
    assert len(patterns) == 2**6
    chi_square = np.sum((counts - expected) ** 2 / expected)
    freedom = 2**6 - 1
    assert chi_square < freedom + 6 * math.sqrt(2 * freedom)


def test_all_masks_of_two_units_are_right_in_large_arrays_too():
    mask = sample_mask((sampling.BLOCK * 3, 2), RATE, fresh(4))
    for pattern in product([True, False], repeat=2):
        found = np.count_nonzero((mask == pattern).all(axis=1))
        chance = math.prod(1 - RATE if kept else RATE for kept in pattern)
        assert_frequency(found, len(mask), chance)
    streams = mask.reshape(-1)[: 6 * sampling.BLOCK].reshape(6, -1)
    assert not any((streams[i] == streams[j]).all() for i in range(6) for j in range(i))


@pytest.mark.parametrize("shape", [(), 0, 5, (3, 0), (7, 11), (sampling.BLOCK + 3,)])
def test_a_mask_has_the_shape_asked_for(shape):
    expected = shape if isinstance(shape, tuple) else (shape,)
    assert sample_mask(shape, RATE, fresh()).shape == expected


def test_the_same_generator_state_gives_the_same_mask_on_one_thread_or_many(monkeypatch):
    monkeypatch.setattr(sampling, "WORTH_THREADS", 1)
    shape = (5, sampling.BLOCK)
    x = normal(shape)
    masks, outputs = [], []
    for cores in (1, 2, 7):
        monkeypatch.setattr(sampling.os, "cpu_count", lambda cores=cores: cores)
        masks.append(sample_mask(shape, RATE, fresh(5)))
        outputs.append(inverted_dropout(x, RATE, fresh(5)))
    assert all((mask == masks[0]).all() for mask in masks)
    assert all((output == outputs[0]).all() for output in outputs)


def test_the_generator_moves_on_and_nothing_else_does():
    rng = fresh()
    np.random.seed(0)
    before = np.random.get_state()[1].copy()
    first, second = sample_mask(200, RATE, rng), sample_mask(200, RATE, rng)
    assert (first != second).any()
    assert (np.random.get_state()[1] == before).all()


@pytest.mark.parametrize("shape", [(40, 30), (3, sampling.BLOCK)])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_inverted_dropout_is_x_times_mask_over_keep(shape, dtype):
    x = normal(shape, dtype)
    mask = sample_mask(shape, RATE, fresh())
    assert (inverted_dropout(x, RATE, fresh()) == x * mask / (1 - RATE)).all()


def test_standard_dropout_is_x_times_mask_and_then_x_times_keep():
    x = normal((40, 30))
    mask = sample_mask(x.shape, RATE, fresh())
    assert (standard_dropout(x, RATE, fresh()) == x * mask).all()
    assert (standard_dropout(x, RATE, fresh(), training=False) == x * (1 - RATE)).all()


def test_spatial_dropout_shares_one_decision_per_feature_map():
    x = np.ones((50, 4, 6, 30))
    y = spatial_dropout(x, RATE, fresh())
    assert (y == y[:, :1, :1, :]).all()
    maps = y[:, 0, 0, :]
    assert set(np.unique(maps)) == {0, 1 / (1 - RATE)}
    assert_frequency(np.count_nonzero(maps == 0), maps.size, RATE)


def test_recurrent_dropout_shares_one_mask_over_time():
    x = np.ones((50, 7, 30))
    y = recurrent_dropout(x, RATE, fresh())
    assert (y == y[:, :1, :]).all()
    assert set(np.unique(y)) == {0, 1 / (1 - RATE)}
    assert_frequency(np.count_nonzero(y[:, 0] == 0), y[:, 0].size, RATE)


@each_layer
@pytest.mark.parametrize("training", [True, False])
def test_the_input_is_not_changed_and_the_type_is_kept(layer, shape, training):
    x = normal(shape)
    original = x.copy()
    y = layer(x, RATE, fresh(), training=training)
    assert y.dtype == np.float32
    assert y.shape == x.shape
    y += 1
    assert (x == original).all()


@each_layer
def test_rate_zero_is_the_identity(layer, shape):
    x = normal(shape)
    assert (layer(x, 0, fresh()) == x).all()
    assert (layer(x, 0, fresh(), training=False) == x).all()


@each_layer
def test_rate_one_gives_zeros(layer, shape):
    assert (layer(normal(shape), 1.0, fresh()) == 0).all()


@each_layer
def test_evaluation_draws_nothing(layer, shape):
    rng = fresh()
    layer(normal(shape), RATE, rng, training=False)
    assert rng.random() == fresh().random()


@pytest.mark.parametrize("name", ["inverted", "spatial", "recurrent"])
def test_inverted_layers_change_nothing_at_evaluation(name):
    layer, shape = LAYERS[name]
    x = normal(shape)
    assert (layer(x, RATE, fresh(), training=False) == x).all()


def test_a_strided_array_is_dropped_like_its_copy():
    x = normal((60, 40))[::2, ::-1].T
    assert (inverted_dropout(x, RATE, fresh()) == inverted_dropout(x.copy(), RATE, fresh())).all()


def test_the_backward_pass_is_the_derivative_of_the_forward_pass():
    x, upstream = normal((6, 5), np.float64), fresh(7).standard_normal((6, 5))
    mask = sample_mask(x.shape, RATE, fresh())
    gradient = inverted_dropout_backward(upstream, mask, RATE)

    def loss(x):
        return np.sum(upstream * inverted_dropout(x, RATE, fresh()))

    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = 1e-6
        slope = (loss(x + step) - loss(x - step)) / 2e-6
        assert slope == pytest.approx(gradient[index], abs=1e-8)


def test_the_backward_pass_takes_zeros_and_ones_and_rate_one():
    upstream = normal((6, 5))
    mask = sample_mask(upstream.shape, RATE, fresh())
    expected = inverted_dropout_backward(upstream, mask, RATE)
    assert expected.dtype == np.float32
    assert (inverted_dropout_backward(upstream, mask.astype(float), RATE) == expected).all()
    assert (inverted_dropout_backward(upstream, np.zeros_like(mask), 1) == 0).all()


@each_layer
@pytest.mark.parametrize(
    ("rate", "error", "words"),
    [
        (-0.1, ValueError, "from 0 to 1, got -0.1"),
        (1.01, ValueError, "from 0 to 1, got 1.01"),
        (30, ValueError, "For 30 % write 0.3"),
        (math.nan, ValueError, "got nan"),
        (math.inf, ValueError, "got inf"),
        ("0.3", TypeError, r"got '0\.3' \(str\)"),
        (None, TypeError, "got None"),
        (True, TypeError, "got True"),
        (np.array([0.1, 0.2]), TypeError, "an array of float64"),
    ],
)
@pytest.mark.parametrize("training", [True, False])
def test_a_bad_rate_is_refused(layer, shape, rate, error, words, training):
    with pytest.raises(error, match=words):
        layer(normal(shape), rate, fresh(), training=training)


@each_layer
def test_a_bad_input_is_refused(layer, shape):
    bad = normal(shape)
    bad.flat[3] = np.nan
    bad.flat[5] = np.inf
    with pytest.raises(ValueError, match=f"2 of its {bad.size} values are NaN or infinite"):
        layer(bad, RATE, fresh())
    with pytest.raises(TypeError, match=r"got an array of int64.*astype"):
        layer(np.ones(shape, dtype=np.int64), RATE, fresh())
    with pytest.raises(TypeError, match="array of floats"):
        layer(None, RATE, fresh())
    for rng in (None, 0, np.random):
        with pytest.raises(TypeError, match=r"numpy\.random\.Generator.*default_rng"):
            layer(normal(shape), RATE, rng)


def test_large_finite_values_are_accepted():
    x = np.full((3, 4), 3e38, dtype=np.float32)
    assert (inverted_dropout(x, 0, fresh()) == x).all()


@pytest.mark.parametrize("name", ["spatial", "recurrent"])
def test_a_wrong_number_of_axes_is_refused(name):
    layer, shape = LAYERS[name]
    with pytest.raises(ValueError, match=r"must have the axes \(batch, .*got shape \(40, 30\)"):
        layer(normal((40, 30)), RATE, fresh())
    assert layer(normal(shape), RATE, fresh()).shape == shape


@pytest.mark.parametrize(
    ("shape", "error"), [((3, -1), ValueError), (2.5, TypeError), ("3", TypeError)]
)
def test_a_bad_shape_is_refused(shape, error):
    with pytest.raises(error, match="shape must"):
        sample_mask(shape, RATE, fresh())


def test_a_bad_mask_is_refused():
    upstream = normal((4, 3))
    mask = sample_mask(upstream.shape, RATE, fresh())
    with pytest.raises(ValueError, match=r"shape \(4, 3\), got \(3, 4\)"):
        inverted_dropout_backward(upstream, mask.T, RATE)
    with pytest.raises(ValueError, match="before it is divided by keep"):
        inverted_dropout_backward(upstream, mask / (1 - RATE), RATE)
    with pytest.raises(ValueError, match="upstream must be finite"):
        inverted_dropout_backward(upstream * np.nan, mask, RATE)


@pytest.mark.tensorflow
def test_inverted_dropout_agrees_with_keras_where_keras_is_not_random():
    keras = pytest.importorskip("keras")
    x = normal((40, 30))
    for rate in (0.0, RATE, 1.0):
        layer = keras.layers.Dropout(rate)
        evaluated = np.asarray(layer(x, training=False))
        assert (inverted_dropout(x, rate, fresh(), training=False) == evaluated).all()
    survivors = np.asarray(keras.layers.Dropout(RATE)(np.ones((40, 30), np.float32), training=True))
    ours = inverted_dropout(np.ones((40, 30), np.float32), RATE, fresh())
    assert np.unique(ours) == pytest.approx(np.unique(survivors))
    assert (np.asarray(keras.layers.Dropout(1.0)(x, training=True)) == 0).all()
