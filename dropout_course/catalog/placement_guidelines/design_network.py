"""Design a network.

The last exercise is an open one: there is no right answer, only a bar to clear. Five hundred images
of digits are to be learned, a fifth of their labels is redrawn at random, and the test labels are
clean. A network without dropout learns the wrong labels by heart.

Return a design as a dictionary:

- `"hidden"`: the units of each hidden layer, as in `(128, 64)`; one to three layers, at most 512
  units in all.
- `"rates"`: the rate of the **input**, then one for each hidden layer, as in `(0.0, 0.3, 0.3)`;
  each at least 0 and below 1. The output is not dropped.
- `"l2"` and `"max_norm"`, if you like: the weight of an L2 penalty, and the limit of a max-norm
  constraint.

Your network is then trained with eight seeds and must misread at most **7.5 %** of the test images
on average. The same training is yours to play with:

```python
from dropout_course.data import digits
from dropout_course.network import Network, Setting, train

setting = Setting(input_rate=0.0, rate=(0.3, 0.3), examples=500, label_noise=0.2)
runs = train(digits(), setting, seeds=8, network=Network(hidden=(128, 64)))
100 * runs.test_error.mean()
```
"""

import functools
import math
import numbers

import numpy as np

from dropout_course.grading.attempt import Stopped
from dropout_course.grading.model import Exercise, Fact

BAR = 7.5
SEEDS = 8
MOST_UNITS, MOST_LAYERS = 512, 3
COLLAPSED = 50.0
TRAINABLE = "is a design that can be trained"
REACHES = f"misreads at most {BAR:g} % of the test images, on average over the seeds"


def design_network():
    """Return a design: widths, rates and, if you like, penalties."""
    ### BEGIN SOLUTION
    return {"hidden": (256,), "rates": (0.2, 0.5)}
    ### END SOLUTION


def measure(attempt):
    """Train the design, always with the same seeds, so that the verdict is the same for everyone.

    The mistakes are small networks: they are trained too, as soon as one attempt misses the bar.
    """
    design = attempt()
    problem, words = _problem(design)
    trainable = Fact("trainable", TRAINABLE, problem or "a design", "a design")
    if problem:
        raise Stopped(words, trainable, "failed")
    yield trainable
    hidden = tuple(int(units) for units in design["hidden"])
    rates = tuple(float(rate) for rate in design["rates"])
    max_norm = design.get("max_norm")
    limit = math.inf if max_norm is None else float(max_norm)
    error = _mean_error(hidden, rates, float(design.get("l2") or 0), limit)
    yield Fact("error", REACHES, error, 0.0, BAR)
    habit = "it works" if error <= BAR else _habit(hidden, rates, error)
    yield Fact("habit", REACHES, habit, "it works")


@functools.lru_cache(maxsize=64)
def _mean_error(hidden, rates, l2, max_norm):
    """Train a design and return the mean of its test errors in percent."""
    from dropout_course.data import digits
    from dropout_course.network import Network, Setting, train

    setting = Setting(
        rate=rates[1:],
        input_rate=rates[0],
        l2=l2,
        max_norm=max_norm,
        examples=500,
        label_noise=0.2,
    )
    runs = train(digits(), setting, seeds=SEEDS, network=Network(hidden=hidden))
    if runs.interrupted:
        raise KeyboardInterrupt
    error = 100 * float(runs.test_error.mean())
    # A network whose loss is no number guesses; ten classes are misread nine times in ten.
    return error if math.isfinite(error) else 90.0


def _problem(design):
    """Return why a design cannot be trained, as a word and as a sentence; empty where it can."""
    if not isinstance(design, dict) or not {"hidden", "rates"} <= set(design):
        got = str(list(design)) if isinstance(design, dict) else f"a {type(design).__name__}"
        return "no design", f'Expected a dictionary of "hidden" and "rates"; got {got:.60}.'
    unknown = set(design) - {"hidden", "rates", "l2", "max_norm"}
    if unknown:
        return "words", f"A design has no {sorted(map(str, unknown))}: see the four words above."
    for name, smallest in (("hidden", 1), ("rates", 0)):
        if not _numbers(design[name], smallest):
            return name, f'Expected "{name}" as a row of numbers; got `{design[name]!r:.60}`.'
    for name, least in (("l2", 0), ("max_norm", 1e-3)):
        value = design.get(name)
        if value is not None and not _numbers([value], least):
            return name, f'Expected "{name}" to be a positive number; got `{value!r:.60}`.'
    return _shape_problem(list(design["hidden"]), list(design["rates"]))


def _shape_problem(hidden, rates):
    if not 1 <= len(hidden) <= MOST_LAYERS or any(units != int(units) for units in hidden):
        wanted = f"one to {MOST_LAYERS} hidden layers of whole units"
        return "layers", f"Expected {wanted}; got {hidden}."
    if sum(hidden) > MOST_UNITS:
        return "units", f"{hidden} are {sum(hidden)} units; at most {MOST_UNITS} are allowed."
    if max(rates) >= 1:
        return "certain", f"Expected rates below 1; got {rates}: who drops all says nothing."
    more = len(rates) - len(hidden) - 1
    words = f"Expected {len(hidden) + 1} rates for this design; got {len(rates)}."
    return (f"{more:+d} rates" if more else ""), words


