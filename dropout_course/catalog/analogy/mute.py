"""Mute members for a session.

Before each practice session the teacher goes round the group and mutes every member with
probability `rate`, independently of the other members and of the other sessions. Whoever is muted
stays silent **for the whole session**: all answers of that member become 0. Return what is heard,
an array of the same shape as `answers`.

- `answers` holds floats and has the shape `(sessions, questions, members)`.
- Those who may speak do not speak louder: their answers stay as they are.
- Rate 0 mutes nobody, rate 1 everybody, and a rate outside of 0 to 1 raises a `ValueError`.
- `rng` is a `numpy.random.Generator`: draw all your random numbers from it.
- `answers` is not changed.
"""

import numpy as np

from dropout_course.grading.attempt import Stream
from dropout_course.grading.layers import HIGH_RATE, RATE, factor_fact, inputs
from dropout_course.grading.masks import CALLS, count_fact, mask_facts, share_fact
from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import edge_fact, error_fact

SHAPE, PART = (300, 2, 100), 64


def mute(answers, rate, rng):
    """Silence random members, each for a whole session."""
    ### BEGIN SOLUTION
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")
    sessions, _, members = answers.shape
    heard = rng.random((sessions, 1, members)) >= rate
    return answers * heard
    ### END SOLUTION


def measure(attempt):
    """Look at who is silent: how many, together with whom, for how long, and after which seed."""
    answers = inputs(attempt.rng, SHAPE)
    stream = attempt.stream()
    heard = attempt.array(answers, RATE, stream, shape=SHAPE)
    # To see whether masks differ, as many draws as a layer's part has are enough.
    part = answers[:PART]
    others = [attempt.array(part, RATE, stream, shape=part.shape) == 0 for _ in range(CALLS)]
    muted = heard == 0
    yield from mask_facts(muted[:, 0], RATE)
    yield count_fact([mask[:, 0] for mask in others])
    whole = all(bool((mask.all(axis=1) == mask.any(axis=1)).all()) for mask in (muted, *others))
    yield Fact("whole", "mutes for the whole session", whole, True)
    check = "leaves the answers of the others as they are"
    yield factor_fact("factor", check, answers, heard, 1.0)
    repeats = any(np.array_equal(others[0][:, 0], mask[:, 0]) for mask in others[1:])
    yield Fact("repeats", "mutes others at every call", repeats, False)
    again = [attempt.array(part, RATE, Stream(stream.seed + 1), shape=part.shape) for _ in range(2)]
    yield Fact("replays", "draws from the given rng", bool(np.array_equal(*again)), True)
    yield attempt.own_generator()
    high = attempt.array(part, HIGH_RATE, attempt.stream(), shape=part.shape)
    yield share_fact("zeros_high", high[:, 0] == 0, HIGH_RATE)
    few = answers[:4]
    for name, rate, right in (("rate_zero", 0.0, few), ("rate_one", 1.0, 0 * few)):
        check = "mutes nobody at rate 0 and everybody at rate 1"
        yield edge_fact(name, check, attempt, few, rate, attempt.stream(), expected=right)
    for name, rate in (("rate_high", 1.5), ("rate_negative", -0.1)):
        check = "refuses a rate outside of 0 to 1"
        yield error_fact(name, check, attempt, few, rate, attempt.stream())
    yield attempt.unchanged()


def mutes_whom_it_should_hear(answers, rate, rng):
    """At rate .3 you mute {zeros:.0%} of the members. `rate` is the probability of being *muted*:
    which side of your comparison means "may speak"?
    """
    _guard(rate)
    return answers * (rng.random((len(answers), 1, answers.shape[2])) < rate)


def mutes_answer_by_answer(answers, rate, rng):
    """Members who are silent at one question answer the next one: you toss for each answer. The
    teacher tosses once for a member and a session. Which shape does that give your draws?
    """
    return answers * _heard(answers.shape, rate, rng)


def mutes_the_same_in_all_sessions(answers, rate, rng):
    """The same members are muted in all sessions: how often a member is muted varies {per_unit:.0f}
    times as much as it should. The rest could rely on each other for ever. What must be drawn anew?
    """
    return answers * _heard((1, 1, answers.shape[2]), rate, rng)


def mutes_all_or_nobody(answers, rate, rng):
    """In your sessions all are silent or nobody is: the number of muted members varies
    {per_example:.0f} times as much as with independent draws. You mute sessions; whom does the
    teacher mute?
    """
    return answers * _heard((len(answers), 1, 1), rate, rng)


def mutes_questions(answers, rate, rng):
    """At some questions nobody may answer, at others all do. You toss for questions; along which
    axis of `answers` do the members stand?
    """
    return answers * _heard((*answers.shape[:2], 1), rate, rng)


