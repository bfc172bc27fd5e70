"""The network of note 3, in Keras.

Write the function that builds and compiles the network of note 3:

- images of shape `input_shape`, laid out as one row of numbers;
- a dense layer of 512 units with ReLU, then dropout with the first of `rates`;
- a dense layer of 256 units with ReLU, then dropout with the second of `rates`;
- a dense layer of `classes` units with softmax;
- compiled with Adam as it comes, the loss `sparse_categorical_crossentropy` (labels are whole
  numbers) and the metric `accuracy`.

Return the model. Start it with `keras.Input(input_shape)`: the `input_shape=` inside of the first
layer, as in the note, makes Keras 3 warn.
"""

import numpy as np

from dropout_course.catalog.keras_example.probes import (
    ADAM,
    arrows,
    forward,
    optimizer_in,
    probable,
    probing_weights,
    random_weights,
    rate_facts,
    rates_in,
    sizes_in,
    study,
    trained_in,
)
from dropout_course.grading.attempt import Stopped, as_array
from dropout_course.grading.model import Exercise, Fact
from dropout_course.grading.values import compare

BATCH, CLASSES, RATES, STEPS = 6, 5, (0.4, 0.2), 3
HIDDEN = (512, 256)


def build_model(input_shape=(28, 28), rates=(0.5, 0.3), classes=10):
    """Return the compiled network of note 3."""
    import keras

    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(rates[0]),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Dropout(rates[1]),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION


def measure(attempt):
    """Give a small model weights of which the outputs are known, and read its rates from them."""
    sizes = (12, *HIDDEN, CLASSES)
    x = attempt.rng.normal(size=(BATCH, 4, 3))
    weights = random_weights(attempt.rng, sizes)
    gradients = list(attempt.rng.normal(size=(STEPS, *weights[0].shape)).astype(np.float32))
    right = forward(x.reshape(BATCH, 12), weights)
    labels = right.argmax(axis=1)
    labels[:2] = (labels[:2] + 1) % CLASSES
    asked = {"input_shape": (4, 3), "rates": RATES, "classes": CLASSES}
    given = probing_weights(sizes), weights, labels, gradients
    seen = attempt(asked, x, *given, through=study)
    if "kind" in seen:
        check = "has the layers of the notes"
        kind = Fact("kind", check, seen["kind"], "a Keras model")
        raise Stopped(f"Expected a Keras model; got a {kind.got}.", kind, "failed")
    yield Fact("sizes", "has the layers of the notes", sizes_in(seen, x), arrows(sizes))
    if "predicted" not in seen:
        return
    first, second = (as_array(one, right.shape, "your model") for one in seen["predicted"])
    steady = bool(np.array_equal(first, second))
    yield Fact("steady", "predicts the same at every call", steady, True)
    if not steady:
        return
    check = "applies ReLU to both hidden layers and softmax to the last"
    yield compare("outputs", check, first, right, 1e-4)
    yield from rate_facts(trained_in(seen, CLASSES), RATES)
    check = "is compiled with Adam as it comes"
    yield Fact("optimizer", check, optimizer_in(seen, weights[0], gradients), ADAM)
    check = "is compiled with the loss for labels that are whole numbers"
    loss = -float(np.log(right[range(BATCH), labels]).mean())
    yield Fact("loss", check, seen["loss"], loss, 1e-3)
    check = "is compiled with the metric accuracy"
    accuracy = float((right.argmax(axis=1) == labels).mean())
    metrics = seen["metrics"] if isinstance(seen["metrics"], list) else []
    found = any(abs(value - accuracy) < 1e-4 for value in metrics)
    yield Fact("accuracy", check, found, True)
    yield from _default_facts(attempt)


def _default_facts(attempt):
    check = "takes the notes' shape, rates and classes by default"
    x, sizes = np.ones((1, 28, 28)), (784, *HIDDEN, 10)
    seen = attempt({}, x, probing_weights(sizes), through=study)
    yield Fact("default_sizes", check, sizes_in(seen, x), arrows(sizes))
    if "trained" in seen:
        trained = trained_in(seen, 10)
        if probable(trained):
            yield compare("default_rates", check, rates_in(trained), (0, 0.5, 0.3), 1e-3)


def swaps_the_widths(**asked):
    """Your layers are {sizes}. The note has the wide layer first, and the narrow one after it."""
    return _model(**asked, hidden=HIDDEN[::-1])


def forgets_to_flatten(**asked):
    """Your layers are {sizes}: the first takes single rows of an image, not all of its pixels. A
    dense layer looks at the last axis only; what makes one row of the whole image?
    """
    return _model(**asked, flatten=False)


def types_the_classes_in(**asked):
    """Asked for five classes, your last layer has ten: your layers are {sizes}. A number stands
    where `classes` belongs.
    """
    return _model(**asked | {"classes": 10})


def types_the_shape_in(**asked):
    """Asked for images of 4 x 3 pixels, your model wants others (`{sizes}`). A shape stands where
    `input_shape` belongs.
    """
    return _model(**asked | {"input_shape": (28, 28)})


def returns_what_compile_returns(**asked):
    """You return a `{kind}` instead of a model. Build the model, keep it in a variable, compile it,
    and return the variable.
    """
    return [_model(**asked)]


def drops_at_every_call(**asked):
    """Two predictions for one input differ: dropout stays on. Keras turns it on and off by itself,
    as long as nobody passes `training=True` while building the model.
    """
    return _model(**asked, always=True)


