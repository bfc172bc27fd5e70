"""From facts to checks, and from facts to the mistake that was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from dropout_course.grading.model import CheckResult, Fact, Measured, Mistake, close


def checks_of(facts: Iterable[Fact]) -> list[CheckResult]:
    """Group facts into checks, in the order in which they first appear.

    A check passes when all its facts hold; a failed one shows its first fact that does not.
    """
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.check, []).append(fact)
    results = []
    for check, members in groups.items():
        telling = next((fact for fact in members if not fact.holds), members[0])
        expected, got = in_words(telling)
        results.append(CheckResult(check, telling.holds, expected, got))
    return results


def in_words(fact: Fact) -> tuple[str, str]:
    """Return what was expected and what came; of arrays, at the first place that differs."""
    expected, got = fact.expected, fact.got
    if isinstance(expected, np.ndarray) and isinstance(got, np.ndarray) and expected.ndim:
        if expected.shape != got.shape:
            return f"shape {expected.shape}", f"shape {got.shape}"
        wrong = ~np.isclose(got, expected, rtol=0, atol=fact.tolerance, equal_nan=True)
        if not wrong.any():
            return "as computed by hand", "the same"
        place = tuple(int(i) for i in np.argwhere(wrong)[0])
        index = ", ".join(map(str, place))
        return f"{_value(expected[place])} at [{index}]", f"{_value(got[place])} at [{index}]"
    margin = f" ± {fact.tolerance:.2g}" if fact.tolerance > 1e-6 else ""
    return f"{_value(expected)}{margin}", _value(got)


def _value(value: Measured) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return f"{float(value):.4g}"


def recognise(
    facts: Sequence[Fact], candidates: Iterable[tuple[Mistake, Sequence[Fact]]]
) -> Mistake | None:
    """Find the mistake that explains most of what is wrong with an attempt.

    A mistake explains an attempt when every fact in which it differs from a right answer came out
    the same in the attempt. Of several, the one that explains the most facts is taken: an attempt
    that makes two mistakes is told of the graver one first, and one that only resembles a mistake
    is told of none. A mistake that explains less than half of what failed is not named either: a
    wrong diagnosis is worse than none.

    Parameters
    ----------
    facts
        Those of the attempt.
    candidates
        Each mistake with its own facts, measured the same way.

    Returns
    -------
    Mistake or None
    """
    failed = {fact.name: fact for fact in facts if not fact.holds}
    best, most = None, (len(failed) - 1) // 2
    for mistake, own in candidates:
        differing = [fact for fact in own if not fact.holds]
        if len(differing) > most and all(
            fact.name in failed and _alike(fact, failed[fact.name]) for fact in differing
        ):
            best, most = mistake, len(differing)
    return best


def _alike(first: Fact, second: Fact) -> bool:
    # Two independent measurements of the same thing differ by up to both their margins.
    return close(first.got, second.got, 2 * max(first.tolerance, second.tolerance))
