"""Other ways to write a dropout layer in Keras."""


def with_tensorflow(rate):
    import keras
    import tensorflow as tf

    class ByTensorFlow(keras.layers.Layer):
        def __init__(self, rate=0.5, seed=None, **settings):
            super().__init__(**settings)
            self.rate, self.seed = rate, seed

        def call(self, inputs, training=False):
            if training:
                keep = tf.random.uniform(tf.shape(inputs), seed=self.seed) >= self.rate
                return tf.where(keep, inputs / (1 - self.rate), tf.zeros_like(inputs))
            return tf.identity(inputs)

        def get_config(self):
            config = super().get_config()
            config.update(rate=self.rate, seed=self.seed)
            return config

    return ByTensorFlow(rate)


def with_the_function_of_keras(rate):
    import keras

    class ByFunction(keras.layers.Layer):
        def __init__(self, rate, **settings):
            super().__init__(**settings)
            self.rate = rate
            self.generator = keras.random.SeedGenerator(1)

        def call(self, inputs, training=None):
            if training is None or not training:
                return inputs
            return keras.random.dropout(inputs, self.rate, seed=self.generator)

    return ByFunction(rate)


def with_a_binomial_mask(rate):
    import keras

    class ByBinomial(keras.Layer):
        def __init__(self, rate, name=None, dtype=None, trainable=True):
            super().__init__(name=name, dtype=dtype, trainable=trainable)
            self.rate = rate

        def build(self, shape):
            self.generator = keras.random.SeedGenerator()

        def call(self, inputs, training=None):
            if not training:
                return inputs * 1
            shape = keras.ops.shape(inputs)
            mask = keras.random.binomial(shape, 1, 1 - self.rate, seed=self.generator)
            return inputs * mask / (1 - self.rate)

        def get_config(self):
            return super().get_config() | {"rate": self.rate}

    return ByBinomial(rate)


def with_a_child_layer(rate):
    import keras

    class ByChild(keras.layers.Layer):
        def __init__(self, keep, **settings):
            super().__init__(**settings)
            self.keep = keep
            self.child = keras.layers.Dropout(1 - keep)

        def call(self, inputs, training=None):
            return self.child(inputs, training=training)

        def get_config(self):
            return {**super().get_config(), "keep": self.keep}

    return ByChild(keep=1 - rate)


def with_a_scaled_draw(rate):
    import keras
    from keras import ops

    class ByFloor(keras.layers.Layer):
        def __init__(self, rate, **settings):
            self.seeds = keras.random.SeedGenerator()
            super().__init__(**settings)
            self.rate = rate

        def call(self, inputs, training=None):
            draws = keras.random.uniform(ops.shape(inputs), seed=self.seeds)
            mask = ops.floor(draws + (1 - self.rate))
            on = ops.cast(bool(training), inputs.dtype)
            return inputs * (on * mask / (1 - self.rate) + (1 - on))

        def get_config(self):
            return {"rate": self.rate, "name": self.name}

    return ByFloor(rate)


ANSWERS = [
    with_tensorflow,
    with_the_function_of_keras,
    with_a_binomial_mask,
    with_a_child_layer,
    with_a_scaled_draw,
]

EQUIVALENT = {
    "super().__init__(**settings) -> super().__init__()": (
        "A loaded layer then has another name; the exercise asks for the same rate alone."
    ),
    "draws = keras.random.uniform(keras.ops.shape(inputs), seed=self.seeds) -> "
    "draws = keras.random.uniform(keras.ops.shape(inputs))": (
        "Without a seed Keras draws from its own generator, anew at every step."
    ),
    "draws >= self.rate -> draws > self.rate": "A draw equals the rate with probability 2**-23.",
    "without: def get_config(self):": (
        "Keras 3 writes down the arguments of `__init__` by itself where they are numbers."
    ),
}
