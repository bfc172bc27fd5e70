"""The questions of the lesson "Mathematics"."""

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
        name="what_p_means",
        prompt=(
            "The 2014 paper keeps the pixels of an image with p = .8. Which Keras layer does the "
            "same?"
        ),
        choices=(
            Choice(
                "`Dropout(0.8)`",
                "That drops four pixels of five. In the paper p is the probability of *keeping*; "
                "what does Keras call `rate`?",
            ),
            Choice(
                "`Dropout(0.2)`",
                "Keeping with .8 is dropping with .2. PyTorch and Flax count like Keras.",
                right=True,
            ),
            Choice(
                "`Dropout(1 / 0.8)`",
                "That is the factor by which survivors are scaled. The layer computes it by "
                "itself, from a rate between 0 and 1.",
            ),
            Choice(
                "`Dropout(0.8)`, and a factor of .8 at evaluation",
                "The factor at evaluation belongs to the paper's convention; Keras scales in "
                "training. And the .8 still means the other thing.",
            ),
        ),
    ),
    SingleChoice(
        name="half_of_the_units",
        prompt=(
            "Note 2 says that a rate of .5 means *50 % of neurons are turned off*. A layer has 100 "
            "units. What is the probability that exactly 50 are off?"
        ),
        choices=(
            Choice(
                "1: that is what a rate of .5 means.",
                "The rate is the probability of each single unit. Toss 100 coins: would you bet on "
                "exactly 50 heads?",
            ),
            Choice(
                "About one half.",
                "Close to 50 is likely, exactly 50 is one possibility among many: 49 and 51 are "
                "nearly as likely.",
            ),
            Choice(
                "About 8 %.",
                "The binomial distribution gives .0796. The number off is 50 on average, with a "
                "standard deviation of 5.",
                right=True,
            ),
            Choice(
                "Practically 0: it is .5 to the power of 100.",
                "That is one particular set of units. Very many sets hold exactly 50.",
            ),
        ),
    ),
    Numeric(
        name="missing_factor",
        prompt=(
            "Note 2 writes y = f(W(r·x) + b). Its own text says that survivors are scaled. By "
            "which factor, at rate .3? (two digits after the point will do)"
        ),
        ranges=(
            Range(
                1.42,
                1.44,
                "1/(1 - .3) = 1.43. A unit survives with probability .7, and .7 · 1.43 = 1.",
                right=True,
            ),
            Range(
                3.3,
                3.4,
                "That is 1/rate. A unit survives with probability .7: what times .7 makes 1?",
            ),
            Range(
                1.3,
                1.3,
                "1 + rate is too little: at rate .5 half of the units are gone, and the rest must "
                "count twice, not one and a half times.",
            ),
            Range(
                0.69, 0.71, "That is keep. It would shrink what dropping has already shrunk once."
            ),
            Range(0.29, 0.31, "That is the rate. Survivors must become larger, not smaller."),
        ),
        default=(
            "With which factor f is the mean what it was: (probability of surviving) · f · x = x?"
        ),
    ),
    SingleChoice(
        name="expectation_through_relu",
        prompt=(
            "Inverted dropout keeps E[y] = x. The next layer computes ReLU(w·y). What is its mean "
            "over the masks?"
        ),
        choices=(
            Choice(
                "ReLU(w·x), because the expectation is kept from layer to layer.",
                "It is kept by everything linear. ReLU bends at zero: masks that push w·y below "
                "zero are cut off, those that push it up count in full.",
            ),
            Choice(
                "At least ReLU(w·x).",
                "ReLU is convex, so by Jensen's inequality the mean of the ReLU is at least the "
                "ReLU of the mean. They are equal where no mask changes the sign of w·y.",
                right=True,
            ),
            Choice(
                "At most ReLU(w·x), because units are missing.",
                "Missing units are made up for by the factor, before the ReLU. After it, only one "
                "side of the fluctuation is cut off. Which?",
            ),
            Choice(
                "Zero, because positive and negative fluctuations cancel.",
                "They cancel in w·y - w·x. The ReLU lets only one of the two sides through.",
            ),
        ),
    ),
    Numeric(
        name="variance_of_a_unit",
        prompt=(
            "A unit has the value x = 2. What is the variance of its output under inverted "
            "dropout at rate .2?"
        ),
        ranges=(
            Range(
                0.99,
                1.01,
                "x² · rate/keep = 4 · .2/.8 = 1. The output is 2.5 with probability .8 and 0 with "
                "probability .2.",
                right=True,
            ),
            Range(
                0.63,
                0.65,
                "x² · rate · keep is the variance *without* the factor 1/keep. A factor enters a "
                "variance squared.",
            ),
            Range(4.99, 5.01, "x²/keep is the second moment. Take the square of the mean from it."),
            Range(0.49, 0.51, "Almost: a variance carries the *square* of x."),
            Range(0.24, 0.26, "rate/keep is right for x = 1. The variance grows with x squared."),
            Range(0.79, 0.81, "That is x² · rate. The division by keep is missing."),
        ),
        default=(
            "Write down the two values that the output can take, with their probabilities, and "
            "compute the variance from those."
        ),
    ),
    SeveralRight(
        name="what_is_exact",
        prompt="Which of these hold exactly for inverted dropout, at every rate below 1?",
        choices=(
            Choice(
                "The mean of the layer's output over all masks is x.",
                "It is what the factor is made for.",
                right=True,
            ),
            Choice(
                "The sum of the layer's outputs is the same in every pass.",
                "It is the same on average. In a single pass it wanders.",
            ),
            Choice(
                "The mean of the square of a unit's output is x²/keep.",
                "keep · (x/keep)². It is the second moment that grows by 1/keep.",
                right=True,
            ),
            Choice(
                "The mean output of a network with two ReLU layers is its output without dropout.",
                "The ReLU lies between: expectations do not pass through it.",
            ),
            Choice(
                "A share of `rate` of the units is zero in every pass.",
                "On average. In a single pass the share is binomial.",
            ),
        ),
    ),
    SingleChoice(
        name="which_penalty",
        prompt=(
            "Linear regression with dropout on the inputs: the squared error, averaged over all "
            "masks, is the ordinary squared error plus a penalty. Which one?"
        ),
        choices=(
            Choice(
                "The sum of all w², as in ridge regression.",
                "Nearly. But an input with large values makes more noise when it is dropped. Where "
                "would that show in the penalty?",
            ),
            Choice(
                "The sum of |w|, because dropout makes zeros.",
                "The zeros are in the inputs, not in the weights; no weight is pulled to exactly "
                "zero.",
            ),
            Choice(
                "w², weighted by the sum of that input's squares.",
                "Times rate/keep. It is an L2 penalty that adapts to the scale of each input: "
                "metres or centimetres make no difference.",
                right=True,
            ),
            Choice(
                "None: the expectation of the input is unchanged.",
                "The mean is unchanged, but a squared error also sees the variance of w·y.",
            ),
        ),
    ),
    Ordering(
        name="estimate_the_mean_lines",
        prompt=(
            "These lines compare the mean of many random passes with the exact value, for a layer "
            "`x` of shape `(units,)`."
        ),
        lines=(
            "u = rng.random((passes, x.size))",
            "masks = u >= rate",
            "outputs = x * masks / (1 - rate)",
            "mean = outputs.mean(axis=0)",
            "spread = outputs.std(axis=0) / passes**0.5",
            "standard_errors = (mean - x) / spread",
        ),
        rules=(
            Rule(0, 1, "The masks come from comparing `u` with the rate, so `u` must be there."),
            Rule(1, 2, "An output is masked: the masks must exist first."),
            Rule(2, 3, "There is nothing yet to take the mean of."),
            Rule(2, 4, "There is nothing yet whose spread could be computed."),
            Rule(3, 5, "The last comparison needs the mean."),
            Rule(4, 5, "The last comparison needs the spread of the mean."),
        ),
        feedback=(
            "Mean and spread may be computed in either order. Divided by its own spread, the "
            "difference should be a few units at most."
        ),
    ),
)
