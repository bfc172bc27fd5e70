"""What is trained: one `Network` for all replicas, and a `Setting` for each kind of replica.

Kinds (shapes, activation, convention) belong to the network, numbers to the setting: replicas of
different numbers train side by side as one batch of matrix products, replicas of different kinds
cannot.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from dropout_course.validation import checked_count, checked_number, checked_rate

Activation = Literal["relu", "sigmoid", "tanh"]
Convention = Literal["inverted", "standard"]
MaskKind = Literal["example", "batch"]
BatchNorm = Literal["none", "before dropout", "after dropout"]


@dataclass(frozen=True)
class Network:
    """The kind of network that all replicas of one training share: dense layers and a softmax.

    Attributes
    ----------
    hidden : tuple of int
        Units of each hidden layer; `()` is softmax regression.
    activation : {"relu", "sigmoid", "tanh"}
    convention : {"inverted", "standard"}
        Where the scaling by keep happens: in training, or (2014 paper) at evaluation.
    mask : {"example", "batch"}
        Whether each example of a batch has a mask of its own (as in the paper) or all share one.
        Spatial and recurrent masks are not for dense layers: see `dropout_course.layers`.
    batch_norm : {"none", "before dropout", "after dropout"}
        In each hidden layer: dense, batch norm, activation, dropout; or dense, activation, dropout,
        batch norm.
    """

    hidden: tuple[int, ...] = (512,)
    activation: Activation = "relu"
    convention: Convention = "inverted"
    mask: MaskKind = "example"
    batch_norm: BatchNorm = "none"

    def __post_init__(self) -> None:
        if not isinstance(self.hidden, tuple):
            raise TypeError(
                f"hidden must be a tuple such as (512,) or (128, 128), got {self.hidden!r}."
            )
        for units in self.hidden:
            checked_count(units, "each entry of hidden")
        for name, allowed in [
            ("activation", Activation),
            ("convention", Convention),
            ("mask", MaskKind),
            ("batch_norm", BatchNorm),
        ]:
            checked_choice(getattr(self, name), get_args(allowed), name)


@dataclass(frozen=True)
class Setting:
    """The numbers of one kind of replica; every seed is trained with every setting.

    Attributes
    ----------
    rate : float or tuple of float
        Rate of all hidden layers, or one rate for each.
    input_rate : float
        Rate at which pixels are dropped.
    learning_rate : float or None
        None is the optimiser's usual one (`USUAL_LEARNING_RATE`).
    momentum : float
        From 0 to less than 1; Adam's first decay.
    l2, l1 : float
        Weights of the penalties sum(w**2) and sum(abs(w)), biases left out, as in Keras.
    max_norm : float
        Most that the norm of a hidden unit's incoming weights may be.
    sparsity : float
        Weight of the penalty sum over units of KL(`SPARSITY_TARGET` || mean activation) in each
        hidden layer; sigmoid networks only.
    examples : int or None
        Size of the training set, drawn from the pool for each seed; None is the whole pool.
        A smaller set is the beginning of a larger one of the same seed.
    label_noise : float
        Fraction of the training labels that is redrawn; test labels are never touched.
    bootstrap : bool
        Draw the training set with replacement from itself (bagging), anew for each member.
    member : int
        Another member of an ensemble: same training set, other initial weights, order and masks.
    """

    rate: float | tuple[float, ...] = 0.0
    input_rate: float = 0.0
    learning_rate: float | None = None
    momentum: float = 0.9
    l2: float = 0.0
    l1: float = 0.0
    max_norm: float = math.inf
    sparsity: float = 0.0
    examples: int | None = None
    label_noise: float = 0.0
    bootstrap: bool = False
    member: int = 0

    def __post_init__(self) -> None:
        for rate in self.rate if isinstance(self.rate, tuple) else (self.rate,):
            checked_rate(rate)
        checked_rate(self.input_rate, "input_rate")
        checked_rate(self.label_noise, "label_noise")
        if self.learning_rate is not None:
            checked_number(self.learning_rate, "learning_rate", above=0)
        checked_number(self.max_norm, "max_norm", above=0, infinite=True)
        for name in ("momentum", "l2", "l1", "sparsity"):
            checked_number(getattr(self, name), name)
        if self.momentum >= 1:
            raise ValueError(f"momentum must be less than 1, got {self.momentum}.")
        if self.examples is not None:
            checked_count(self.examples, "examples")
        checked_count(self.member, "member", least=0)

    def __str__(self) -> str:
        changed = [
            f"{field.name}={getattr(self, field.name)!r}"
            for field in fields(self)
            if getattr(self, field.name) != field.default
        ]
        return f"Setting({', '.join(changed)})"

    __repr__ = __str__

    def rates(self, network: Network) -> tuple[float, ...]:
        """Return the rates of the input and of each hidden layer of `network`."""
        hidden = self.rate if isinstance(self.rate, tuple) else (self.rate,) * len(network.hidden)
        if len(hidden) != len(network.hidden):
            raise ValueError(
                f"rate must be one number or {len(network.hidden)}, one for each hidden layer, "
                f"got {self.rate!r}."
            )
        return (float(self.input_rate), *(float(rate) for rate in hidden))


def checked_choice(value: Any, allowed: Sequence[str], name: str) -> None:
    """Raise ValueError unless `value` is one of the words `allowed`."""
    if value not in allowed:
        choices = ", ".join(repr(word) for word in allowed)
        raise ValueError(f"{name} must be one of {choices}, got {value!r}.")
