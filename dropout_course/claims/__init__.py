"""The ledger: what the notes claim of dropout, and what an experiment on this machine says of it.

>>> from dropout_course.claims import claim
>>> claim("expectation_kept").measure(seeds=5).verdict
'supported'
"""

from __future__ import annotations

import difflib

from dropout_course.claims import advice, effects, mechanism
from dropout_course.claims.model import Claim, Equals, Greater, Measurement

__all__ = ["CLAIMS", "Claim", "Equals", "Greater", "Measurement", "claim"]

CLAIMS: tuple[Claim, ...] = tuple(
    sorted((*mechanism.CLAIMS, *effects.CLAIMS, *advice.CLAIMS), key=lambda claim: claim.number)
)


class UnknownClaim(LookupError):  # noqa: N818 (its message is a sentence for the learner)
    """There is no such claim."""


def claim(which: str | int) -> Claim:
    """Return a claim by its name or its number.

    Raises
    ------
    UnknownClaim
        If there is none; the message suggests one.
    """
    for one in CLAIMS:
        if which in (one.name, one.number):
            return one
    names = [one.name for one in CLAIMS]
    near = difflib.get_close_matches(str(which), names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"they are numbered 1 to {len(CLAIMS)}."
    raise UnknownClaim(f"There is no claim {which!r}; {hint}")
