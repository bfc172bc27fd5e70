"""What a Keras model does with given weights: outputs, rates, a loss and steps of its optimiser.

`study` runs beside the answer and concludes nothing: it sends back what came out. Whatever a model
is made of, layers in a row, a graph or a class, it is known by what it computes.
"""

import itertools

import numpy as np

from dropout_course.grading.attempt import as_array
from dropout_course.grading.model import Fact

PASSES = 64
LEARNING_RATE = 1e-3
ADAM = f"Adam, learning rate {LEARNING_RATE:g}"


def study(build_model, asked, x, probing, weights=None, labels=None, gradients=None):
    """Build a model beside the answer, and return what comes out of it.

    Parameters
    ----------
    build_model, asked
        The answer, and the arguments for it.
    x : array, shape (batch, ...)
        Images.
    probing : list
        Sets of weights with which it is called as in training, on ones.
    weights, labels, gradients
        Weights with which it predicts, the labels of the images, and a gradient of its first kernel
        for each step of the optimiser. None where all of this is not asked.
    """
    import keras

    model = build_model(**asked)
    if not isinstance(model, keras.Model):
        return {"kind": type(model).__name__}
    try:
        model(x)
    except Exception as error:  # noqa: BLE001 (a model for another shape is a wrong answer)
        return {"refuses": type(error).__name__}
    shapes = [tuple(one.shape) for one in model.get_weights()]
    if shapes != [one.shape for one in probing[0]]:
        return {"shapes": shapes}
    told = {}
    if weights is not None:
        model.set_weights(weights)
        predicted = [np.asarray(model(x)), np.asarray(model(x))]
        compiled = _compiled(model, x, predicted[0], labels, gradients)
        told = {"predicted": predicted, **compiled}
    trained = []
    for one in probing:
        model.set_weights(one)
        trained.append(np.asarray(model(np.ones((PASSES, *x.shape[1:])), training=True)))
    return {"shapes": shapes, "trained": trained, **told}


def _compiled(model, x, predicted, labels, gradients):
    if not model.compiled:
        return {"optimizer": "not compiled", "steps": "", "loss": "not compiled", "metrics": []}
    name, rate = type(model.optimizer).__name__, float(model.optimizer.learning_rate)
    loss = _tried(lambda: float(model.compute_loss(x=x, y=labels, y_pred=predicted)))
    metrics = _tried(lambda: _metrics(model, x, predicted, labels))
    return {
        "optimizer": f"{name}, learning rate {rate:.3g}",
        "steps": _tried(lambda: _stepped(model, gradients)),
        "loss": loss,
        "metrics": metrics,
    }


def _metrics(model, x, predicted, labels):
    metrics = model.compute_metrics(x, labels, predicted)
    return [float(value) for name, value in metrics.items() if name != "loss"]


def _stepped(model, gradients):
    kernel = model.trainable_variables[0]
    for gradient in gradients:
        model.optimizer.apply([gradient], [kernel])
    return np.asarray(kernel)


def _tried(call):
    """Return what comes out, or the name of the error: a loss for other labels raises."""
    try:
        return call()
    except Exception as error:  # noqa: BLE001 (of whatever the model is compiled with)
        return type(error).__name__


def shapes_of(sizes):
    """Return the shapes of kernels and biases for layers of these sizes."""
    return [shape for pair in itertools.pairwise(sizes) for shape in (pair, pair[1:])]


def sizes_in(seen, x):
    """Return the widths of a model's layers in words, or why it has none."""
    if "refuses" in seen:
        return f"{seen['refuses']} for images of shape {x.shape[1:]}"
    shapes = [tuple(shape) for shape in seen["shapes"]]
    kernels = [shape for shape in shapes if len(shape) == 2]
    sizes = tuple(kernel[0] for kernel in kernels) + tuple(kernel[1] for kernel in kernels[-1:])
    if len(kernels) == 3 and shapes == shapes_of(sizes):
        return arrows(sizes)
    return f"{arrows(sizes)}, with {len(shapes)} arrays of weights"


def random_weights(rng, sizes):
    """Return kernels and biases for layers of these sizes."""
    draws = [rng.normal(size=shape) / np.sqrt(shape[0]) for shape in shapes_of(sizes)]
    return [draw.astype(np.float32) for draw in draws]


def probing_weights(sizes):
    """Return weights under which the logits are those of single units, each 1 without dropout.

    The units are constant in the second hidden layer, in the first, and in the input: the three
    sets show what one, two and all three layers multiply survivors with.
    """
    inputs, first, second, classes = sizes
    last = np.eye(second, classes)
    last[0] = 0  # a logit to compare with
    zeros, ones = np.zeros, np.ones
    nothing = [zeros((inputs, first)), ones(first)]
    through = [np.eye(first, second), zeros(second), last, zeros(classes)]
    sets = (
        [*nothing, zeros((first, second)), ones(second), *through[2:]],
        [*nothing, *through],
        [np.eye(inputs, first), zeros(first), *through],
    )
    return [[array.astype(np.float32) for array in one] for one in sets]


def trained_in(seen, classes):
    """Return the outputs while training, in the order of the probing weights."""
    shape = (PASSES, classes)
    return np.array([as_array(one, shape, "your model") for one in seen["trained"]])


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


def after_adam(weights, gradients):
    """Return weights after steps of Adam as it comes (Kingma and Ba, 2015, section 2).

    As in Keras the small number stands beside the uncorrected root.
    """
    first_decay, second_decay, small = 0.9, 0.999, 1e-7
    first, second = np.zeros(weights.shape), np.zeros(weights.shape)
    for number, gradient in enumerate(gradients, start=1):
        first += (1 - first_decay) * (gradient - first)
        second += (1 - second_decay) * (gradient**2 - second)
        rate = LEARNING_RATE * np.sqrt(1 - second_decay**number) / (1 - first_decay**number)
        weights = weights - rate * first / (np.sqrt(second) + small)
    return weights


def optimizer_in(seen, kernel, gradients):
    """Return the optimiser in words; what steps as Adam does is Adam."""
    named, steps = seen["optimizer"], seen["steps"]
    if not isinstance(steps, str):
        got = as_array(steps, kernel.shape, "your model")
        # Two thousandths of a step are some times the rounding of weights near 1.
        if np.allclose(got, after_adam(kernel, gradients), rtol=0, atol=2e-3 * LEARNING_RATE):
            return ADAM
    return f"{named}, taking other steps" if named == ADAM else named


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
