"""Time things side by side: a noisy machine slows both down, so the ratio holds."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

import numpy as np


@dataclass
class Seconds:
    """How long something took in each round: on the clock, and of all cores together.

    On a busy machine the clock also counts the time that others had the cores.
    """

    clock: list[float] = field(default_factory=list)
    cores: list[float] = field(default_factory=list)


def times(rounds: int, **functions: Callable[[], object]) -> dict[str, Seconds]:
    """Return the seconds of each function; a round calls each of them once."""
    seconds = {name: Seconds() for name in functions}
    for _ in range(rounds):
        for name, function in functions.items():
            clock, cores = time.perf_counter(), time.process_time()
            function()
            seconds[name].clock.append(time.perf_counter() - clock)
            seconds[name].cores.append(time.process_time() - cores)
    return seconds


def ratio(slow: list[float], fast: list[float]) -> float:
    """Return the median over rounds of how many times longer `slow` took than `fast`."""
    return median(a / b for a, b in zip(slow, fast, strict=True))


def machine() -> str:
    """Say what the figures were measured on."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, NumPy {np.__version__}"


def quiet_tensorflow() -> None:
    """Import TensorFlow without its log lines."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        import tensorflow as tf

        tf.constant(0)
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)
