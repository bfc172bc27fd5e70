"""Which setting is really better?

One training run proves little: with another seed the order of two settings may turn round. So each
setting is trained with the same seeds, and settings are compared **seed by seed**: what a seed has
of good or bad luck then falls out of the difference.

- `errors` has the shape `(settings, seeds)`; row 0 is the baseline, and a lower error is better.
- `gains[i]` is the mean over the seeds of the differences *error of the baseline - error of setting
  i*. `margins[i]` is `t` times their standard error: their standard deviation (with n - 1) divided
  by the root of the number n of seeds. For the baseline itself, both are 0.
- A setting is *clearly better* when its gain is above its margin: then the interval gain ± margin
  lies above 0. `chosen` is the clearly better setting with the largest gain, or 0 where there is
  none.
- Return `(chosen, gains, margins)`.
"""

import numpy as np

from dropout_course.grading.attempt import Stopped, as_array
from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import compare


def choose_setting(errors, t=2.1):
    """Choose the setting whose gain over row 0 is largest among those that are no accident."""
    ### BEGIN SOLUTION
    differences = errors[0] - errors
    gains = differences.mean(axis=1)
    margins = t * differences.std(axis=1, ddof=1) / np.sqrt(errors.shape[1])
    clear = gains > margins
    chosen = int(np.argmax(np.where(clear, gains, 0.0)))
    return chosen, gains, margins
    ### END SOLUTION


def measure(attempt):
    """Show tables in which luck and merit are known."""
    # Clear, worse, best but not clear, and clearest though small.
    errors = _table(
        attempt.rng, means=[0.30, 0.27, 0.32, 0.26, 0.285], own=[0, 0.01, 0.02, 0.1, 0.002]
    )
    chosen, gains, margins = _parts(attempt(errors), settings=5)
    right_gains, right_margins = _by_hand(errors, 2.1)
    yield compare("gains", "computes the mean gain over the seeds", gains, right_gains)
    check = "computes the margin from the paired differences"
    yield compare("margins", check, margins, right_margins)
    ratio = margins[1:] / right_margins[1:]
    same = np.allclose(ratio, ratio[0], rtol=1e-4)
    factor = float(ratio[0]) if same else "another for each"
    yield Fact("margin_factor", check, factor, 1.0, 1e-3)
    check = "chooses the largest gain that is clear"
    yield Fact("chosen", check, float(chosen), 1.0)
    _, _, wide = _parts(attempt(errors, t=4.0), settings=5)
    yield compare("wide", "uses the given t", wide, right_margins / 2.1 * 4)
    check = "chooses by the means, not by a lucky seed"
    errors = _table(attempt.rng, means=[0.30, 0.25, 0.20], own=[0, 0.01, 0.01])
    errors[1, 3] = 0.03
    yield Fact("lucky", check, float(_parts(attempt(errors), settings=3)[0]), 2.0)
    check = "stays with the baseline where nothing is clearly better"
    errors = _table(attempt.rng, means=[0.30, 0.299, 0.32, 0.33], own=[0, 0.05, 0.01, 0.01])
    yield Fact("none", check, float(_parts(attempt(errors), settings=4)[0]), 0.0)
    yield attempt.unchanged()


def _table(rng, means, own):
    """Draw errors with exactly these means: luck that all settings of a seed share, and their own.

    `own` is the standard deviation of each setting's own luck, of mean 0 over the seeds.
    """
    shared = _centred(rng, (1, 12)) * 0.03
    return (
        np.array(means)[:, None] + shared + np.array(own)[:, None] * _centred(rng, (len(own), 12))
    )


def _centred(rng, shape):
    values = rng.normal(size=shape)
    values -= values.mean(axis=1, keepdims=True)
    return values / values.std(axis=1, ddof=1, keepdims=True)


