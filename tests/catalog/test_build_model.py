"""What a model is compiled with is known by what it does."""

import pytest

from dropout_course.catalog import EXERCISES
from dropout_course.grading.judge import judge

keras = pytest.importorskip("keras")
EXERCISE = EXERCISES["build_model"]


def compiled(**settings: object) -> list[str]:
    """Return the checks that a model fails which is right but for what it is compiled with."""

    def build_model(input_shape=(28, 28), rates=(0.5, 0.3), classes=10):
        model = EXERCISE.reference(input_shape, rates, classes)
        right = {"optimizer": "adam", "loss": "sparse_categorical_crossentropy"}
        model.compile(**{**right, "metrics": ["accuracy"], **settings})
        return model

    return [check.name for check in judge(EXERCISE, build_model).checks if not check.passed]


OTHERS = {
    "another rate": lambda: keras.optimizers.Adam(0.002),
    "decaying weights": lambda: keras.optimizers.AdamW(),
    "Nesterov's momentum": lambda: keras.optimizers.Nadam(),
    "clipped gradients": lambda: keras.optimizers.Adam(clipnorm=1.0),
    "another memory": lambda: keras.optimizers.Adam(beta_1=0.8),
    "no memory": lambda: keras.optimizers.SGD(),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_steps_in_another_way_is_not_adam(name):
    assert compiled(optimizer=OTHERS[name]()) == ["is compiled with Adam as it comes"]


def test_what_steps_as_adam_is_adam():
    class Own(keras.optimizers.Adam):
        """Adam by another name."""

    assert compiled(optimizer=Own()) == []


def test_a_wrong_loss_blames_nothing_else():
    check = "is compiled with the loss for labels that are whole numbers"
    assert compiled(loss="categorical_crossentropy") == [check]
    assert compiled(loss="mse") == [check]
