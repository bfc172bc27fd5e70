"""Other designs that clear the bar."""

import numpy as np


def wide_with_a_high_rate():
    return {"hidden": [512], "rates": [0, 0.8]}


def wide_with_some_input_dropout():
    return {"hidden": (512,), "rates": (0.1, 0.7), "max_norm": 3}


def narrower():
    return {"hidden": (128,), "rates": (0.1, 0.5), "l2": 0.0, "max_norm": None}


def two_layers_the_first_heavier():
    return {"rates": (0.2, 0.5, 0.2), "hidden": (256, 128), "l2": 1e-4}


def two_layers_with_numbers_of_numpy():
    return {"hidden": (np.int64(300), np.int64(150)), "rates": (0.1, np.float32(0.5), 0.3)}


ANSWERS = [
    wide_with_a_high_rate,
    wide_with_some_input_dropout,
    narrower,
    two_layers_the_first_heavier,
    two_layers_with_numbers_of_numpy,
]

EQUIVALENT = {
    "(256,) -> (257,)": "A width is the designer's choice; one unit more trains as well.",
    "(256,) -> (255,)": "A width is the designer's choice; one unit less trains as well.",
}
