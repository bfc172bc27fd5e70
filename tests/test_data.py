import hashlib
import io
import os
import urllib.error
from pathlib import Path

import numpy as np
import pytest

from dropout_course import data
from dropout_course.data import Dataset, DataUnavailable, digits, mnist, noisy_labels, upsampled


def fresh(seed=0):
    return np.random.default_rng(seed)


def small(**changes):
    parts = {
        "x_train": np.zeros((4, 9), np.float32),
        "y_train": np.array([0, 1, 2, 0]),
        "x_test": np.zeros((2, 9), np.float32),
        "y_test": np.array([2, 1]),
    }
    return Dataset("small", **{**parts, **changes})


def test_the_digits_are_the_same_fixed_split_of_all_1797_every_time():
    first, second = digits(), digits()
    assert first.x_train.shape == (1000, 64)
    assert first.x_test.shape == (797, 64)
    assert (first.x_train == second.x_train).all()
    everything = np.concatenate([first.x_train, first.x_test])
    assert everything.dtype == np.float32
    assert (everything.min(), everything.max()) == (0, 1)
    assert len(np.unique(everything, axis=0)) == 1797  # no image is in both parts
    assert first.classes == 10
    assert np.bincount(first.y_test).min() > 50


def test_a_dataset_says_which_data_it_is():
    assert str(digits()) == (
        "scikit-learn's digits: 1000 images to train on, 797 to test, 64 pixels each"
    )


def test_a_dataset_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        digits().x_train[0, 0] = 1
    mine = np.zeros((4, 9), np.float32)
    small(x_train=mine)
    mine[0] = 1  # the caller's own array stays the caller's


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"x_train": np.full((4, 9), np.nan)}, ValueError, "x_train must be finite"),
        ({"x_test": np.zeros((2, 9), int)}, TypeError, "x_test must be an array of floats"),
        ({"x_test": np.zeros((2, 3, 3))}, ValueError, r"axes \(examples, pixels\)"),
        ({"x_test": np.zeros((2, 8))}, ValueError, "equally many pixels, got 9 and 8"),
        ({"y_train": np.zeros(3, int)}, ValueError, "one label for each of 4 images, got 3"),
        ({"y_train": np.zeros(4)}, TypeError, "y_train must be whole numbers"),
        ({"y_test": np.array([0, -1])}, ValueError, "y_test must be at least 0, got -1"),
    ],
)
def test_bad_arrays_are_refused(changes, error, words):
    with pytest.raises(error, match=words):
        small(**changes)


def test_exactly_a_fraction_of_the_labels_is_redrawn_from_all_classes():
    labels = np.full(100_000, 3)
    noisy = noisy_labels(labels, 0.2, fresh())
    assert (labels == 3).all()
    assert noisy.dtype == np.int64
    changed = noisy[noisy != 3]
    assert len(changed) == pytest.approx(20_000 * 0.9, abs=300)  # a tenth draws its old label
    assert np.bincount(changed, minlength=10) == pytest.approx(
        [2000] * 3 + [0] + [2000] * 6, abs=300
    )


def test_more_noise_redraws_the_same_labels_and_more():
    labels = np.arange(500) % 10
    a_little, a_lot = (noisy_labels(labels, fraction, fresh()) for fraction in (0.1, 0.4))
    touched = a_little != labels
    assert 0 < touched.sum() <= 50
    assert (a_lot[touched] == a_little[touched]).all()


def test_no_noise_changes_nothing_and_full_noise_tells_nothing():
    labels = np.arange(5000) % 10
    assert (noisy_labels(labels, 0, fresh()) == labels).all()
    assert (noisy_labels(labels, 1, fresh()) == labels).mean() == pytest.approx(0.1, abs=0.03)


def test_bad_noise_is_refused():
    with pytest.raises(ValueError, match="fraction"):
        noisy_labels(np.zeros(3, int), 20, fresh())
    with pytest.raises(TypeError, match="labels must be whole numbers"):
        noisy_labels(np.zeros(3), 0.2, fresh())


def test_an_enlarged_image_keeps_its_corners_and_its_straight_lines():
    ramp = np.linspace(0, 1, 9).reshape(1, 9)  # f(row, column) is linear: 3 rows of 3
    enlarged = upsampled(small(x_test=ramp, y_test=np.array([0])), side=5).x_test.reshape(5, 5)
    assert enlarged == pytest.approx(
        np.add.outer(np.linspace(0, 0.75, 5), np.linspace(0, 0.25, 5)), abs=1e-6
    )


def test_digits_enlarge_to_the_shape_of_mnist():
    large = upsampled(digits())
    assert large.x_train.shape == (1000, 784)
    assert (large.y_train == digits().y_train).all()
    assert large.x_train.min() >= 0
    assert large.x_train.max() <= 1
    assert str(large).startswith("scikit-learn's digits enlarged to 28x28")


