"""The experiments of Srivastava et al., JMLR 15 (2014), section 7 and table 9, on any data.

Networks, data and trainings are smaller than the paper's, by how much a `Size` says; depth, rates,
kinds of penalties and the convention of scaling are as the paper has them. The last matters:
inverted dropout takes steps 1/keep**2 times as long (lesson 3), and diverges where few are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from dropout_course.data import Dataset
from dropout_course.experiments.ensembles import passes_beside_scaling
from dropout_course.experiments.result import Result, joined
from dropout_course.experiments.sweeps import NONE, errors_of
from dropout_course.network import Network, Runs, Setting, train

DROPOUT = "dropout"
KEEPS = (0.1, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0)
PASSES = (1, 2, 5, 10, 20, 50, 100)
# The paper's numbers of hidden units, and those that are awake on average where pn is fixed.
RATE_UNITS, AWAKE_UNITS = (2048, 2048, 2048), (256, 256, 512)
UNITS = (1024, 1024, 2048)
LEARNING_RATE = 0.1
USUAL = Setting(rate=0.5, input_rate=0.2)
# What each regulariser is tried with; the strength is chosen on images set aside.
CANDIDATES: dict[str, tuple[Setting, ...]] = {
    NONE: (Setting(),),
    "L2": tuple(Setting(l2=l2) for l2 in (1e-5, 1e-4, 1e-3)),
    "L2 + L1": tuple(Setting(l2=1e-4, l1=l1) for l1 in (1e-6, 1e-5, 1e-4)),
    "max-norm": tuple(Setting(max_norm=c) for c in (1.0, 2.0, 3.0)),
    "dropout + L2": tuple(replace(USUAL, l2=l2) for l2 in (1e-6, 1e-5, 1e-4)),
    "dropout + max-norm": tuple(replace(USUAL, max_norm=c) for c in (1.0, 2.0, 3.0)),
}
CHOOSING_SEEDS = 2
SET_ASIDE = 6  # one in so many training images is for choosing, as in the paper


@dataclass(frozen=True)
class Size:
    """How large the counterparts are.

    Attributes
    ----------
    shrink : int
        The paper's numbers of hidden units are divided by this.
    seeds : int
    steps, batch : int
        How many batches to learn from, of how many images.
    examples : int
        Images to train on, where their number is not what is studied.
    sizes : tuple of int
        Numbers of images to train on, where it is.
    """

    shrink: int
    seeds: int
    steps: int
    batch: int
    examples: int
    sizes: tuple[int, ...]

    def network(self, units: tuple[int, ...], share: float = 1.0) -> Network:
        """Return the network of `units`, made smaller, of which `share` would be awake."""
        hidden = tuple(max(1, round(n / self.shrink / share)) for n in units)
        return Network(hidden, convention="standard")

    def train(
        self,
        data: Dataset,
        settings: Iterable[Setting],
        network: Network,
        progress: str | None = None,
    ) -> Runs:
        """Train a network with each setting, at the counterparts' learning rate."""
        return train(
            data,
            [replace(setting, learning_rate=LEARNING_RATE) for setting in settings],
            self.seeds,
            network,
            steps=self.steps,
            batch=self.batch,
            progress=progress,
        )

    def errors(
        self,
        data: Dataset,
        settings: Mapping[str, Setting],
        network: Network,
        progress: str | None = None,
    ) -> Result:
        """Train a network with each setting and return the test errors in per cent."""
        return errors_of(self.train(data, settings.values(), network, progress), tuple(settings))


def rates_with_n_fixed(data: Dataset, size: Size, progress: str | None = None) -> Result:
    """Sweep the probability of keeping a hidden unit, in one network.

    References
    ----------
    Srivastava et al., section 7.3, figure 9a.
    """
    settings = {_label(keep): _kept(keep, size) for keep in KEEPS}
    return _over_keeps([size.errors(data, settings, size.network(RATE_UNITS), progress)])


