"""Judge one answer to one exercise."""

from __future__ import annotations

import functools
import inspect
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dropout_course.grading.attempt import SECONDS, Attempt, Runner, Stopped, Stream
from dropout_course.grading.checks import checks_of, in_words, recognise
from dropout_course.grading.model import CheckResult, Exercise, Fact, Mistake, Report
from dropout_course.grading.requirements import missing
from dropout_course.grading.runner import Trial, run

# Fixed where a notebook stores what was measured; an instructor grades with a secret one.
SEED = 2014


def judge(exercise: Exercise, function: Any, seed: int = SEED, seconds: float = SECONDS) -> Report:
    """Judge an answer that lives in this process.

    Parameters
    ----------
    exercise
        The exercise.
    function
        The answer: anything at all.
    seed
        Decides the inputs and the random streams that the answer is given.
    seconds
        The time that all calls of the answer may take together.

    Returns
    -------
    Report
        Never raises for the answer's sake, except for a KeyboardInterrupt.
    """
    refusal = wrong_kind(exercise, function)
    if refusal:
        return Report(exercise.name, "error", 0.0, None, refusal)
    return judge_with(exercise, here(function), seed, seconds)


def judge_with(
    exercise: Exercise, runner: Runner, seed: int = SEED, seconds: float = SECONDS
) -> Report:
    """Judge an answer through the runner that calls it, wherever that is."""
    lacking = missing(exercise.needs) if exercise.needs else None
    if lacking:
        return Report(exercise.name, "error", 0.0, None, lacking)
    facts, stop, attempt = _measure(exercise, runner, seed, seconds)
    printed = attempt.printed
    if stop and stop.outcome == "not attempted":
        return Report(exercise.name, "not attempted", 0.0, None, "Not attempted yet.")
    checks = _with_unreached(checks_of(facts), _names_of_checks(exercise))
    score = sum(check.passed for check in checks) / len(checks)
    if stop and stop.outcome == "error":
        return Report(exercise.name, "error", score, None, stop.message, checks, printed)
    if all(check.passed for check in checks):
        praise = in_learners_words(exercise.praise, facts)
        return Report(exercise.name, "passed", 1.0, None, praise, checks, printed)
    mistake = recognise(facts, _mistakes(exercise, seed))
    if mistake:
        message, diagnosis = in_learners_words(mistake.sentence, facts), mistake.name
    else:
        message, diagnosis = (stop.message if stop else _first_failure(facts)), None
    return Report(exercise.name, "failed", score, diagnosis, message, checks, printed)


def wrong_kind(exercise: Exercise, function: Any) -> str | None:
    """Say in one sentence why `function` cannot be an answer at all; None where it can."""
    wanted = f"`{exercise.name}{exercise.signature}`"
    if function is None:
        return f"Expected your function {wanted}; got `None`. Did you run the cell that defines it?"
    if not callable(function):
        return f"Expected your function {wanted}; got {_kind(function)}."
    if inspect.isclass(function) != inspect.isclass(exercise.reference):
        want = "class" if inspect.isclass(exercise.reference) else "function"
        return f"Expected a {want}, {wanted}; got {_kind(function)}."
    try:
        own = inspect.signature(function)
    except Exception:  # noqa: BLE001 (some built-in functions have none; anything may be callable)
        return None
    mine = exercise.signature.parameters
    required = [name for name, p in mine.items() if p.default is p.empty]
    optional = [name for name in mine if name not in required]
    try:
        own.bind(*required, **dict.fromkeys(optional))
    except TypeError:
        return f"Expected the parameters of {wanted}; yours takes `{own}`."
    if [n for n in own.parameters if n in mine] != [n for n in mine if n in own.parameters]:
        return f"Expected the parameters in the order of {wanted}; yours takes `{own}`."
    return None


def here(function: Callable[..., Any]) -> Runner:
    """Return the runner that calls a function of this process."""
    generators: dict[Stream, np.random.Generator] = {}

    def resolve(value: Any) -> Any:
        if isinstance(value, Stream):
            return generators.setdefault(value, np.random.default_rng(value.seed))
        return value

    def runner(
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        seconds: float,
        through: Callable[..., Any] | None,
    ) -> Trial:
        args = tuple(resolve(value) for value in args)
        kwargs = {name: resolve(value) for name, value in kwargs.items()}
        return run(function, args, kwargs, seconds=seconds, through=through)

    return runner


def in_learners_words(sentence: str, facts: Sequence[Fact]) -> str:
    """Fill the numbers that were measured into a sentence that names them in braces."""
    return sentence.format_map({fact.name: fact.got for fact in facts})


def _measure(
    exercise: Exercise, runner: Runner, seed: int, seconds: float = SECONDS
) -> tuple[list[Fact], Stopped | None, Attempt]:
    attempt = Attempt(exercise, runner, seed, seconds)
    facts: list[Fact] = []
    try:
        # What is computed with the numbers of a wrong answer may well overflow.
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            for fact in exercise.measure(attempt):
                facts.append(fact)  # noqa: PERF402 (what was measured before a stop is kept)
    except Stopped as stopped:
        if stopped.fact:
            facts.append(stopped.fact)
        # Its traceback would keep every frame, and every array in them, until somebody looks.
        return facts, stopped.with_traceback(None), attempt
    return facts, None, attempt


@functools.lru_cache(maxsize=512)
def _names_of_checks(exercise: Exercise) -> tuple[str, ...]:
    facts, _, _ = _measure(exercise, here(exercise.reference), SEED)
    return tuple(check.name for check in checks_of(facts))


@functools.lru_cache(maxsize=512)
def _mistakes(exercise: Exercise, seed: int) -> tuple[tuple[Mistake, tuple[Fact, ...]], ...]:
    return tuple(
        (mistake, tuple(_measure(exercise, here(mistake.function), seed)[0]))
        for mistake in exercise.catalog_of_mistakes
    )


def _with_unreached(checks: list[CheckResult], names: Sequence[str]) -> tuple[CheckResult, ...]:
    reached = {check.name for check in checks}
    missing = [CheckResult(n, False, "", "not reached") for n in names if n not in reached]
    return (*checks, *missing)


def _first_failure(facts: Sequence[Fact]) -> str:
    fact = next(fact for fact in facts if not fact.holds)
    expected, got = in_words(fact)
    return f"A right answer {fact.check}: expected {expected}, got {got}."


def _kind(value: Any) -> str:
    if inspect.isclass(value):
        return f"the class `{value.__name__}`"
    name = type(value).__name__
    text = f"{value!r}" if isinstance(value, str | int | float) else ""
    return f"`{text[:40]}` (a {name})" if text else f"a {name}"
