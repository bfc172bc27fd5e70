"""Interactive pictures, one for each lesson.

>>> from dropout_course.explorers import explore
>>> picture = explore.network()
>>> picture.rate = 0.5
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dropout_course.explorers.network import Network


class _Explore:
    """The interactive pictures; each method makes one, from its first state if one is given."""

    def network(self, **state: Any) -> Network:
        """Make a trained network on a real digit, whose units drop."""
        from dropout_course.explorers.network import Network

        return Network(**state)


explore = _Explore()
