"""A gradient from the function alone.

A backward pass is easily wrong, and a wrong one still trains, only worse. So compare it with a
gradient that needs no derivation: change one entry of the input by a little, up and down, and look
at how the function answers.

- `f` takes an array and returns one number. `x` is an array of floats of any shape; the result has
  that shape, and `x` stays as it was.
- Use **central differences**: for each entry, the change of `f` from `step` below to `step` above,
  divided by the distance between the two. All other entries stay where they are.
- `step` is used as it is given. A larger one is less exact, and yours must be just as inexact.
"""

import numpy as np

from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import compare

STEP = 0.25


def numerical_gradient(f, x, step=1e-6):
    """Return the gradient of `f` at `x` by central differences."""
    ### BEGIN SOLUTION
    gradient = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        above, below = x.copy(), x.copy()
        above[index] += step
        below[index] -= step
        gradient[index] = (f(above) - f(below)) / (2 * step)
    return gradient
    ### END SOLUTION


def of_a_cubic(answer, x, weights, **options):
    """Call an answer with a function whose central differences are known."""
    return answer(lambda v: np.sum(weights * v**3) + np.prod(v[0, :2]), x, **options)


def of_a_product(answer, x):
    """Call an answer with a function of one axis in which every entry meets every other."""
    return answer(lambda v: float(np.prod(v)), x)


def of_a_dropout_layer(answer, x, mask, rate):
    """Call an answer with a loss behind a dropout layer whose mask is held still."""
    return answer(lambda v: float(np.square(v * mask / (1 - rate)).sum()), x)


def measure(attempt):
    """Compare with differences worked out by hand, at a coarse step and at the default."""
    x = attempt.rng.uniform(0.5, 1.5, (2, 3))
    signs = np.where(attempt.rng.random(x.shape) < 0.5, -1, 1)
    weights = signs * attempt.rng.uniform(1, 2, x.shape)
    # (x + h)**3 - (x - h)**3 = 2 h (3 x**2 + h**2); the product is linear in each of its entries.
    product = np.zeros(x.shape)
    product[0, :2] = x[0, 1], x[0, 0]
    coarse = weights * (3 * x**2 + STEP**2) + product
    exact = 3 * weights * x**2 + product
    got = attempt.array(x, weights, step=STEP, through=of_a_cubic, shape=x.shape)
    yield compare("coarse", "takes central differences with the given step", got, coarse)
    changed = attempt.unchanged()
    row = x[:1]
    got = attempt.array(row, weights[:1], through=of_a_cubic, shape=row.shape)
    yield _accuracy("fine", "is accurate with a step of its own", got, exact[:1])
    flat = x[0]
    got = attempt.array(flat, through=of_a_product, shape=flat.shape)
    check = "takes an array of any shape"
    yield _accuracy("flat", check, got, np.prod(flat) / flat)
    mask = np.array([[0.0, 1.0, 1.0]])
    layer = 2 * row * mask / 0.7**2
    got = attempt.array(row, mask, 0.3, through=of_a_dropout_layer, shape=row.shape)
    yield _accuracy("layer", "confirms the gradient of a dropout layer", got, layer)
    yield changed


def _accuracy(name, check, got, exact):
    """Say how near a gradient comes: which rounding it has is another one on each machine."""
    error, scale = np.abs(got - exact).max(), np.abs(exact).max()
    if error <= 1e-6:
        return Fact(name, check, "exact numbers", "exact numbers")
    words = "roughly the right numbers" if error <= 0.05 * scale else "wrong numbers"
    return Fact(name, check, words, "exact numbers")


def steps_forward_only(f, x, step=1e-6):
    """With a step of 0.25 your result is that of a one-sided difference, f(x + step) - f(x). Its
    error shrinks only as the step does; looking both ways, the error shrinks as its square.
    """
    return _differences(f, x, step, 0.0, step)


def steps_backward_only(f, x, step=1e-6):
    """With a step of 0.25 your result is that of a one-sided difference, f(x) - f(x - step). Its
    error shrinks only as the step does; looking both ways, the error shrinks as its square.
    """
    return _differences(f, x, 0.0, step, step)


def divides_by_one_step(f, x, step=1e-6):
    """Your gradient is twice too large. From `step` below to `step` above: how far is that?"""
    return _differences(f, x, step, step, step)


