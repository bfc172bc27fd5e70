"""From facts to checks, and from facts to the mistake that was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from dropout_course.grading.model import CheckResult, Fact, Measured, Mistake, close

SHOWN_TOLERANCE = 1e-6  # a smaller one is rounding, of no interest to a learner


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
    expected, got, place = fact.expected, fact.got, ""
    if isinstance(expected, np.ndarray) and isinstance(got, np.ndarray):
        if expected.shape != got.shape:
            return f"shape {expected.shape}", f"shape {got.shape}"
        wrong = ~np.isclose(got, expected, rtol=0, atol=fact.tolerance, equal_nan=True)
        if not wrong.any():
            return "as computed by hand", "the same"
        index = tuple(int(i) for i in np.argwhere(wrong)[0])
        expected, got = float(expected[index]), float(got[index])
        place = f" at [{', '.join(map(str, index))}]" if index else ""
    margin = f" ± {fact.tolerance:.2g}" if fact.tolerance > SHOWN_TOLERANCE and not place else ""
    # Enough digits to see the difference, and no more.
    words = [(_value(expected, digits), _value(got, digits)) for digits in (4, 8, 17)]
    wanted, came = next((pair for pair in words if pair[0] != pair[1]), words[0])
    return f"{wanted}{margin}{place}", f"{came}{place}"


def _value(value: Measured, digits: int) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return f"{float(value):.{digits}g}"


def recognise(
    facts: Sequence[Fact], candidates: Iterable[tuple[Mistake, Sequence[Fact]]]
) -> Mistake | None:
    """Find the mistake that explains most of what is wrong with an attempt.

    A mistake matches an attempt when every fact in which it differs from a right answer came out
    the same in the attempt; facts at the edges count only for a mistake that shows nowhere else,
    and otherwise decide between mistakes that are alike. What the sentence of the mistake mentions
    must be the same in any case, or it would not be true. Of those that match, the one that
    explains the most is taken, so that an attempt that makes two known mistakes is told of the
    graver one first. Where something is wrong that none of them explains, nothing is recognised: an
    attempt that only resembles a mistake must not be told that it made it.

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
    measured = {fact.name: fact for fact in facts}

    def seen(fact: Fact) -> bool:
        same = measured.get(fact.name)
        return same is not None and same.holds == fact.holds and _alike(fact, same)

    best, most, explained = None, (False, 0, 0), set[str]()
    for mistake, own in candidates:
        telling, edges = telling_facts(own)
        claimed = [fact for fact in own if fact.name in mistake.mentioned]
        if not telling or not all(seen(fact) for fact in (*telling, *claimed)):
            continue
        explained |= {fact.name for fact in telling}
        agreeing = sum(1 if seen(fact) else -1 for fact in edges)
        weight = (not telling[0].edge, len(telling), agreeing)
        if weight > most:
            best, most = mistake, weight
    wanting = {fact.name for fact in telling_facts(facts)[0]}
    return best if wanting <= explained else None


def telling_facts(facts: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Return the facts that a mistake is recognised by, and those that only decide a draw."""
    failed = [fact for fact in facts if not fact.holds]
    edges = [fact for fact in failed if fact.edge]
    central = [fact for fact in failed if not fact.edge]
    return (central, edges) if central else (edges, [])


def _alike(first: Fact, second: Fact) -> bool:
    # Two independent measurements of the same thing differ by up to both their margins.
    return close(first.got, second.got, 2 * max(first.tolerance, second.tolerance))
