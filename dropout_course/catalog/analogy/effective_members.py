"""How many members the group really has.

A group of ten in which one member decides everything is a group of one. A member's *share* is the
absolute value of that member's weight, divided by the sum of the absolute values of all weights.
The **effective number of members** is one divided by the sum of the squared shares. Return it, a
number.

- `weights` has the shape `(members,)`; weights may be negative.
- If all weights are 0, nobody counts: return 0.
- `weights` is not changed.
"""

import numpy as np

from dropout_course.grading.model import Exercise
from dropout_course.grading.values import finite_fact, value_fact


def effective_members(weights):
    """Return one divided by the sum of the squared shares."""
    ### BEGIN SOLUTION
    sizes = np.abs(weights)
    if not sizes.any():
        return 0.0
    shares = sizes / sizes.sum()
    return 1 / (shares**2).sum()
    ### END SOLUTION


def measure(attempt):
    """Count groups whose answer is known, then a group of any weights, then one of both signs."""
    equal = np.full(5, attempt.rng.uniform(0.2, 0.4))
    check = "counts equal members as they are"
    yield value_fact("equal", check, attempt, equal, expected=5)
    single = np.zeros(4)
    single[attempt.rng.integers(4)] = attempt.rng.uniform(0.2, 0.4)
    check = "counts a group that relies on one member as one"
    yield value_fact("single", check, attempt, single, expected=1)
    weights = attempt.rng.permutation([0.2, 0.5, 0.8, 1.5]) * attempt.rng.uniform(0.9, 1.1, 4)
    shares = [w / sum(weights.tolist()) for w in weights.tolist()]
    check = "weighs unequal members"
    right = 1 / sum(s * s for s in shares)
    yield value_fact("unequal", check, attempt, weights, expected=right)
    check = "counts a negative weight like a positive one"
    signs = attempt.rng.permutation([1, -1, 1, -1])
    yield value_fact("signs", check, attempt, weights * signs, expected=right)
    check = "counts nobody where all weights are 0"
    yield finite_fact("nobody", check, attempt, np.zeros(3), expected=0)
    yield attempt.unchanged()


def adds_up_the_squares_only(weights):
    """Five equal members give {equal:.2f}, though there are five of them. Your number falls where
    it should rise: the last operation is missing.
    """
    sizes = np.abs(weights)
    return ((sizes / sizes.sum()) ** 2).sum() if sizes.any() else 0.0


def forgets_the_shares(weights):
    """Five equal members give {equal:.1f}. Your number depends on how large the weights are;
    doubling all of them would change nothing in the group. Shares add up to 1: divide by what?
    """
    return 1 / (weights**2).sum() if weights.any() else 0.0


def returns_one_for_every_group(weights):
    """Five equal members and a single one give the same number, {equal:.0f}. What you add up is
    always 1, whatever the group: the shares are to add up to 1, their squares are not. Which comes
    first, the square or the sum?
    """
    sizes = np.abs(weights)
    return 1 / (sizes / sizes.sum()).sum() ** 2 if sizes.any() else 0.0


def takes_the_root(weights):
    """Five equal members give {equal:.2f}, the root of five: one square root too many. Look at the
    definition again; no length is asked for.
    """
    sizes = np.abs(weights)
    return sizes.sum() / np.sqrt((sizes**2).sum()) if sizes.any() else 0.0


def returns_the_largest_share(weights):
    """Five equal members give {equal:.2f}: you return the largest share. It says how much the group
    relies on one member, but not how many members it has.
    """
    sizes = np.abs(weights)
    return sizes.max() / sizes.sum() if sizes.any() else 0.0


def looks_only_at_the_largest(weights):
    """Equal members are counted right, unequal ones are not: you return one divided by the largest
    share. How the others share the rest has no influence on that; all squared shares should have.
    """
    sizes = np.abs(weights)
    return sizes.sum() / sizes.max() if sizes.any() else 0.0


def counts_everybody_with_a_weight(weights):
    """You return {unequal:.0f}, the number of weights that are not 0. A member with a tiny weight
    is a member only in name; let each count by the share.
    """
    return np.count_nonzero(weights)


def takes_the_entropy(weights):
    """Equal members are counted right, unequal ones are not: you return the exponential of the
    entropy, a relative that counts small shares more. Here the shares are squared.
    """
    shares = np.abs(weights[weights != 0])
    shares = shares / shares.sum()
    return np.exp(-(shares * np.log(shares)).sum()) if len(shares) else 0.0


def lets_signs_cancel(weights):
    """With weights of both signs you get {signs:.2f}, and the sign should make no difference here.
    In the sum positive and negative weights cancel each other: what belongs around each of them?
    """
    total = weights.sum()
    return total**2 / (weights**2).sum() if weights.any() else 0.0


def ignores_the_negative(weights):
    """With weights of both signs you get {signs:.2f}: members with a negative weight are left out.
    They move the group's answer as much as the others do.
    """
    sizes = np.maximum(weights, 0)
    return sizes.sum() ** 2 / (sizes**2).sum() if sizes.any() else 0.0


def forgets_the_empty_group(weights):
    """Where all weights are 0 you divide 0 by 0, which is no number. Nobody counts there: treat
    that case by itself.
    """
    sizes = np.abs(weights)
    return 1 / ((sizes / sizes.sum()) ** 2).sum()


def counts_one_in_the_empty_group(weights):
    """Where all weights are 0 you return something else than 0. Nobody has a say there, so how many
    members does the group have?
    """
    shares = np.abs(weights) / max(np.abs(weights).sum(), 1e-300)
    return 1 / max((shares**2).sum(), 1e-300) if weights.any() else float(len(weights))


def changes_its_input(weights):
    """After the call `{changed}` holds other numbers: `/=` writes into the array of the caller, and
    the group has lost its weights. Make a new array.
    """
    if not weights.any():
        return 0.0
    weights /= np.abs(weights).sum()
    return 1 / (weights**2).sum()


EXERCISE = Exercise(
    reference=effective_members,
    measure=measure,
    hints=(
        (
            "Work it out on paper for two members with the weights 3 and 1: which shares, "
            "which squares, which sum?"
        ),
        (
            "Three steps: sizes without signs, shares that add up to 1, one divided by the "
            "sum of the squared shares. Which of the steps divides by 0 when all weights are "
            "0?"
        ),
    ),
    explanation=(
        "With n equal members every share is 1/n, the squares add up to n · 1/n² = 1/n, and "
        "the number is n. With a single one it is 1, and everything else lies between: the "
        "more the weight is concentrated, the smaller the number. It is how we shall see "
        "whether training with muted members spreads the work."
    ),
    mistakes=(
        adds_up_the_squares_only,
        forgets_the_shares,
        returns_one_for_every_group,
        takes_the_root,
        returns_the_largest_share,
        looks_only_at_the_largest,
        counts_everybody_with_a_weight,
        takes_the_entropy,
        lets_signs_cancel,
        ignores_the_negative,
        forgets_the_empty_group,
        counts_one_in_the_empty_group,
        changes_its_input,
    ),
    setup="import numpy as np",
)
