"""What can be measured of a dropout layer through its inputs and outputs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from dropout_course.grading.attempt import Attempt, Stream
from dropout_course.grading.masks import (
    count_fact,
    draw_masks,
    mask_facts,
    share_fact,
    share_margin,
    stream_facts,
)
from dropout_course.grading.model import Fact
from dropout_course.grading.values import edge_fact, error_fact, shape_fact

# Neither is .5, where dropping and keeping look the same, and neither is the other's complement.
RATE, HIGH_RATE = 0.3, 0.8
FACTOR_TOLERANCE = 1e-5
QUARTILE_TOLERANCE = 0.04
# Small enough to be quick; large enough for every bound on a mask to tell right from wrong.
SHAPE = (150, 160)
# For what takes fewer draws, such as comparing masks: see `count_fact` for how many these must be.
FEW = 40

Factor = Callable[[float], float]


def layer_facts(
    attempt: Attempt,
    *,
    training: Factor,
    evaluation: Factor,
    shape: tuple[int, ...] = SHAPE,
    shared: tuple[int, ...] = (),
) -> Iterator[Fact]:
    """Measure a layer ``f(x, rate, rng, training=True)``.

    Parameters
    ----------
    attempt
        The layer.
    training, evaluation
        The factor that a surviving unit, or every unit at evaluation, is multiplied with, as a
        function of the rate.
    shape
        Shape of the input: examples first, units last.
    shared
        Axes along which the mask is one and the same.

    Yields
    ------
    Fact
        The most telling first.
    """
    x = inputs(attempt.rng, shape)
    stream = attempt.stream()
    output = attempt.array(x, RATE, stream, shape=shape)
    # What is dropped together counts as one draw: then a part would hold too few of them.
    part = x if shared else x[:FEW]
    masks = draw_masks(lambda rate: attempt.array(part, rate, stream, shape=part.shape) == 0, RATE)
    dropped = output == 0
    yield from _chance_facts(x, dropped, math.prod(shape[axis] for axis in shared))
    if shared:
        every = (dropped, *masks)
        together = all(bool(np.all(m.all(axis=shared) | ~m.any(axis=shared))) for m in every)
        yield Fact("together", "drops what belongs together as one", together, True)
        dropped, *masks = (np.asarray(mask.all(axis=shared)) for mask in every)
    yield from mask_facts(dropped, RATE)
    yield count_fact(masks)
    yield factor_fact("factor", "scales what survives", x, output, training(RATE))
    yield from quartile_facts("factor", "scales what survives", x, output, training(RATE))
    seed = stream.seed + 1
    again = [attempt.array(part, RATE, Stream(seed), shape=part.shape) for _ in range(2)]
    yield from stream_facts(masks, again)
    yield attempt.own_generator()
    high = attempt.array(part, HIGH_RATE, attempt.stream(), shape=part.shape)
    dropped = (high == 0).all(axis=shared) if shared else high == 0
    yield share_fact("zeros_high", dropped, HIGH_RATE)
    yield factor_fact("factor_high", "scales what survives", part, high, training(HIGH_RATE))
    stream = attempt.stream()
    evaluated = attempt.array(part, RATE, stream, training=False, shape=part.shape)
    check = "drops nothing at evaluation, and scales as it should"
    yield factor_fact("evaluation", check, part, evaluated, evaluation(RATE), zeros=True)
    yield from quartile_facts("evaluation", check, part, evaluated, evaluation(RATE), zeros=True)
    yield from edge_facts(attempt, x)
    if not shared:
        for name, other in (("row", x[0]), ("stack", x[:4].reshape(2, 2, -1))):
            check = "takes an input of any shape"
            stream = attempt.stream()
            yield shape_fact(
                f"shape_{name}", check, attempt, other, RATE, stream, expected=other.shape
            )
    yield attempt.unchanged()


def edge_facts(attempt: Attempt, x: np.ndarray) -> Iterator[Fact]:
    """Measure rates 0 and 1, rates that are none, and the type of the output."""
    x = x[:4]
    yield edge_fact(
        "rate_zero", "changes nothing at rate 0", attempt, x, 0.0, attempt.stream(), expected=x
    )
    yield edge_fact(
        "rate_one",
        "gives zeros at rate 1",
        attempt,
        x,
        1.0,
        attempt.stream(),
        expected=np.zeros_like(x),
    )
    for name, rate in (("rate_percent", 30), ("rate_above", 1.2), ("rate_negative", -0.1)):
        check = "refuses a rate outside of 0 to 1"
        yield error_fact(name, check, attempt, x, rate, attempt.stream())
    value = attempt(x.astype(np.float32), RATE, attempt.stream())
    yield Fact("dtype", "keeps the input's dtype", str(np.asarray(value).dtype), "float32")


def inputs(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Draw inputs of both signs and all sizes, none of them near zero."""
    values = rng.normal(size=shape)
    # So that a zero in the output is a dropped unit.
    return values + np.copysign(0.1, values)


