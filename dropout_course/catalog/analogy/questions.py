"""The questions of the lesson "Analogy"."""

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
        name="how_many_are_muted",
        prompt=(
            "In note 0 the teacher mutes *one* member in each session. A layer has ten units and "
            "dropout at rate .3. How many units are dropped in a step?"
        ),
        choices=(
            Choice(
                "One, as in the analogy.",
                "Here the analogy is too tidy. Nobody picks one unit; each tosses a coin of its "
                "own. How many heads do ten coins show?",
            ),
            Choice(
                "Three: that is 30 % of ten.",
                "Three is the average over many steps. In a single step the coins of the ten units "
                "know nothing of each other, so nothing makes them stop at three.",
            ),
            Choice(
                "Any number from 0 to 10.",
                "Each unit is dropped with probability .3, whatever the others do. The number that "
                "results is binomial: three on average.",
                right=True,
            ),
            Choice(
                "The three that contribute least.",
                "That would be pruning, which looks at the units. Dropout looks at the dice.",
            ),
        ),
    ),
    SingleChoice(
        name="why_muting_spreads_the_weights",
        prompt=(
            "In this lesson's model the members' knowledge is fixed, and only the weights of the "
            "vote are learnt. Why does practising with muting spread the weights over the members?"
        ),
        choices=(
            Choice(
                "Because practice includes days without the best member.",
                "Training lowers the error that it sees. If a single vote decides, every day on "
                "which that vote is missing is a bad day; several votes insure each other.",
                right=True,
            ),
            Choice(
                "Because a muted member's weight is set to zero.",
                "A muted member says nothing and gets no update on that day. The weight itself "
                "stays as it is and counts again next time.",
            ),
            Choice(
                "Because those who are not muted learn the subject better.",
                "It sounds like the note, but nobody learns the subject here: knowledge is fixed. "
                "What changes is how much each voice counts.",
            ),
            Choice(
                "Because all weights are made equal in the end.",
                "They do not become equal: better members keep more weight. It is only no longer "
                "nearly all of it.",
            ),
        ),
    ),
    SingleChoice(
        name="price_of_insurance",
        prompt=(
            "A group that had as much practice as it wanted takes an exam, and everybody is there. "
            "How does it do, practised with muting, compared with practice without?"
        ),
        choices=(
            Choice(
                "Better: everyone has learnt to contribute.",
                "The note suggests so. But without muting, the weights were fitted to exactly this "
                "day, the one when everybody is there. What did muting fit them to?",
            ),
            Choice(
                "Just as well: muting matters only when somebody is absent.",
                "The weights are other weights, and they are there on every day. Can weights that "
                "were made for absences also be the best ones without absences?",
            ),
            Choice(
                "Slightly worse: insurance has a price.",
                "With enough practice, weights fitted to full attendance are best at full "
                "attendance. Muting gives some of that away to be safe on other days. With little "
                "or noisy practice the balance can turn.",
                right=True,
            ),
        ),
    ),
    SeveralRight(
        name="where_the_analogy_breaks",
        prompt="Where does the study group differ from dropout in a network?",
        choices=(
            Choice(
                "A muted member still listens and learns in that session.",
                "A dropped unit gets no gradient for that example: it neither speaks nor learns.",
                right=True,
            ),
            Choice(
                "At the exam nobody is muted on purpose.",
                "That is alike: at evaluation no unit is dropped.",
            ),
            Choice(
                "The note's teacher mutes one member; dropout may silence several, or none.",
                "Each unit has a coin of its own.",
                right=True,
            ),
            Choice(
                "Friends become independent of each other; units go on working together.",
                "The note says that everyone must understand alone. Units still add up to one "
                "answer, and their outputs stay correlated.",
                right=True,
            ),
        ),
    ),
    SingleChoice(
        name="what_ablation_shows",
        prompt=(
            "Half of the hidden units of two trained networks are removed at random. The one that "
            "was trained with dropout loses far less accuracy. What does that show?"
        ),
        choices=(
            Choice(
                "With all its units it reads new digits better, too.",
                "That is another measurement. On clean digits the two are nearly equal with all "
                "units, and yet differ when half are gone.",
            ),
            Choice(
                "Its units have become independent of each other.",
                "Rather the opposite: to replace each other, units must carry some of the same "
                "information. Redundant units are correlated.",
            ),
            Choice(
                "It withstands what it was trained to withstand.",
                "True, and no more than that: training rewarded exactly this. Whether it "
                "withstands anything else is for other experiments to say.",
                right=True,
            ),
            Choice(
                "Half of its units are superfluous and can be deleted for good.",
                "It loses less, not nothing. And at evaluation the other half still lowers the "
                "error.",
            ),
        ),
    ),
    Numeric(
        name="nobody_can_speak",
        prompt=(
            "A group of five, each muted with probability .3, independently. What is the "
            "probability that nobody at all can speak?"
        ),
        ranges=(
            Range(
                0.002,
                0.0029,
                "Five coins must all fall the same way: .3 to the fifth power, .0024. In a layer "
                "of 500 units you will never see it; in one of five you may.",
                right=True,
            ),
            Range(
                0.165,
                0.171,
                "That is .7 to the fifth power: the probability that nobody is muted.",
            ),
            Range(0.299, 0.301, "That is one member. Now the other four must be silent as well."),
            Range(
                0.82, 0.84, "That is the probability that at least one is muted. Here it is all."
            ),
            Range(
                1.0,
                10.0,
                "A probability is at most 1. You may have added: 5 times .3 is the mean number "
                "of muted members.",
            ),
        ),
        default=(
            "Independent events all happen with the product of their probabilities. How many are "
            "there here?"
        ),
    ),
    Ordering(
        name="ablation_lines",
        prompt=(
            "These lines measure a network without a random half of its hidden units. The caller's "
            "array `hidden`, of shape `(images, units)`, must stay as it is."
        ),
        lines=(
            "chosen = rng.permutation(units)[: units // 2]",
            "left = hidden.copy()",
            "left[:, chosen] = 0",
            "predicted = (left @ weights).argmax(axis=1)",
            "accuracy = (predicted == labels).mean()",
        ),
        rules=(
            Rule(1, 2, "You silence units of `left` before there is such an array."),
            Rule(0, 2, "You silence the units in `chosen` before any are chosen."),
            Rule(
                2,
                3,
                "You predict before any unit is silenced: that measures the whole network, and "
                "raises no error.",
            ),
            Rule(3, 4, "You count right answers before there are answers."),
        ),
        feedback=(
            "The copy may be made before or after the draw. The prediction must come after the "
            "silencing, and nothing but your eyes checks that."
        ),
    ),
)
