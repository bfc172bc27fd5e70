"""Other ways to write the network of note 3."""

NOTE = {
    "optimizer": "adam",
    "loss": "sparse_categorical_crossentropy",
    "metrics": ["accuracy"],
}


def layer_by_layer(input_shape=(28, 28), rates=(0.5, 0.3), classes=10):
    from keras import Sequential, layers

    model = Sequential()
    model.add(layers.Input(shape=input_shape))
    model.add(layers.Flatten())
    for units, rate in zip((512, 256), rates, strict=True):
        model.add(layers.Dense(units))
        model.add(layers.ReLU())
        model.add(layers.Dropout(rate=rate))
    model.add(layers.Dense(classes))
    model.add(layers.Softmax())
    model.compile(**NOTE)
    return model


def as_a_graph(input_shape=(28, 28), rates=(0.5, 0.3), classes=10):
    import keras

    pixels = keras.Input(input_shape)
    x = keras.layers.Reshape((-1,))(pixels)
    x = keras.layers.Dense(512, activation=keras.activations.relu)(x)
    x = keras.layers.Dropout(rates[0], seed=1)(x)
    x = keras.layers.Dense(256, activation=keras.activations.relu)(x)
    x = keras.layers.Dropout(rates[1], seed=2)(x)
    x = keras.layers.Dense(classes, activation=keras.activations.softmax)(x)
    model = keras.Model(inputs=pixels, outputs=x, name="note_3")
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


def as_a_class(input_shape=(28, 28), rates=(0.5, 0.3), classes=10):
    import keras

    class Note3(keras.Model):
        def __init__(self):
            super().__init__()
            self.drop = [keras.layers.Dropout(rate) for rate in rates]
            self.flat = keras.layers.Flatten()
            self.wide = keras.layers.Dense(512, "relu")
            self.narrow = keras.layers.Dense(256, "relu")
            self.last = keras.layers.Dense(classes, "softmax")

        def call(self, images, training=None):
            x = self.drop[0](self.wide(self.flat(images)), training=training)
            x = self.drop[1](self.narrow(x), training=training)
            return self.last(x)

    model = Note3()
    model.compile(keras.optimizers.Adam(0.001), NOTE["loss"], metrics=NOTE["metrics"])
    return model


def with_dropout_before_relu(input_shape=(28, 28), rates=(0.5, 0.3), classes=10):
    from keras import Sequential, layers

    blocks = [
        Sequential([layers.Dense(units), layers.Dropout(rate), layers.Activation("relu")])
        for units, rate in zip((512, 256), rates, strict=True)
    ]
    last = layers.Dense(units=classes, activation="softmax")
    model = Sequential([layers.Input(input_shape), layers.Flatten(), *blocks, last])
    model.compile(**NOTE)
    return model


def as_the_note_itself_writes_it(input_shape=(28, 28), rates=(0.5, 0.3), classes=10):
    from tensorflow.keras import layers, models

    first, second = rates
    model = models.Sequential(
        [
            layers.Flatten(input_shape=input_shape),
            layers.Dense(512, activation="relu"),
            layers.Dropout(first),
            layers.Dense(256, activation="relu"),
            layers.Dropout(second),
            layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss=NOTE["loss"], metrics=["sparse_categorical_accuracy"])
    return model


ANSWERS = [
    layer_by_layer,
    as_a_graph,
    as_a_class,
    with_dropout_before_relu,
    as_the_note_itself_writes_it,
]
