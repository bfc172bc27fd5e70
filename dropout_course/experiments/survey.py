"""What published models use, and how easily a wrong one-liner hides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dropout_course.experiments.masks import RATE, per_seed
from dropout_course.experiments.result import Result


@dataclass(frozen=True)
class Configuration:
    """A published training configuration.

    Attributes
    ----------
    model : str
        Its name and year.
    rate : float
        The rate of dropout of hidden units in (pre-)training; 0 where there is none.
    source : str
        Where it is stated.
    """

    model: str
    rate: float
    source: str


CONFIGURATIONS = (
    Configuration("AlexNet 2012", 0.5, "Krizhevsky et al. 2012, section 4.2 (two dense layers)"),
    Configuration("VGG 2014", 0.5, "Simonyan and Zisserman 2014, section 3.1 (two dense layers)"),
    Configuration("ResNet 2015", 0.0, "He et al. 2015, section 3.4 (no dropout)"),
    Configuration("Transformer 2017", 0.1, "Vaswani et al. 2017, table 3 (base model)"),
    Configuration("GPT-1 2018", 0.1, "Radford et al. 2018, section 4.1"),
    Configuration("BERT 2018", 0.1, "Devlin et al. 2018, appendix A.2"),
    Configuration("GPT-2 2019", 0.1, "published configuration of the model"),
    Configuration("T5.1.1 2020", 0.0, "released configuration (off in pre-training)"),
    Configuration("OPT 2022", 0.1, "Zhang et al. 2022, section 2.2"),
    Configuration("PaLM 2022", 0.0, "Chowdhery et al. 2022, section 5 (.1 in fine-tuning only)"),
    Configuration("LLaMA 2023", 0.0, "released configuration (attention dropout 0)"),
)
ALMOST_ALL = 0.9


def published(seeds: int = 1) -> Result:
    """Say of each published configuration whether it trains with dropout, as 1 or 0.

    The columns are configurations instead of seeds; the second row is what "almost all" asks for.
    """
    del seeds
    used = np.array([float(configuration.rate > 0) for configuration in CONFIGURATIONS])
    return Result(
        "published configurations that train with dropout",
        "",
        ("uses dropout", "almost all"),
        tuple(range(len(used))),
        np.stack([used, np.full_like(used, ALMOST_ALL)]),
        0.0,
    )


def wrong_one_liners(seeds: int = 20, rate: float = RATE) -> Result:
    """Test wrong implementations of one line by their mean, as one would at first.

    Values are the shares of the wrong, and of the right, lines whose mean output is within one per
    cent of the input's. Easy to get right is what the obvious test would tell from wrong.
    """

    def passed(rng: np.random.Generator) -> list[float]:
        x = np.ones((2000, 200))
        u = rng.random(x.shape)
        row, column = u[:1], u[:, :1]
        wrong = (
            x * (u < rate) / rate,  # drops what it should keep
            x * (row >= rate) / (row >= rate).mean(),  # one mask for the batch
            x * (column >= rate) / (column >= rate).mean(),  # one draw for each example
            x + rng.normal(0, 0.5, x.shape),  # noise instead of a mask
            x * (u.argsort(axis=1).argsort(axis=1) >= rate * 200) / (1 - rate),  # a fixed number
            x * (u >= rate) * (1 - rate),  # multiplies instead of dividing
            x * (u >= rate),  # does not scale
            x * (u >= rate) / rate,  # divides by the rate
        )
        right = x * (u >= rate) / (1 - rate)
        close = [abs(y.mean() - 1) < 0.01 for y in (*wrong, right)]
        return [float(np.mean(close[:-1])), float(close[-1])]

    settings = ("wrong lines that pass a test of the mean", "right line")
    return per_seed("share", "", settings, seeds, passed)