def test_images_that_cannot_be_enlarged_are_refused():
    with pytest.raises(ValueError, match="square images of at most 2x2"):
        upsampled(small(), side=2)
    with pytest.raises(ValueError, match="got 8 pixels"):
        upsampled(small(x_train=np.zeros((4, 8)), x_test=np.zeros((2, 8))))


@pytest.fixture
def tiny_mnist(tmp_path, monkeypatch):
    """A file of another content that passes for MNIST, and a Keras cache that is empty."""
    arrays = {
        "x_train": np.arange(64, dtype=np.uint8).reshape(4, 4, 4) * 4,
        "y_train": np.array([0, 1, 2, 3], np.uint8),
        "x_test": np.full((2, 4, 4), 255, np.uint8),
        "y_test": np.array([1, 2], np.uint8),
    }
    hashes = {name: hashlib.sha256(array.tobytes()).hexdigest() for name, array in arrays.items()}
    monkeypatch.setattr(data, "MNIST_SHA256", hashes)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.delenv("MNIST_NPZ", raising=False)
    path = tmp_path / "some.npz"
    np.savez_compressed(path, **arrays)
    return path


@pytest.fixture
def offline(monkeypatch):
    def refuse(*_args, **_options):
        raise urllib.error.URLError("no route to host")

    monkeypatch.setattr(data.urllib.request, "urlopen", refuse)


@pytest.mark.usefixtures("offline")
def test_mnist_is_read_from_the_file_that_the_environment_names(tiny_mnist, monkeypatch):
    monkeypatch.setenv("MNIST_NPZ", str(tiny_mnist))
    found = mnist()
    assert found.name == "MNIST"
    assert found.x_train.shape == (4, 16)
    assert (found.x_test == 1).all()
    assert found.y_train.tolist() == [0, 1, 2, 3]


@pytest.mark.usefixtures("offline")
def test_mnist_is_read_from_the_cache_of_keras(tiny_mnist):
    cached = Path(os.environ["KERAS_HOME"]) / "datasets" / "mnist.npz"
    cached.parent.mkdir(parents=True)
    tiny_mnist.rename(cached)
    assert mnist().x_train.shape == (4, 16)


def test_mnist_is_downloaded_once_and_left_for_keras(tiny_mnist, monkeypatch):
    asked = []

    def serve(address, timeout):
        asked.append((address, timeout))
        return io.BytesIO(tiny_mnist.read_bytes())

    monkeypatch.setattr(data.urllib.request, "urlopen", serve)
    assert mnist().x_train.shape == mnist().x_train.shape == (4, 16)
    assert asked == [(data.MNIST_ADDRESS, data.DOWNLOAD_TIMEOUT)]
    folder = Path(os.environ["KERAS_HOME"]) / "datasets"
    assert [path.name for path in folder.iterdir()] == ["mnist.npz"]


@pytest.mark.usefixtures("tiny_mnist", "offline")
def test_offline_without_mnist_is_one_clear_sentence():
    with pytest.raises(DataUnavailable, match=r"could not be downloaded .*no route.* MNIST_NPZ"):
        mnist()


@pytest.mark.usefixtures("tiny_mnist")
def test_a_bad_download_is_refused_and_not_kept(monkeypatch):
    monkeypatch.setattr(
        data.urllib.request,
        "urlopen",
        lambda *_args, **_options: io.BytesIO(b"<html>sign in</html>"),
    )
    with pytest.raises(DataUnavailable, match="could not be downloaded"):
        mnist()
    assert list((Path(os.environ["KERAS_HOME"]) / "datasets").iterdir()) == []


def test_a_wrong_file_is_named_not_replaced_by_other_data(tiny_mnist, tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_NPZ", str(tmp_path / "missing.npz"))
    with pytest.raises(DataUnavailable, match=r"no file .*missing\.npz, which MNIST_NPZ names"):
        mnist()
    monkeypatch.setenv("MNIST_NPZ", str(tiny_mnist))
    tiny_mnist.write_bytes(tiny_mnist.read_bytes()[:-40])
    with pytest.raises(DataUnavailable, match=r"some\.npz is damaged or no mnist"):
        mnist()
    np.savez(tiny_mnist, **{name: np.zeros((3, 3), np.uint8) for name in data.MNIST_SHA256})
    with pytest.raises(
        DataUnavailable, match=r"does not hold MNIST: its x_train, of shape \(3, 3\)"
    ):
        mnist()


def test_the_real_mnist_where_there_is_one():
    if "MNIST_NPZ" not in os.environ and not (data._keras_cache() / "mnist.npz").exists():
        pytest.skip("no mnist.npz here: set MNIST_NPZ to its path to run this test")
    real = mnist()
    assert np.bincount(real.y_train).tolist() == [
        *(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949)
    ]
    assert real.x_train.shape == (60_000, 784)
    assert real.x_test.shape == (10_000, 784)
    assert real.x_train.dtype == np.float32
