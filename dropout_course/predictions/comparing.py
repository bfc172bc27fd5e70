"""A prediction as a learner sees it after the experiment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dropout_course.display.bundle import Bundle, mimebundle
from dropout_course.display.page import inline
from dropout_course.predictions.model import (
    Comparison,
    Event,
    Prediction,
    commitment_of,
    interval_of,
    was_compared,
)
from dropout_course.predictions.predicting import in_words, option_in_words

OnCompare = Callable[[Comparison], None]

# A shape and a word for each way in which it can end.
ENDINGS = {
    True: ("passed", "✓ It came true"),
    False: ("failed", "✗ It came out otherwise"),
    None: ("not-attempted", "○ Undecided: the interval reaches over more than one option"),
}

ROUNDING = 1e-12  # smaller numbers are those of the processor, not of the experiment


@dataclass(frozen=True)
class Compared:
    """A comparison as text and as HTML."""

    comparison: Comparison

    def __str__(self) -> str:
        """Return the comparison as plain text."""
        return "\n\n".join([self._ending()[1], *self._lines()])

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        kind, words = self._ending()
        lines = "".join(f"<p>{inline(line)}</p>" for line in self._lines())
        html = f'<div class="dropout-report dropout-{kind}"><p><strong>{words}</strong></p>{lines}'
        return mimebundle(str(self), f"{html}</div>")

    def _ending(self) -> tuple[str, str]:
        if self.comparison.commitment is None:
            return "not-attempted", "○ No prediction was made"
        return ENDINGS[self.comparison.came_true]

    def _lines(self) -> list[str]:
        found = self.comparison
        prediction = found.prediction
        low, high = (
            f"{end if abs(end) > ROUNDING else 0.0:.3g}" for end in (found.low, found.high)
        )
        value = low if low == high else f"{low} to {high}"
        came = " or ".join(option_in_words(prediction, letter) for letter in found.options)
        lines = [f"Measured, {prediction.quantity}: {value}. That is {came}."]
        if found.commitment:
            lines.append(f"{in_words(prediction, found.commitment)}.")
        return lines


def compare(
    prediction: Prediction, measured: object, events: Sequence[Event], on_compare: OnCompare
) -> Compared:
    """Hold a prediction against what was measured.

    Parameters
    ----------
    prediction
        What was asked.
    measured
        An interval with `low` and `high`, a pair of numbers, or one number.
    events
        The learner's record so far.
    on_compare
        Called with the first comparison that has a prediction to compare.

    Raises
    ------
    TypeError
        If `measured` is no number and no interval.
    """
    belief = commitment_of(prediction.name, events)
    comparison = Comparison(prediction, *interval_of(measured), belief)
    if belief and not was_compared(prediction.name, events):
        on_compare(comparison)
    return Compared(comparison)
