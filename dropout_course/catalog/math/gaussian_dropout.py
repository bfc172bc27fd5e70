"""Gaussian dropout.

Dropout multiplies every unit by a random number with mean 1 and variance rate / (1 - rate). That
number need not come from a mask: draw it from a **normal distribution** with the same mean and the
same variance, independently for every entry of `x` (Srivastava et al. 2014, section 10). At
evaluation return the input as it is.

- `x` is an array of floats of any shape; the output has its shape and its dtype, and `x` stays as
  it was.
- `rate` is that of the dropout whose mean and variance are matched. Rate 0 changes nothing; a rate
  that is negative, 1 or more raises a `ValueError`, for at 1 the variance has no end.
- `rng` is a `numpy.random.Generator`: draw all your random numbers from it.
"""

import numpy as np

from dropout_course.grading.attempt import Stream
from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.noise import noise_facts
from dropout_course.grading.values import edge_fact

SHAPE = (300, 100)
FEW = 40
# At both of them clipping the noise shows in its mean.
RATE, HIGH_RATE = 0.4, 0.8


def gaussian_dropout(x, rate, rng, training=True):
    """Multiply every entry by normal noise with mean 1."""
    ### BEGIN SOLUTION
    if not 0 <= rate < 1:
        raise ValueError(f"rate must be at least 0 and less than 1, got {rate}")
    if not training:
        return x.copy()
    noise = rng.normal(1, np.sqrt(rate / (1 - rate)), size=x.shape)
    return x * noise.astype(x.dtype)
    ### END SOLUTION


def measure(attempt):
    """Measure the noise on inputs of size 1, then what it does to others."""
    signs = attempt.rng.choice([-1.0, 1.0], size=SHAPE)
    stream = attempt.stream()
    noise = attempt.array(signs, RATE, stream, shape=SHAPE) / signs
    yield from noise_facts(noise, RATE / (1 - RATE))
    part = signs[:FEW]
    first, second = (attempt.array(part, RATE, stream, shape=part.shape) for _ in range(2))
    high = attempt.array(signs, HIGH_RATE, attempt.stream(), shape=SHAPE) / signs
    yield from noise_facts(high, HIGH_RATE / (1 - HIGH_RATE), "_high")
    x = attempt.rng.uniform(0.5, 2.0, size=SHAPE)
    rows = x[:FEW]
    again = Stream(stream.seed + 1)
    noise, replayed = (
        attempt.array(0 * rows + 1, RATE, s, shape=rows.shape) for s in (again, Stream(again.seed))
    )
    check = "multiplies each value by its noise"
    y = attempt.array(rows, RATE, Stream(again.seed), shape=rows.shape)
    yield Fact("multiplies", check, bool(np.allclose(y, rows * noise, rtol=1e-5, atol=1e-5)), True)
    repeats = bool(np.array_equal(first, second))
    yield Fact("repeats", "draws new noise at every call", repeats, False)
    same = bool(np.array_equal(noise, replayed))
    yield Fact("replays", "draws from the given rng", same, True)
    yield attempt.own_generator()
    evaluated = attempt.array(x, RATE, attempt.stream(), training=False, shape=SHAPE)
    check = "leaves everything as it is at evaluation"
    yield Fact("evaluation", check, float((evaluated / x).mean()), 1.0, 0.02)
    yield Fact("still", check, float((evaluated / x).std()), 0.0, 1e-5)
    few = x[:4]
    check = "changes nothing at rate 0"
    yield edge_fact("rate_zero", check, attempt, few, 0.0, attempt.stream(), expected=few)
    check = "refuses a rate below 0, of 1 or above"
    for name, rate in (("rate_one", 1.0), ("rate_large", 1.5), ("rate_negative", -0.1)):
        failure = attempt.trial(few, rate, attempt.stream()).failure
        refused = failure is not None and failure.kind == "ValueError"
        yield Fact(name, check, refused, True, edge=True)
    value = attempt(few.astype(np.float32), RATE, attempt.stream())
    yield Fact("dtype", "keeps the input's dtype", str(np.asarray(value).dtype), "float32")
    yield attempt.unchanged()


def takes_the_variance_for_the_width(x, rate, rng, training=True):
    """At rate .8 your noise has the variance {variance_high:.1f}, not 4. NumPy's `scale` is the
    *standard deviation*, and you pass the variance.
    """
    return _noisy(x, rate, training, lambda v: rng.normal(1, v, x.shape))


