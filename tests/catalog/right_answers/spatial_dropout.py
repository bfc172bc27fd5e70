"""Other ways to write spatial dropout."""

import numpy as np


def _checked(rate):
    if not (0 <= rate <= 1):
        raise ValueError("the rate is a probability")


def with_where(x, rate, rng, training=True):
    _checked(rate)
    if not training or rate == 0:
        return x
    if rate == 1:
        return 0 * x
    keep = rng.uniform(size=(x.shape[0], x.shape[3])) < 1 - rate
    return np.where(keep[:, None, None, :], x / x.dtype.type(1 - rate), x.dtype.type(0))


def with_binomial_and_einsum(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x.copy()
    scale = 1 / (1 - rate) if rate < 1 else 0.0
    factors = scale * rng.binomial(1, 1 - rate, size=(len(x), x.shape[-1]))
    return np.einsum("bhwc,bc->bhwc", x, factors).astype(x.dtype)


def with_loops(x, rate, rng, training=True):
    _checked(rate)
    out = np.array(x)
    if training:
        for example in out:
            for channel in range(x.shape[-1]):
                if rng.random() < rate:
                    example[:, :, channel] = 0
                else:
                    example[:, :, channel] /= 1 - rate
    return out


def with_choice_and_transpose(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x
    batch, _, _, channels = x.shape
    kept = 0.0 if rate == 1 else 1 / (1 - rate)
    factors = rng.choice([0.0, kept], p=[rate, 1 - rate], size=(channels, batch))
    maps = x.transpose(1, 2, 3, 0) * factors
    return maps.transpose(3, 0, 1, 2).astype(x.dtype)


def with_repeated_bits(x, rate, rng, training=True):
    _checked(rate)
    if not training:
        return x * 1
    batch, height, width, channels = x.shape
    own = np.random.Generator(np.random.PCG64(rng.integers(2**60)))
    keep = own.random(batch * channels).reshape(batch, 1, channels) >= rate
    mask = np.repeat(keep, height * width, axis=1).reshape(x.shape)
    out = np.zeros_like(x)
    out[mask] = x[mask] / (1 - rate)
    return out


ANSWERS = [
    with_where,
    with_binomial_and_einsum,
    with_loops,
    with_choice_and_transpose,
    with_repeated_bits,
]

EQUIVALENT = {
    "return x.copy() -> return x": (
        "Either may be returned: the caller's array is not written to."
    ),
    "rng.random((batch, 1, 1, channels)) >= rate -> rng.random((batch, 1, 1, channels)) > rate": (
        "A float drawn from [0, 1) equals the rate with probability 2**-53 at most."
    ),
    "return (x * mask / (1 - rate)).astype(x.dtype) -> return x * mask / (1 - rate)": (
        "NumPy 2 keeps float32 through a mask of booleans and a Python number."
    ),
}
