"""Print what `import dropout_course` costs beside `import numpy`.

Run it with `python -m tests.benchmarks.import_time`. The two take turns in fresh processes, so that
a busy machine slows both. The goal is a ratio of at most 2.
"""

import statistics
import subprocess
import sys
import time

ROUNDS = 15
STATEMENTS = {"nothing": "pass", "numpy": "import numpy", "dropout_course": "import dropout_course"}


def seconds(statement: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - started


def main() -> None:
    taken = {name: [] for name in STATEMENTS}
    for _ in range(ROUNDS):
        for name, statement in STATEMENTS.items():
            taken[name].append(seconds(statement))
    median = {name: statistics.median(values) for name, values in taken.items()}
    for name, value in median.items():
        print(f"{name:15} {value * 1000:6.0f} ms")
    print(f"dropout_course / numpy: {median['dropout_course'] / median['numpy']:.2f}")


if __name__ == "__main__":
    main()
