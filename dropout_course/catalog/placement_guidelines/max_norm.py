"""The max-norm constraint.

Dropout likes large learning rates, and large learning rates let weights grow without end.
Srivastava et al. (2014, section 5.1) therefore limit the **incoming** weight vector of every hidden
unit: after each step, a vector that is longer than the limit is shortened to it.

- `weights` is an array of floats of shape `(inputs, units)`: column j holds the incoming weights of
  unit j. The output has the same shape.
- A column whose norm (root of the sum of squares) is above `limit` keeps its direction and gets the
  norm `limit`. All other columns stay as they are, also one that is zero.
- `weights` itself is not changed.
"""

import numpy as np

from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import compare, edge_fact, value_fact

LIMIT, OTHER_LIMIT = 1.5, 0.7


def max_norm(weights, limit):
    """Shorten the incoming weight vectors that are longer than `limit`."""
    ### BEGIN SOLUTION
    norms = np.linalg.norm(weights, axis=0)
    factors = np.ones_like(norms)
    too_long = norms > limit
    factors[too_long] = limit / norms[too_long]
    return weights * factors
    ### END SOLUTION


def measure(attempt):
    """Shorten columns of known length: long ones, short ones, and one that is zero."""
    lengths = np.array([3.1, 0.4, 2.2, 1.1, 5.0])
    directions = attempt.rng.normal(size=(7, 5))
    directions /= np.sqrt((directions**2).sum(axis=0))
    long = lengths > LIMIT
    got = attempt.array(directions * lengths, LIMIT, shape=(7, 5))
    longest = float(np.sqrt((got**2).sum(axis=0)).max())
    yield Fact("longest", "leaves no vector above the limit", longest, LIMIT, 1e-5)
    check = "leaves short vectors as they are"
    yield compare("short", check, got[:, ~long], (directions * lengths)[:, ~long])
    check = "shortens long vectors to the limit, in their direction"
    yield compare("long", check, got[:, long], (directions * LIMIT)[:, long])
    right = directions * np.minimum(lengths, OTHER_LIMIT)
    check = "works for another limit"
    yield value_fact("other", check, attempt, directions * lengths, OTHER_LIMIT, expected=right)
    check = "leaves a vector of zeros as it is"
    dead = directions * (lengths > 1)
    right = dead * LIMIT / 2
    yield edge_fact("zero", check, attempt, dead * LIMIT / 2, LIMIT, expected=right)
    yield attempt.unchanged()


def shortens_rows(weights, limit):
    """You limit rows, that is the *outgoing* weights of each input; a column is still
    {longest:.2f} long. Along which axis do the incoming weights of one unit lie?
    """
    return weights * _factors(np.sqrt((weights**2).sum(axis=1, keepdims=True)), limit)


def limits_the_whole_matrix(weights, limit):
    """The matrix as a whole was brought to the limit: its longest column now has norm
    {longest:.2f}, and short columns shrank with the long ones. The constraint holds for each unit
    by itself.
    """
    return weights * _factors(np.sqrt((weights**2).sum()), limit)


def follows_the_longest(weights, limit):
    """All columns were shortened by one factor, that of the longest. The units with short weight
    vectors did nothing wrong: each column needs a factor of its own.
    """
    return weights * _factors(np.sqrt((weights**2).sum(axis=0)).max(), limit)


def stretches_short_vectors(weights, limit):
    """Every column came out with norm {longest:.2f}, the short ones too: you *normalise*. A limit
    is an upper bound; what does a column need that is below it?
    """
    norms = np.sqrt((weights**2).sum(axis=0))
    return weights * np.where(norms > 0, limit / np.where(norms > 0, norms, 1), 1)


def clips_each_weight(weights, limit):
    """You cut single weights at ± the limit: a column is still {longest:.2f} long, and its
    direction changed. The limit is for the length of the whole vector.
    """
    return np.clip(weights, -limit, limit)


def forgets_the_root(weights, limit):
    """Long columns come out shorter than the limit ({longest:.2f} the longest): you compare and
    divide with the *sum of squares*. What is the norm of a vector?
    """
    return weights * _factors((weights**2).sum(axis=0), limit)


def sums_absolute_values(weights, limit):
    """The longest column has a norm of {longest:.2f} now: you measure length by the sum of absolute
    values. Max-norm means the Euclidean norm.
    """
    return weights * _factors(np.abs(weights).sum(axis=0), limit)


def takes_the_largest_weight(weights, limit):
    """A column is still {longest:.2f} long. You measure a column by its largest weight; the name
    max-norm means a *maximal* norm, the norm itself is the Euclidean one.
    """
    return weights * _factors(np.abs(weights).max(axis=0), limit)


def shortens_to_one(weights, limit):
    """Columns above the limit come out with norm 1, whatever the limit: dividing by the norm is
    half of the way. Which length should they have?
    """
    norms = np.sqrt((weights**2).sum(axis=0))
    return np.where(norms > limit, weights / np.maximum(norms, 1e-12), weights)


def removes_long_vectors(weights, limit):
    """Columns above the limit come out as zeros: those units are dead. They are to be shortened,
    not removed.
    """
    return weights * (np.sqrt((weights**2).sum(axis=0)) <= limit)


def leaves_everything(weights, limit):
    """The longest column still has norm {longest:.2f}: nothing was shortened. Compare each column's
    norm with `limit`.
    """
    return weights * 1.0


def divides_by_zero(weights, limit):
    """A column of zeros came back as NaN: you divide it by its norm, and 0/0 is not a number. Which
    columns need a division at all?
    """
    norms = np.sqrt((weights**2).sum(axis=0))
    with np.errstate(all="ignore"):
        return weights / norms * np.minimum(norms, limit)


def changes_its_input(weights, limit):
    """After the call `{changed}` holds other numbers: `*=` and `/=` write into the array of the
    caller. Return a new one.
    """
    weights *= _factors(np.sqrt((weights**2).sum(axis=0)), limit)
    return weights


def _factors(norms, limit):
    return np.minimum(1.0, limit / np.maximum(norms, 1e-12))


EXERCISE = Exercise(
    reference=max_norm,
    measure=measure,
    hints=(
        (
            "Begin with the lengths: `np.linalg.norm` takes an `axis`, and you need one "
            "length for each column."
        ),
        ("A vector of length 5 that should have length 2: which factor do you multiply it with?"),
        (
            "For a vector that is short enough, that factor would be 1 or more. What must it "
            "not exceed, so that nothing is stretched?"
        ),
    ),
    explanation=(
        "Each column is multiplied by min(1, limit/norm): a number, so its direction stays. "
        "Only columns above the limit are divided by their norm, so a column of zeros never "
        "is. With the limit in place the learning rate can start large, as dropout likes it: "
        "weights can turn, but not explode."
    ),
    mistakes=(
        shortens_rows,
        limits_the_whole_matrix,
        follows_the_longest,
        stretches_short_vectors,
        clips_each_weight,
        forgets_the_root,
        sums_absolute_values,
        takes_the_largest_weight,
        shortens_to_one,
        removes_long_vectors,
        leaves_everything,
        divides_by_zero,
        changes_its_input,
    ),
    setup="import numpy as np",
)