def forgets_the_keep_probability(x, rate, rng, training=True):
    """At rate .8 your noise has the variance {variance_high:.2f}: it is the rate. The closer the
    rate comes to 1, the larger the factors of the survivors. Which variance has the mask of
    inverted dropout?
    """
    return _noisy(x, rate, training, lambda v: rng.normal(1, np.sqrt(rate), x.shape))


def forgets_the_scale(x, rate, rng, training=True):
    """At rate .8 your noise has the variance {variance_high:.2f}, that of a mask of zeros and ones.
    Inverted dropout divides the mask; what does that do to its variance?
    """
    width = np.sqrt(max(rate * (1 - rate), 0))
    return _noisy(x, rate, training, lambda v: rng.normal(1, width, x.shape))


def swaps_keep_and_drop(x, rate, rng, training=True):
    """At rate .8 your noise has the variance {variance_high:.2f}, at rate .4 {variance:.2f}: it
    falls as the rate grows. Dropping more is more noise; which of the two probabilities belongs on
    top?
    """
    return _noisy(x, rate, training, lambda v: rng.normal(1, v and v**-0.5, x.shape))


def has_its_noise_around_zero(x, rate, rng, training=True):
    """Your noise varies around 0, and so does the output: nothing of the input is left on average.
    Around which number must a factor vary, if it is to leave the mean alone?
    """
    return _noisy(x, rate, training, lambda v: rng.normal(0 if v else 1, np.sqrt(v), x.shape))


def scales_besides(x, rate, rng, training=True):
    """Your output is {mean:.2f} times the input on average. The survivors of a mask must be scaled
    because the others are lost; noise with mean 1 loses nothing.
    """
    return _noisy(x, rate, training, lambda v: rng.normal(1, np.sqrt(v), x.shape) / (1 - rate))


def adds_its_noise(x, rate, rng, training=True):
    """The same noise for small values and for large ones: you add it. Dropout takes the more away
    the larger a value is; what does that say about how noise must come in?
    """
    noisy = _noisy(1 + 0 * x, rate, training, lambda v: rng.normal(1, np.sqrt(v), x.shape))
    return x + noisy - 1


def returns_its_noise(x, rate, rng, training=True):
    """Your output does not grow with the input and does not know its sign: it is the noise alone.
    What is it to be multiplied with?
    """
    return _noisy(1 + 0 * x, rate, training, lambda v: rng.normal(1, np.sqrt(v), x.shape))


def drops_units(x, rate, rng, training=True):
    """Mean and variance are right, but {inside:.0%} of your factors lie near their mean, where a
    normal distribution has 38 %. You still draw a mask; these two have no more in common than mean
    and variance.
    """
    return _noisy(x, rate, training, lambda v: (rng.random(x.shape) >= rate) / (1 - rate))


def draws_uniform_noise(x, rate, rng, training=True):
    """Mean and variance are right, but {inside:.0%} of your factors lie near their mean, where a
    normal distribution has 38 %: yours is flat. Which method of `rng` draws normal numbers?
    """
    return _noisy(x, rate, training, lambda v: rng.uniform(-1, 1, x.shape) * np.sqrt(3 * v) + 1)


def clips_its_noise(x, rate, rng, training=True):
    """Your noise has the mean {mean_high:.2f} at rate .8: negative factors have been cut off, and
    that raises the mean. They look odd, but they belong to it.
    """
    return _noisy(x, rate, training, lambda v: np.maximum(rng.normal(1, np.sqrt(v), x.shape), 0))


def shares_noise_in_the_batch(x, rate, rng, training=True):
    """All examples get the same noise: the mean factor of a unit varies {per_unit:.0f} times as
    much as with independent draws. Which shape do your random numbers need?
    """
    return _noisy(x, rate, training, lambda v: rng.normal(1, np.sqrt(v), x.shape[1:]))


def shares_noise_in_an_example(x, rate, rng, training=True):
    """All units of an example get the same noise: the mean factor of an example varies
    {per_example:.0f} times as much as with independent draws. Which shape do your random numbers
    need?
    """
    return _noisy(x, rate, training, lambda v: rng.normal(1, np.sqrt(v), (len(x), 1)))


def draws_a_single_number(x, rate, rng, training=True):
    """All entries are multiplied by one and the same number: without `size`, one number is drawn.
    How many do you need?
    """
    return _noisy(x, rate, training, lambda v: rng.normal(1, np.sqrt(v)))