def forgets_the_softmax(**asked):
    """The outputs are no probabilities: each row should be positive and add up to 1. The last layer
    gives logits; which activation is missing?
    """
    return _model(**asked, last=None)


def forgets_relu(**asked):
    """Given known weights, the outputs are those of a network without ReLU. Dense layers have no
    activation unless you name one, and without it two layers are no more than one.
    """
    return _model(**asked, activation=None)


def swaps_the_rates(rates=(0.5, 0.3), **asked):
    """For rates (.4, .2) your first hidden layer drops {rate_1:.2f} and the second {rate_2:.2f}:
    they have changed places.
    """
    return _model(rates=rates[::-1], **asked)


def types_the_rates_in(**asked):
    """For rates (.4, .2) your hidden layers drop {rate_1:.2f} and {rate_2:.2f}: numbers stand where
    `rates` belongs.
    """
    return _model(**asked | {"rates": (0.5, 0.3)})


def passes_what_is_kept(rates=(0.5, 0.3), **asked):
    """For rates (.4, .2) your hidden layers drop {rate_1:.2f} and {rate_2:.2f}. `Dropout` in Keras
    takes the probability of *dropping*, and so do `rates`.
    """
    return _model(rates=[1 - rate for rate in rates], **asked)


def forgets_dropout(**asked):
    """Nothing is dropped in either hidden layer: the rates come out as {rate_1:.2f} and
    {rate_2:.2f}. What is this course about?
    """
    return _model(**asked | {"rates": (0.0, 0.0)})


def drops_before_each_layer(rates=(0.5, 0.3), **asked):
    """Your input is dropped at rate {rate_input:.2f}, the first hidden layer at {rate_1:.2f}, the
    second at {rate_2:.2f}: each rate came one layer too early. Dropout follows the layer whose
    units it drops.
    """
    return _model(rates=(rates[1], 0.0), entry=rates[0], **asked)


def drops_the_output(**asked):
    """While training, the outputs do not add up to 1: classes are dropped too, sometimes the right
    one. Nothing is to be dropped after the last layer.
    """
    return _model(after=0.2, **asked)


def forgets_to_compile(**asked):
    """The layers are right, but the model is {optimizer}: it knows neither loss nor optimiser, and
    `fit` would refuse.
    """
    return _model(**asked, compiled=False)


def wants_one_hot_labels(**asked):
    """With whole numbers as labels your loss fails (`{loss}`): it wants rows of zeros and a one.
    Which loss takes whole numbers? Its name says that labels are stored *sparsely*.
    """
    return _model(**asked, loss="categorical_crossentropy")


def forgets_the_metric(**asked):
    """The model reports its loss only. The note watches the accuracy besides: `compile` has an
    argument for that.
    """
    return _model(**asked, metrics=None)


def has_other_defaults(input_shape=(8, 8), rates=(0.5, 0.5), classes=10):
    """Called without arguments, your function builds another model than the note's
    (`{default_sizes}`). Leave the defaults in the first line as they were.
    """
    return _model(input_shape=input_shape, rates=rates, classes=classes)


def _model(
    *,
    input_shape=(28, 28),
    rates=(0.5, 0.3),
    classes=10,
    hidden=HIDDEN,
    activation="relu",
    last="softmax",
    flatten=True,
    entry=0.0,
    after=0.0,
    always=False,
    compiled=True,
    loss="sparse_categorical_crossentropy",
    metrics=("accuracy",),
):
    import keras

    layers = keras.layers
    inputs = x = keras.Input(input_shape)
    if flatten:
        x = layers.Flatten()(x)
    x = layers.Dropout(entry)(x)
    for units, rate in zip(hidden, rates, strict=False):
        x = layers.Dense(units, activation=activation)(x)
        x = layers.Dropout(rate)(x, training=True if always else None)
    x = layers.Dense(classes, activation=last)(x)
    model = keras.Model(inputs, layers.Dropout(after)(x))
    if compiled:
        model.compile(optimizer="adam", loss=loss, metrics=metrics and list(metrics))
    return model


EXERCISE = Exercise(
    reference=build_model,
    measure=measure,
    hints=(
        ("`keras.Sequential` takes the layers as a list, in the order in which data pass them."),
        (
            "Go through the list of the task: every line is one layer, or two. A `Dense` "
            "layer takes its units and an `activation`."
        ),
        (
            "`model.compile` takes `optimizer`, `loss` and `metrics`, the last as a list. It "
            "returns nothing: return the model itself."
        ),
    ),
    explanation=(
        "Dropout is a layer of its own here, and it drops the units of the layer before it. "
        "Keras turns it on in `fit` and off in `predict` and `evaluate`, and scales in "
        "training: inverted dropout, although note 3 tells of scaling at inference. `Flatten`"
        " and `Dropout` have no weights; `model.summary()` counts what the dense layers have."
    ),
    mistakes=(
        swaps_the_widths,
        forgets_to_flatten,
        types_the_classes_in,
        types_the_shape_in,
        returns_what_compile_returns,
        drops_at_every_call,
        forgets_the_softmax,
        forgets_relu,
        swaps_the_rates,
        types_the_rates_in,
        passes_what_is_kept,
        forgets_dropout,
        drops_before_each_layer,
        drops_the_output,
        forgets_to_compile,
        wants_one_hot_labels,
        forgets_the_metric,
        has_other_defaults,
    ),
    needs="tensorflow",
)