def _by_hand(errors, t):
    seeds = len(errors[0])
    gains, margins = [], []
    for row in errors:
        differences = [base - own for base, own in zip(errors[0], row, strict=True)]
        mean = sum(differences) / seeds
        squares = sum((d - mean) ** 2 for d in differences)
        gains.append(mean)
        margins.append(t * (squares / (seeds - 1) / seeds) ** 0.5)
    return np.array(gains), np.array(margins)


def _parts(value, settings):
    """Take the answer's tuple apart."""
    if not isinstance(value, tuple | list) or len(value) != 3:
        kind = f"a {type(value).__name__}"
        kind += f" of {len(value)}" if isinstance(value, tuple | list) else ""
        wanted = "(chosen, gains, margins)"
        raise Stopped(
            f"Expected three values, `{wanted}`, from your function; got {kind}.",
            Fact("returns", "returns the right shape", kind, wanted),
            "failed",
        )
    chosen = as_array(value[0], (), "`chosen`")
    gains = as_array(value[1], (settings,), "`gains`")
    margins = as_array(value[2], (settings,), "`margins`")
    return chosen, gains.astype(float), margins.astype(float)


def takes_the_largest_gain(errors, t=2.1):
    """You chose setting {chosen:.0f}. Its gain is the largest, but smaller than its own margin:
    with other seeds it may well be a loss. What must hold before a gain counts?
    """
    gains, margins = _by_hand(errors, t)
    return int(np.argmax(gains)), gains, margins


def takes_the_surest(errors, t=2.1):
    """You chose setting {chosen:.0f}, which is furthest above its margin. Being clear is a
    condition; among those that meet it, the *size* of the gain decides.
    """
    gains, margins = _by_hand(errors, t)
    ratios = gains[1:] / margins[1:]
    return int(np.argmax(ratios)) + 1 if ratios.max() > 1 else 0, gains, margins


def never_keeps_the_baseline(errors, t=2.1):
    """Where no setting is clearly better, you chose setting {none:.0f} all the same. The honest
    answer is then the baseline: more complicated is not better by itself.
    """
    gains, margins = _by_hand(errors, t)
    clear = np.where(gains > margins, gains, -np.inf)
    fallback = int(np.argmax(gains[1:])) + 1
    return int(np.argmax(clear)) if np.isfinite(clear).any() else fallback, gains, margins


def takes_the_luckiest_seed(errors, t=2.1):
    """You chose setting {lucky:.0f} for its one best seed. A single run is luck as much as merit:
    look at the mean over the seeds.
    """
    gains, margins = _by_hand(errors, t)
    row = int(np.argmin(errors.min(axis=1)))
    return row, gains, margins


def turns_the_sign_round(errors, t=2.1):
    """Your gains have the wrong sign: a setting with less error shows a loss. Which of the two is
    to be subtracted from which?
    """
    gains, margins = _by_hand(errors, t)
    return _choice(-gains, margins), -gains, margins


def ignores_the_pairs(errors, t=2.1):
    """Your margins are too wide, above all where two settings share their luck: you add the spread
    of both rows, as if they had been trained with different seeds. Subtract first, seed by seed;
    then look at the spread.
    """
    gains, _ = _by_hand(errors, t)
    variances = errors.var(axis=1, ddof=1)
    margins = t * np.sqrt((variances + variances[0]) / errors.shape[1])
    margins[0] = 0
    return _choice(gains, margins), gains, margins


def takes_the_spread_of_the_setting(errors, t=2.1):
    """Your margins come from the errors of each setting by itself, the luck of the seeds included.
    The margin of a *difference* needs the spread of the differences.
    """
    gains, _ = _by_hand(errors, t)
    margins = t * errors.std(axis=1, ddof=1) / np.sqrt(errors.shape[1])
    margins[0] = 0
    return _choice(gains, margins), gains, margins


def divides_by_n(errors, t=2.1):
    """Your margins are {margin_factor:.3f} of the right ones: the standard deviation was taken with
    n instead of n - 1, which is NumPy's habit. Which argument of `std` changes that?
    """
    differences = errors[0] - errors
    gains = differences.mean(axis=1)
    margins = t * differences.std(axis=1) / np.sqrt(errors.shape[1])
    return _choice(gains, margins), gains, margins


