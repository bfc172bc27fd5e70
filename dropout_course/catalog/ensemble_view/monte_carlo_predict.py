"""Predict with dropout left on.

Monte Carlo dropout keeps dropping units at prediction, runs the same input several times, and looks
at the mean and at how far the passes disagree. Return the pair `(mean, std)`.

- `predict(x, rng)` runs the network once with fresh masks and returns an array of probabilities,
  such as `(batch, classes)`. It draws from the generator that you hand it.
- Call it exactly `passes` times, each time with `x` as it is and with the `rng` that you have.
- `mean` and `std` have the shape of one prediction. `std` is the root of the mean squared deviation
  of the passes from their mean: the sum of the squares is divided by `passes`.
"""

import numpy as np

from dropout_course.grading.attempt import as_array, as_pair
from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import compare, factor_off

PASSES = 6


def monte_carlo_predict(predict, x, passes, rng):
    """Return mean and standard deviation of the predictions over several random passes."""
    ### BEGIN SOLUTION
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    return predictions.mean(axis=0), predictions.std(axis=0)
    ### END SOLUTION


def watched(answer, x, weights, passes, rng):
    """Call an answer with a small random network, and record what it was asked."""
    predictions, inputs, generators = [], [], []

    def predict(x_given, rng_given):
        inputs.append(np.array_equal(x_given, x))
        generators.append(rng_given is rng)
        kept = rng_given.random(np.shape(x_given)) >= 0.4
        logits = (x_given * kept) @ weights
        exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
        predictions.append(exponentials / exponentials.sum(axis=-1, keepdims=True))
        return predictions[-1].copy()

    result = answer(predict, x, passes, rng)
    shown = np.array(predictions)
    return {"result": result, "shown": shown, "x": all(inputs), "rng": all(generators)}


def measure(attempt):
    """Compare with the mean and the deviations of the passes that took place."""
    x = attempt.rng.normal(size=(4, 6)) + 1
    weights = 2 * attempt.rng.normal(size=(6, 3))
    seen = attempt(x, weights, PASSES, attempt.stream(), through=watched)
    shown = seen["shown"]
    yield Fact("calls", "runs as many passes as asked for", float(len(shown)), float(PASSES))
    yield Fact("same_rng", "hands the given rng to every pass", seen["rng"], True)
    yield Fact("same_x", "hands x as it is to every pass", seen["x"], True)
    mean, std = as_pair(seen["result"], (4, 3), "mean", "std")
    wanted = shown if len(shown) else np.full((1, 4, 3), np.nan)
    yield compare("mean", "returns the mean of the passes", mean, wanted.sum(axis=0) / len(wanted))
    deviations = wanted - wanted.sum(axis=0) / len(wanted)
    right = np.sqrt((deviations**2).sum(axis=0) / len(wanted))
    check = "returns the standard deviation of the passes"
    yield factor_off("std_factor", check, std, right)
    yield compare("std", check, std, right)
    seen = attempt(x[0], weights, 1, attempt.stream(), through=watched)
    mean, std = as_pair(seen["result"], (3,), "mean", "std")
    check = "gives the prediction itself and no deviation for a single pass of one example"
    yield compare("single_mean", check, mean, as_array(seen["shown"], (1, 3))[0])
    yield compare("single_std", check, std, np.zeros(3))
    yield attempt.unchanged()


def runs_once_and_repeats(predict, x, passes, rng):
    """You ran the network {calls:.0f} time(s) and copied the outcome, so nothing can disagree. Each
    pass needs masks of its own, so it needs a call of its own.
    """
    predictions = np.stack([predict(x, rng)] * passes)
    return predictions.mean(axis=0), predictions.std(axis=0)


def returns_only_the_last_pass(predict, x, passes, rng):
    """Your mean is the last prediction: every round of the loop overwrites the one before. Where do
    you keep what the earlier passes said?
    """
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    return predictions[-1], predictions.std(axis=0)


def runs_one_pass_too_few(predict, x, passes, rng):
    """You ran {calls:.0f} passes instead of 6. How many rounds does your `range` make?"""
    predictions = np.stack([predict(x, rng) for _ in range(max(passes - 1, 1))])
    return predictions.mean(axis=0), predictions.std(axis=0)


def runs_one_pass_too_many(predict, x, passes, rng):
    """You ran {calls:.0f} passes instead of 6. How many rounds does your loop make, and is there a
    call before it?
    """
    predictions = np.stack([predict(x, rng) for _ in range(passes + 1)])
    return predictions.mean(axis=0), predictions.std(axis=0)


def divides_by_another_number(predict, x, passes, rng):
    """You ran 6 passes, and the sum of the predictions is not divided by 6. Mean and count belong
    together.
    """
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    return predictions.sum(axis=0) / (passes + 1), predictions.std(axis=0)


def forgets_to_divide(predict, x, passes, rng):
    """Your mean holds numbers that no probability can be: it is the *sum* of the passes."""
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    return predictions.sum(axis=0), predictions.std(axis=0)


