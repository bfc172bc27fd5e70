"""How long dropout takes beside copying the array, the textbook expression and Keras.

python -m tests.benchmarks.dropout_layer [--picture FILE]
"""

import argparse
from statistics import median

import numpy as np

from dropout_course.layers import inverted_dropout
from tests.benchmarks.sidebyside import Seconds, machine, quiet_tensorflow, ratio, times

RATE = 0.3
SIDES = (64, 256, 1024, 4096)
ROUNDS = 15


def textbook(x: np.ndarray, rate: float, rng: np.random.Generator) -> np.ndarray:
    return x * (rng.random(x.shape) >= rate) / (1 - rate)


def measure(side: int) -> dict[str, Seconds]:
    import keras
    import tensorflow as tf

    x = np.random.default_rng(0).standard_normal((side, side), dtype=np.float32)
    rng, layer, tensor = np.random.default_rng(1), keras.layers.Dropout(RATE), tf.constant(x)
    return times(
        ROUNDS,
        copy=x.copy,
        inverted_dropout=lambda: inverted_dropout(x, RATE, rng),
        textbook=lambda: textbook(x, RATE, rng),
        keras=lambda: layer(tensor, training=True).numpy(),
    )


def draw(results: dict[int, dict[str, Seconds]], path: str) -> None:
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
    for name in results[SIDES[0]]:
        values = [side * side for side in results]
        heights = [1e3 * median(result[name].clock) for result in results.values()]
        axes.loglog(values, heights, marker="o")
        side = "bottom" if name == "keras" else "top"  # they are close to each other
        end = (values[-1], heights[-1])
        axes.annotate(name, end, xytext=(6, 0), textcoords="offset points", va=side)
    axes.set(xlabel="values in the array", ylabel="milliseconds", xlim=(None, 4e8))
    axes.set_title(f"Dropout of a float32 array, rate {RATE}", loc="left")
    figure.savefig(path, dpi=150)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--picture", metavar="FILE", help="draw how the times scale")
    arguments = parser.parse_args()
    quiet_tensorflow()
    results = {}
    for side in SIDES:
        result = results[side] = measure(side)
        print(f"\n{side} x {side} float32, rate {RATE}, median of {ROUNDS} rounds ({machine()})")
        for name, seconds in result.items():
            print(
                f"  {name:17s} {1e3 * median(seconds.clock):9.3f} ms   "
                f"{ratio(seconds.clock, result['inverted_dropout'].clock):6.2f} x inverted_dropout"
            )
    ours, copy = results[SIDES[-1]]["inverted_dropout"].clock, results[SIDES[-1]]["copy"].clock
    print(f"\n{SIDES[-1]} x {SIDES[-1]}: inverted_dropout takes {ratio(ours, copy):.1f} x a copy")
    if arguments.picture:
        draw(results, arguments.picture)


if __name__ == "__main__":
    main()
