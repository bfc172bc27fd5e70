"""What a Keras model does, in plain data: its widths, outputs, rates and what it is compiled with.

These functions run beside the answer. Whatever a model is made of, layers in a row, a graph or a
class, it is known here by what it computes with given weights.
"""

import itertools

import numpy as np

from dropout_course.grading.model import Fact


def study(build_model, asked, x, labels, seed):
    """Build a model beside the answer, and return plain data about it.

    Without labels, what it is compiled with is left out.
    """
    import keras

    model = build_model(**asked)
    if not isinstance(model, keras.Model):
        return {"kind": type(model).__name__}
    try:
        model(x)
    except Exception as error:  # noqa: BLE001 (a model for another shape is a wrong answer)
        return {"sizes": f"{type(error).__name__} for images of shape {x.shape[1:]}"}
    shapes = [tuple(w.shape) for w in model.get_weights()]
    kernels = [shape for shape in shapes if len(shape) == 2]
    sizes = tuple(kernel[0] for kernel in kernels) + tuple(kernel[1] for kernel in kernels[-1:])
    if len(kernels) != 3 or shapes != [w.shape for w in random_weights(sizes, seed)]:
        return {"sizes": f"{arrows(sizes)}, with {len(shapes)} arrays of weights"}
    model.set_weights(random_weights(sizes, seed))
    outputs = model(x)
    return {
        "sizes": arrows(sizes),
        "evaluation": np.array([outputs, model(x)]),
        "training": np.array(list(_while_training(model, sizes, x))),
        **(_compiled(model, x, labels, outputs) if labels is not None else {}),
    }


def _while_training(model, sizes, x):
    for weights in _probing_weights(sizes):
        model.set_weights(weights)
        yield np.asarray(model(np.ones((64, *x.shape[1:])), training=True))


def _compiled(model, x, labels, outputs):
    if not model.compiled:
        return {"optimizer": "not compiled", "loss": "not compiled", "metrics": []}
    step = float(model.optimizer.learning_rate)
    optimizer = f"{type(model.optimizer).__name__}, learning rate {step:.3g}"
    try:
        loss = float(model.compute_loss(x=x, y=labels, y_pred=outputs))
        metrics = model.compute_metrics(x, labels, outputs)
    except Exception as error:  # noqa: BLE001 (a loss for other labels raises)
        return {"optimizer": optimizer, "loss": type(error).__name__, "metrics": []}
    values = [float(value) for name, value in metrics.items() if name != "loss"]
    return {"optimizer": optimizer, "loss": loss, "metrics": values}


def random_weights(sizes, seed):
    """Return kernels and biases for layers of these sizes, the same for the same seed."""
    rng = np.random.default_rng(seed)
    shapes = [s for pair in itertools.pairwise(sizes) for s in (pair, pair[1:])]
    return [rng.normal(size=shape) / np.sqrt(shape[0]) for shape in shapes]


def _probing_weights(sizes):
    """Yield weights under which the logits are those of single units, each 1 without dropout.

    The units are constant in the second hidden layer, in the first, and in the input: the three
    sets show what one, two and all three layers multiply survivors with.
    """
    inputs, first, second, classes = sizes
    last = np.eye(second, classes)
    last[0] = 0  # a logit to compare with
    zeros, ones = np.zeros, np.ones
    yield [
        zeros((inputs, first)),
        ones(first),
        zeros((first, second)),
        ones(second),
        last,
        zeros(classes),
    ]
    through = [np.eye(first, second), zeros(second), last, zeros(classes)]
    yield [zeros((inputs, first)), ones(first), *through]
    yield [np.eye(inputs, first), zeros(first), *through]


def rates_in(training):
    """Return the rates of the input and the two hidden layers, from outputs while training."""
    logs = np.log(np.maximum(training, 1e-30))
    factors = (logs[..., 1:] - logs[..., :1]).max(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        second, first, entry = 1 / factors[0], factors[0] / factors[1], factors[1] / factors[2]
    return np.array([1 - entry, 1 - first, 1 - second]).round(4) + 0.0  # no -0


def arrows(sizes):
    """Write the widths of the layers in a row."""
    return " → ".join(map(str, sizes))


def probable(outputs):
    """Tell whether every row of outputs adds up to 1."""
    return bool(np.allclose(outputs.sum(axis=-1), 1, atol=1e-4))


def forward(x, weights):
    """Return the outputs of the network without Keras."""
    for number in (0, 2):
        x = np.maximum(x @ weights[number] + weights[number + 1], 0)
    e = np.exp(x @ weights[4] + weights[5])
    return e / e.sum(axis=1, keepdims=True)


def rate_facts(training, rates):
    """Measure the rates of the two hidden layers and of the input, from outputs while training."""
    check = "gives probabilities while training, too"
    yield Fact("probabilities", check, probable(training), True)
    if not probable(training):
        return
    measured = rates_in(training)
    for number, name in enumerate(("first", "second"), start=1):
        check = f"drops with the {name} rate after the {name} hidden layer"
        yield Fact(f"rate_{number}", check, float(measured[number]), rates[number - 1], 1e-3)
    yield Fact("rate_input", "does not drop the input", float(measured[0]), 0.0, 1e-3)
