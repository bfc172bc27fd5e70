import numpy as np
import pytest

from dropout_course.explorers import explore
from dropout_course.explorers.checks import RefusedError
from dropout_course.explorers.placement import follows_note
from dropout_course.explorers.stored import stored


def test_the_errors_are_the_stored_counts():
    data = stored("placement")
    picture = explore.placement(rates=[0.1, 0.2, 0.4, 0.6], noise=0.2)
    assert picture.errors() == pytest.approx(
        100 * np.array(data["misread"][1][1][1][2][3]) / data["tested"]
    )


def test_no_dropout_gains_nothing():
    picture = explore.placement(rates=[0, 0, 0, 0])
    assert not picture.gains().any()
    assert picture.half_width(picture.gains()) == 0


def test_the_interval_is_that_of_student():
    from scipy.stats import t

    picture = explore.placement()
    errors = picture.errors()
    low, high = t.interval(0.95, len(errors) - 1, errors.mean(), errors.std(ddof=1) / 5**0.5)
    assert picture.half_width(errors) == pytest.approx((high - low) / 2, rel=1e-4)


def test_the_tables_of_the_notes():
    assert follows_note([0.2, 0.4, 0.4, 0.4], "note 2")
    assert not follows_note([0.2, 0.4, 0.4, 0.4], "note 4")
    assert follows_note([0.2, 0.4, 0.4, 0.6], "note 4")
    assert "in the table of note 4." in explore.placement(rates=[0.2, 0.4, 0.4, 0.6]).describe()


@pytest.mark.parametrize("rates", [[0, 0, 0], [0.3, 0, 0, 0], [0, 0.5, 0, 0], "0000", 0.2])
def test_what_was_not_measured_is_refused(rates):
    with pytest.raises(RefusedError, match="rates is "):
        explore.placement(rates=rates)
