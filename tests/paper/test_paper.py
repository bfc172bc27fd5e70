"""The counterparts: their words and numbers, their judgements, and their pictures."""

from dataclasses import replace

import numpy as np
import pytest

from dropout_course import paper
from dropout_course.data import digits
from dropout_course.experiments.counterparts import DROPOUT, KEEPS, PASSES, Size
from dropout_course.experiments.result import Result
from dropout_course.experiments.sweeps import NONE
from dropout_course.paper import COUNTERPARTS, SIZES, UnknownCounterpart, counterpart
from dropout_course.paper.model import REPRODUCES, Measured, findings

LABELS = tuple("1 pass" if k == 1 else f"{k} passes" for k in PASSES)
TINY = Size(shrink=128, seeds=2, steps=4, batch=20, examples=100, sizes=(20, 50, 100))


def result(settings: dict[str, float], positions=None) -> Result:
    """Return three seeds around given means."""
    values = np.array([[mean - 0.01, mean, mean + 0.01] for mean in settings.values()])
    return Result("test error", "%", tuple(settings), (0, 1, 2), values, 1.0, positions)


def as_published() -> dict[str, dict[str, Result]]:
    """Return curves in which everything is as the paper found it."""
    keeps = [f"keep {keep:g}" for keep in KEEPS]
    n_fixed = dict(zip(keeps, (9.0, 4, 1.1, 1.05, 1, 1.1, 1.5), strict=True))
    pn_fixed = dict(zip(keeps, (3.0, 2, 1.3, 1.1, 1, 1.2, 1.5), strict=True))
    passes = dict(zip(LABELS, (9.0, 5, 3, 2, 1.5, 1.1, 0.9), strict=True))
    sizes = ("a", "b", "c")
    return {
        "features": {"locality": result({NONE: 0.2, DROPOUT: 0.3})},
        "sparsity": {
            "mean activation": result({NONE: 2.0, DROPOUT: 0.7}),
            "zeros": result({NONE: 0.2, DROPOUT: 0.6}),
        },
        "rates": {"n fixed": result(n_fixed), "pn fixed": result(pn_fixed)},
        "data_sizes": {
            NONE: result(dict(zip(sizes, (20.0, 10, 2), strict=True))),
            DROPOUT: result(dict(zip(sizes, (20.0, 8, 1.5), strict=True))),
        },
        "monte_carlo": {"error": result({"scaling": 1.0} | passes)},
        "regularisers": {"error": result(dict(counterpart("regularisers").published.values))},
    }


@pytest.fixture(scope="module")
def measured() -> dict[str, Measured]:
    return {one.name: one.measure(digits(), TINY, None) for one in COUNTERPARTS}


@pytest.mark.parametrize("one", COUNTERPARTS, ids=lambda one: one.name)
def test_what_the_paper_found_reproduces_and_its_opposite_does_not(one):
    curves = as_published()[one.name]
    assert [found.words for found in findings(one, curves)] == ["✓ reproduces"] * len(
        one.directions
    )
    opposite = {
        label: replace(curve, values=curve.values.max() - curve.values)
        for label, curve in curves.items()
    }
    assert "✗ the other way round" in {found.words for found in findings(one, opposite)}


def test_noise_is_not_seen_rather_than_either():
    noise = Result("e", "", (NONE, DROPOUT), (0, 1, 2), np.array([[0, 1, 2], [1, 1, 1.0]]), 0)
    (found,) = findings(counterpart("features"), {"locality": noise})
    assert found.words == REPRODUCES["not seen here"]


@pytest.mark.parametrize("one", COUNTERPARTS, ids=lambda one: one.name)
def test_a_counterpart_measures_what_it_judges_and_draws(one, measured):
    mine = measured[one.name]
    assert len(findings(one, mine.curves)) == len(one.directions) > 0
    picture = one.draw(one, mine)
    assert picture.png().startswith(b"\x89PNG")
    assert one.title in str(picture)
    assert f"The paper, {one.published.source}: {one.published.says}" in str(picture)
    for setting, value in one.published.values.items():
        assert f"{setting} {value:g}" in str(picture)
    assert one.published.source.startswith(("section 7.", "table 9"))


def test_the_papers_numbers_stand_in_the_row_of_their_setting(measured):
    one = counterpart("regularisers")
    axes = one.draw(one, measured[one.name]).figure.axes[0]
    names = [text.get_text() for text in axes.get_yticklabels()]
    diamonds = {
        names[round(line.get_ydata()[0])]: line.get_xdata()[0]
        for line in axes.lines
        if line.get_marker() == "D"
    }
    assert diamonds == dict(one.published.values)


def test_what_the_paper_saw_somewhere_is_marked_there(measured):
    one = counterpart("rates")
    axes = one.draw(one, measured[one.name]).figure.axes[0]
    (words,) = one.published.places
    assert words in [text.get_text() for text in axes.texts]


def test_a_wide_range_of_errors_gets_a_logarithmic_scale():
    one = counterpart("rates")
    curves = as_published()["rates"]
    for factor, scale in ((1, "linear"), (10, "log")):
        grown = {
            label: replace(
                curve,
                values=curve.values * ([[factor]] + [[1]] * (len(KEEPS) - 1)),
                positions=KEEPS,
            )
            for label, curve in curves.items()
        }
        axes = one.draw(one, Measured(grown)).figure.axes[0]
        assert axes.get_yscale() == scale
        low, high = axes.get_ylim()
        assert low < 1 < 9 * factor < high


def test_features_are_drawn_for_both_kinds_of_network(measured):
    one = counterpart("features")
    panels = one.draw(one, measured[one.name]).figure.axes
    assert [axes.get_title() for axes in panels] == [NONE, DROPOUT]
    for axes in panels:
        mosaic = np.asarray(axes.images[0].get_array().filled(np.nan))
        assert np.nanmax(np.abs(mosaic)) == pytest.approx(1)


def test_a_counterpart_is_found_by_its_name():
    assert counterpart("rates").name == "rates"
    with pytest.raises(UnknownCounterpart, match="did you mean 'sparsity'"):
        counterpart("sparcity")
    with pytest.raises(UnknownCounterpart, match="there are: features, sparsity"):
        counterpart("42")


def test_every_size_fits_its_data():
    for (data, _), size in SIZES.items():
        pool = {"digits": len(digits().y_train), "mnist": 60_000}[data]
        assert max(*size.sizes, size.examples) <= pool
        assert len(size.sizes) > 2
    assert {name for name in paper.__all__ if not hasattr(paper, name)} == set()
