"""Dropout layers, forward and backward, as pure functions of NumPy arrays.

With the mask m (1 keeps a unit, 0 drops it), the rate p of dropping and keep q = 1 - p:

    inverted     training  y = x * m / q     evaluation  y = x
    standard     training  y = x * m         evaluation  y = x * q
    backward     dx = dy * m / q             (inverted, the mask of the forward pass)

Spatial and recurrent dropout are inverted dropout with a mask that several values share. All
functions leave their input unchanged, return a new array of the same type, and draw from the given
generator only.
"""

import numpy as np
from numpy.typing import NDArray

from dropout_course.sampling import drop, keep_mask
from dropout_course.validation import (
    Floats,
    checked_axes,
    checked_floats,
    checked_mask,
    checked_rate,
    checked_rng,
    checked_shape,
)


def sample_mask(
    shape: int | tuple[int, ...], rate: float, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Draw a dropout mask.

    Parameters
    ----------
    shape : int or tuple of int
        Shape of the mask, such as (batch, units).
    rate : float
        Probability that a unit is dropped, from 0 to 1; exact to 2**-61.
    rng : numpy.random.Generator
        The only source of randomness.

    Returns
    -------
    mask : ndarray of bool, of the given shape
        True where a unit is kept; every unit is drawn independently.

    Raises
    ------
    TypeError
        If `rate` is not a number, `rng` not a generator or `shape` not made of integers.
    ValueError
        If `rate` is outside of [0, 1] or `shape` has a negative entry.
    """
    return keep_mask(checked_shape(shape), checked_rate(rate), checked_rng(rng))


def inverted_dropout(
    x: Floats, rate: float, rng: np.random.Generator, training: bool = True
) -> Floats:
    """Drop units in training and divide the survivors by keep, so that evaluation needs nothing.

    Parameters
    ----------
    x : ndarray of float, any shape, often (batch, units)
        Activations; finite.
    rate : float
        Probability that a unit is dropped, from 0 (identity) to 1 (all zeros).
    rng : numpy.random.Generator
        Source of the mask. `sample_mask(x.shape, rate, rng)` from the same state is the mask used.
    training : bool
        False returns a copy of `x` and draws nothing.

    Returns
    -------
    y : ndarray, shape and type of `x`
        `x * mask / keep`; its expectation is `x`.

    Raises
    ------
    TypeError
        If `x` is not an array of floats, `rate` not a number or `rng` not a generator.
    ValueError
        If `rate` is outside of [0, 1] or `x` holds NaN or infinite values.

    References
    ----------
    Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting",
    JMLR 15 (2014), section 10 (the scaling in training).
    """
    x, rate, rng = checked_floats(x), checked_rate(rate), checked_rng(rng)
    keep = 1 - rate
    if not training:
        return x.copy()
    if keep == 0:
        return np.zeros_like(x)  # 0 / 0 otherwise
    return drop(x, rate, rng, divisor=keep)  # y = x * m / q


def inverted_dropout_backward(upstream: Floats, mask: NDArray[np.bool_], rate: float) -> Floats:
    """Pass the gradient of the loss back through inverted dropout.

    Parameters
    ----------
    upstream : ndarray of float
        Gradient of the loss with respect to the layer's output, any shape.
    mask : ndarray of bool (or of zeros and ones), shape of `upstream`
        The very mask of the forward pass.
    rate : float
        The rate of the forward pass.

    Returns
    -------
    gradient : ndarray, shape and type of `upstream`
        `upstream * mask / keep`, the gradient with respect to the layer's input.

    Raises
    ------
    TypeError
        If `upstream` is not an array of floats or `rate` not a number.
    ValueError
        If the shapes differ, the mask holds anything but zeros and ones (a mask already divided by
        keep, for example), `rate` is outside of [0, 1] or `upstream` is not finite.
    """
    upstream, rate = checked_floats(upstream, "upstream"), checked_rate(rate)
    mask = checked_mask(mask, upstream.shape)
    keep = 1 - rate
    if keep == 0:
        return np.zeros_like(upstream)
    return upstream * mask / keep


def standard_dropout(
    x: Floats, rate: float, rng: np.random.Generator, training: bool = True
) -> Floats:
    """Drop units in training without scaling, and multiply by keep at evaluation (2014 rule).

    Parameters, errors and shapes are those of `inverted_dropout`.

    Returns
    -------
    y : ndarray, shape and type of `x`
        `x * mask` in training, `x * keep` at evaluation. The paper scales the outgoing weights
        instead of the activations at evaluation, which comes to the same product.

    References
    ----------
    Srivastava et al., JMLR 15 (2014), section 4. The p of that paper is keep.
    """
    x, rate, rng = checked_floats(x), checked_rate(rate), checked_rng(rng)
    keep = 1 - rate
    if not training:
        return x * keep
    return drop(x, rate, rng)  # y = x * m


def spatial_dropout(
    x: Floats, rate: float, rng: np.random.Generator, training: bool = True
) -> Floats:
    """Inverted dropout of whole feature maps: one decision for each example and channel.

    Neighbouring pixels of a feature map are correlated, so dropping single ones removes little.

    Parameters
    ----------
    x : ndarray of float, shape (batch, height, width, channels)
        Feature maps.
    rate, rng, training
        As in `inverted_dropout`.

    Returns
    -------
    y : ndarray, shape and type of `x`
        `x * mask / keep` with a mask of shape (batch, 1, 1, channels).

    Raises
    ------
    TypeError, ValueError
        As `inverted_dropout`; ValueError also if `x` does not have four axes.

    References
    ----------
    Tompson et al., "Efficient Object Localization Using Convolutional Networks", CVPR 2015.
    """
    x = checked_axes(x, "(batch, height, width, channels)")
    return _shared_dropout(x, (x.shape[0], 1, 1, x.shape[3]), rate, rng, training)


def recurrent_dropout(
    x: Floats, rate: float, rng: np.random.Generator, training: bool = True
) -> Floats:
    """Inverted dropout of a sequence with one mask for all its time steps.

    Parameters
    ----------
    x : ndarray of float, shape (batch, time, units)
        Sequences.
    rate, rng, training
        As in `inverted_dropout`.

    Returns
    -------
    y : ndarray, shape and type of `x`
        `x * mask / keep` with a mask of shape (batch, 1, units).

    Raises
    ------
    TypeError, ValueError
        As `inverted_dropout`; ValueError also if `x` does not have three axes.

    References
    ----------
    Gal and Ghahramani, "A Theoretically Grounded Application of Dropout in Recurrent Neural
    Networks", NeurIPS 2016.
    """
    x = checked_axes(x, "(batch, time, units)")
    return _shared_dropout(x, (x.shape[0], 1, x.shape[2]), rate, rng, training)


def _shared_dropout(
    x: Floats,
    mask_shape: tuple[int, ...],
    rate: float,
    rng: np.random.Generator,
    training: bool,
) -> Floats:
    rate, rng = checked_rate(rate), checked_rng(rng)
    keep = 1 - rate
    if not training:
        return x.copy()
    if keep == 0:
        return np.zeros_like(x)
    mask = keep_mask(mask_shape, rate, rng)
    return x * mask / keep