def forgets_the_root_of_n(errors, t=2.1):
    """Your margins are {margin_factor:.2f} times the right ones: that is the spread of single
    seeds. The mean of n seeds is steadier than one of them, by the root of n.
    """
    gains, margins = _by_hand(errors, t)
    margins = margins * np.sqrt(errors.shape[1])
    return _choice(gains, margins), gains, margins


def divides_by_all_of_n(errors, t=2.1):
    """Your margins are {margin_factor:.2f} of the right ones: a variance is divided by n, a
    standard deviation by its root.
    """
    gains, margins = _by_hand(errors, t)
    margins = margins / np.sqrt(errors.shape[1])
    return _choice(gains, margins), gains, margins


def forgets_t(errors, t=2.1):
    """Your margins are {margin_factor:.2f} of the right ones: one standard error, which a mean
    leaves in about every third experiment. Where does `t` come in?
    """
    gains, margins = _by_hand(errors, 1.0)
    return _choice(gains, margins), gains, margins


def types_t_in(errors, t=2.1):
    """With another `t` your margins stay the same: a number stands where `t` belongs."""
    return choose_setting(errors, 2.1)


def averages_over_the_settings(errors, t=2.1):
    """Your gains are not the means over the seeds: look at the axis. Rows are settings, and every
    setting should get one number.
    """
    differences = errors[0] - errors
    gains = np.full(len(errors), float(differences.mean()))
    _, margins = _by_hand(errors, t)
    return _choice(gains, margins), gains, margins


def takes_one_seed(errors, t=2.1):
    """Your gains are those of the first seed only. Train once and you see luck; the mean over the
    seeds is what another experimenter would find too.
    """
    _, margins = _by_hand(errors, t)
    gains = errors[0, 0] - errors[:, 0]
    return _choice(gains, margins), gains, margins


def takes_the_median(errors, t=2.1):
    """Your gains are not means (a median?). The margin t·s/√n belongs to the mean."""
    _, margins = _by_hand(errors, t)
    gains = np.median(errors[0] - errors, axis=1)
    return _choice(gains, margins), gains, margins


def changes_its_input(errors, t=2.1):
    """After the call `{changed}` holds other numbers: `-=` writes into the caller's table. Make a
    new array of differences.
    """
    out = choose_setting(errors, t)
    errors -= errors[0].copy()
    return out


def _choice(gains, margins):
    return int(np.argmax(np.where(gains > margins, gains, 0.0)))


EXERCISE = Exercise(
    reference=choose_setting,
    measure=measure,
    hints=(
        (
            "First a table of differences, of the same shape as `errors`: the baseline's row "
            "minus each row."
        ),
        (
            "From here on each row of differences stands alone: its mean, and the spread of "
            "that mean. `std` takes `axis` and `ddof`."
        ),
        (
            "For the choice, set the gains that are not clear to 0: then the largest is "
            "either clear, or it is the baseline's own 0."
        ),
    ),
    explanation=(
        "All settings of one seed share their luck (the same data, the same initial weights),"
        " and the difference of two rows is free of it: the interval gets narrow without one "
        "more training run. A gain that is smaller than its margin may be an accident, so the"
        " simpler setting stays. With many settings even a clear gain is sometimes luck: the "
        "more you compare, the more you should ask of it."
    ),
    mistakes=(
        takes_the_largest_gain,
        takes_the_surest,
        never_keeps_the_baseline,
        takes_the_luckiest_seed,
        turns_the_sign_round,
        ignores_the_pairs,
        takes_the_spread_of_the_setting,
        divides_by_n,
        forgets_the_root_of_n,
        divides_by_all_of_n,
        forgets_t,
        types_t_in,
        averages_over_the_settings,
        takes_one_seed,
        takes_the_median,
        changes_its_input,
    ),
    setup="import numpy as np",
)
