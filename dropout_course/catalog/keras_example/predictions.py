"""What to foresee before the experiments of the lesson "Dropout in Keras"."""

from dropout_course.predictions.model import Prediction

PREDICTIONS = (
    Prediction(
        name="predict_twice",
        prompt="`model.predict` is called twice on the same images. How far apart are the results?",
        quantity="largest absolute difference between two calls of predict, on any probability",
        claim=5,
        options=(
            "not at all: below 1e-6",
            "a little: 1e-6 to .01",
            "visibly: above .01",
        ),
        cuts=(1e-6, 0.01),
    ),
    Prediction(
        name="training_looks_worse",
        prompt=(
            "`fit` prints a training accuracy for its last epoch. Then `evaluate` is called on the "
            "same training images. Which number is higher?"
        ),
        quantity=(
            "training accuracy that fit prints for the last epoch minus that of evaluate, network "
            "of note 3, in percentage points"
        ),
        claim=5,
        options=(
            "that of evaluate, by more than half a point",
            "neither: within half a point",
            "that of fit, by more than half a point",
        ),
        cuts=(-0.5, 0.5),
    ),
    Prediction(
        name="slower_convergence",
        prompt=(
            "The same network is trained with and without dropout until its training loss, "
            "measured without dropout, falls below .05. Note 1 says that dropout slows training. "
            "By how much?"
        ),
        quantity=(
            "ratio of the steps needed to reach a training loss of .05, rate .5 over none (one "
            "hidden layer of 512 units, 500 digits)"
        ),
        claim=28,
        options=(
            "hardly, or it is faster: below 1.2 times as many",
            "1.2 to 2 times as many",
            "2 to 4 times as many",
            "more than 4 times as many",
        ),
        cuts=(1.2, 2, 4),
    ),
    Prediction(
        name="clean_digits",
        prompt=(
            "The network of note 3 is trained on clean digits, with its dropout and without. All "
            "five notes say that dropout reduces overfitting. What happens to the test error?"
        ),
        quantity=(
            "test error with dropout minus without, network of note 3, clean digits, in percentage "
            "points"
        ),
        claim=12,
        options=(
            "it falls by more than half a point",
            "it stays within half a point",
            "it rises by more than half a point",
        ),
        cuts=(-0.5, 0.5),
    ),
    Prediction(
        name="noisy_labels",
        prompt=(
            "Now a fifth of the training labels is redrawn at random, and the test labels stay "
            "right. What does dropout do to the test error?"
        ),
        quantity=(
            "test error with dropout minus without, network of note 3, 20 % of the training labels "
            "redrawn, in percentage points"
        ),
        claim=12,
        options=(
            "it falls by more than 4 points",
            "it falls by 1 to 4 points",
            "it falls by less than 1 point, or rises",
        ),
        cuts=(-4, -1),
    ),
    Prediction(
        name="train_test_gap",
        prompt=(
            "Overfitting is the gap between training and test. On the noisy labels, what does "
            "dropout do to it?"
        ),
        quantity=(
            "gap of the loss (test minus training, both without dropout) with dropout minus "
            "without, 20 % of the training labels redrawn, in nats"
        ),
        claim=12,
        options=(
            "it narrows by more than .05",
            "it stays within .05",
            "it widens by more than .05",
        ),
        cuts=(-0.05, 0.05),
    ),
    Prediction(
        name="variance_shift",
        prompt=(
            "A layer's output after ReLU and dropout at rate .5 goes into batch normalisation. In "
            "training its variance is measured and stored. At evaluation dropout is off. How large "
            "is the variance then, compared with the stored one?"
        ),
        quantity="variance of the layer's output at evaluation divided by that in training",
        claim=31,
        options=(
            "much smaller: below .6",
            "smaller: .6 to .95",
            "the same: .95 to 1.05, for inverted dropout keeps the scale",
            "larger: above 1.05",
        ),
        cuts=(0.6, 0.95, 1.05),
    ),
    Prediction(
        name="whole_channels",
        prompt=(
            "A small convolutional network, once with single values dropped, once with whole "
            "channels, at the same rate. Which misreads fewer digits?"
        ),
        quantity=(
            "test error with whole channels dropped minus with single values dropped, at the same "
            "rate, in percentage points"
        ),
        claim=22,
        options=(
            "the network that drops whole channels",
            "the network that drops single values",
        ),
        cuts=(0.0,),
    ),
    Prediction(
        name="one_mask_over_time",
        prompt=(
            "A recurrent network reads the rows of a digit one after the other. Its state is "
            "dropped with one mask for all time steps, or with a fresh mask at each. Which "
            "misreads fewer digits?"
        ),
        quantity=(
            "test error with one mask for all time steps minus with a fresh mask at each, at the "
            "same rate, in percentage points"
        ),
        claim=23,
        options=(
            "one mask, by more than 2 points",
            "neither: within 2 points",
            "fresh masks, by more than 2 points",
        ),
        cuts=(-2, 2),
    ),
)