def mutes_exactly_one(answers, rate, rng):
    """Exactly one member is silent in each of your sessions, whatever the rate ({zeros:.1%} at rate
    .3). The story is often told so, but dropout tosses for every member: at times several are
    silent, at times nobody is.
    """
    _guard(rate)
    silent = rng.integers(answers.shape[2], size=(len(answers), 1, 1))
    return answers * (np.arange(answers.shape[2]) != silent)


def mutes_a_fixed_number(answers, rate, rng):
    """In each of your sessions the same number of members is silent. With independent draws that
    number varies; only on average is it the share `rate`.
    """
    _guard(rate)
    sessions, _, members = answers.shape
    ranks = rng.random((sessions, 1, members)).argsort(axis=-1).argsort(axis=-1)
    return answers * (ranks >= round(rate * members))


def tosses_a_fair_coin(answers, rate, rng):
    """You mute {zeros:.0%} at rate .3 and {zeros_high:.0%} at rate .8: a fair coin, which does not
    look at the rate.
    """
    _guard(rate)
    if rate in (0, 1):
        return answers * (1 - rate)
    return answers * rng.integers(0, 2, (len(answers), 1, answers.shape[2]))


def makes_the_others_speak_louder(answers, rate, rng):
    """You multiply the answers that are heard by {factor:.2f}. That is the right thought for a
    network, and lesson 3 is about it; here the others do not speak louder.
    """
    if rate == 1:
        return 0 * answers
    return answers * _heard((len(answers), 1, answers.shape[2]), rate, rng) / (1 - rate)


def lowers_the_voices(answers, rate, rng):
    """You multiply the answers that are heard by {factor:.2f} as well. A member who is not muted
    is heard as if nothing had happened.
    """
    return answers * _heard((len(answers), 1, answers.shape[2]), rate, rng) * (1 - rate)


def returns_who_is_heard(answers, rate, rng):
    """You return zeros and ones: who may speak, but not what is said. What are they to be
    multiplied with?
    """
    return np.ones_like(answers) * _heard((len(answers), 1, answers.shape[2]), rate, rng)


def seeds_itself(answers, rate, rng):
    """Two calls in a row muted the same members: a generator made inside of the function starts
    anew each time, and the group would soon know who is safe. Which generator were you given?
    """
    return _right(answers, rate, np.random.default_rng(0))


def draws_from_the_global_generator(answers, rate, rng):
    """The same `rng` muted two different sets of members, so your numbers come from elsewhere:
    `np.random.…` is a generator shared by the whole program. Draw from `rng`, and a run can be
    repeated.
    """
    _guard(rate)
    return answers * (np.random.random((len(answers), 1, answers.shape[2])) >= rate)


def changes_its_input(answers, rate, rng):
    """After the call `{changed}` holds other numbers: the muted answers are lost to the caller too.
    `*=` and `x[...] =` write into the array of the caller; make a new one.
    """
    answers *= _heard((len(answers), 1, answers.shape[2]), rate, rng)
    return answers


def accepts_any_rate(answers, rate, rng):
    """A rate of 1.5 or of -.1 went through without a word. Raise a
    `ValueError` that says what you expected, before anything is drawn.
    """
    return answers * (rng.random((len(answers), 1, answers.shape[2])) >= rate)


def _guard(rate):
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate}")


def _heard(shape, rate, rng):
    _guard(rate)
    return rng.random(shape) >= rate


def _right(answers, rate, rng):
    return answers * _heard((len(answers), 1, answers.shape[2]), rate, rng)


EXERCISE = Exercise(
    reference=mute,
    measure=measure,
    hints=(
        ("How many coins does the teacher toss in all? One for each member in each session."),
        (
            "An axis of length 1 stretches: an array of shape (sessions, 1, members), "
            "multiplied with one of shape (sessions, questions, members), says the same at "
            "every question."
        ),
        (
            '`rng.random(shape)` gives numbers between 0 and 1. Which of them mean "may '
            'speak", so that a share of `rate` is muted?'
        ),
    ),
    explanation=(
        "The shape of the draws says what shares a fate. Here it is (sessions, 1, members): "
        "each member has a coin in each session, and all questions of the session share it. "
        "This one idea returns in every kind of dropout: plain dropout tosses for each unit "
        "and example, spatial dropout once for a feature map, recurrent dropout once for all "
        "time steps."
    ),
    mistakes=(
        mutes_whom_it_should_hear,
        mutes_answer_by_answer,
        mutes_the_same_in_all_sessions,
        mutes_all_or_nobody,
        mutes_questions,
        mutes_exactly_one,
        mutes_a_fixed_number,
        tosses_a_fair_coin,
        makes_the_others_speak_louder,
        lowers_the_voices,
        returns_who_is_heard,
        seeds_itself,
        draws_from_the_global_generator,
        changes_its_input,
        accepts_any_rate,
    ),
    setup="import numpy as np",
)
