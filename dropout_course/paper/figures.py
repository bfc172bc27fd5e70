"""The six counterparts, each with the paper's own numbers, typed here and nowhere else."""

from __future__ import annotations

import numpy as np

from dropout_course.data import Dataset
from dropout_course.experiments import autoencoder, counterparts
from dropout_course.experiments.counterparts import DROPOUT, Size
from dropout_course.experiments.published import (
    FIGURE_8,
    FIGURE_9A_FLAT,
    FIGURE_11_PASSES,
    TABLE_9,
)
from dropout_course.experiments.result import Difference, paired
from dropout_course.experiments.sweeps import NONE
from dropout_course.paper.model import Counterpart, Curves, Direction, Measured, Published
from dropout_course.paper.pictures import features, settings, sweeps
from dropout_course.validation import Floats

AUTOENCODER_UNITS = 256
FEATURES_SHOWN = 24
LOCALITY, RECONSTRUCTION = "locality", "reconstruction"
MEAN, ZEROS = "mean activation", "zeros"
N_FIXED, PN_FIXED = "n fixed", "pn fixed"
ERROR, LOSS = "error", "loss"
SPARSITY = "L2 + KL-sparsity"


def _trained(data: Dataset, size: Size, bar: str | None) -> autoencoder.Autoencoders:
    return autoencoder.autoencoders(
        data, AUTOENCODER_UNITS, size.seeds, steps=size.steps, progress=bar
    )


def _features(data: Dataset, size: Size, bar: str | None) -> Measured:
    trained = _trained(data, size, bar)
    curves = {
        LOCALITY: autoencoder.locality(trained),
        RECONSTRUCTION: autoencoder.reconstruction(trained),
    }
    first = trained.features[:, 0, :FEATURES_SHOWN]
    return Measured(curves, dict(zip((NONE, DROPOUT), first, strict=True)))


def _sparsity(data: Dataset, size: Size, bar: str | None) -> Measured:
    mean, zeros = autoencoder.activity(_trained(data, size, bar))
    return Measured({MEAN: mean, ZEROS: zeros})


def _rates(data: Dataset, size: Size, bar: str | None) -> Measured:
    return Measured(
        {
            N_FIXED: counterparts.rates_with_n_fixed(data, size, bar),
            PN_FIXED: counterparts.rates_with_pn_fixed(data, size, bar),
        }
    )


def _monte_carlo(data: Dataset, size: Size, bar: str | None) -> Measured:
    error, loss = counterparts.monte_carlo(data, size, bar)
    return Measured({ERROR: error, LOSS: loss})


def _keep(curves: Curves, curve: str, keep: float) -> Floats:
    return curves[curve].of(f"keep {keep:g}")


def _gains(curves: Curves) -> Floats:
    """Return what dropout gains, in points, shape (sizes of the training set, seeds)."""
    return curves[NONE].values - curves[DROPOUT].values


def _between(label: str, first: str, second: str, sentence: str) -> Direction:
    return Direction(sentence, lambda curves: curves[label].difference(first, second))


def _flat(curves: Curves) -> Difference:
    none = _keep(curves, N_FIXED, 1) - _keep(curves, N_FIXED, 0.6)
    return paired(none, np.abs(_keep(curves, N_FIXED, 0.4) - _keep(curves, N_FIXED, 0.8)))


def _gap_closes(curves: Curves) -> Difference:
    error = curves[ERROR]
    gaps = [
        np.abs(error.of(label) - error.of("scaling"))
        for label in ("1 pass", f"{FIGURE_11_PASSES} passes")
    ]
    return paired(gaps[0], gaps[1])


