"""What to foresee before the experiments of the lesson "Where and how much"."""

from dropout_course.grading.predictions import Prediction

PREDICTIONS = (
    Prediction(
        name="rate_point_eight",
        prompt=(
            "One hidden layer of 512 units, 500 digits, a fifth of the labels redrawn. The notes "
            "recommend rates up to .5 for hidden layers. What does rate .8 do?"
        ),
        quantity=(
            "test error at rate .8 minus without dropout, one hidden layer of 512 units, noisy "
            "labels, in percentage points"
        ),
        claim=21,
        options=(
            "it lowers the error by more than 5 points",
            "it lowers the error by 1 to 5 points",
            "it stays within 1 point",
            "it raises the error by more than 1 point",
        ),
        cuts=(-5, -1, 1),
    ),
    Prediction(
        name="two_narrow_layers",
        prompt=(
            "The same rate, .8, on the same noisy labels, but in both layers of a network with two "
            "hidden layers of 128 units."
        ),
        quantity=(
            "test error at rate .8 minus without dropout, two hidden layers of 128 units, noisy "
            "labels, in percentage points"
        ),
        claim=19,
        options=(
            "it lowers the error by more than 1 point",
            "it stays within 1 point",
            "it raises the error by 1 to 10 points",
            "it raises the error by more than 10 points",
        ),
        cuts=(-1, 1, 10),
    ),
    Prediction(
        name="narrow_network",
        prompt=(
            "Dropout is said to be best for large networks. What does rate .5 do to a hidden layer "
            "of only 16 units, on noisy labels?"
        ),
        quantity=(
            "test error at rate .5 minus without dropout, one hidden layer of 16 units, noisy "
            "labels, in percentage points"
        ),
        claim=13,
        options=(
            "it lowers the error by more than 1 point",
            "it stays within 1 point",
            "it raises the error by 1 to 10 points",
            "it raises the error by more than 10 points",
        ),
        cuts=(-1, 1, 10),
    ),
    Prediction(
        name="little_data",
        prompt=(
            "Note 0 calls dropout *crucial for training large models on small datasets*. Where "
            "does it gain more: with 20 training examples, or with 500?"
        ),
        quantity=(
            "fall of the test error by dropout at rate .5 with 20 examples minus that with 500, "
            "noisy labels, in percentage points"
        ),
        claim=14,
        options=(
            "with 500, by more than 1 point",
            "equally: within 1 point",
            "with 20, by more than 1 point",
        ),
        cuts=(-1, 1),
    ),
    Prediction(
        name="heavy_late",
        prompt=(
            "Note 4's principle: light dropout early, heavy dropout late. Three hidden layers, "
            "rates .1, .3, .5 against the reverse, .5, .3, .1, on noisy labels. Which misreads "
            "fewer digits?"
        ),
        quantity=(
            "test error with rates .1/.3/.5 minus with .5/.3/.1, noisy labels, in percentage points"
        ),
        claim=24,
        options=(
            "heavy late, by more than 1 point",
            "neither: within 1 point",
            "heavy early, by more than 1 point",
        ),
        cuts=(-1, 1),
    ),
    Prediction(
        name="half_of_the_pixels",
        prompt=(
            "Hidden units bear rate .5 well. What if half of the *pixels* are dropped instead, on "
            "clean digits?"
        ),
        quantity=(
            "test error with rate .5 on the input minus without dropout, clean digits, in "
            "percentage points"
        ),
        claim=20,
        options=(
            "it lowers the error by more than half a point",
            "it stays within half a point",
            "it raises the error by half a point to 5 points",
            "it raises the error by more than 5 points",
        ),
        cuts=(-0.5, 0.5, 5),
    ),
    Prediction(
        name="dropout_on_the_output",
        prompt=(
            "Note 4 says: avoid dropout on the output layer. Somebody does it all the same, at "
            "rate .5 on the logits, in training only."
        ),
        quantity=(
            "test error with rate .5 on the logits minus without dropout, clean digits, in "
            "percentage points"
        ),
        claim=26,
        options=(
            "it lowers the error by more than half a point",
            "it stays within half a point",
            "it raises the error by more than half a point",
        ),
        cuts=(-0.5, 0.5),
    ),
    Prediction(
        name="instead_of_l2",
        prompt=(
            "Note 1 says that dropout reduces the need for L2. On noisy labels the best L2 "
            "strength is added once to a network with dropout, once to one without. Where does it "
            "gain more?"
        ),
        quantity=(
            "fall of the test error by the best L2 strength with dropout at rate .5 minus that "
            "without dropout, noisy labels, in percentage points"
        ),
        claim=29,
        options=(
            "without dropout, by more than 1 point",
            "equally: within 1 point",
            "with dropout, by more than 1 point",
        ),
        cuts=(-1, 1),
    ),
    Prediction(
        name="after_the_last_batch_norm",
        prompt=(
            "Because of the variance shift, one paper advises to put dropout only *after* the last "
            "batch normalisation. At rate .5, on noisy labels: does the advice pay?"
        ),
        quantity=(
            "test error with dropout after the last batch normalisation minus with dropout before "
            "batch normalisation, rate .5, noisy labels, in percentage points"
        ),
        claim=31,
        options=(
            "yes, by more than 1 point",
            "it does not matter: within 1 point",
            "no, it costs more than 1 point",
        ),
        cuts=(-1, 1),
    ),
)
