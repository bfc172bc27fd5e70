"""How long a sweep of dropout rates takes, beside the same trainings by Keras.

python -m tests.benchmarks.engine [--picture FILE]
"""

import argparse
import resource
import sys
from statistics import median

import numpy as np

from dropout_course.data import Dataset, digits
from dropout_course.network import Network, Setting, train
from tests.benchmarks.sidebyside import machine, quiet_tensorflow, ratio, times

RATES = tuple(np.arange(10) / 10)
SEEDS, EXAMPLES, BATCH, STEPS, UNITS = 20, 500, 50, 600, 512
ROUNDS = 5


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


def draw(results: dict[str, dict[int, float]], path: str) -> None:
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, 3, figsize=(11, 3.6), sharey=True, layout="constrained")
    for axes, (name, seconds) in zip(panels, results.items(), strict=True):
        axes.loglog(list(seconds), list(seconds.values()), marker="o")
        last, value = list(seconds.items())[-1]
        line = [value * n / last for n in seconds]
        axes.loglog(list(seconds), line, linestyle=":", color="grey")
        axes.set(xlabel=name)
    panels[0].set_ylabel("seconds")
    figure.suptitle(
        "12 times through the examples; 10 replicas, 512 units, 500 examples where not said; "
        "dotted: proportional",
        fontsize="medium",
    )
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
        draw(scaling(data), arguments.picture)


if __name__ == "__main__":
    main()