def _numbers(values, least):
    row = isinstance(values, list | tuple | np.ndarray) and len(values) > 0
    return row and all(
        isinstance(value, numbers.Real) and math.isfinite(value) and value >= least
        for value in values
    )


def _habit(hidden, rates, error):
    """Name the habit that a design which misses the bar shows most."""
    heaviest = max(rates[1:])
    habits = {
        "hardly learns": error > COLLAPSED and max(rates) >= 0.65,
        "drops nothing": max(rates) == 0,
        "drops much of the input": rates[0] >= 0.35,
        "thins out narrow layers": min(hidden) <= 32 and heaviest >= 0.3,
        "drops much of a hidden layer": heaviest >= 0.65,
        "drops little anywhere": max(rates) <= 0.25,
        "drops late only": rates[0] < 0.1 and rates[-1] - rates[1] >= 0.15,
        "spares the input": rates[0] < 0.05,
    }
    return next((habit for habit, shown in habits.items() if shown), "none that is known")


def drops_nothing():
    """Your network misreads {error:.1f} % of the test images: it drops nothing, and learns the
    wrong labels by heart. Where would you begin?
    """
    return {"hidden": (128,), "rates": (0.0, 0.0)}


def drops_half_of_the_input():
    """Your network misreads {error:.1f} %. Much of the input is gone before the first layer sees
    it, and an image has only 64 pixels: what is lost here, no layer can bring back.
    """
    return {"hidden": (128,), "rates": (0.5, 0.5)}


def thins_out_a_narrow_layer():
    """Your network misreads {error:.1f} %. Of a narrow layer only a handful of units is left at
    each step. What did the paper advise about the width of a layer with dropout?
    """
    return {"hidden": (16,), "rates": (0.1, 0.5)}


def drops_too_much():
    """Your network misreads {error:.1f} %. Where it drops most, so little gets through that it
    learns slowly and too simply; with several layers the noise adds up besides. What would you
    lower first?
    """
    return {"hidden": (128,), "rates": (0.2, 0.9)}


def drops_until_nothing_is_learned():
    """Your network misreads {error:.1f} %: it hardly learns. So many units are dropped that next to
    nothing of an image reaches the end, whatever the weights.
    """
    return {"hidden": (16,), "rates": (0.2, 0.9)}


def is_too_timid():
    """Your network misreads {error:.1f} %. It drops a little, which helps a little: with a fifth of
    the labels wrong, there is more to be forgotten. Which rates does the paper begin with?
    """
    return {"hidden": (128,), "rates": (0.0, 0.1)}


def drops_late_only():
    """Your network misreads {error:.1f} %. It drops little early and more late, as note 4 advises;
    but the layers that drop little are free to learn the wrong labels. What does the reverse order
    do?
    """
    return {"hidden": (96, 64), "rates": (0.0, 0.1, 0.5)}


def spares_the_input():
    """Your network misreads {error:.1f} %. Its hidden layers drop, its input does not: what is
    learned by heart begins with single pixels. Would a little dropout there help, or much more of
    it in a wider layer?
    """
    return {"hidden": (128,), "rates": (0.0, 0.5)}


def drops_the_output():
    """There is a rate too many: one for the input and one for each hidden layer, and none for the
    output. A class that is dropped cannot be right.
    """
    return {"hidden": (256,), "rates": (0.2, 0.5, 0.1)}


def forgets_the_input():
    """There is a rate too few: the first of the rates is that of the input, even where it is 0."""
    return {"hidden": (256, 128), "rates": (0.5, 0.3)}


def builds_too_large():
    """Your hidden layers have more units than are allowed. More width can afford more dropout, but
    here 512 units must do.
    """
    return {"hidden": (1024, 512), "rates": (0.2, 0.5, 0.5)}


EXERCISE = Exercise(
    reference=design_network,
    measure=measure,
    praise="Your network misreads {error:.1f} % of the test images. Every check passed.",
    hints=(
        (
            "Begin with the paper: which rate does it advise for images as input, which for "
            "hidden layers?"
        ),
        (
            "One change at a time. Train a design yourself, with the lines above, and look at"
            " the mean over the seeds, not at one of them."
        ),
        (
            "One wide layer is easier to get right than three narrow ones: what is dropped in"
            " one layer is noise for all that follow."
        ),
    ),
    explanation=(
        "These are the paper's own rates, .2 for the input and .5 for a hidden layer, on one "
        "wide layer. Many other designs clear the bar: a wider layer with a higher rate and "
        "little or no dropout on the input, or two layers with less in each. On clean labels "
        "the differences would be small: how much dropout is right depends on how much there "
        "is to be forgotten."
    ),
    mistakes=(
        drops_nothing,
        drops_half_of_the_input,
        thins_out_a_narrow_layer,
        drops_too_much,
        drops_until_nothing_is_learned,
        is_too_timid,
        drops_late_only,
        spares_the_input,
        drops_the_output,
        forgets_the_input,
        builds_too_large,
    ),
)
