"""What a training returns: every replica's history, and its network to ask and to look into."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar, get_args

import numpy as np

from dropout_course.data import Dataset
from dropout_course.network.evaluation import (
    Replica,
    activations,
    random_passes,
    scaled_logits,
)
from dropout_course.network.exact import exact_average
from dropout_course.network.parallel import Watch, in_parallel
from dropout_course.network.parameters import Parameters
from dropout_course.network.passes import softmax
from dropout_course.network.settings import Network, Setting, checked_choice
from dropout_course.validation import (
    Floats,
    checked_axes,
    checked_count,
    checked_floats,
    checked_rng,
)

Answer = TypeVar("Answer")
Method = Literal["scaling", "monte carlo", "exact", "exact geometric"]
PASSES_AT_ONCE = 10  # bounds the memory that the passes take
WORSE_THAN_GUESSING = 10.0  # times the loss of guessing: such a replica has diverged


class History(NamedTuple):
    """What was measured at each checkpoint, by weight scaling.

    Attributes
    ----------
    steps : tuple of int
        The checkpoints.
    train_loss, train_error, test_loss, test_error : ndarray, shape (settings, seeds, checkpoints)
        Mean cross-entropy, and fraction of wrong labels, on the labels each replica learned from
        and on the test set. NaN after a replica diverged or stopped early.
    """

    steps: tuple[int, ...]
    train_loss: Floats
    train_error: Floats
    test_loss: Floats
    test_error: Floats


@dataclass(frozen=True, eq=False, repr=False)
class Runs:
    """All replicas of one training; results have the axes (settings, seeds, ...).

    Attributes
    ----------
    data : Dataset
    network : Network
    settings : tuple of Setting
    seeds : tuple of int
    checkpoints : tuple of int
    parameters : list of Layer
        Of all replicas, seed by seed; `weights` and `biases` have them on two axes.
    measured : ndarray, shape (replicas, checkpoints, 4)
        Raw form of `history`.
    kept : ndarray of int, shape (replicas,)
        The checkpoint that the parameters are from: the last, or the best with early stopping.
    steps : ndarray of int, shape (replicas,)
        Steps done; fewer than planned if interrupted or stopped early.
    interrupted : bool
        Whether the user stopped the training.
    seconds : float
        Wall-clock time of the training.
    """

    data: Dataset
    network: Network
    settings: tuple[Setting, ...]
    seeds: tuple[int, ...]
    checkpoints: tuple[int, ...]
    parameters: Parameters
    measured: Floats
    kept: np.ndarray
    steps: np.ndarray
    interrupted: bool
    seconds: float

    def __repr__(self) -> str:
        return (
            f"Runs({len(self.settings)} settings x {len(self.seeds)} seeds of {self.network}, "
            f"{self.checkpoints[-1]} steps on {self.data.name}, {self.seconds:.1f} s"
            f"{', interrupted' if self.interrupted else ''})"
        )

    # What was measured

    @property
    def history(self) -> History:
        """Losses and errors at all checkpoints."""
        grid = self._grid(self.measured)
        return History(self.checkpoints, *(grid[..., measure] for measure in range(4)))

    @property
    def train_loss(self) -> Floats:
        """Mean cross-entropy on the training set, shape (settings, seeds)."""
        return self._final(0)

    @property
    def train_error(self) -> Floats:
        """Fraction of the training labels (noisy ones, if so set) not met, (settings, seeds)."""
        return self._final(1)

    @property
    def test_loss(self) -> Floats:
        """Mean cross-entropy on the test set, shape (settings, seeds)."""
        return self._final(2)

    @property
    def test_error(self) -> Floats:
        """Fraction of the test set that is misread, from 0 to 1, shape (settings, seeds)."""
        return self._final(3)

    @property
    def diverged(self) -> np.ndarray:
        """Whether a replica's loss has left all bounds, booleans of shape (settings, seeds).

        True if its training loss is not finite, in which case all its measures are NaN, or more
        than ten times the loss of guessing.
        """
        bound = WORSE_THAN_GUESSING * np.log(self.data.classes)
        within: np.ndarray = self.train_loss <= bound  # NaN is not
        return ~within

    # What the networks predict

    def logits(self, x: Floats, multipliers: Sequence[Any] | None = None) -> Floats:
        """Return the logits by weight scaling, shape (settings, seeds, examples, classes).

        Parameters
        ----------
        x : ndarray of float, shape (examples, pixels)
            The computation is in the type of `x`: float64 gives full precision.
        multipliers : sequence, optional
            What the input and each hidden layer are multiplied by besides; None for nothing, or an
            array that broadcasts to (settings, seeds, examples, units). Zeros ablate units.
        """
        extra = self._checked_multipliers(multipliers)

        def ask(number: int, one: Replica, x: Floats) -> Floats:
            mine = None if extra is None else [m if m is None else m[number] for m in extra]
            return scaled_logits(self.network, one, x, mine)

        return self._grid(np.stack(self._ask_all(ask, x)))

    def activations(self, x: Floats) -> list[Floats]:
        """Return each hidden layer's activations at evaluation, (settings, seeds, examples, units).

        They are taken after the activation function, before dropout's scaling.
        """
        answers = self._ask_all(lambda _, one, x: activations(self.network, one, x), x)
        return [self._grid(np.stack(layer)) for layer in zip(*answers, strict=True)]

    def probabilities(
        self,
        x: Floats,
        method: Method = "scaling",
        *,
        passes: int = 50,
        rng: np.random.Generator | None = None,
    ) -> Floats:
        """Return the probabilities of the classes, shape (settings, seeds, examples, classes).

        Parameters
        ----------
        x : ndarray of float, shape (examples, pixels)
        method : {"scaling", "monte carlo", "exact", "exact geometric"}
            One pass with scaled weights; the mean of `passes` passes with random masks; the mean
            over all masks, weighted by their probability; the same as normalised geometric mean.
        passes, rng
            For "monte carlo". Settings of the same seed get the same random bits.

        Raises
        ------
        ValueError
            If too many units can be dropped for "exact".
        """
        checked_choice(method, get_args(Method), "method")
        if method == "scaling":
            return softmax(self.logits(x))
        if method == "monte carlo":
            total = sum(self.passes(x, passes, checked_rng(rng)))
            return np.asarray(total) / passes
        geometric = method == "exact geometric"
        return self._grid(
            np.stack(
                self._ask_all(lambda _, one, x: exact_average(self.network, one, x, geometric), x)
            )
        )

    def passes(self, x: Floats, count: int, rng: np.random.Generator) -> Iterator[Floats]:
        """Yield the probabilities of one pass with random masks after the other.

        Each is of shape (settings, seeds, examples, classes); their mean is Monte Carlo dropout.
        """
        key = int(checked_rng(rng).integers(2**63))
        seeds = np.repeat(self.seeds, len(self.settings))
        generators = [np.random.default_rng([key, seed]) for seed in seeds]
        left = checked_count(count, "passes")

        def ask(number: int, one: Replica, x: Floats) -> list[Floats]:
            now = min(left, PASSES_AT_ONCE)
            return random_passes(self.network, one, x, now, generators[number])

        while left > 0:
            answers = self._ask_all(ask, x)
            for answer in zip(*answers, strict=True):
                yield self._grid(np.stack(answer))
            left -= PASSES_AT_ONCE

    # What they are made of

    def weights(self, layer: int) -> Floats:
        """Return the weights of one dense layer, shape (settings, seeds, inputs, units)."""
        return self._grid(self.parameters[layer].weights)

    def biases(self, layer: int) -> Floats:
        """Return the biases of one dense layer, shape (settings, seeds, units)."""
        return self._grid(self.parameters[layer].bias[:, 0])

    def _grid(self, array: np.ndarray) -> np.ndarray:
        """Turn an array of all replicas, seed by seed, into (settings, seeds, ...)."""
        return array.reshape(len(self.seeds), len(self.settings), *array.shape[1:]).swapaxes(0, 1)

    def _final(self, measure: int) -> Floats:
        return self._grid(self.measured[np.arange(len(self.kept)), self.kept, measure])

    def _ask_all(self, ask: Callable[[int, Replica, Floats], Answer], x: Floats) -> list[Answer]:
        """Call `ask` with the number of each replica, the replica and `x`, on all cores."""
        x = checked_axes(x, "(examples, pixels)")
        pixels = self.parameters[0].weights.shape[1]
        if len(x) == 0 or x.shape[1] != pixels:
            raise ValueError(
                f"x must have the shape (at least one example, {pixels} pixels, as in training), "
                f"got {x.shape}."
            )

        def work(number: int, _: Watch) -> Answer:
            layers = [layer.take(number).astype(x.dtype) for layer in self.parameters]
            setting = self.settings[number % len(self.settings)]
            return ask(number, Replica(layers, setting.rates(self.network)), x)

        answers, interrupted = in_parallel(work, range(len(self.kept)))
        if interrupted:
            raise KeyboardInterrupt
        return [answer for answer in answers if answer is not None]

    def _checked_multipliers(self, multipliers: Sequence[Any] | None) -> list[Any] | None:
        """Return the multipliers with a replica axis first, seed by seed."""
        if multipliers is None:
            return None
        sizes = (self.parameters[0].weights.shape[1], *self.network.hidden)
        if len(multipliers) != len(sizes):
            raise ValueError(
                f"multipliers must have {len(sizes)} entries, for the input and each hidden layer, "
                f"got {len(multipliers)}."
            )
        spread: list[Any] = []
        for layer, (entry, units) in enumerate(zip(multipliers, sizes, strict=True)):
            if entry is None:
                spread.append(None)
                continue
            array = checked_floats(entry, f"multipliers[{layer}]")
            examples = array.shape[-2] if array.ndim > 1 else 1
            grid = (len(self.settings), len(self.seeds), examples, units)
            try:
                whole = np.broadcast_to(array, grid).swapaxes(0, 1)
            except ValueError:
                raise ValueError(
                    f"multipliers[{layer}] must fit (settings, seeds, examples, units), here "
                    f"{grid}, got shape {array.shape}."
                ) from None
            spread.append(whole.reshape(len(self.kept), examples, units))
        return spread
