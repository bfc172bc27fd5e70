"""Other ways to take central differences."""

import numpy as np


def in_place_and_put_back(f, x, step=1e-6):
    work = np.array(x)
    slopes = []
    for i in range(work.size):
        old = work.flat[i]
        work.flat[i] = old + step
        above = f(work)
        work.flat[i] = old - step
        below = f(work)
        work.flat[i] = old
        slopes.append((above - below) / step / 2)
    return np.reshape(slopes, x.shape)


def with_basis_vectors(f, x, step=1e-5):
    basis = np.eye(x.size).reshape(x.size, *x.shape)
    values = [f(x + step * e) - f(x - step * e) for e in basis]
    return np.array(values).reshape(x.shape) / (2 * step)


def with_nditer(f, x, step=1e-6):
    gradient = np.empty_like(x)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        shift = np.zeros_like(x)
        shift[it.multi_index] = step
        gradient[it.multi_index] = 0.5 * (f(x + shift) - f(x - shift)) / step
        it.iternext()
    return gradient


def averaging_both_sides(f, x, step=1e-6):
    here = f(x)
    gradient = np.zeros(x.shape)
    for index, value in np.ndenumerate(x):
        above, below = x.copy(), x.copy()
        above[index], below[index] = value + step, value - step
        gradient[index] = ((f(above) - here) / step + (here - f(below)) / step) / 2
    return gradient


def by_recursion(f, x, step=1e-6):
    if x.ndim == 0:
        return (f(x + step) - f(x - step)) / (2 * step)

    def inside(i):
        return lambda part: f(np.concatenate([x[:i], [part], x[i + 1 :]]))

    return np.stack([by_recursion(inside(i), x[i], step) for i in range(len(x))])


def with_the_true_distance(f, x, step=1e-6):
    out = []
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += step
        below[index] -= step
        out.append((f(above) - f(below)) / (above[index] - below[index]))
    return np.array(out).reshape(x.shape).tolist()


ANSWERS = [
    in_place_and_put_back,
    with_basis_vectors,
    with_nditer,
    averaging_both_sides,
    by_recursion,
    with_the_true_distance,
]
