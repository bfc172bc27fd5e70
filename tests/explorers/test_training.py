import pytest

from dropout_course.explorers import explore
from dropout_course.explorers.checks import RefusedError
from dropout_course.explorers.stored import stored


def test_the_curves_are_the_stored_ones():
    picture = explore.training(rate=0.3, noise=0.4, measure="loss")
    data = stored("training")
    mean, half = picture.curve("test")
    assert mean.tolist() == data["test_loss"]["mean"][2][3]
    assert half.tolist() == data["test_loss"]["half"][2][3]
    assert picture.curve("train", 0.0)[0].tolist() == data["train_loss"]["mean"][2][0]


def test_dropout_narrows_the_gap_on_noisy_labels():
    gaps = []
    for rate in (0.0, 0.5):
        picture = explore.training(rate=rate, noise=0.2)
        gaps.append(picture.curve("test")[0][-1] - picture.curve("train")[0][-1])
    assert gaps[1] < gaps[0] / 2


def test_the_words_are_the_last_values():
    picture = explore.training(rate=0.5, noise=0.2)
    mean, half = picture.curve("test")
    assert f"test error {100 * mean[-1]:.1f} % ± {100 * half[-1]:.1f} %" in picture.describe()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rate": 0.45}, "rate is one of the measured rates, 0, 0.1, 0.2"),
        ({"rate": "high"}, "got 'high'."),
        ({"noise": 0.1}, "noise is one of the measured shares of noisy labels, 0, 0.2, 0.4; got"),
        ({"measure": "accuracy"}, "measure is 'error' or 'loss'; got 'accuracy'."),
    ],
)
def test_what_was_not_measured_is_refused(change, sentence):
    with pytest.raises(RefusedError) as refused:
        explore.training(**change)
    assert sentence in str(refused.value)
