"""The data of the course: digits that need no network, MNIST where there is one, noisy labels.

`digits()` always works. `mnist()` gives the real MNIST or raises `DataUnavailable` with one
sentence; nothing here ever falls back to other data by itself.
"""

import hashlib
import os
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dropout_course.validation import Floats, checked_axes, checked_rate, checked_rng

DIGITS_FOR_TRAINING = 1000  # of 1797; the other 797 are for testing
DIGITS_SPLIT_SEED = 2014
MNIST_ADDRESS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
MNIST_SHA256 = {  # of the arrays, so that the way a file was packed does not matter
    "x_train": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    "y_train": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    "x_test": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    "y_test": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
}
DOWNLOAD_TIMEOUT = 30  # seconds without an answer


class DataUnavailable(Exception):  # noqa: N818 - a state of the world, not a fault
    """The data asked for cannot be had now; the message is one sentence for the learner."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """Images as rows of pixels from 0 to 1, with their labels, for training and for testing.

    Attributes
    ----------
    name : str
        A short name with the size of the images, such as "digits 8x8".
    x_train, x_test : ndarray of float32, shape (examples, pixels)
        Read-only.
    y_train, y_test : ndarray of int64, shape (examples,)
        Labels from 0; read-only.

    Raises
    ------
    TypeError, ValueError
        If arrays are not floats of two axes and whole numbers of one, are not finite or do not fit.
    """

    name: str
    x_train: Floats
    y_train: NDArray[np.int64]
    x_test: Floats
    y_test: NDArray[np.int64]

    def __post_init__(self) -> None:
        for part in ("train", "test"):
            x = checked_axes(getattr(self, f"x_{part}"), "(examples, pixels)", f"x_{part}")
            y = _checked_labels(getattr(self, f"y_{part}"), len(x), f"y_{part}")
            object.__setattr__(self, f"x_{part}", _read_only(x.astype(np.float32)))
            object.__setattr__(self, f"y_{part}", _read_only(y))
        if self.x_train.shape[1] != self.x_test.shape[1]:
            raise ValueError(
                f"x_train and x_test must have equally many pixels, got {self.x_train.shape[1]} "
                f"and {self.x_test.shape[1]}."
            )

    def __str__(self) -> str:
        return (
            f"{self.name}: {len(self.x_train)} images to train on, {len(self.x_test)} to test, "
            f"{self.x_train.shape[1]} pixels each"
        )

    __repr__ = __str__

    @property
    def classes(self) -> int:
        """The number of different labels."""
        return int(max(self.y_train.max(), self.y_test.max())) + 1


def digits() -> Dataset:
    """Return the handwritten digits that come with scikit-learn, 8x8 pixels; no network needed.

    Returns
    -------
    Dataset
        1000 images to train on and 797 to test, from one fixed shuffle of all 1797.
    """
    from sklearn.datasets import load_digits

    images, labels = load_digits(return_X_y=True)
    order = np.random.default_rng(DIGITS_SPLIT_SEED).permutation(len(labels))
    train, test = order[:DIGITS_FOR_TRAINING], order[DIGITS_FOR_TRAINING:]
    pixels = images / 16  # scikit-learn's pixels are 0 to 16
    return Dataset(
        "scikit-learn's digits", pixels[train], labels[train], pixels[test], labels[test]
    )


def mnist() -> Dataset:
    """Return the real MNIST, 28x28 pixels: 60,000 images to train on and 10,000 to test.

    It is read from the file that the environment variable MNIST_NPZ names, else from Keras' cache,
    else downloaded into that cache (11 MB) from the address that Keras itself uses. Counts and
    contents are checked against the known ones.

    Raises
    ------
    DataUnavailable
        If there is no file and no download, or the file does not hold MNIST.
    """
    chosen = os.environ.get("MNIST_NPZ")
    path = Path(chosen) if chosen else _keras_cache() / "mnist.npz"
    if not chosen and not path.exists():
        _download_mnist(path)
    arrays = _read_mnist(path)
    pixels = {
        name: arrays[name].reshape(len(arrays[name]), -1) / np.float32(255)
        for name in ("x_train", "x_test")
    }
    labels = {name: arrays[name].astype(np.int64) for name in ("y_train", "y_test")}
    return Dataset(
        "MNIST", pixels["x_train"], labels["y_train"], pixels["x_test"], labels["y_test"]
    )


def noisy_labels(
    labels: NDArray[np.int64], fraction: float, rng: np.random.Generator, classes: int = 10
) -> NDArray[np.int64]:
    """Return a copy of `labels` with a fraction of them redrawn from all classes.

    Parameters
    ----------
    labels : ndarray of int, shape (examples,)
    fraction : float
        From 0 to 1. Of 500 labels a fraction of .2 redraws exactly 100; one in `classes` of those
        draws its old value again.
    rng : numpy.random.Generator
        The same generator state and a larger fraction redraw the same labels and some more.
    classes : int
        Redrawn labels are 0 to `classes - 1`, equally likely.

    Raises
    ------
    TypeError, ValueError
        If `labels` are not whole numbers from 0 or `fraction` is outside of [0, 1].
    """
    fraction, rng = checked_rate(fraction, "fraction"), checked_rng(rng)
    noisy = _checked_labels(labels, None, "labels")
    order, drawn = rng.permutation(len(noisy)), rng.integers(classes, size=len(noisy))
    chosen = order[: round(fraction * len(noisy))]
    noisy[chosen] = drawn[chosen]
    return noisy


def upsampled(data: Dataset, side: int = 28) -> Dataset:
    """Return `data` with its square images enlarged to `side` pixels by linear interpolation.

    For models that want the shape of MNIST, where MNIST itself is not to be had.

    Raises
    ------
    ValueError
        If the images are not square or larger than `side`.
    """
    old = round(data.x_train.shape[1] ** 0.5)
    if old**2 != data.x_train.shape[1] or not 1 < old <= side:
        raise ValueError(
            f"upsampled needs square images of at most {side}x{side} pixels, "
            f"got {data.x_train.shape[1]} pixels."
        )
    # Row i of `spread` says how much each old pixel contributes to new pixel i.
    grid = np.linspace(0, old - 1, side)
    spread = np.stack([np.interp(grid, np.arange(old), unit) for unit in np.eye(old)], axis=1)

    def enlarge(x: Floats) -> Floats:
        images = x.reshape(-1, old, old)
        enlarged: Floats = spread @ images @ spread.T
        return enlarged.reshape(len(x), side * side)

    return Dataset(
        f"{data.name} enlarged to {side}x{side}",
        enlarge(data.x_train),
        data.y_train,
        enlarge(data.x_test),
        data.y_test,
    )


def _keras_cache() -> Path:
    return Path(os.environ.get("KERAS_HOME", Path.home() / ".keras")) / "datasets"


def _download_mnist(path: Path) -> None:
    partial = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with urllib.request.urlopen(MNIST_ADDRESS, timeout=DOWNLOAD_TIMEOUT) as answer:
            partial.write_bytes(answer.read())
        _read_mnist(partial)
        partial.replace(path)
    except (OSError, HTTPException, DataUnavailable) as problem:
        raise DataUnavailable(
            f"MNIST is not on this computer and could not be downloaded ({problem}). Connect to "
            "the network, or set MNIST_NPZ to the path of a mnist.npz."
        ) from None
    finally:
        partial.unlink(missing_ok=True)


def _read_mnist(path: Path) -> dict[str, NDArray[np.uint8]]:
    """Return MNIST's four arrays from `path` after checking every byte of them."""
    try:
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as file:
            arrays = {name: np.ascontiguousarray(file[name]) for name in MNIST_SHA256}
    except FileNotFoundError:
        raise DataUnavailable(f"There is no file {path}, which MNIST_NPZ names.") from None
    except Exception as problem:  # noqa: BLE001 - a damaged archive raises many kinds
        raise DataUnavailable(
            f"{path} is damaged or no mnist.npz ({type(problem).__name__}). Delete it to have it "
            "downloaded again."
        ) from None
    for name, expected in MNIST_SHA256.items():
        if hashlib.sha256(arrays[name].tobytes()).hexdigest() != expected:
            raise DataUnavailable(
                f"{path} does not hold MNIST: its {name}, of shape {arrays[name].shape}, differs "
                "from the original. Delete it to have it downloaded again."
            )
    return arrays


def _checked_labels(labels: Any, count: int | None, name: str) -> NDArray[np.int64]:
    array = np.asarray(labels)
    if array.ndim != 1 or not np.issubdtype(array.dtype, np.integer):
        raise TypeError(
            f"{name} must be whole numbers of shape (examples,), got {array.dtype} of shape "
            f"{array.shape}."
        )
    if count is not None and len(array) != count:
        raise ValueError(
            f"{name} must have one label for each of {count} images, got {len(array)}."
        )
    if len(array) and array.min() < 0:
        raise ValueError(f"{name} must be at least 0, got {array.min()}.")
    return array.astype(np.int64)


def _read_only(array: Any) -> Any:
    array.flags.writeable = False
    return array
