"""A Keras layer of your own.

Every layer in Keras is a class with a `call`. Write the class for inverted dropout, a subclass of
`keras.layers.Layer`, and let `my_dropout(rate)` return such a layer (0 ≤ rate < 1).

- With `training=True` it drops each value independently with probability `rate` and scales the
  survivors, so that the expected output is the input. Otherwise, and when `training` is not given,
  it returns its inputs.
- It draws anew at every call, also where Keras compiles the layer, as `fit` does: Python code then
  runs once, and only the operations of Keras run at every step. The size of the batch may be
  unknown while it is compiled.
- It can be saved and loaded: Keras saves what `get_config` returns, and loads by passing that to
  the class, its name among it.
"""

import numpy as np

from dropout_course.grading.attempt import Stopped, as_array
from dropout_course.grading.layers import RATE, factor_fact, inputs
from dropout_course.grading.masks import mask_facts
from dropout_course.grading.model import Exercise, Fact

SHAPE = (300, 200)
ANEW = "another mask at every step"


def my_dropout(rate):
    """Return a layer that works as `keras.layers.Dropout(rate)` does."""
    import keras

    ### BEGIN SOLUTION
    class MyDropout(keras.layers.Layer):
        def __init__(self, rate, **settings):
            super().__init__(**settings)
            self.rate = rate
            self.seeds = keras.random.SeedGenerator()

        def call(self, inputs, training=None):
            if not training:
                return inputs
            draws = keras.random.uniform(keras.ops.shape(inputs), seed=self.seeds)
            return inputs * keras.ops.cast(draws >= self.rate, inputs.dtype) / (1 - self.rate)

        def get_config(self):
            return {**super().get_config(), "rate": self.rate}

    return MyDropout(rate)
    ### END SOLUTION


def measure(attempt):
    """Measure the layer's mask and factor, then what Keras asks of a layer besides."""
    x = inputs(attempt.rng, SHAPE).astype(np.float32)
    seen = attempt(RATE, x, through=_study)
    if "outputs" not in seen:
        check = "is a layer of your own"
        kind = Fact("kind", check, seen["kind"], "a layer")
        raise Stopped(f"Expected a Keras layer; got {kind.got}.", kind, "failed")
    own = not seen["module"].startswith("keras.")
    yield Fact("own", "is a layer of your own", own, True)
    first, second = (as_array(output, SHAPE, "your layer") for output in seen["outputs"])
    yield from mask_facts(first == 0, RATE)
    yield factor_fact("factor", "scales what survives", x, first, 1 / (1 - RATE))
    repeats = bool(np.array_equal(first == 0, second == 0))
    yield Fact("repeats", "draws a new mask at every call", repeats, False)
    check = "returns its inputs where it does not train"
    for name in ("evaluation", "unsaid"):
        output = as_array(seen[name], SHAPE, "your layer")
        yield factor_fact(name, check, x, output, 1.0, zeros=True)
    check = "draws anew where Keras compiles it, for any batch size"
    yield Fact("compiled", check, _masks_of(seen["compiled"]), ANEW)
    check = "can be saved and loaded"
    if isinstance(seen["loaded"], str):
        yield Fact("loaded", check, seen["loaded"], "a layer")
    else:
        loaded = as_array(seen["loaded"], SHAPE, "your layer")
        yield factor_fact("loaded", check, x, loaded, 1 / (1 - RATE))


def _masks_of(outputs):
    if isinstance(outputs, str):
        return outputs
    first, second = (as_array(output, SHAPE, "your layer") == 0 for output in outputs)
    return "one mask for ever" if np.array_equal(first, second) else ANEW


def _study(my_dropout, rate, x):
    """Use the layer beside the answer as Keras would, and return what came out."""
    import keras

    layer = my_dropout(rate)
    if not isinstance(layer, keras.layers.Layer):
        return {"kind": "a class" if isinstance(layer, type) else f"a {type(layer).__name__}"}
    return {
        "module": type(layer).__module__,
        "outputs": [np.asarray(layer(x, training=True)), np.asarray(layer(x, training=True))],
        "evaluation": np.asarray(layer(x, training=False)),
        "unsaid": np.asarray(layer(x)),
        "compiled": _compiled(layer, x),
        "loaded": _loaded(layer, x),
    }


def _compiled(layer, x):
    import tensorflow as tf

    unknown = tf.TensorSpec((None, x.shape[1]), tf.float32)
    step = tf.function(lambda batch: layer(batch, training=True), input_signature=[unknown])
    try:
        return [np.asarray(step(x)), np.asarray(step(x))]
    except Exception as error:  # noqa: BLE001 (a layer for one batch size only)
        return type(error).__name__


def _loaded(layer, x):
    import keras

    try:
        config = keras.saving.serialize_keras_object(layer)
        known = {type(layer).__name__: type(layer)}
        loaded = keras.saving.deserialize_keras_object(config, custom_objects=known)
        return np.asarray(loaded(x, training=True))
    except Exception as error:  # noqa: BLE001 (whatever keeps the layer from being loaded)
        kinds = ("missing", "unexpected")
        kind = next((f": {kind} argument" for kind in kinds if kind in str(error)), "")
        return f"{type(error).__name__}{kind}"


def returns_the_layer_of_keras(rate):
    """You return `keras.layers.Dropout` itself: right in every way, and the best choice in earnest.
    Here you are to write its `call`.
    """
    import keras

    return keras.layers.Dropout(rate)


def returns_the_class(rate):
    """You return {kind}. A class makes layers; which expression makes one of it, with this rate?"""
    return _layer(rate, instance=False)


