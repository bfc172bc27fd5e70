"""Interactive pictures, one for each lesson.

>>> from dropout_course.explorers import explore
>>> picture = explore.network()
>>> picture.rate = 0.5
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dropout_course.explorers.ensemble import Ensemble
    from dropout_course.explorers.moments import Moments
    from dropout_course.explorers.network import Network
    from dropout_course.explorers.placement import Placement
    from dropout_course.explorers.study_group import StudyGroup
    from dropout_course.explorers.training import Training


class _Explore:
    """The interactive pictures; each method makes one, from its first state if one is given."""

    def study_group(self, **state: Any) -> StudyGroup:
        """Make a study group: mute members in practice, sit the exam without some."""
        from dropout_course.explorers.study_group import StudyGroup

        return StudyGroup(**state)

    def moments(self, **state: Any) -> Moments:
        """Make one unit's input over many masks: mean and variance, drawn and by the formula."""
        from dropout_course.explorers.moments import Moments

        return Moments(**state)

    def network(self, **state: Any) -> Network:
        """Make a trained network on a real digit, whose units drop."""
        from dropout_course.explorers.network import Network

        return Network(**state)

    def ensemble(self, **state: Any) -> Ensemble:
        """Make all subnetworks of a small network: what they predict, what their means become."""
        from dropout_course.explorers.ensemble import Ensemble

        return Ensemble(**state)

    def training(self, **state: Any) -> Training:
        """Make learning curves over seeds, measured at every rate and share of noisy labels."""
        from dropout_course.explorers.training import Training

        return Training(**state)

    def placement(self, **state: Any) -> Placement:
        """Make a rate for each layer, with the measured test error of every combination."""
        from dropout_course.explorers.placement import Placement

        return Placement(**state)


explore = _Explore()
