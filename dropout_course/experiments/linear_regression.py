"""Linear regression with dropout on its inputs: an L2 penalty in disguise, exactly.

Every entry of X, shape (examples, features), is dropped by itself with the rate p, and scaled by
1/q. Averaged over all masks, the summed squared error is then

    |y - X w|² + p/q * sum over features j of (sum over examples i of X_ij²) w_j²

and its minimum lies at (X'X + p/q diag(X'X))⁻¹ X'y (Srivastava et al., JMLR 15 (2014), section 9.1;
Wager, Wang and Liang, NeurIPS 2013).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropout_course.experiments.masks import all_masks, per_seed
from dropout_course.experiments.result import Result

Array = NDArray[np.float64]

RATE = 0.5
EXAMPLES, FEATURES = 20, 4
METRES, CENTIMETRES = "in metres", "in centimetres"


class OverAllMasks(NamedTuple):
    """What dropout makes of a regression, averaged over the masks of every example.

    Attributes
    ----------
    squares : ndarray, shape (features, features)
        Mean of X'X.
    products : ndarray, shape (features,)
        Mean of X'y.
    """

    squares: Array
    products: Array

    def loss(self, weights: Array, y: Array) -> float:
        """Return the mean of the summed squared error."""
        linear = float(self.products @ weights)
        return float(weights @ self.squares @ weights) - 2 * linear + float(y @ y)

    @property
    def best_weights(self) -> Array:
        """The weights with the smallest mean loss, shape (features,)."""
        return np.asarray(np.linalg.solve(self.squares, self.products), np.float64)


def over_all_masks(x: Array, y: Array, rate: float) -> OverAllMasks:
    """Drop the inputs in every possible way and average, without any formula."""
    every, probability = all_masks(x.shape[1], rate)
    dropped = x[:, None, :] * every / (1 - rate)  # (examples, masks, features)
    return OverAllMasks(
        np.einsum("m,emi,emj->ij", probability, dropped, dropped),
        np.einsum("m,emi,e->i", probability, dropped, y),
    )


def expected_loss(x: Array, y: Array, weights: Array, rate: float) -> float:
    """Return the mean over all masks of the summed squared error, by the formula."""
    penalty = rate / (1 - rate) * (x**2).sum(axis=0) @ weights**2
    return float(((y - x @ weights) ** 2).sum() + penalty)


def best_weights(x: Array, y: Array, rate: float) -> Array:
    """Return the weights with the smallest expected loss, by the formula; shape (features,)."""
    return ridge_weights(x, y, rate / (1 - rate) * (x**2).sum(axis=0))


def ridge_weights(x: Array, y: Array, penalty: Array | float) -> Array:
    """Return the weights that minimise the summed squared error plus penalty · w².

    Parameters
    ----------
    x : ndarray, shape (examples, features)
    y : ndarray, shape (examples,)
    penalty
        One number for all features, as in plain L2, or one for each.
    """
    strength = np.broadcast_to(penalty, x.shape[1])
    return np.asarray(np.linalg.solve(x.T @ x + np.diag(strength), x.T @ y), np.float64)


def adaptive_penalty(seeds: int = 20, rate: float = RATE) -> Result:
    """Hold the formulas, and plain L2 beside them, against the average over all masks.

    Values are relative: largest distance over largest value. Plain L2 gets the mean of the adaptive
    penalty's strengths; the features differ in scale.
    """

    def distances(rng: np.random.Generator) -> list[float]:
        x, y = _problem(rng)
        exact, weights = over_all_masks(x, y, rate), rng.normal(size=FEATURES)
        loss = exact.loss(weights, y)
        plain = ridge_weights(x, y, rate / (1 - rate) * (x**2).sum(axis=0).mean())
        return [
            abs(expected_loss(x, y, weights, rate) / loss - 1),
            _distance(best_weights(x, y, rate), exact.best_weights),
            _distance(plain, exact.best_weights),
        ]

    settings = ("loss by the formula", "best weights by the formula", "best weights of plain L2")
    return per_seed("distance from the average over all masks", "", settings, seeds, distances)


def kept_shares(seeds: int = 20, rate: float = RATE) -> Result:
    """Measure which share of its least-squares size a weight keeps, in two units of measurement.

    The first feature is given in metres, then in centimetres. Both methods are equally strong in
    metres, on average over the features.
    """

    def shares(rng: np.random.Generator) -> list[float]:
        x, y = _problem(rng)
        strength = rate / (1 - rate) * (x**2).sum(axis=0).mean()
        values = []
        for scale in (1.0, 100.0):
            scaled = x * np.array([scale, *[1.0] * (FEATURES - 1)])
            free = ridge_weights(scaled, y, 0.0)[0]
            values.append(best_weights(scaled, y, rate)[0] / free)
            values.append(ridge_weights(scaled, y, strength)[0] / free)
        return [float(values[place]) for place in (0, 2, 1, 3)]

    settings = tuple(
        f"{method}, {unit}" for method in ("dropout", "L2") for unit in (METRES, CENTIMETRES)
    )
    return per_seed("share of the least-squares weight", "", settings, seeds, shares)


def _problem(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw features of different scales, and a target that depends on all of them."""
    x = rng.normal(size=(EXAMPLES, FEATURES)) * np.array([1.0, 2.0, 0.5, 3.0])
    return x, x @ np.array([2.0, -1.0, 3.0, 0.5]) + 0.5 * rng.normal(size=EXAMPLES)


def _distance(weights: Array, right: Array) -> float:
    return float(np.abs(weights - right).max() / np.abs(right).max())
