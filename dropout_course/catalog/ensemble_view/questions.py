"""The questions of the lesson "Ensemble view"."""

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
    Numeric(
        name="how_many_subnetworks",
        prompt=(
            "A network has one hidden layer of ten units, with dropout. How many subnetworks can "
            "the masks make, the empty one included?"
        ),
        ranges=(
            Range(
                1024,
                1024,
                "Two possibilities for each of ten units: 2 to the tenth power.",
                right=True,
            ),
            Range(
                1023,
                1023,
                "You left out the mask that drops every unit. It is rare, but it has its "
                "probability, and an exact average needs it.",
            ),
            Range(
                100,
                100,
                "Ten squared is the number of pairs. Each unit is in or out: two possibilities, "
                "ten times.",
            ),
            Range(20, 20, "Two possibilities for each unit multiply; you have added them."),
            Range(10, 10, "Those are the subnetworks that lack exactly one unit."),
        ),
        default="Each unit is in or out, whatever the others are. How many combinations?",
    ),
    SingleChoice(
        name="what_evaluation_does",
        prompt=(
            "Note 1 says that *during testing, the predictions of all these subnetworks are "
            "averaged*. What does a library compute at evaluation?"
        ),
        choices=(
            Choice(
                "The predictions of all subnetworks, and their average.",
                "With 512 units there are more subnetworks than atoms in the universe. Something "
                "cheaper must stand in for them.",
            ),
            Choice(
                "One pass of the whole network, as an approximation.",
                "Weight scaling: one pass with the expected layer. How close it comes is what "
                "this lesson measures.",
                right=True,
            ),
            Choice(
                "The predictions of a few dozen random subnetworks, averaged.",
                "That is Monte Carlo dropout. You can do it, but no library does it by itself.",
            ),
            Choice(
                "The prediction of the best subnetwork that training found.",
                "Training does not keep score of subnetworks; nearly all of them it never met.",
            ),
        ),
    ),
    SingleChoice(
        name="which_mean",
        prompt=(
            "One layer with dropout on its inputs and a softmax. What does one pass with weight "
            "scaling equal exactly?"
        ),
        choices=(
            Choice(
                "The arithmetic mean of the subnetworks' probabilities.",
                "It would if the softmax were linear. What *is* averaged exactly are the logits, "
                "and logits are logarithms of probabilities.",
            ),
            Choice(
                "The prediction of the most probable subnetwork.",
                "No single mask gives the expected layer; that is why the survivors are scaled.",
            ),
            Choice(
                "The normalised geometric mean of the subnetworks' probabilities.",
                "Averaging logits is multiplying probabilities, then normalising. It is an "
                "identity, to the last digit.",
                right=True,
            ),
            Choice(
                "None of the means: it is only ever an approximation.",
                "For deep networks, yes. In this one case something holds exactly.",
            ),
        ),
    ),
    SeveralRight(
        name="where_scaling_is_exact",
        prompt=(
            "Where does weight scaling equal the normalised geometric mean over all subnetworks "
            "exactly?"
        ),
        choices=(
            Choice(
                "A deep ReLU network with dropout only on its last hidden layer.",
                "What lies before that layer is the same for all masks, so it is the case of one "
                "layer again.",
                right=True,
            ),
            Choice(
                "A deep ReLU network with dropout on every hidden layer.",
                "A ReLU behind a mask bends the average: expectations do not pass through it.",
            ),
            Choice(
                "Softmax regression with dropout on its inputs.",
                "The logits are linear in the mask, so their average is that of one scaled pass.",
                right=True,
            ),
            Choice(
                "A network with one hidden ReLU layer and dropout on the pixels.",
                "The mask comes before the ReLU here, and the ReLU is not linear.",
            ),
        ),
    ),
    SeveralRight(
        name="unlike_bagging",
        prompt="In what does dropout differ from bagging?",
        choices=(
            Choice(
                "The members share their weights.",
                "A step that helps one subnetwork changes nearly all of the others.",
                right=True,
            ),
            Choice(
                "Bagging draws examples for each member, dropout draws units.",
                "In bagging a member has its own bootstrap sample and all of its units.",
                right=True,
            ),
            Choice(
                "No member is trained to the end; most are never trained at all.",
                "A mask is met once, if ever, and gets one step.",
                right=True,
            ),
            Choice(
                "The members of a dropout ensemble err independently of each other.",
                "They share weights, so they share errors. Even bagged members do to some degree.",
            ),
        ),
    ),
    Numeric(
        name="more_passes",
        prompt=(
            "The average of k random passes scatters around its limit. By which factor does the "
            "scatter (its standard deviation) shrink when you go from 10 passes to 1000?"
        ),
        ranges=(
            Range(
                9.9,
                10.1,
                "It shrinks like 1 over the root of k, and the root of 100 is 10: a hundred times "
                "the cost for one more digit.",
                right=True,
            ),
            Range(
                99,
                101,
                "The variance shrinks by 100. The standard deviation is its root.",
            ),
            Range(990, 990, "That is how many passes were added. Look at the ratio."),
            Range(0.09, 0.11, "That is what is left of it. It is a tenth, so it shrank by 10."),
        ),
        default="The standard deviation of a mean of k independent values goes as 1/√k.",
    ),
    SingleChoice(
        name="a_shoe",
        prompt=(
            "A network that reads digits is shown a shoe. Fifty passes with dropout agree: a 2, "
            "with probability .95. What do you conclude?"
        ),
        choices=(
            Choice(
                "The shoe must look like a 2.",
                "To this network, with all of its masks. They were trained on the same digits and "
                "share their weights, so they share their blind spots.",
            ),
            Choice(
                "Fifty passes are too few.",
                "More passes measure the disagreement of the masks more exactly. It stays as small "
                "as it is.",
            ),
            Choice(
                "The rate should be higher, so that the passes disagree more.",
                "They would, for digits as well. A signal that rises everywhere tells nothing "
                "apart.",
            ),
            Choice(
                "Agreement of the masks does not prove familiarity.",
                "Monte Carlo dropout measures how much the masks disagree. Whether that finds "
                "foreign inputs must be measured, against the plain probability as a baseline.",
                right=True,
            ),
        ),
    ),
    Ordering(
        name="rejection_curve_lines",
        prompt=(
            "These lines compute a rejection curve: the error among the answers that one keeps, "
            "when the least certain ones are refused."
        ),
        lines=(
            "order = np.argsort(uncertainty)",
            "wrong = (predicted != labels)[order]",
            "kept = np.arange(1, len(wrong) + 1)",
            "errors = np.cumsum(wrong) / kept",
        ),
        rules=(
            Rule(0, 1, "To sort the wrong answers by certainty you need the order first."),
            Rule(1, 2, "How many can be kept? That is read from `wrong`, which is not there yet."),
            Rule(1, 3, "The errors are counted in `wrong`, which is not there yet."),
            Rule(2, 3, "To make a share of the count you need the number kept."),
        ),
        feedback=(
            "Most certain first, then a running share of errors. A good uncertainty makes the "
            "curve rise late."
        ),
    ),
)
