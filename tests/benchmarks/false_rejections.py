"""How often is a right answer rejected? Judge many, with random seeds: `[judgements] [jobs]`.

Every bound of the exercises with random answers is derived for a chance below 1e-6 a judgement, so
none should be seen in 100,000.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from dropout_course.catalog import EXERCISES
from dropout_course.grading.judge import judge
from tests.catalog.answers import right_answers

RANDOM = (
    "mute",
    "sample_mask",
    "standard_dropout",
    "inverted_dropout",
    "gaussian_dropout",
    "spatial_dropout",
    "recurrent_dropout",
)
SLOW_SECONDS = 0.1  # an answer in plain loops would fill the hours without adding to the evidence
PORTION = 500


def quick_answers(name: str) -> list[Callable[..., object]]:
    """Return the right answers of an exercise that are judged fast, the reference first."""
    exercise = EXERCISES[name]
    quick = []
    for answer in (exercise.reference, *right_answers(name)):
        start = time.process_time()
        judge(exercise, answer)
        if time.process_time() - start < SLOW_SECONDS:
            quick.append(answer)
    return quick


def rejections(name: str, count: int, seed: int) -> tuple[str, int, list[str]]:
    """Judge `count` right answers, each with a seed of its own; return what was rejected."""
    exercise, answers = EXERCISES[name], quick_answers(name)
    rejected = []
    for number, own_seed in enumerate(np.random.default_rng(seed).integers(2**31, size=count)):
        answer = answers[number % len(answers)]
        report = judge(exercise, answer, int(own_seed))
        if not report.passed:
            rejected.append(f"{answer.__name__}, seed {own_seed}:\n{report}")
    return name, count, rejected


def main(judgements: int = 100_000, jobs: int = 1) -> None:
    """Print the number of judgements and of false rejections of each exercise."""
    portions = [
        (name, PORTION, seed)
        for seed in range(max(judgements // (PORTION * len(RANDOM)), 1))
        for name in RANDOM
    ]
    judged, rejected = dict.fromkeys(RANDOM, 0), dict.fromkeys(RANDOM, 0)
    start = time.perf_counter()
    with ProcessPoolExecutor(jobs) as pool:
        for name, count, reports in pool.map(rejections, *zip(*portions, strict=True)):
            judged[name] += count
            rejected[name] += len(reports)
            print(*reports, sep="\n", end="\n" if reports else "", flush=True)
            print(f"{sum(judged.values()):,} judged", file=sys.stderr)
    print(f"{'exercise':<24}{'judgements':>12}{'rejected':>10}")
    for name in RANDOM:
        print(f"{name:<24}{judged[name]:>12,}{rejected[name]:>10}")
    print(f"{'all':<24}{sum(judged.values()):>12,}{sum(rejected.values()):>10}")
    print(f"in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
