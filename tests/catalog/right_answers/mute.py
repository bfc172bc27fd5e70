"""Other ways to mute members for a session."""

import numpy as np


def _checked(rate):
    if rate < 0 or rate > 1:
        raise ValueError("the rate is a probability")


def session_by_session(answers, rate, rng):
    _checked(rate)
    out = np.empty_like(answers)
    for s, session in enumerate(answers):
        out[s] = session * (rng.random(session.shape[1]) >= rate)
    return out


def with_loops(answers, rate, rng):
    _checked(rate)
    out = answers.copy()
    for s in range(answers.shape[0]):
        for m, u in enumerate(rng.random(answers.shape[2]).tolist()):
            if u < rate:
                out[s, :, m] = 0
    return out


def with_binomial(answers, rate, rng):
    _checked(rate)
    heard = rng.binomial(1, 1 - rate, size=(len(answers), answers.shape[-1]))
    return answers * heard[:, None, :]


def with_choice(answers, rate, rng):
    _checked(rate)
    sessions, questions, members = answers.shape
    heard = rng.choice([False, True], size=(members, sessions), p=[rate, 1 - rate]).T
    return np.where(np.repeat(heard[:, np.newaxis], questions, axis=1), answers, 0.0)


def with_einsum(answers, rate, rng):
    _checked(rate)
    heard = rng.uniform(size=(answers.shape[0], answers.shape[2])) > rate
    return np.einsum("sqm,sm->sqm", answers, heard.astype(np.float32))


def with_a_spawned_generator(answers, rate, rng):
    _checked(rate)
    own = np.random.default_rng(rng.integers(2**62))
    silent = own.random((answers.shape[0], answers.shape[2]), dtype=np.float32) < np.float32(rate)
    return np.swapaxes(np.swapaxes(answers, 1, 2) * ~silent[..., None], 1, 2)


def with_standard_library_numbers(answers, rate, rng):
    import random

    _checked(rate)
    dice = random.Random(int(rng.integers(2**40)))
    sessions, _, members = answers.shape
    heard = [[[dice.random() >= rate for _ in range(members)]] for _ in range(sessions)]
    return answers * np.array(heard)


ANSWERS = [
    session_by_session,
    with_loops,
    with_binomial,
    with_choice,
    with_einsum,
    with_a_spawned_generator,
    with_standard_library_numbers,
]

EQUIVALENT = {
    "rng.random((sessions, 1, members)) >= rate -> rng.random((sessions, 1, members)) > rate": (
        "A float drawn from [0, 1) equals the rate with probability 2**-53 at most."
    ),
}
