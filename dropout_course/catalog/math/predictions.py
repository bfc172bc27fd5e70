"""What to foresee before the computations of the lesson "Mathematics"."""

from dropout_course.predictions.model import Prediction

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
            "Inverted dropout keeps the expectation: E[y] = x. A unit of the next layer computes "
            "ReLU(w·y). On average over all masks, is that what it computes without dropout?"
        ),
        quantity=(
            "distance between the average over all masks of ReLU(w·y) and ReLU(w·x), at rate .3, "
            "mean over random w and x of eight units"
        ),
        claim=7,
        options=(
            "yes, up to rounding: below 1e-9",
            "nearly: below .05",
            "no: above .05",
        ),
        cuts=(1e-9, 0.05),
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
        name="sum_of_a_layer",
        prompt=(
            "The documentation of a well-known library says that scaling leaves *the sum over all "
            "inputs unchanged*. How far does the sum of a layer stray from pass to pass?"
        ),
        quantity=(
            "standard deviation over the masks of the sum of a layer of 200 ReLU units at rate .3, "
            "as a share of that sum"
        ),
        claim=34,
        options=(
            "not at all: below .001",
            "a little: .001 to .03",
            "more: above .03",
        ),
        cuts=(0.001, 0.03),
    ),
)
