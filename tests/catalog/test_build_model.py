"""What a model is compiled with is known by what it does."""

import pytest

from dropout_course.catalog import EXERCISES
from dropout_course.grading.judge import judge

EXERCISE = EXERCISES["build_model"]


@pytest.fixture
def optimizers():
    """The optimisers of Keras; to load it takes seconds, so only where it is needed."""
    return pytest.importorskip("keras").optimizers


def compiled(**settings: object) -> list[str]:
    """Return the checks that a model fails which is right but for what it is compiled with."""

    def build_model(input_shape=(28, 28), rates=(0.5, 0.3), classes=10):
        model = EXERCISE.reference(input_shape, rates, classes)
        right = {"optimizer": "adam", "loss": "sparse_categorical_crossentropy"}
        model.compile(**{**right, "metrics": ["accuracy"], **settings})
        return model

    return [check.name for check in judge(EXERCISE, build_model).checks if not check.passed]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("Adam", {"learning_rate": 0.002}),
        ("Adam", {"beta_1": 0.8}),
        ("Adam", {"clipnorm": 1.0}),
        ("AdamW", {}),
        ("Nadam", {}),
        ("SGD", {}),
    ],
)
def test_what_steps_in_another_way_is_not_adam(optimizers, name, settings):
    optimizer = getattr(optimizers, name)(**settings)
    assert compiled(optimizer=optimizer) == ["is compiled with Adam as it comes"]


def test_what_steps_as_adam_is_adam(optimizers):
    class Own(optimizers.Adam):
        """Adam by another name."""

    assert compiled(optimizer=Own()) == []


@pytest.mark.usefixtures("optimizers")
def test_a_wrong_loss_blames_nothing_else():
    check = "is compiled with the loss for labels that are whole numbers"
    assert compiled(loss="categorical_crossentropy") == [check]
    assert compiled(loss="mse") == [check]