def _chance_facts(x: np.ndarray, dropped: np.ndarray, together: int) -> Iterator[Fact]:
    """Measure whether the value of a unit has a say in whether it is dropped.

    The shares of two parts differ by less than the sum of their margins; `together` entries that
    share one draw count as one.
    """
    check = "drops by chance, whatever the value"
    large = np.abs(x) > np.abs(x).mean()
    share = np.count_nonzero(dropped) / dropped.size
    for name, part in (("positives", x > 0), ("large", large)):
        size, hits = np.count_nonzero(part), np.count_nonzero(dropped & part)
        others = part.size - size
        inside, outside = hits / size, (np.count_nonzero(dropped) - hits) / others
        margin = sum(share_margin(share, int(n // together)) for n in (size, others))
        biased = bool(abs(inside - outside) > margin)
        yield Fact(f"{name}_differ", check, biased, False)


def factor_fact(
    name: str, check: str, x: np.ndarray, y: np.ndarray, expected: float, *, zeros: bool = False
) -> Fact:
    """Measure the factor between input and output, of the survivors or (`zeros`) of all units."""
    ratios = y / x
    counted = np.full(y.shape, True) if zeros else y != 0
    factors = ratios[counted]
    got: float | str
    if not factors.size:
        got = "nothing survives"
    elif not np.isfinite(factors).all():
        got = "NaN or infinity"
    elif np.ptp(factors) <= FACTOR_TOLERANCE * max(1.0, np.abs(factors).max()):
        got = float(factors.mean())
    elif _varies(ratios.reshape(len(x), -1), counted.reshape(len(x), -1)):
        got = "a different factor for each unit"
    else:
        got = "a different factor for each example"
    return Fact(name, check, got, expected, FACTOR_TOLERANCE * max(1.0, expected))


def quartile_facts(
    name: str, check: str, x: np.ndarray, y: np.ndarray, expected: float, *, zeros: bool = False
) -> Iterator[Fact]:
    """Measure quartiles of the factors, which tell one kind of varying factors from another."""
    ratios = y / x if zeros else (y / x)[y != 0]
    quartiles = np.quantile(ratios, (0.25, 0.75)) if ratios.size else (0.0, 0.0)
    for quartile, got in zip(("lower", "upper"), map(float, quartiles), strict=True):
        # Wide enough for two learners whose factors are random in the same way.
        tolerance = QUARTILE_TOLERANCE * max(1.0, abs(got), expected)
        yield Fact(f"{name}_{quartile}", check, got, expected, tolerance)


def _varies(rows: np.ndarray, counted: np.ndarray) -> bool:
    """Whether any row holds more than one value where it is counted."""
    highest = rows.max(axis=1, where=counted, initial=-np.inf)
    lowest = rows.min(axis=1, where=counted, initial=np.inf)
    size = np.abs(rows).max(where=counted, initial=1.0)
    # A row in which nothing is counted has no highest value, and does not vary.
    return bool((highest - lowest > FACTOR_TOLERANCE * size).any())
