"""How long a sweep of dropout rates takes, beside the same trainings by Keras.

python -m tests.benchmarks.engine [--picture FILE]
"""

import argparse
import resource
import sys
from statistics import median

import numpy as np
from matplotlib.figure import Figure

from dropout_course.data import Dataset, digits
from dropout_course.network import Network, Setting, train
from dropout_course.plots import BLUE, GREY, INK
from tests.benchmarks.sidebyside import machine, quiet_tensorflow, ratio, times

RATES = tuple(np.arange(10) / 10)
SEEDS, EXAMPLES, BATCH, STEPS, UNITS = 20, 500, 50, 600, 512
ROUNDS = 5
FIXED = "12 times through the examples; 10 replicas, 512 units, 500 examples where not said"


def sweep(data: Dataset, seeds: int) -> float:
    """Train all rates with some seeds and return the seconds."""
    settings = [Setting(rate=float(rate), examples=EXAMPLES) for rate in RATES]
    return train(data, settings, seeds, Network((UNITS,)), steps=STEPS, batch=BATCH).seconds


def keras_fit(data: Dataset) -> None:
    """One of those trainings by Keras: same network, data, batches, steps and measures."""
    import keras

    model = keras.Sequential(
        [
            keras.layers.Input((data.x_train.shape[1],)),
            keras.layers.Dense(UNITS, activation="relu"),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(10),
        ]
    )
    model.compile(
        keras.optimizers.SGD(0.05, momentum=0.9),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    x, y = data.x_train[:EXAMPLES], data.y_train[:EXAMPLES]
    model.fit(x, y, batch_size=BATCH, epochs=STEPS * BATCH // EXAMPLES, verbose=0)
    model.evaluate(x, y, verbose=0)
    model.evaluate(data.x_test, data.y_test, verbose=0)


def peak_memory() -> float:
    """Return the most memory this process has had, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def scaling(data: Dataset) -> dict[str, dict[int, float]]:
    """Return the seconds against the number of replicas, units and examples."""

    def seconds(seeds: int = 10, units: int = UNITS, examples: int = EXAMPLES) -> float:
        setting = Setting(rate=0.5, examples=examples)
        steps = 12 * examples // BATCH  # 12 times through the examples
        network = Network((units,))
        return median(
            train(data, setting, seeds, network, steps=steps, batch=BATCH).seconds for _ in range(3)
        )

    return {
        "replicas": {n: seconds(seeds=n) for n in (1, 2, 5, 10, 20, 50, 100, 200)},
        "units in the hidden layer": {n: seconds(units=n) for n in (32, 64, 128, 256, 512, 1024)},
        "training examples": {n: seconds(examples=n) for n in (50, 100, 200, 500, 1000)},
    }


def growth(seconds: dict[int, float]) -> float:
    """By what factor the time grows when the number doubles, over the upper half of the numbers."""
    numbers = list(seconds)[len(seconds) // 2 :]
    logs = np.log2(numbers), np.log2([seconds[number] for number in numbers])
    return float(2 ** np.polyfit(*logs, 1)[0])


def say(results: dict[str, dict[int, float]]) -> None:
    print(f"How the time grows, in seconds ({FIXED})")
    for name, seconds in results.items():
        cells = "  ".join(f"{number}: {value:.2f}" for number, value in seconds.items())
        print(f"  {name:26}{cells}")
        print(f"  {'':26}twice as many take {growth(seconds):.1f} times as long in the upper half")


def draw(results: dict[str, dict[int, float]], path: str) -> None:
    figure = Figure(figsize=(11, 3.6), layout="constrained", facecolor="white")
    for axes, (name, seconds) in zip(
        figure.subplots(1, 3, sharey=True), results.items(), strict=True
    ):
        numbers, times = list(seconds), list(seconds.values())
        axes.loglog(numbers, [times[-1] * n / numbers[-1] for n in numbers], ":", color=GREY)
        axes.loglog(numbers, times, "o-", color=BLUE, ms=5, lw=1.6)
        axes.set_xlabel(name, color=INK)
        axes.set_xticks(numbers, [f"{number:g}" for number in numbers], fontsize=8)
        axes.minorticks_off()
        axes.yaxis.set_major_formatter("{x:g}")
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_title(f"twice as many: {growth(seconds):.1f} times as long", fontsize=9, color=INK)
    figure.axes[0].set_ylabel("seconds", color=INK)
    figure.suptitle(f"{FIXED}; dotted: proportional to the last", fontsize=10, color=INK)
    figure.savefig(path, dpi=150)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--picture", metavar="FILE", help="draw how the time scales")
    arguments = parser.parse_args()
    data, trainings = digits(), len(RATES) * SEEDS
    before = peak_memory()
    whole = times(1, sweep=lambda: sweep(data, SEEDS))["sweep"]
    print(f"{len(RATES)} rates x {SEEDS} seeds, {EXAMPLES} examples, {UNITS} units, ", end="")
    print(f"{STEPS} steps of {BATCH} ({machine()})")
    print(f"  whole sweep          {whole.clock[0]:8.1f} s; of all cores {whole.cores[0]:.1f} s")
    print(f"  peak memory          {peak_memory():8.0f} MB; before it {before:.0f} MB")

    quiet_tensorflow()
    keras_fit(data)  # the first one compiles
    result = times(ROUNDS, ours=lambda: sweep(data, 2), keras=lambda: keras_fit(data))
    ours, keras, a_round = result["ours"], result["keras"], 2 * len(RATES)
    print(f"Side by side, median of {ROUNDS} rounds: {a_round} trainings here, then one by Keras")
    for name, seconds, number in (("here", ours, a_round), ("by Keras", keras, 1)):
        print(f"  a training {name:8s}  {median(seconds.clock) / number:8.3f} s; ", end="")
        print(f"of all cores {median(seconds.cores) / number:.3f} s")
    print(f"  the sweep by Keras   {median(keras.clock) * trainings:8.0f} s: {trainings} x one fit")
    faster = a_round * ratio(keras.clock, ours.clock), a_round * ratio(keras.cores, ours.cores)
    print(f"  times faster         {faster[0]:8.0f}; by the time of all cores {faster[1]:.0f}")
    if arguments.picture:
        scales = scaling(data)
        say(scales)
        draw(scales, arguments.picture)


if __name__ == "__main__":
    main()
