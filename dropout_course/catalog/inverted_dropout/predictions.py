"""What to foresee before the experiments of the lesson "Inverted dropout"."""

from dropout_course.predictions.model import Prediction

PREDICTIONS = (
    Prediction(
        name="same_mask_twice",
        prompt=(
            "Two calls of a layer at rate .3, with independent masks. How many units are treated "
            "alike, dropped both times or kept both times?"
        ),
        quantity="share of the units with the same mask in both calls at rate .3",
        claim=1,
        options=(
            "below .4",
            ".4 to .65",
            ".65 to .9",
            "above .9",
        ),
        cuts=(0.4, 0.65, 0.9),
    ),
    Prediction(
        name="scaling_twice",
        prompt=(
            "A network was trained with inverted dropout at rate .5, so training has scaled "
            "already. At evaluation somebody multiplies by keep once more, as notes 0 and 3 say. "
            "What does that do to the test loss?"
        ),
        quantity=(
            "test loss scaled once more minus test loss as it should be, in nats (one hidden layer "
            "of 512 units, 500 digits)"
        ),
        claim=6,
        options=(
            "hardly anything, or it falls: below +.02",
            "it rises a little: +.02 to +.1",
            "it rises a lot: above +.1",
        ),
        cuts=(0.02, 0.1),
    ),
    Prediction(
        name="scaling_twice_error",
        prompt="The same mistake, seen by the test *error*: how many more digits are misread?",
        quantity=(
            "test error scaled once more minus test error as it should be, in percentage points"
        ),
        claim=6,
        options=(
            "less than 1 point more",
            "1 to 5 points more",
            "more than 5 points more",
        ),
        cuts=(1, 5),
    ),
    Prediction(
        name="never_scaled",
        prompt=(
            "Another program drops units in training and scales nowhere, neither there nor at "
            "evaluation. How many more digits are misread than with the right scaling?"
        ),
        quantity=(
            "test error never scaled minus test error of standard dropout scaled by keep, rate .5, "
            "in percentage points"
        ),
        claim=4,
        options=(
            "less than 1 point more",
            "1 to 5 points more",
            "more than 5 points more",
        ),
        cuts=(1, 5),
    ),
    Prediction(
        name="two_conventions",
        prompt=(
            "Standard against inverted dropout, each scaled where it should be, from the same "
            "weights and with the same masks. Which one misreads fewer digits?"
        ),
        quantity=(
            "test error of standard minus inverted dropout at rate .5 on clean digits, in "
            "percentage points"
        ),
        claim=5,
        options=(
            "standard, by more than 1 point",
            "neither: within 1 point",
            "inverted, by more than 1 point",
        ),
        cuts=(-1, 1),
    ),
    Prediction(
        name="fresh_mask_backward",
        prompt=(
            "A backward pass draws a fresh mask instead of using that of the forward pass, at rate "
            ".3. How many entries of the gradient are wrong?"
        ),
        quantity="share of the entries of the gradient that are wrong at rate .3",
        claim=1,
        options=(
            "below .1",
            ".1 to .35, about the rate",
            ".35 to .5",
            "more than half",
        ),
        cuts=(0.1, 0.35, 0.5),
    ),
    Prediction(
        name="wrong_lines_that_pass",
        prompt=(
            "Dropout is one line of code. Eight wrong lines (keep and drop swapped, one mask for "
            "the whole batch, no scaling, noise instead of a mask, …) are tested as one would at "
            "first: is the mean of the output that of the input? How many pass?"
        ),
        quantity="share of the eight wrong lines whose mean is within one per cent of the input's",
        claim=36,
        options=(
            "one at most: below .2",
            "some: .2 to .5",
            "more than half",
        ),
        cuts=(0.2, 0.5),
    ),
)