def multiplies_by_the_distance(f, x, step=1e-6):
    """Your gradient is far too small. A slope is rise *divided by* run; look at the brackets, too:
    `a / 2 * step` multiplies by the step.
    """
    return _differences(f, x, step, step, 2 / step)


def forgets_to_divide(f, x, step=1e-6):
    """You return how much `f` changes, not how fast. What is still missing from a slope?"""
    return _differences(f, x, step, step, 1.0)


def swaps_the_two_sides(f, x, step=1e-6):
    """Your gradient has the wrong sign everywhere. In which order do you subtract?"""
    return -_differences(f, x, step, step, 2 * step)


def moves_all_entries(f, x, step=1e-6):
    """Every entry of your gradient is the same: all entries of `x` were moved at once, which gives
    the sum of the slopes. Move one of them at a time.
    """
    slope = (f(x + step) - f(x - step)) / (2 * step)
    return np.full(x.shape, slope)


def forgets_to_move_back(f, x, step=1e-6):
    """The entries that came first are still moved when you look at the next. A central difference
    changes one entry and leaves all others where they are, so put each one back.
    """
    moved, gradient = x.copy(), np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        moved[index] += step
        above = f(moved)
        moved[index] -= 2 * step
        gradient[index] = (above - f(moved)) / (2 * step)
    return gradient


def ignores_the_step(f, x, step=1e-6):
    """With a step of 0.25 the result is as exact as with a small one: a number of your own stands
    where `step` belongs.
    """
    return _differences(f, x, 1e-6, 1e-6, 2e-6)


def takes_too_fine_a_step(f, x, step=1e-14):
    """Without a given step your result is only roughly right. Near 1, a `float` has a grain of
    2e-16: the finer the step, the larger the share of the difference that is rounding. Which
    default would lie between too coarse and too fine?
    """
    return _differences(f, x, step, step, 2 * step)


def looks_at_the_first_row_only(f, x, step=1e-6):
    """Only the first row has a gradient, the others have zeros. `x` may have any number of axes:
    which loop visits each of its entries?
    """
    full = _differences(f, x, step, step, 2 * step)
    if x.ndim > 1:
        full[1:] = 0
    return full


def knows_matrices_only(f, x, step=1e-6):
    """For an array of one axis the gradient is zero: your loops run over rows and columns.
    `np.ndindex(*x.shape)` visits the entries of any shape.
    """
    return _differences(f, x, step, step, 2 * step) * (x.ndim > 1)


def writes_into_its_input(f, x, step=1e-6):
    """After the call `{changed}` holds other numbers than before: the caller's array was moved.
    Work on a copy, or put every entry back exactly.
    """
    right = _differences(f, x, step, step, 2 * step)
    x += step
    return right


def returns_absolute_slopes(f, x, step=1e-6):
    """No entry of your gradient is negative, though some should be. A slope has a sign: it says in
    which direction the function falls.
    """
    return np.abs(_differences(f, x, step, step, 2 * step))


def _differences(f, x, above, below, distance):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        high, low = x.copy(), x.copy()
        high[index] += above
        low[index] -= below
        gradient[index] = (f(high) - f(low)) / distance
    return gradient


EXERCISE = Exercise(
    reference=numerical_gradient,
    measure=measure,
    hints=(
        (
            "For one number x the central difference is (f(x + h) - f(x - h)) / (2h). What "
            "takes the place of x + h when x has many entries?"
        ),
        (
            "`for index in np.ndindex(*x.shape)` visits every entry, whatever the shape. Copy"
            " `x`, change `copy[index]`, ask `f`."
        ),
    ),
    explanation=(
        "Each entry is moved alone, so the quotient is the slope in that direction. Because "
        "the two sides are symmetric, the error of second order cancels, and what is left "
        "shrinks with the square of the step; much below 1e-6 rounding takes over. Held "
        "against this, a wrong backward pass shows at once: a forgotten mask, a lost factor."
    ),
    mistakes=(
        steps_forward_only,
        steps_backward_only,
        divides_by_one_step,
        multiplies_by_the_distance,
        forgets_to_divide,
        swaps_the_two_sides,
        moves_all_entries,
        forgets_to_move_back,
        ignores_the_step,
        takes_too_fine_a_step,
        looks_at_the_first_row_only,
        knows_matrices_only,
        writes_into_its_input,
        returns_absolute_slopes,
    ),
    setup="import numpy as np",
    beside=True,
)
