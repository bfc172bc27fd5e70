"""What to foresee before the experiments of the lesson "Where and how much"."""

from dropout_course.predictions.model import Prediction

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
            "gain of dropout: test error without minus with rate .5, one hidden layer of 16 units, "
            "noisy labels, in percentage points"
        ),
        claim=13,
        options=(
            "it costs more than 10 points",
            "it costs 1 to 10 points",
            "it stays within 1 point",
            "it gains more than 1 point",
        ),
        cuts=(-10, -1, 1),
    ),
    Prediction(
        name="little_data",
        prompt=(
            "Note 0 calls dropout *crucial for training large models on small datasets*. Where "
            "does it gain more: with 20 training examples, or with 500?"
        ),
        quantity=(
            "gain of dropout at rate .5 (test error without minus with) with 20 examples minus "
            "that with 500, noisy labels, in percentage points"
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
            "Hidden units bear rate .5 well. What if half of the *pixels* are dropped as well, on "
            "clean digits?"
        ),
        quantity=(
            "test error with rate .5 on the input minus with none there, rate .5 on the hidden "
            "layer in both, clean digits, in percentage points"
        ),
        claim=20,
        options=(
            "it lowers the error by more than 1 point",
            "it stays within 1 point",
            "it raises the error by 1 to 3 points",
            "it raises the error by more than 3 points",
        ),
        cuts=(-1, 1, 3),
    ),
    Prediction(
        name="dropout_on_the_output",
        prompt=(
            "Note 4 says: avoid dropout on the output layer. A well trained classifier has its ten "
            "logits dropped at rate .5, as such a layer would do it in training. How much loss "
            "would training see?"
        ),
        quantity=(
            "test loss with the logits dropped at rate .5 minus with the logits as they are, in "
            "nats"
        ),
        claim=26,
        options=(
            "hardly more: below .1",
            "clearly more: .1 to 1",
            "far more: above 1",
        ),
        cuts=(0.1, 1),
    ),
    Prediction(
        name="instead_of_l2",
        prompt=(
            "Note 1 says that dropout reduces the need for L2. On noisy labels the best L2 "
            "strength is added once to a network with dropout, once to one without. Where does it "
            "gain more?"
        ),
        quantity=(
            "gain of the best L2 strength (test error without it minus with) in a network with "
            "dropout at rate .5 minus that in one without, noisy labels, in percentage points"
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
        name="beside_batch_norm",
        prompt=(
            "Note 2 says that dropout works well together with batch normalisation. A network has "
            "batch normalisation in both hidden layers. What does dropout at rate .5 add to it, on "
            "clean digits?"
        ),
        quantity=(
            "test error with dropout after each batch normalisation minus with batch normalisation "
            "alone, rate .5, clean digits, in percentage points"
        ),
        claim=31,
        options=(
            "it lowers the error by more than 1 point",
            "it stays within 1 point",
            "it raises the error by more than 1 point",
        ),
        cuts=(-1, 1),
    ),
    Prediction(
        name="early_stopping_instead",
        prompt=(
            "A fifth of the labels is redrawn. One network trains with dropout at rate .5 to the "
            "end. The other has no dropout, and stops where its validation loss is lowest. How "
            "does the second one do?"
        ),
        quantity=(
            "test error with early stopping and no dropout minus with dropout and no early "
            "stopping, noisy labels, in percentage points"
        ),
        claim=12,
        options=(
            "better, by more than 1 point",
            "as well, within 1 point",
            "worse, by more than 1 point",
        ),
        cuts=(-1, 1),
    ),
    Prediction(
        name="robust_to_noise",
        prompt=(
            "Note 2 says that dropout makes a model robust to noise. Networks trained on clean "
            "digits are tested on digits with Gaussian noise on every pixel. What does hidden "
            "dropout do?"
        ),
        quantity=(
            "test error on noisy images with hidden dropout at rate .5 minus without, in "
            "percentage points"
        ),
        claim=18,
        options=(
            "it lowers the error by more than 3 points",
            "it lowers the error by 3 points at most",
            "it raises the error",
        ),
        cuts=(-3, 0.0),
    ),
    Prediction(
        name="relu_and_the_order",
        prompt=(
            "Note 1 puts dropout after the activation function. With the same mask, what changes "
            "if it comes before a ReLU instead?"
        ),
        quantity=("largest difference between dropout before and after a ReLU, same mask, rate .5"),
        claim=27,
        options=(
            "nothing: below 1e-9",
            "a little: 1e-9 to .1",
            "a lot: above .1",
        ),
        cuts=(1e-9, 0.1),
    ),
)
