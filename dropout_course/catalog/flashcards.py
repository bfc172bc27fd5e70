"""The flashcards of the course. The first five are the questions of note 2, answered with care."""

from dropout_course.catalog import LESSONS
from dropout_course.questions.flashcards import Card, Deck

NOTES = (
    Card(
        "purpose",
        "What is the purpose of dropout?",
        "To lower the error on *new* data by dropping random units while training. It pays where a "
        "network overfits; where it does not, dropout only costs time.",
    ),
    Card(
        "rate_of_one_half",
        "What does a dropout rate of .5 mean?",
        "Each unit is dropped with probability .5, independently of the others, anew for each "
        "example. Half of the units are off *on average*; exactly half is rare.",
    ),
    Card(
        "during_testing",
        "What happens to dropout during testing?",
        "Nothing is dropped. Inverted dropout has scaled in training and does nothing more; "
        "standard dropout multiplies by keep. Monte Carlo dropout leaves it on, on purpose.",
    ),
    Card(
        "where_used",
        "Where is dropout mostly used?",
        "Historically on wide dense layers. Also on inputs, on whole channels of convolutions, on "
        "recurrent states with one mask for all time steps, and in Transformers at about .1.",
    ),
    Card(
        "with_batch_norm",
        "Can dropout and batch normalisation be used together?",
        "Yes, but mind the order: behind dropout, the variance at evaluation differs from the one "
        "that batch normalisation has stored. Both regularise; measure whether you need both.",
    ),
)
ANALOGY = (
    Card(
        "study_group",
        "What do the members of the study group stand for?",
        "The inputs of a linear unit. The teacher's muting is dropout, the vote is the weighted "
        "sum, and learning changes the weights.",
    ),
    Card(
        "cost_of_insurance",
        "What does the group pay for being ready for absences?",
        "With plenty of practice, a slightly larger error on days when everybody is there.",
    ),
    Card(
        "co_adaptation",
        "What is co-adaptation?",
        "Units that are useful only in the company of certain others. Whether dropout works *by* "
        "preventing it is disputed; it depends on how one measures it.",
    ),
    Card(
        "ablation",
        "What does an ablation curve show?",
        "The accuracy against the share of hidden units that are removed after training. Networks "
        "trained with dropout fall later: training has rewarded that.",
    ),
)
MATH = (
    Card(
        "mean_and_variance",
        "Mean and variance of y = x · m/q, where m is 1 with probability q = 1 - p?",
        "Mean x, variance x² p/q.",
    ),
    Card(
        "second_moment",
        "By how much does inverted dropout raise the second moment of a unit?",
        "By the factor 1/keep: E[y²] = x²/keep.",
    ),
    Card(
        "alive_count",
        "How is the number of kept units among n distributed?",
        "Binomial with n and keep: mean n · keep, variance n · keep · rate.",
    ),
    Card(
        "p_in_the_paper",
        "What is p in the 2014 paper?",
        "The probability of *keeping* a unit. In Keras, PyTorch and Flax the argument is the "
        "probability of dropping.",
    ),
    Card(
        "nonlinearity",
        "Why is the mean output of a network with dropout not its output without?",
        "Expectations pass through linear maps only. For a ReLU, Jensen's inequality says that the "
        "mean of the output is at least the output of the mean.",
    ),
    Card(
        "linear_regression",
        "What is dropout on linear regression, averaged over the masks?",
        "An L2 penalty of (p/q) · Σ w² Σ x²: each weight by the size of its own input. It does not "
        "care about units of measurement.",
    ),
    Card(
        "gaussian",
        "Which Gaussian noise has the same mean and variance as inverted dropout?",
        "Multiplication by noise with mean 1 and variance p/q.",
    ),
)
INVERTED_DROPOUT = (
    Card(
        "two_conventions",
        "Standard and inverted dropout: who scales when?",
        "Standard: nothing in training, times keep at evaluation. Inverted: survivors divided by "
        "keep in training, nothing at evaluation. Never both.",
    ),
    Card(
        "backward",
        "What is the backward pass of inverted dropout?",
        "The incoming gradient times the *same* mask, divided by keep. A dropped unit gets none.",
    ),
    Card(
        "scaled_twice",
        "How do you notice that a network scales twice?",
        "By the test loss, or by the mean of a layer in training and at evaluation. The accuracy "
        "hardly moves.",
    ),
    Card(
        "mask_for_whom",
        "Who shares a mask in a batch?",
        "Nobody: each example has its own. The mask has the shape of the activations, batch "
        "included.",
    ),
    Card(
        "edges",
        "What should dropout do at rate 0 and at rate 1?",
        "At 0 nothing at all, at 1 give zeros. By the formula rate 1 is 0/0: treat it by itself.",
    ),
    Card(
        "test_at_three_tenths",
        "At which rate should you never test an implementation, and why?",
        "At .5: keep equals rate there, so a swap of the two goes unseen.",
    ),
)
ENSEMBLE_VIEW = (
    Card(
        "subnetworks",
        "How many subnetworks has a layer of n units?",
        "2 to the power of n, one for each mask. They share their weights.",
    ),
    Card(
        "exact_case",
        "Where does weight scaling equal an average over all subnetworks exactly?",
        "For a softmax on one layer with dropout, also as the last hidden layer of a deep network. "
        "The average is the normalised geometric mean, not the arithmetic one.",
    ),
    Card(
        "bagging",
        "Dropout and bagging: what is alike, what is not?",
        "Alike: many models, one answer. Not alike: dropout's share weights, are hardly trained "
        "each, and differ in units, not in examples.",
    ),
    Card(
        "monte_carlo",
        "What is Monte Carlo dropout?",
        "Dropout left on at evaluation, many passes averaged. Their spread is used as an "
        "uncertainty; compare it with the plain probability before you trust it.",
    ),
    Card(
        "passes",
        "How fast does a Monte Carlo average settle?",
        "Its standard deviation falls as one over the root of the number of passes: four times the "
        "passes halve it.",
    ),
)
KERAS_EXAMPLE = (
    Card(
        "training_flag",
        "When does a Keras dropout layer drop?",
        "In `fit` on training batches, and whenever the model is called with `training=True`. Not "
        "in `predict`, not in `evaluate`, not on validation data.",
    ),
    Card(
        "no_parameters",
        "How many parameters does a dropout layer have?",
        "None. It has a rate and a random generator.",
    ),
    Card(
        "lower_training_accuracy",
        "Why can the training accuracy in `fit` lie below the validation accuracy?",
        "It is measured with dropout on, and averaged over an epoch in which the weights still "
        "changed.",
    ),
    Card(
        "slower",
        "How does dropout change the time that training takes?",
        "A step costs about the same, but more steps are needed: the paper says two to three times "
        "as many.",
    ),
    Card(
        "spatial",
        "What does spatial dropout drop, and why?",
        "Whole channels: in a feature map, the neighbours of a dropped value tell what it was.",
    ),
    Card(
        "recurrent",
        "How is dropout applied to a recurrent state?",
        "With one mask for all time steps of a sequence. Fresh masks at every step would wear the "
        "memory away.",
    ),
)
PLACEMENT_GUIDELINES = (
    Card(
        "rates_to_begin_with",
        "Which rates does the 2014 paper begin with?",
        ".2 on the pixels of images, .5 on hidden layers. A place to begin, not a rule.",
    ),
    Card(
        "width",
        "How wide should a layer with dropout be?",
        "The paper's rule of thumb: n/keep units where n would do without.",
    ),
    Card(
        "amount_of_data",
        "How does dropout's gain depend on the amount of data?",
        "In the paper's figure 10 it rises and falls: none with very little data, most in the "
        "middle, less with plenty.",
    ),
    Card(
        "output_layer",
        "Why no dropout on the output layer?",
        "A dropped logit of the true class costs loss that no weight can prevent: nothing comes "
        "after it that could make up for it.",
    ),
    Card(
        "fair_comparison",
        "What does a fair comparison of two rates need?",
        "Several seeds, the same for both, each trained to its own best epoch on validation data; "
        "and the difference with its interval.",
    ),
    Card(
        "dropout_today",
        "Is dropout used in almost all modern architectures?",
        "No. Transformers often use about .1, several large language models none in pre-training, "
        "and recent convolutional networks rarely.",
    ),
)

_BY_LESSON = {
    "analogy": ANALOGY,
    "math": MATH,
    "inverted_dropout": INVERTED_DROPOUT,
    "ensemble_view": ENSEMBLE_VIEW,
    "keras_example": KERAS_EXAMPLE,
    "placement_guidelines": PLACEMENT_GUIDELINES,
}
_DECKS = (
    Deck("flashcards", "Flashcards", sum(_BY_LESSON.values(), NOTES)),
    Deck("flashcards:notes", "Flashcards: the notes", NOTES),
    *(
        Deck(f"flashcards:{name}", f"Flashcards: {lesson.title}", _BY_LESSON[name])
        for lesson in LESSONS
        for name in [lesson.name.partition("_")[2]]
    ),
)
FLASHCARDS: dict[str, Deck] = {deck.name: deck for deck in _DECKS}
