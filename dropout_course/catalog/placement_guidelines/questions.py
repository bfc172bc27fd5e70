"""The questions of the lesson "Where and how much"."""

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
        name="two_tables_of_rates",
        prompt=(
            "Note 2 recommends .1 to .2 on the input, note 4 says .1 to .3. What do you do with "
            "the two tables?"
        ),
        choices=(
            Choice(
                "Take .15, which both allow.",
                "An average of two opinions is a third opinion. What would be evidence?",
            ),
            Choice(
                "Take note 4: it is more detailed.",
                "Detail is not evidence. Neither table says what it was measured on.",
            ),
            Choice(
                "Take .5, as the paper does.",
                "The paper uses .5 on hidden layers. On the pixels it keeps with .8.",
            ),
            Choice(
                "Take both as a place to begin, and let validation data decide.",
                "With several seeds. In this course input dropout hurt in one setting and helped "
                "in another.",
                right=True,
            ),
        ),
    ),
    SingleChoice(
        name="dropped_logits",
        prompt="What is wrong with dropout at rate .5 on the ten logits of a classifier?",
        choices=(
            Choice(
                "Half of the time the true class's own logit is dropped.",
                "Its logit is then 0, whatever the network found out, and the loss punishes the "
                "network for the dice. No unit behind it can make up for that.",
                right=True,
            ),
            Choice(
                "The probabilities no longer sum to one.",
                "The softmax normalises whatever it gets.",
            ),
            Choice(
                "Dropped classes get probability zero.",
                "A logit of 0 is no probability of 0: it goes through the softmax like any other "
                "number.",
            ),
            Choice(
                "Nothing: the output layer is a layer like any other.",
                "After a hidden layer come weights that can spread the information. What comes "
                "after the logits?",
            ),
        ),
    ),
    SingleChoice(
        name="one_seed_each",
        prompt=(
            "Rate .4 gives a validation accuracy of 97.1 %, rate .5 gives 97.3 %, one run each. "
            "What do you conclude?"
        ),
        choices=(
            Choice(
                "Rate .5 is better.",
                "Run rate .4 again with another seed. Is the new number within .2 of the old one?",
            ),
            Choice(
                "Nothing yet: run both with several seeds.",
                "The same seeds for both, and an interval of the difference. Differences of .2 "
                "points are smaller than what the seed alone does.",
                right=True,
            ),
            Choice(
                "Try every rate from .1 to .9 and take the best.",
                "The best of many noisy numbers is above all the luckiest.",
            ),
            Choice(
                "The two rates are equally good.",
                "That is a claim too, and one run each does not support it either.",
            ),
        ),
    ),
    SingleChoice(
        name="light_early_heavy_late",
        prompt=(
            "Note 4: light dropout early, heavy dropout late, *because early layers learn edges*. "
            "What kind of sentence is this?"
        ),
        choices=(
            Choice(
                "A law: early layers must be stable.",
                "Then the reverse order would always lose. You have seen what it does on noisy "
                "labels.",
            ),
            Choice(
                "A mistake: one should always do the reverse.",
                "One measurement in one setting is no law either; in another setting the order "
                "turned round or did not matter.",
            ),
            Choice(
                "A habit that is often reasonable, with a reason that nobody has proven.",
                "Published networks use such schedules. Whether edges are the reason, and whether "
                "it helps on your data, is for you to measure.",
                right=True,
            ),
            Choice(
                "A consequence of the mathematics of dropout.",
                "Expectation and variance are the same at every depth; the formulas know nothing "
                "of edges.",
            ),
        ),
    ),
    Numeric(
        name="how_wide",
        prompt=(
            "The paper's rule of thumb: where n units would do without dropout, use n/keep with "
            "it. A layer needs 256 units. How many at rate .5?"
        ),
        ranges=(
            Range(
                512,
                512,
                "256/.5: on average 256 of them are there in each step.",
                right=True,
            ),
            Range(
                128, 128, "You multiplied by keep. With units missing, are more needed or fewer?"
            ),
            Range(
                384,
                384,
                "256 · (1 + rate): of 384 units only 192 are there on average.",
            ),
            Range(256, 256, "Of 256 units about 128 are there in each step. That is the problem."),
        ),
        default="How many units must there be so that 256 of them survive on average?",
    ),
    SeveralRight(
        name="published_networks",
        prompt="Which of these are true of published networks?",
        choices=(
            Choice(
                "The base model of the first Transformer paper uses a rate of .1.",
                "And its table shows that rate 0 is worse there.",
                right=True,
            ),
            Choice(
                "Nearly all modern architectures use dropout, as note 0 says.",
                "Recent convolutional networks rarely do, and several large language models train "
                "without.",
            ),
            Choice(
                "PaLM was pre-trained without dropout.",
                "And fine-tuned with .1. With data that is read only once there is little to "
                "overfit.",
                right=True,
            ),
            Choice(
                "GPT-2 drops half of its hidden units.",
                "Its rate is .1. Rates of .5 belong to wide dense layers with little data.",
            ),
        ),
    ),
    SingleChoice(
        name="crucial_for_small_data",
        prompt=(
            "Note 0 calls dropout crucial for large models on *small datasets*. What did the paper "
            "find when it varied the amount of data (its figure 10)?"
        ),
        choices=(
            Choice(
                "The less data there was, the more dropout helped, throughout.",
                "So one would think. With the very smallest sets the network learnt them by heart, "
                "noise or not.",
            ),
            Choice(
                "No gain with the smallest sets, most in the middle.",
                "The smallest sets can be learnt by heart in spite of the noise, and the largest "
                "need no help.",
                right=True,
            ),
            Choice(
                "The same gain at every size.",
                "The gain depended strongly on the size, and not in one direction only.",
            ),
            Choice(
                "The more data, the more dropout helped.",
                "Up to a point. With enough data there is little overfitting left to prevent.",
            ),
        ),
    ),
    SingleChoice(
        name="after_a_convolution",
        prompt="Why does ordinary dropout do little after an early convolution?",
        choices=(
            Choice(
                "Because a convolution has no weights to regularise.",
                "It has; they are only shared between places.",
            ),
            Choice(
                "Because libraries switch it off for images.",
                "They do what you write, and it runs without any warning.",
            ),
            Choice(
                "Because the rate must be above .5 there.",
                "At any rate, what is dropped here can be read off there. Where?",
            ),
            Choice(
                "Because neighbouring values tell nearly the same.",
                "A dropped value can be read from its neighbours, so little is lost. Dropping "
                "whole channels takes the neighbours away as well.",
                right=True,
            ),
        ),
    ),
    Ordering(
        name="honest_tuning_lines",
        prompt="These lines choose a rate and then report how good the chosen network is.",
        lines=(
            "errors = [error_of(train(rate), validation) for rate in rates]",
            "best = rates[int(np.argmin(errors))]",
            "model = train(best)",
            "reported = error_of(model, test)",
        ),
        rules=(
            Rule(0, 1, "The best rate is read from the validation errors. Measure those first."),
            Rule(1, 2, "You train with the best rate before you know it."),
            Rule(2, 3, "You report on a model that is not there yet."),
        ),
        feedback=(
            "The test data is touched once, after every decision. Had it helped to choose the "
            "rate, the reported error would be too good."
        ),
    ),
)