COUNTERPARTS = (
    Counterpart(
        "features",
        "What hidden units look at, with and without dropout",
        Published(
            "section 7.1, figure 7",
            "Autoencoders of 256 units reconstruct about equally well; without dropout a unit "
            "alone shows nothing one can name, with it units show edges, strokes and spots.",
        ),
        "256 units, too. A feature is local where one window of a quarter of the image's side "
        "holds much of it.",
        _features,
        (_between(LOCALITY, DROPOUT, NONE, "Features are more local with dropout."),),
        lambda one, measured: features(one, measured.images, measured.curves[LOCALITY]),
    ),
    Counterpart(
        "sparsity",
        "How active hidden units are",
        Published(
            "section 7.2, figure 8",
            "The mean activation of the hidden units falls, and few are highly active at once.",
            values=FIGURE_8,
        ),
        "The same autoencoders as for the features.",
        _sparsity,
        (
            _between(MEAN, NONE, DROPOUT, "The mean activation is lower with dropout."),
            _between(ZEROS, DROPOUT, NONE, "More activations are zero with dropout."),
        ),
        lambda one, measured: settings(one, measured.curves[MEAN]),
    ),
    Counterpart(
        "rates",
        "Test error against the probability of keeping a unit",
        Published(
            "section 7.3, figure 9",
            "With n units fixed, few kept units underfit; the error is flat from .4 to .8 and "
            "rises towards 1. With pn fixed, small p does much less harm, and about .6 is best.",
            places={"the paper, n fixed: flat": FIGURE_9A_FLAT},
        ),
        "Without dropout on the inputs, as in the paper.",
        _rates,
        (
            Direction(
                "With n fixed, keeping .1 is worse than keeping .5.",
                lambda c: paired(_keep(c, N_FIXED, 0.1), _keep(c, N_FIXED, 0.5)),
            ),
            Direction(
                "With n fixed, keeping all is worse than keeping .6.",
                lambda c: paired(_keep(c, N_FIXED, 1), _keep(c, N_FIXED, 0.6)),
            ),
            Direction(
                "With n fixed, the error changes less from .4 to .8 than from .6 to 1.", _flat
            ),
            Direction(
                "Keeping .1 is less harmful with pn fixed than with n fixed.",
                lambda c: paired(_keep(c, N_FIXED, 0.1), _keep(c, PN_FIXED, 0.1)),
            ),
            Direction(
                "With pn fixed, keeping all is worse than keeping .6.",
                lambda c: paired(_keep(c, PN_FIXED, 1), _keep(c, PN_FIXED, 0.6)),
            ),
        ),
        lambda one, measured: sweeps(one, measured.curves),
    ),
    Counterpart(
        "data_sizes",
        "Test error against the number of training images",
        Published(
            "section 7.4, figure 10",
            "With 100 and 500 images dropout gains nothing; the gain grows with the data up to a "
            "point, then declines. Sizes 100 to 50,000, rate .5 (inputs .2).",
        ),
        "The same number of steps for every size.",
        lambda data, size, bar: Measured(counterparts.data_sizes(data, size, bar)),
        (
            Direction(
                "The gain of dropout is larger in the middle than with the fewest images.",
                lambda c: paired(_gains(c)[1:-1].mean(axis=0), _gains(c)[0]),
            ),
            Direction(
                "The gain of dropout is larger in the middle than with the most images.",
                lambda c: paired(_gains(c)[1:-1].mean(axis=0), _gains(c)[-1]),
            ),
        ),
        lambda one, measured: sweeps(one, measured.curves),
    ),
    Counterpart(
        "monte_carlo",
        "Averaging random passes, and one pass of scaled weights",
        Published(
            "section 7.5, figure 11",
            f"About {FIGURE_11_PASSES} passes are as good as scaled weights; more are slightly "
            "better, within one standard deviation.",
        ),
        "Errors on all test images.",
        _monte_carlo,
        (
            _between(ERROR, "1 pass", "scaling", "One random pass is worse than scaled weights."),
            Direction(
                f"After {FIGURE_11_PASSES} passes the gap to scaled weights is smaller.",
                _gap_closes,
            ),
            _between(
                ERROR, "scaling", "100 passes", "With 100 passes the average is slightly better."
            ),
        ),
        lambda one, measured: settings(one, measured.curves[ERROR]),
    ),
    Counterpart(
        "regularisers",
        "Regularisers, each in its best strength",
        Published(
            "table 9",
            "Dropout with max-norm is best; every penalty alone is worse than dropout beside it.",
            values={label: value for label, value in TABLE_9.items() if label != SPARSITY},
        ),
        f"The table's {SPARSITY} ({TABLE_9[SPARSITY]} %) is left out: here it needs activations "
        "from 0 to 1, and these are ReLU.",
        lambda data, size, bar: Measured({ERROR: counterparts.regularisers(data, size, bar)}),
        tuple(
            _between(ERROR, worse, better, f"{better} is better than {worse}.")
            for worse, better in (
                ("L2", "max-norm"),
                ("L2", "dropout + L2"),
                ("max-norm", "dropout + max-norm"),
                ("dropout + L2", "dropout + max-norm"),
            )
        ),
        lambda one, measured: settings(one, measured.curves[ERROR]),
    ),
)
