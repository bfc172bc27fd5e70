"""What to foresee before the computations of the lesson "Mathematics"."""

from dropout_course.grading.predictions import Prediction

PREDICTIONS = (
    Prediction(
        name="exactly_half",
        prompt=(
            "Note 3 says: *dropout rate .5, half the neurons are turned off*. A layer has 100 "
            "units. How often is it exactly 50?"
        ),
        quantity="probability that exactly 50 of 100 units are dropped at rate .5",
        claim=2,
        options=(
            "rarely: below .2",
            "about half of the time: .2 to .6",
            "mostly: .6 or more",
        ),
        cuts=(0.2, 0.6),
    ),
    Prediction(
        name="notes_formula",
        prompt=(
            "Note 2 writes y = f(W(r·x) + b), with r from Bernoulli(1 - p) and no factor. What "
            "arrives at the next layer on average, compared with a pass without dropout?"
        ),
        quantity="mean over all masks of W(r·x) at rate .3, divided by W·x",
        claim=8,
        options=(
            "less: below .9",
            "the same: .9 to 1.1",
            "more: above 1.1",
        ),
        cuts=(0.9, 1.1),
    ),
    Prediction(
        name="spread_at_high_rates",
        prompt=(
            "Inverted dropout keeps the mean of a unit. Its variance grows with the rate. From "
            "rate .2 to rate .8, by which factor?"
        ),
        quantity="variance of a unit's output at rate .8 divided by that at rate .2",
        claim=34,
        options=(
            "less than 3",
            "3 to 6, about as the rate itself",
            "6 to 12",
            "more than 12",
        ),
        cuts=(3, 6, 12),
    ),
    Prediction(
        name="after_the_relu",
        prompt=(
            "Inverted dropout keeps the expectation: E[y] = x. The next layer computes ReLU(w·y). "
            "On average over all masks, is that what it computes without dropout?"
        ),
        quantity=(
            "mean over all masks of ReLU(w·y) minus ReLU(w·x), at rate .5, averaged over random "
            "w and x"
        ),
        claim=7,
        options=(
            "less: the zeros pull it down",
            "the same, up to rounding",
            "more",
        ),
        cuts=(-1e-9, 1e-9),
    ),
    Prediction(
        name="metres_or_centimetres",
        prompt=(
            "Dropout on the inputs of a linear regression shrinks the weights, like an L2 penalty. "
            "One input is measured in metres, then the same one in centimetres. L2 would treat the "
            "two differently. And dropout?"
        ),
        quantity=(
            "share of its least-squares size that the weight keeps under dropout at rate .5, "
            "in centimetres minus in metres"
        ),
        claim=29,
        options=(
            "less is kept in centimetres, by more than .01",
            "the same share is kept, to within .01",
            "more is kept in centimetres, by more than .01",
        ),
        cuts=(-0.01, 0.01),
    ),
    Prediction(
        name="gaussian_twin",
        prompt=(
            "Multiply by normal noise with mean 1 and variance p/q instead of a mask: no unit is "
            "ever zero, no subnetwork is ever drawn. What happens to the benefit?"
        ),
        quantity=(
            "test error with Gaussian noise minus with dropout, both at rate .5, on noisy labels, "
            "in percentage points"
        ),
        claim=34,
        options=(
            "it grows: the error is lower by more than 1 point",
            "it stays: within 1 point",
            "it shrinks: the error is higher by more than 1 point",
        ),
        cuts=(-1, 1),
    ),
)