def takes_the_median(predict, x, passes, rng):
    """You return the median of the passes. It does not sum to 1 over the classes; the mean of
    distributions is a distribution.
    """
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    return np.median(predictions, axis=0), predictions.std(axis=0)


def halves_its_way_forward(predict, x, passes, rng):
    """Your mean gives half of its weight to the last pass: `(mean + new) / 2` forgets the early
    ones. Add all of them up and divide once.
    """
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    mean = predictions[0]
    for prediction in predictions[1:]:
        mean = (mean + prediction) / 2
    return mean, predictions.std(axis=0)


def returns_the_variance(predict, x, passes, rng):
    """The mean is right; your second number is the variance. In which unit does one speak of how
    far predictions lie apart: in that of the predictions, or in its square?
    """
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    return predictions.mean(axis=0), predictions.var(axis=0)


def divides_by_one_less(predict, x, passes, rng):
    """Your deviations are {std_factor:.3f} times those asked for: they are divided by passes - 1.
    That estimates the spread behind a sample; here the passes themselves are described.
    """
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    return predictions.mean(axis=0), predictions.std(axis=0, ddof=1 if passes > 1 else 0)


def returns_the_standard_error(predict, x, passes, rng):
    """Your deviations are {std_factor:.3f} times those asked for: you divided by the root of the
    number of passes once more. That is how sure the *mean* is; the question is how far single
    passes disagree, and more passes do not make that smaller.
    """
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    return predictions.mean(axis=0), predictions.std(axis=0) / np.sqrt(passes)


def returns_the_mean_absolute_deviation(predict, x, passes, rng):
    """The mean is right. Your second number averages the deviations without squaring them, which
    gives less to passes that lie far off. Square, average, take the root.
    """
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    mean = predictions.mean(axis=0)
    return mean, np.abs(predictions - mean).mean(axis=0)


def returns_one_deviation_for_all(predict, x, passes, rng):
    """Your second number is the same for every class and example: a deviation over everything. How
    far the passes disagree differs from entry to entry, so average over the passes alone.
    """
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    return predictions.mean(axis=0), np.full(predictions.shape[1:], predictions.std())


def swaps_the_pair(predict, x, passes, rng):
    """What should be the mean is the deviation, and the other way round. In which order was the
    pair asked for?
    """
    predictions = np.stack([predict(x, rng) for _ in range(passes)])
    return predictions.std(axis=0), predictions.mean(axis=0)


def returns_the_mean_alone(predict, x, passes, rng):
    """One array came back where a pair was expected. Dropout at prediction is worth its price only
    for the second half: how far the passes disagree.
    """
    return np.stack([predict(x, rng) for _ in range(passes)]).mean(axis=0)


def hands_over_generators_of_its_own(predict, x, passes, rng):
    """The passes did not draw from the `rng` that you were given. Then nobody can repeat your run;
    hand `rng` on as it is, it moves forward with every draw.
    """
    predictions = np.stack([predict(x, np.random.default_rng(i)) for i in range(passes)])
    return predictions.mean(axis=0), predictions.std(axis=0)


def starts_the_same_generator_anew(predict, x, passes, rng):
    """Every pass came out the same: a generator made anew in each round starts from its seed, so
    all passes have the same masks. Hand on the `rng` that you were given.
    """
    predictions = np.stack([predict(x, np.random.default_rng(0)) for _ in range(passes)])
    return predictions.mean(axis=0), np.zeros(predictions.shape[1:])


def drops_from_the_input_itself(predict, x, passes, rng):
    """The network was not given `x` as it is. It drops its own units; you only have to ask it
    several times.
    """
    predictions = [predict(x * (rng.random(x.shape) >= 0.5), rng) for _ in range(passes)]
    return np.mean(predictions, axis=0), np.std(predictions, axis=0)


EXERCISE = Exercise(
    reference=monte_carlo_predict,
    measure=measure,
    hints=(
        (
            "Call `predict(x, rng)` in a loop and keep every answer. Does the second call "
            "give the same as the first?"
        ),
        (
            "Stacked, the answers have one axis more, and it comes first. Average over that "
            "one, so that the shape of a prediction is left."
        ),
    ),
    explanation=(
        "Every pass is one member of the ensemble. Their mean approaches the average over all"
        " subnetworks as the number of passes grows; their deviation does not shrink, because"
        " it says how much the members disagree. One generator, handed on, gives each pass "
        "new masks and the whole run a single seed."
    ),
    mistakes=(
        runs_once_and_repeats,
        returns_only_the_last_pass,
        runs_one_pass_too_few,
        runs_one_pass_too_many,
        divides_by_another_number,
        forgets_to_divide,
        takes_the_median,
        halves_its_way_forward,
        returns_the_variance,
        divides_by_one_less,
        returns_the_standard_error,
        returns_the_mean_absolute_deviation,
        returns_one_deviation_for_all,
        swaps_the_pair,
        returns_the_mean_alone,
        hands_over_generators_of_its_own,
        starts_the_same_generator_anew,
        drops_from_the_input_itself,
    ),
    setup="import numpy as np",
)
