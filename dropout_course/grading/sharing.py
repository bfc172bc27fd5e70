"""What can be measured of a mask that several values share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dropout_course.grading.model import Fact


def sharing_fact(
    name: str, check: str, dropped: np.ndarray, axes: Sequence[str], expected: str
) -> Fact:
    """Measure along which axes a mask is one and the same.

    Parameters
    ----------
    name, check
        As in :class:`~dropout_course.grading.model.Fact`.
    dropped : ndarray of bool
        True where a value is dropped. Large enough that independent draws never agree along an
        axis: with n groups of m draws at keep q they do with probability ``(q**m + p**m)**n``.
    axes
        A word for each axis, such as ``("batch", "height", "width", "channels")``.
    expected
        The words of the axes that share one draw, in order, joined by commas.
    """
    shared = [
        word
        for axis, word in enumerate(axes)
        if np.array_equal(dropped.any(axis=axis), dropped.all(axis=axis))
    ]
    return Fact(name, check, ", ".join(shared) or "no axis", expected)
