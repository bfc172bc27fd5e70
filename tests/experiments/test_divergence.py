"""A training that diverges, or is interrupted, is told in the Result and never hidden."""

from dataclasses import replace

import numpy as np
import pytest

from dropout_course.experiments import ensembles, representations, scaling, sweeps, uncertainty
from dropout_course.network import Network, Setting, train

PLAIN = uncertainty.PLAIN
SEEDS = 3
TOO_LONG = 1e30


@pytest.fixture
def diverging(monkeypatch):
    """Let every training with dropout diverge for its first seed."""

    def let(data, settings, seeds, network=None, **how):
        settings = [settings] if isinstance(settings, Setting) else list(settings)
        small = replace(
            network or Network(), hidden=tuple(10 for _ in (network or Network()).hidden)
        )
        runs = train(data, settings, seeds, small, **(how | {"steps": 3}))
        wild = [replace(one, learning_rate=TOO_LONG) if one.rate else one for one in settings]
        other = train(data, wild, seeds, small, **(how | {"steps": 3}))
        measured = runs.measured.copy()
        measured[: len(settings)] = other.measured[: len(settings)]
        return replace(runs, measured=measured)

    for module in (sweeps, representations, ensembles, scaling, uncertainty):
        monkeypatch.setattr(module, "train", let)


def lost(result) -> list[list[bool]]:
    return np.isnan(result.values).tolist()


ONLY_DROPOUT = [[False] * SEEDS, [True, False, False]]
ALL = [[True, False, False]] * 2


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (lambda: sweeps.rates((0.0, 0.5), SEEDS), ONLY_DROPOUT),
        (lambda: representations.correlations(SEEDS), ONLY_DROPOUT),
        (lambda: representations.sparsity(SEEDS), ONLY_DROPOUT),
        (lambda: representations.ablation((0.0, 0.5), SEEDS)["none"], [[False] * SEEDS] * 2),
        (lambda: representations.ablation((0.0, 0.5), SEEDS)["dropout"], ALL),
        (lambda: ensembles.subnetworks(SEEDS), ALL),
        (lambda: ensembles.averages(SEEDS), ALL),
        (lambda: ensembles.mask_sharing_error(SEEDS), ALL),
        (lambda: ensembles.monte_carlo((1,), SEEDS)[1], ALL),
        (lambda: scaling.scalings(seeds=SEEDS).error, ALL * 2),
        (lambda: scaling.scalings(seeds=SEEDS).loss, ALL * 2),
        (lambda: uncertainty.error_detection(uncertainty.doubts(SEEDS)), ALL),
        (lambda: uncertainty.foreign_images(uncertainty.doubts(SEEDS)), ALL * 2),
        (lambda: uncertainty.rejection(uncertainty.doubts(SEEDS), (0.0, 0.1))[PLAIN], ALL),
        (lambda: uncertainty.calibration_error(uncertainty.doubts(SEEDS)), ALL),
    ],
    ids=["rates", "correlations", "sparsity", "plain", "ablation", "subnetworks", "averages",
         "mask sharing", "monte carlo", "scaled error", "scaled loss", "mistakes", "foreign",
         "rejection", "calibration"],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:invalid value")
def test_what_rests_on_a_diverged_training_is_nan_and_said_so(diverging, measure, expected):
    result = measure()
    assert lost(result) == expected
    assert any(note.startswith(f"1 of {SEEDS} trainings diverged") for note in result.notes)


def test_a_gain_over_a_diverged_training_is_no_gain(diverging):
    gains = sweeps.widths((16, 32), SEEDS)
    assert lost(gains) == ALL
    assert "1 of 3 trainings diverged: dropout." in gains.notes


def test_an_interrupted_training_says_how_many_seeds_it_has(monkeypatch):
    def interrupted(*arguments, **how):
        return replace(train(*arguments, **(how | {"steps": 3})), interrupted=True)

    monkeypatch.setattr(sweeps, "train", interrupted)
    result = sweeps.rates((0.0,), SEEDS, hidden=(8,))
    assert result.notes == ("Interrupted: only the 3 seeds that were finished.",)
