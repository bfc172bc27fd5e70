"""The questions of the lesson "Dropout in Keras"."""

from dropout_course.questions.kinds import (
    Choice,
    Numeric,
    Ordering,
    Range,
    Rule,
    SeveralRight,
    SingleChoice,
)
from dropout_course.questions.model import Question

QUESTIONS: tuple[Question, ...] = (
    SeveralRight(
        name="when_is_it_active",
        prompt="Where does a Keras `Dropout` layer drop units?",
        choices=(
            Choice(
                "In `model.fit`, for the training batches.",
                "`fit` calls the model with `training=True`.",
                right=True,
            ),
            Choice(
                "In `model.fit`, for the validation data.",
                "Validation is evaluation, even in the middle of `fit`.",
            ),
            Choice(
                "In `model.predict`.",
                "`predict` calls the model with `training=False`: same input, same output.",
            ),
            Choice(
                "In `model(x, training=True)`.",
                "Whoever asks for it gets it. This is how Monte Carlo dropout is done.",
                right=True,
            ),
            Choice(
                "In `model.evaluate`.",
                "All units take part; nothing is scaled either.",
            ),
        ),
    ),
    Numeric(
        name="parameters_of_the_network",
        prompt=(
            "Note 3's network: 28 by 28 pixels, 512 units, `Dropout(0.5)`, 256 units, "
            "`Dropout(0.3)`, 10 classes. How many parameters does it have?"
        ),
        ranges=(
            Range(
                535_818,
                535_818,
                "784·512 + 512, and 512·256 + 256, and 256·10 + 10. The dropout layers have none: "
                "there is nothing in them to learn.",
                right=True,
            ),
            Range(535_040, 535_040, "Those are the weights. Each unit has a bias, too."),
            Range(
                200_000,
                300_000,
                "Did you halve something? Dropout silences units for a step; their weights stay.",
            ),
        ),
        default=(
            "A dense layer has inputs times units weights and a bias for each unit. What does a "
            "dropout layer have?"
        ),
    ),
    SingleChoice(
        name="training_accuracy_is_lower",
        prompt=(
            "`fit` reports a training accuracy of 94 % and a validation accuracy of 97 %. What is "
            "the most likely reason?"
        ),
        choices=(
            Choice(
                "The network overfits.",
                "Then the validation accuracy would be the lower one.",
            ),
            Choice(
                "Validation images have leaked into the training data.",
                "Leaked images would be read about as well as training images, not better. What "
                "differs in *how* the two numbers are measured?",
            ),
            Choice(
                "It is measured with dropout on, the other without.",
                "And it is an average over the whole epoch, while the weights were still getting "
                "better. Call `evaluate` on the training data to compare like with like.",
                right=True,
            ),
            Choice(
                "The validation images are easier.",
                "Possible, but look first at what differs for certain between the two numbers.",
            ),
        ),
    ),
    SingleChoice(
        name="prose_against_code",
        prompt=(
            "Note 3 says in its text that at inference *the outputs are scaled down by (1 - p)*. "
            "What does the Keras code below that text do?"
        ),
        choices=(
            Choice(
                "It scales up in training, and nothing at inference.",
                "The text describes standard dropout, the code is inverted dropout. Both work; "
                "the note holds one of each.",
                right=True,
            ),
            Choice(
                "What the text says.",
                "Look at `model(x, training=False)`: does the layer change its input?",
            ),
            Choice(
                "Both: it scales up in training and down at inference.",
                "Then the two factors would not cancel: one applies to a masked layer, the other "
                "to a whole one.",
            ),
            Choice(
                "Neither: Keras leaves scaling to the weights.",
                "Pass ones through the layer with `training=True` and look at the survivors.",
            ),
        ),
    ),
    SingleChoice(
        name="two_runs_differ",
        prompt="The same notebook gives another accuracy at every run. What makes runs repeatable?",
        choices=(
            Choice(
                "`Dropout(0.5, seed=0)` in each of the dropout layers.",
                "That fixes the masks. Initial weights and the order of the batches are drawn as "
                "well.",
            ),
            Choice(
                "`keras.utils.set_random_seed(0)` before building.",
                "It seeds Python, NumPy and the backend: weights, batches and masks. And then "
                "several such seeds, for one repeatable run is still one run.",
                right=True,
            ),
            Choice(
                "`shuffle=False` in `fit`.",
                "That fixes the order of the batches, makes training worse, and leaves weights "
                "and masks to chance.",
            ),
            Choice(
                "Training longer: in the end all runs agree.",
                "They end in different minima. Longer training makes each of them surer, not "
                "equal.",
            ),
        ),
    ),
    SingleChoice(
        name="variance_before_batch_norm",
        prompt=(
            "Dropout stands before batch normalisation. Inverted dropout keeps the mean, and yet "
            "something shifts at evaluation. What?"
        ),
        choices=(
            Choice(
                "The mean, because units are no longer dropped.",
                "The factor 1/keep takes care of the mean. What does dropping do to the spread?",
            ),
            Choice(
                "The number of units that are normalised.",
                "Dropped units are zeros, not missing: the shape is the same.",
            ),
            Choice(
                "Nothing: batch normalisation is off at evaluation.",
                "It is on, with the mean and the variance that it stored during training.",
            ),
            Choice(
                "The variance: it was stored with the noise of the masks in it.",
                "At evaluation that noise is gone, the stored variance is too large, and the "
                "normalised values come out too small.",
                right=True,
            ),
        ),
    ),
    SingleChoice(
        name="what_spatial_dropout_drops",
        prompt=(
            "`SpatialDropout2D` gets feature maps of the shape `(batch, height, width, channels)`. "
            "What does it drop?"
        ),
        choices=(
            Choice(
                "Single values, each by itself.",
                "That is `Dropout`. In a feature map the neighbour still tells almost the same.",
            ),
            Choice(
                "Places: a pixel in all channels at once.",
                "The neighbouring pixels would give it away. What has no neighbour that repeats "
                "it?",
            ),
            Choice(
                "Whole channels, all pixels at once.",
                "One draw for each example and channel, of the shape `(batch, 1, 1, channels)`.",
                right=True,
            ),
            Choice(
                "Whole images of the batch.",
                "Then a step would simply have fewer examples.",
            ),
        ),
    ),
    SingleChoice(
        name="behind_after_five_epochs",
        prompt=(
            "After five epochs the network with dropout is behind the one without. What is the "
            "fair next step?"
        ),
        choices=(
            Choice(
                "Give dropout up: it does not help here.",
                "Perhaps it does not. But five epochs cannot tell, for dropout slows training.",
            ),
            Choice(
                "Train both until each has stopped getting better, then compare.",
                "Dropout needs more steps. Stop each by its own validation loss, and repeat it "
                "with several seeds.",
                right=True,
            ),
            Choice(
                "Raise the rate.",
                "That slows training further. First find out where this rate leads.",
            ),
            Choice(
                "Compare the training losses instead.",
                "Dropout is there to lower the *test* loss, often at the expense of the training "
                "loss.",
            ),
        ),
    ),
    Ordering(
        name="repeatable_training_lines",
        prompt="These lines make one training run repeatable and measure it on unseen digits.",
        lines=(
            "keras.utils.set_random_seed(seed)",
            "classifier = build_model()",
            'classifier.compile("adam", loss)',
            "classifier.fit(x_train, y_train, epochs=20, verbose=0)",
            "test_loss = classifier.evaluate(x_test, y_test, verbose=0)",
        ),
        rules=(
            Rule(
                0,
                1,
                "Building draws the initial weights. A seed that is set later comes too late "
                "for them.",
            ),
            Rule(1, 2, "There is no classifier to compile yet."),
            Rule(2, 3, "`fit` needs to know the loss and the optimiser: compile first."),
            Rule(
                3,
                4,
                "You evaluate before training: that measures the initial weights, without any "
                "error message.",
            ),
        ),
        feedback="The seed must come before the weights are drawn, the test after all training.",
    ),
)