def ignores_training(rate):
    """Values are dropped whether the layer trains or not. Where does your `call` look at
    `training`?
    """
    return _layer(rate, trains=lambda training: True)


def trains_unless_told_otherwise(rate):
    """Called without `training`, your layer drops. The default of Keras is to predict: `None` is
    not `True`.
    """
    return _layer(rate, trains=lambda training: training is not False)


def does_not_scale(rate):
    """Survivors come out multiplied by {factor:.2f}. What makes up for those that were dropped?"""
    return _layer(rate, scale=lambda rate: 1.0)


def drops_what_it_should_keep(rate):
    """At rate .3 you dropped {zeros:.0%} of the values. Which side of the comparison means "keep",
    and which probability belongs to the factor?
    """
    return _layer(1 - rate)


def scales_at_evaluation(rate):
    """Where it does not train, your layer multiplies by {evaluation:.2f}. Training has made up for
    the dropped values already.
    """
    return _layer(rate, idle=lambda inputs, rate: inputs * (1 - rate))


def shares_a_mask_in_the_batch(rate):
    """All examples lost the same values: your draws have no axis for the batch. The shape of the
    inputs has one, even where Keras does not know its length yet.
    """
    return _layer(rate, shape=lambda inputs: (1, inputs.shape[-1]))


def takes_the_known_shape(rate):
    """Where Keras compiles the layer, it fails (`{compiled}`): `inputs.shape` is what is known
    beforehand, and the size of the batch is not. Keras has an operation that asks for the shape at
    every step.
    """
    return _layer(rate, shape=lambda inputs: tuple(inputs.shape))


def seeds_every_call_alike(rate):
    """Two calls in a row gave the same mask: a number as seed starts anew each time. What goes on
    from call to call is a generator that belongs to the layer.
    """
    return _layer(rate, seed=lambda layer: 7)


def lets_python_draw_the_seed(rate):
    """Called directly, your layer draws anew; compiled, it keeps {compiled}. Python's and NumPy's
    generators run once, while Keras compiles: only a generator of Keras goes on from step to step.
    """
    import random

    return _layer(rate, seed=lambda layer: random.randrange(2**31))


def forgets_the_settings(rate):
    """Loading fails with `{loaded}`: Keras passes the name and the other settings that every layer
    has to your `__init__`, and it does not take them. Which argument takes whatever else is named?
    """
    return _layer(rate, takes_settings=False)


def forgets_the_rate(rate):
    """Loading fails with `{loaded}`: what your `get_config` returns says nothing of the rate, so
    the class cannot be called again.
    """
    return _layer(rate, saves=lambda config, rate: config)


def saves_another_rate(rate):
    """Once saved and loaded, your layer scales by {loaded:.2f}: it has another rate than before.
    Does `get_config` return just what `__init__` was given?
    """
    return _layer(rate, saves=lambda config, rate: {**config, "rate": 1 - rate})


def _layer(
    rate,
    *,
    trains=bool,
    scale=lambda rate: 1 / (1 - rate),
    idle=lambda inputs, rate: inputs,
    shape=None,
    seed=lambda layer: layer.seeds,
    saves=lambda config, rate: {**config, "rate": rate},
    takes_settings=True,
    instance=True,
):
    import keras

    class Layer(keras.layers.Layer):
        def __init__(self, rate, **settings):
            if settings and not takes_settings:
                raise TypeError("got an unexpected keyword argument")
            super().__init__(**settings)
            self.rate = rate
            self.seeds = keras.random.SeedGenerator()

        def call(self, inputs, training=None):
            if not trains(training):
                return idle(inputs, self.rate)
            size = shape(inputs) if shape else keras.ops.shape(inputs)
            kept = keras.random.uniform(size, seed=seed(self)) >= self.rate
            return inputs * keras.ops.cast(kept, inputs.dtype) * scale(self.rate)

        def get_config(self):
            return saves(super().get_config(), self.rate)

    return Layer(rate) if instance else Layer


EXERCISE = Exercise(
    reference=my_dropout,
    measure=measure,
    hints=(
        (
            "Three methods: `__init__` keeps what the layer needs, `call` computes, "
            "`get_config` says what `__init__` was given."
        ),
        (
            "`keras.random.uniform` takes a shape and a `seed`, and the seed may be a "
            "`keras.random.SeedGenerator` that you made in `__init__`."
        ),
        (
            "`keras.ops.shape` knows the size of the batch at every step. A comparison gives "
            "booleans: `keras.ops.cast` makes numbers of them."
        ),
        (
            "`__init__` should take `**settings` and hand them to the `__init__` of its "
            "parent; `get_config` should add the rate to what its parent returns."
        ),
    ),
    explanation=(
        "The arithmetic is that of inverted dropout. New is where randomness lives: `fit` "
        "compiles `call` into a graph that runs without Python, so the state of the generator"
        " must belong to Keras, and the layer keeps it in a `SeedGenerator`. The config is "
        "all that a saved model knows of a layer besides its weights."
    ),
    mistakes=(
        returns_the_layer_of_keras,
        returns_the_class,
        ignores_training,
        trains_unless_told_otherwise,
        does_not_scale,
        drops_what_it_should_keep,
        scales_at_evaluation,
        shares_a_mask_in_the_batch,
        takes_the_known_shape,
        seeds_every_call_alike,
        lets_python_draw_the_seed,
        forgets_the_settings,
        forgets_the_rate,
        saves_another_rate,
    ),
    needs="tensorflow",
)
