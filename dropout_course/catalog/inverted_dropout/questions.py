"""The questions of the lesson "Inverted dropout"."""

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
    SingleChoice(
        name="which_scaling",
        prompt="Where does *inverted* dropout scale?",
        choices=(
            Choice(
                "At evaluation: all units are multiplied by keep.",
                "That is standard dropout, the convention of the 2014 paper and of notes 0 and 3. "
                "It works as well, but it has another name.",
            ),
            Choice(
                "In training: survivors are multiplied by keep.",
                "The layer has already lost a part of its sum. Multiplying by keep would shrink it "
                "a second time.",
            ),
            Choice(
                "In training and at evaluation, to be safe.",
                "Then evaluation gets keep times what the next layer is used to. One side must be "
                "corrected, not both.",
            ),
            Choice(
                "In training: survivors are divided by keep.",
                "So the next layer sees on average what it will see at evaluation, where nothing "
                "is left to do.",
                right=True,
            ),
        ),
    ),
    SingleChoice(
        name="a_mean_of_one",
        prompt=(
            "A layer gets ones at rate .3. Of its outputs 70 % are zero, the others 3.33. Their "
            "mean is 1. What do you say?"
        ),
        choices=(
            Choice(
                "It is right: inverted dropout keeps the mean.",
                "It does, but so do many wrong layers. What share should be zero at rate .3?",
            ),
            Choice(
                "It takes the rate for keep.",
                "It keeps 30 % and divides by .3. The mean hides it, the share of zeros shows it. "
                "That is why a test of the mean is not enough.",
                right=True,
            ),
            Choice(
                "It scales twice.",
                "Twice the scale would make the mean wrong, and it is right.",
            ),
            Choice(
                "It had bad luck with its mask.",
                "In a layer of ten units perhaps. In one of a thousand the share of zeros stays "
                "within a few points of the rate.",
            ),
        ),
    ),
    SingleChoice(
        name="never_test_at_one_half",
        prompt="Why is rate .5 a bad place to test an implementation of dropout?",
        choices=(
            Choice(
                "Because rate and keep are equal there.",
                "Whoever swaps them passes: the share of zeros and the factor are both right by "
                "accident. Test at .3.",
                right=True,
            ),
            Choice(
                "Because the variance of the mask is largest there.",
                "It is, but more draws cure that. Something else cannot be cured by more draws.",
            ),
            Choice(
                "Because no network uses that rate.",
                "It is the best-known rate of all.",
            ),
            Choice(
                "Because the mean of the output is not x there.",
                "Inverted dropout keeps the mean at every rate below 1.",
            ),
        ),
    ),
    SingleChoice(
        name="shape_of_the_mask",
        prompt=(
            "A batch of activations has the shape `(32, 512)`: 32 examples, 512 units. Which shape "
            "does the mask have?"
        ),
        choices=(
            Choice(
                "`(512,)`",
                "It broadcasts without an error, and all 32 examples lose the same units. The "
                "whole batch then trains one subnetwork.",
            ),
            Choice(
                "`(32, 1)`",
                "Then an example loses all of its units or none.",
            ),
            Choice(
                "`(32, 512)`",
                "A draw for every unit of every example.",
                right=True,
            ),
            Choice(
                "`(1,)`",
                "A single coin for the whole layer: either everything passes or nothing.",
            ),
        ),
    ),
    SingleChoice(
        name="mask_of_the_backward_pass",
        prompt="What does the backward pass multiply the incoming gradient by?",
        choices=(
            Choice(
                "By nothing: the derivative of dropout is 1.",
                "It would be, if y were x. But y = x · mask/keep.",
            ),
            Choice(
                "By the mask of the forward pass, without the factor.",
                "A survivor was divided by keep on its way forward. A small change of x changes y "
                "by how much?",
            ),
            Choice(
                "By a fresh mask and 1/keep.",
                "Then units that said nothing are corrected, and some that spoke are not. It is "
                "right on average and wrong in every single step.",
            ),
            Choice(
                "By the mask of the forward pass and 1/keep.",
                "y = x · mask/keep, so the derivative of y by x is mask/keep: the same mask, the "
                "same factor.",
                right=True,
            ),
        ),
    ),
    SeveralRight(
        name="signs_of_scaling_twice",
        prompt=(
            "A program scales survivors in training and multiplies by keep once more at "
            "evaluation. Where do you notice it?"
        ),
        choices=(
            Choice(
                "In an error message.",
                "No: both factors are perfectly legal numbers.",
            ),
            Choice(
                "In the test loss.",
                "The logits shrink, the probabilities become timid, and the loss rises.",
                right=True,
            ),
            Choice(
                "In a test accuracy near that of guessing.",
                "A factor on a layer changes how sure the network is, far more than which class "
                "comes first. The accuracy hardly moves.",
            ),
            Choice(
                "In the mean of the layer, compared between training and evaluation.",
                "At evaluation it is keep times what it was. This is the cheapest test.",
                right=True,
            ),
        ),
    ),
    SingleChoice(
        name="rate_one",
        prompt=(
            "What does `x * mask / (1 - rate)` give in NumPy at rate 1, where the mask is all "
            "zeros?"
        ),
        choices=(
            Choice(
                "Zeros.",
                "Zeros are what you want. But 0 is divided by 0 here, and that is no number.",
            ),
            Choice(
                "NaN.",
                "0/0 is NaN, and one NaN spreads through the whole network. Rate 1 needs a line of "
                "its own.",
                right=True,
            ),
            Choice(
                "Infinity.",
                "That is what 1/0 gives. What is divided here?",
            ),
            Choice(
                "A `ZeroDivisionError`.",
                "Plain Python numbers raise it. NumPy arrays warn and go on.",
            ),
        ),
    ),
    Numeric(
        name="value_of_a_survivor",
        prompt="A unit of value 6 survives inverted dropout at rate .25. What is its output?",
        ranges=(
            Range(8, 8, "6/.75 = 8. It survives three times out of four: .75 · 8 = 6.", right=True),
            Range(
                6,
                6,
                "It survives, but it must also make up for the times when it does not.",
            ),
            Range(4.5, 4.5, "You multiplied by keep. That belongs to standard dropout, elsewhere."),
            Range(24, 24, "You divided by the rate. How often does the unit survive?"),
            Range(7.5, 7.5, "6 · (1 + rate) is too little. Its mean would be .75 · 7.5."),
        ),
        default="A survivor is divided by the probability of surviving.",
    ),
    Ordering(
        name="gradient_check_lines",
        prompt=(
            "These lines compare a layer with its slope by nudging all inputs by h. For the slope "
            "to be that of *one* function, both nudges must see the same mask."
        ),
        lines=(
            "mask = rng.random(x.shape) >= rate",
            "up = np.sum((x + h) ** 2 * mask / keep)",
            "down = np.sum((x - h) ** 2 * mask / keep)",
            "slope = (up - down) / (2 * h)",
        ),
        rules=(
            Rule(0, 1, "The loss after the upward nudge uses the mask before it is drawn."),
            Rule(0, 2, "The loss after the downward nudge uses the mask before it is drawn."),
            Rule(1, 3, "The slope needs both losses; `up` is not there yet."),
            Rule(2, 3, "The slope needs both losses; `down` is not there yet."),
        ),
        feedback=(
            "One mask, drawn first, for both. Which nudge comes first makes no difference. With a "
            "fresh mask for each, the slope would measure the masks instead."
        ),
    ),
)