def ignores_training(x, rate, rng, training=True):
    """With `training=False` there is still noise, with a standard deviation of {still:.2f}: two
    predictions for one input would differ. Where does your function look at `training`?
    """
    return _noisy(x, rate, True, lambda v: rng.normal(1, np.sqrt(v), x.shape))


def scales_at_evaluation(x, rate, rng, training=True):
    """At evaluation you multiply by {evaluation:.2f}. The noise has mean 1, so training has changed
    nothing on average that evaluation would have to make up for.
    """
    y = _noisy(x, rate, training, lambda v: rng.normal(1, np.sqrt(v), x.shape))
    return y if training else y * (1 - rate)


def seeds_itself(x, rate, rng, training=True):
    """Two calls in a row had the same noise: a generator made inside of the function starts anew
    each time. Which generator were you given?
    """
    own = np.random.default_rng(0)
    return _noisy(x, rate, training, lambda v: own.normal(1, np.sqrt(v), x.shape))


def draws_from_the_global_generator(x, rate, rng, training=True):
    """The same `rng` gave two different outputs, so your numbers come from elsewhere: `np.random.…`
    is a generator shared by the whole program. Draw from `rng`, and a run can be repeated.
    """
    return _noisy(x, rate, training, lambda v: np.random.normal(1, np.sqrt(v), x.shape))


def returns_double_precision(x, rate, rng, training=True):
    """A `float32` input came back as `{dtype}`. The noise that you multiply with is `float64`;
    bring it to the dtype of the input.
    """
    return _noisy(x.astype(float), rate, training, lambda v: rng.normal(1, np.sqrt(v), x.shape))


def changes_its_input(x, rate, rng, training=True):
    """After the call `{changed}` holds other numbers: `*=` writes into the array of the caller.
    Make a new array.
    """
    x[...] = _noisy(x, rate, training, lambda v: rng.normal(1, np.sqrt(v), x.shape))
    return x


def accepts_any_rate(x, rate, rng, training=True):
    """A rate of 1, of 1.5 or of -.1 does not raise a `ValueError`. At 1 the variance divides by
    zero, beyond it would be negative: say what you expected before anything is computed.
    """
    if not training:
        return x
    with np.errstate(all="ignore"):
        width = np.sqrt(rate / np.float64(1 - rate))
    return (x * rng.normal(1, width, x.shape)).astype(x.dtype)


def accepts_rate_one(x, rate, rng, training=True):
    """A rate of 1 does not raise a `ValueError`. Plain dropout can drop everything and give zeros;
    here the variance rate / (1 - rate) has no end. Which rates are left?
    """
    if rate == 1:
        return 0 * x
    return _noisy(x, rate, training, lambda v: rng.normal(1, np.sqrt(v), x.shape))


def _noisy(x, rate, training, draw):
    if not 0 <= rate < 1:
        raise ValueError(f"rate must be at least 0 and less than 1, got {rate}")
    return (x * draw(rate / (1 - rate))).astype(x.dtype) if training else x


EXERCISE = Exercise(
    reference=gaussian_dropout,
    measure=measure,
    hints=(
        (
            "`rng.normal` takes a mean, a *standard deviation* and a size. Which mean leaves "
            "the expected output as it is?"
        ),
        (
            "You are given a variance. What is the standard deviation, and for which rates "
            "does it exist?"
        ),
    ),
    explanation=(
        "The mask of inverted dropout has mean 1 and variance p/q; the normal noise here has "
        "the same two, so a linear layer behind it sees the same mean and the same variance. "
        "Nothing is exactly 0 any more, and some factors are negative: dropout's effect is in"
        " its noise more than in its zeros. At evaluation nothing has to be done, for the "
        "mean is 1."
    ),
    mistakes=(
        takes_the_variance_for_the_width,
        forgets_the_keep_probability,
        forgets_the_scale,
        swaps_keep_and_drop,
        has_its_noise_around_zero,
        scales_besides,
        adds_its_noise,
        returns_its_noise,
        drops_units,
        draws_uniform_noise,
        clips_its_noise,
        shares_noise_in_the_batch,
        shares_noise_in_an_example,
        draws_a_single_number,
        ignores_training,
        scales_at_evaluation,
        seeds_itself,
        draws_from_the_global_generator,
        returns_double_precision,
        changes_its_input,
        accepts_any_rate,
        accepts_rate_one,
    ),
    setup="import numpy as np",
)