def rates_with_pn_fixed(data: Dataset, size: Size, progress: str | None = None) -> Result:
    """Sweep the probability of keeping a hidden unit; the fewer are kept, the more there are.

    References
    ----------
    Srivastava et al., section 7.3, figure 9b.
    """
    return _over_keeps(
        [
            size.errors(
                data, {_label(keep): _kept(keep, size)}, size.network(AWAKE_UNITS, keep), progress
            )
            for keep in KEEPS
        ]
    )


def data_sizes(data: Dataset, size: Size, progress: str | None = None) -> dict[str, Result]:
    """Measure the test error for training sets of different size, without dropout and with it.

    References
    ----------
    Srivastava et al., section 7.4, figure 10.
    """
    network = size.network(UNITS)
    parts = [
        size.errors(
            data,
            {
                NONE: Setting(examples=examples),
                DROPOUT: replace(USUAL, examples=examples),
            },
            network,
            progress,
        )
        for examples in size.sizes
    ]
    labels = tuple(f"{examples} examples" for examples in size.sizes)
    return {
        kind: replace(
            joined([_only(part, kind) for part in parts], size.sizes, "training examples"),
            settings=labels,
        )
        for kind in (NONE, DROPOUT)
    }


def monte_carlo(data: Dataset, size: Size, progress: str | None = None) -> tuple[Result, Result]:
    """Compare averages over random passes with one pass of scaled weights, by error and by loss.

    References
    ----------
    Srivastava et al., section 7.5, figure 11.
    """
    setting = Setting(rate=0.5, examples=size.examples)
    runs = size.train(data, [setting], size.network(UNITS), progress)
    return passes_beside_scaling(runs, PASSES)


def regularisers(data: Dataset, size: Size, progress: str | None = None) -> Result:
    """Compare regularisers, each in the strength that is best on images set aside.

    References
    ----------
    Srivastava et al., table 9.
    """
    network = size.network(UNITS)
    tried = {
        f"{label} {number}": replace(setting, examples=_fewer(size))
        for label, settings in CANDIDATES.items()
        for number, setting in enumerate(settings)
    }
    choosing = replace(size, seeds=CHOOSING_SEEDS)
    errors = choosing.errors(set_aside(data), tried, network, progress)
    chosen = {}
    for label, settings in CANDIDATES.items():
        means = [errors.interval(f"{label} {number}").mean for number in range(len(settings))]
        chosen[label] = settings[int(np.argmin(np.nan_to_num(means, nan=np.inf)))]
    final = {label: replace(one, examples=size.examples) for label, one in chosen.items()}
    result = size.errors(data, final, network, progress)
    words = "; ".join(
        f"{label}: {_strength(one)}" for label, one in chosen.items() if label != NONE
    )
    return replace(
        result,
        seconds=result.seconds + errors.seconds,
        notes=(*result.notes, f"Strengths chosen on images set aside: {words}."),
    )


def set_aside(data: Dataset) -> Dataset:
    """Return `data` with the last sixth of its training images in the place of its test images."""
    first = len(data.y_train) - len(data.y_train) // SET_ASIDE
    x, y = data.x_train, data.y_train
    return Dataset(f"{data.name}, images set aside", x[:first], y[:first], x[first:], y[first:])


def _fewer(size: Size) -> int:
    """Return how many images to train on where some are set aside."""
    return size.examples - size.examples // SET_ASIDE


def _strength(setting: Setting) -> str:
    parts = {"L2": setting.l2, "L1": setting.l1, "norm": setting.max_norm}
    return ", ".join(
        f"{name} {value:g}" for name, value in parts.items() if 0 < value < float("inf")
    )


def _kept(keep: float, size: Size) -> Setting:
    return Setting(rate=round(1 - keep, 12), examples=size.examples)


def _label(keep: float) -> str:
    return f"keep {keep:g}"


def _over_keeps(parts: list[Result]) -> Result:
    return joined(parts, KEEPS, "probability of keeping a unit")


def _only(result: Result, setting: str) -> Result:
    return replace(result, settings=(setting,), values=result.of(setting)[None])
