"""The proof of the grader in one table; `--keras` judges the exercises that need TensorFlow, too.

For each exercise: its checks, its mistakes, the right answers that it accepts, how many changes of
one place in the reference it rejects (equivalent ones are left out, each with its reason in
`tests/catalog/right_answers`), and the median time of a judgement.
"""

from __future__ import annotations

import statistics
import sys
import time

from dropout_course.catalog import EXERCISES
from dropout_course.grading.judge import judge
from dropout_course.grading.model import Exercise
from tests.catalog.answers import equivalent_mutants, right_answers
from tests.catalog.cases import marks_of
from tests.catalog.mutants import mutants_of, survives

ROUNDS = 15
COLUMNS = ("exercise", "checks", "mistakes", "right answers", "mutants", "rejected", "ms")


def row(exercise: Exercise) -> tuple[str, int, int, int, int, int, float]:
    """Return a line of the table."""
    equivalent = equivalent_mutants(exercise.name)
    mutants = [mutant for mutant in mutants_of(exercise) if mutant.name not in equivalent]
    rejected = sum(not survives(exercise, mutant) for mutant in mutants)
    answers = right_answers(exercise.name)
    assert all(judge(exercise, answer).passed for answer in answers)
    return (
        exercise.name,
        len(judge(exercise, exercise.reference).checks),
        len(exercise.mistakes),
        len(answers),
        len(mutants),
        rejected,
        1000 * statistics.median(_seconds(exercise) for _ in range(ROUNDS)),
    )


def _seconds(exercise: Exercise) -> float:
    # Of this thread alone: a busy machine should not make a judgement look slow.
    start = time.thread_time()
    judge(exercise, exercise.reference)
    return time.thread_time() - start


def main() -> None:
    """Print the table as markdown."""
    print(f"| {' | '.join(COLUMNS)} |")
    print(f"|---|{'---:|' * (len(COLUMNS) - 1)}")
    rows = []
    for exercise in EXERCISES.values():
        if marks_of(exercise) and "--keras" not in sys.argv:
            continue
        rows.append(row(exercise))
        print(f"| {' | '.join(map(str, rows[-1][:-1]))} | {rows[-1][-1]:.1f} |", flush=True)
    sums = [sum(column) for column in list(zip(*rows, strict=True))[1:6]]
    median = statistics.median(r[-1] for r in rows)
    print(f"| **{len(rows)} exercises** | {' | '.join(map(str, sums))} | {median:.1f} |")
    print(f"\nMutation score: {sums[4]} of {sums[3]} ({sums[4] / sums[3]:.1%}).")


if __name__ == "__main__":
    main()
