"""What to foresee before the experiments of the lesson "Analogy"."""

from dropout_course.predictions.model import Prediction

PREDICTIONS = (
    Prediction(
        name="weight_of_the_best",
        prompt=(
            "All members of the group know the same thing, but one of them makes far smaller "
            "errors than the others. The group practises with muting at rate .5. How much of the "
            "group's answer will hang on the best member?"
        ),
        quantity=(
            "weight of the best member as a share of all absolute weights, after training with "
            "muting at rate .5"
        ),
        claim=15,
        options=(
            "little: below .4",
            "about half: .4 to .8",
            "nearly all: above .8",
        ),
        cuts=(0.4, 0.8),
    ),
    Prediction(
        name="best_friend_absent",
        prompt=(
            "Exam day, and the best member is ill. One group has practised with muting at rate .5, "
            "the other without. Whose error is larger?"
        ),
        quantity=(
            "mean squared error of the group without its best member, practised with muting minus "
            "practised without (the signal has variance 1)"
        ),
        claim=16,
        options=(
            "smaller after muting, by more than .05",
            "the same to within .05",
            "larger after muting, by more than .05",
        ),
        cuts=(-0.05, 0.05),
    ),
    Prediction(
        name="everybody_there",
        prompt="Now the exam on a day when nobody is absent. Whose error is larger?",
        quantity=(
            "mean squared error of the whole group, practised with muting at rate .5 minus "
            "practised without (the signal has variance 1)"
        ),
        claim=16,
        options=(
            "smaller after muting, by more than .002: muting made the whole group better",
            "the same to within .002: what helps when somebody is absent costs nothing",
            "larger after muting, by more than .002: the insurance has a price",
        ),
        cuts=(-0.002, 0.002),
    ),
    Prediction(
        name="half_the_units_removed",
        prompt=(
            "From the study group to a network that reads digits: a random half of the hidden "
            "units is removed after training. How much of the damage does dropout in training "
            "prevent?"
        ),
        quantity=(
            "rise of the test error when half of the hidden units are removed and the rest scaled "
            "to make up for it, trained at rate .5 minus trained without, in percentage points"
        ),
        claim=16,
        options=(
            "a lot: more than 10 points",
            "some: 1 to 10 points",
            "hardly any: less than 1 point, or it makes it worse",
        ),
        cuts=(-10, -1),
    ),
    Prediction(
        name="four_fifths_removed",
        prompt=(
            "Training has practised losing half of the units. Now four fifths of them are removed, "
            "more than it ever practised. Does dropout help here too?"
        ),
        quantity=(
            "rise of the test error when 80 % of the hidden units are removed and the rest scaled "
            "to make up for it, trained at rate .5 minus trained without, in percentage points"
        ),
        claim=16,
        options=(
            "a lot: it prevents more than 5 points",
            "some: 1 to 5 points",
            "hardly: less than 1 point, or it makes it worse",
        ),
        cuts=(-5, -1),
    ),
    Prediction(
        name="less_correlated",
        prompt=(
            "All notes say that dropout prevents co-adaptation. One way to measure it: the mean "
            "absolute correlation between two hidden units. How does dropout change it?"
        ),
        quantity=(
            "mean absolute correlation between hidden units over the test images, trained at rate "
            ".5 minus trained without"
        ),
        claim=15,
        options=(
            "it falls by more than .02",
            "it stays within .02",
            "it rises by more than .02",
        ),
        cuts=(-0.02, 0.02),
    ),
    Prediction(
        name="units_work_alone",
        prompt=(
            "Note 3 says that with dropout *each neuron must work independently*. How large is the "
            "correlation between hidden units of a network that was trained with it?"
        ),
        quantity=(
            "mean absolute correlation between hidden units over the test images, trained at rate "
            ".5"
        ),
        claim=17,
        options=(
            "practically none: below .05",
            "a little: .05 to .1",
            "clear: above .1",
        ),
        cuts=(0.05, 0.1),
    ),
)
