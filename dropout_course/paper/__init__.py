"""Srivastava et al., JMLR 15 (2014), section 7 and table 9, measured again on this machine.

>>> from dropout_course.data import digits
>>> from dropout_course.paper import SIZES, counterpart
>>> sparsity = counterpart("sparsity")
>>> measured = sparsity.measure(digits(), SIZES["digits", "quick"], None)
>>> sparsity.draw(sparsity, measured)  # doctest: +SKIP
"""

from __future__ import annotations

import difflib

from dropout_course.experiments.counterparts import Size
from dropout_course.paper.figures import COUNTERPARTS
from dropout_course.paper.model import Counterpart, Direction, Measured, Published

__all__ = ["COUNTERPARTS", "SIZES", "Counterpart", "Direction", "Measured", "Published", "Size"]
__all__ += ["UnknownCounterpart", "counterpart"]

MNIST_SIZES = (100, 500, 1000, 5000, 10_000, 50_000)  # as in the paper
DIGITS_SIZES = (20, 50, 100, 200, 500, 1000)
SIZES = {
    ("digits", "full"): Size(4, 5, 1000, 50, 500, DIGITS_SIZES),
    ("digits", "quick"): Size(16, 3, 300, 50, 500, DIGITS_SIZES),
    ("mnist", "full"): Size(3, 5, 3000, 100, 5000, MNIST_SIZES),
    ("mnist", "quick"): Size(8, 3, 600, 100, 5000, MNIST_SIZES),
}


class UnknownCounterpart(LookupError):  # noqa: N818 (its message is a sentence for the user)
    """There is no such counterpart."""


def counterpart(name: str) -> Counterpart:
    """Return a counterpart by its name.

    Raises
    ------
    UnknownCounterpart
        If there is none; the message suggests one.
    """
    names = [one.name for one in COUNTERPARTS]
    if name in names:
        return COUNTERPARTS[names.index(name)]
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}."
    raise UnknownCounterpart(f"There is no counterpart {name!r}; {hint}")
