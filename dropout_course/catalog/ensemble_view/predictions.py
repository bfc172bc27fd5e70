"""What to foresee before the experiments of the lesson "Ensemble view"."""

from dropout_course.predictions.model import Prediction

PREDICTIONS = (
    Prediction(
        name="one_subnetwork",
        prompt=(
            "A small network with ten hidden units was trained at rate .5. Now a single random "
            "subnetwork reads the test digits alone. How much worse is it than the whole network?"
        ),
        quantity=(
            "test error of one random subnetwork minus that of the whole network with weight "
            "scaling, in percentage points"
        ),
        claim=9,
        options=(
            "hardly: less than 2 points",
            "somewhat: 2 to 10 points",
            "far: more than 10 points",
        ),
        cuts=(2, 10),
    ),
    Prediction(
        name="scaling_and_the_geometric_mean",
        prompt=(
            "One hidden layer with dropout, softmax on top. All subnetworks are enumerated and the "
            "normalised geometric mean of their probabilities is taken. How far is one pass with "
            "weight scaling from it?"
        ),
        quantity=(
            "largest difference of a probability of an image between weight scaling and the "
            "normalised geometric mean over all subnetworks, mean over the images"
        ),
        claim=11,
        options=(
            "nowhere but in rounding: below 1e-9",
            "close: 1e-9 to .01",
            "visibly away: above .01",
        ),
        cuts=(1e-9, 0.01),
    ),
    Prediction(
        name="scaling_and_the_average",
        prompt=(
            "Note 1 says that the predictions of all subnetworks are *averaged*. How far is one "
            "pass with weight scaling from that plain average?"
        ),
        quantity=(
            "largest difference of a probability of an image between weight scaling and the "
            "arithmetic mean over all subnetworks, mean over the images, rate .5"
        ),
        claim=11,
        options=(
            "equal but for rounding: below 1e-9",
            "close: 1e-9 to .05",
            "visibly away: above .05",
        ),
        cuts=(1e-9, 0.05),
    ),
    Prediction(
        name="one_pass",
        prompt="Monte Carlo with a single pass: dropout stays on for the prediction, once.",
        quantity=(
            "test error of one random pass minus that of weight scaling, rate .5, in percentage "
            "points"
        ),
        claim=11,
        options=(
            "less than half a point more, or fewer",
            "half a point to 5 points more",
            "more than 5 points more",
        ),
        cuts=(0.5, 5),
    ),
    Prediction(
        name="fifty_passes",
        prompt=(
            "Fifty random passes, averaged, cost fifty times as much as one pass with weight "
            "scaling. What do they buy?"
        ),
        quantity=(
            "test error of the mean of 50 random passes minus that of weight scaling, rate .5, in "
            "percentage points"
        ),
        claim=11,
        options=(
            "a lower error, by more than half a point",
            "nothing: within half a point",
            "a higher error, by more than half a point",
        ),
        cuts=(-0.5, 0.5),
    ),
    Prediction(
        name="bagging_or_dropout",
        prompt=(
            "Note 2 says that dropout *acts like bagging*. Ten networks without dropout, each "
            "trained on its own bootstrap sample, vote against one network with dropout. The "
            "labels are noisy. Who misreads fewer digits?"
        ),
        quantity=(
            "test error of ten bagged networks minus that of one dropout network at rate .5, on "
            "noisy labels, in percentage points"
        ),
        claim=10,
        options=("the ten bagged networks", "the one with dropout"),
        cuts=(0.0,),
    ),
    Prediction(
        name="better_than_the_probability",
        prompt=(
            "Which predictions are wrong? One can rank them by the uncertainty of Monte Carlo "
            "dropout, or simply by the probability that the ordinary pass gives. Which ranking is "
            "better?"
        ),
        quantity=(
            "area under the ROC curve for finding the wrong predictions, Monte Carlo dropout minus "
            "one minus the largest probability of the ordinary pass"
        ),
        claim=5,
        options=(
            "the plain probability, by more than .02",
            "about equal: within .02",
            "Monte Carlo dropout, by more than .02",
        ),
        cuts=(-0.02, 0.02),
    ),
    Prediction(
        name="one_mask_for_the_batch",
        prompt=(
            "The paper draws a mask for each example. Notes 0 and 1 speak of one subnetwork for "
            "each *step*: one mask for the whole batch. What does sharing the mask do to the test "
            "error, on noisy labels?"
        ),
        quantity=(
            "test error with one mask for the batch minus with a mask for each example, rate .5, "
            "noisy labels, in percentage points"
        ),
        claim=9,
        options=(
            "it falls by more than 1 point",
            "it stays within 1 point",
            "it rises by more than 1 point",
        ),
        cuts=(-1, 1),
    ),
)
