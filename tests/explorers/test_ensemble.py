import numpy as np
import pytest

from dropout_course.explorers import explore
from dropout_course.explorers.ensemble import SUBNETWORKS, all_masks
from dropout_course.network.evaluation import Replica, scaled_logits
from dropout_course.network.exact import exact_average
from dropout_course.network.parameters import Layer
from dropout_course.network.passes import softmax
from dropout_course.network.settings import Network


def engine(picture, rate):
    weights, biases = picture.data["weights"], picture.data["biases"]
    layers = [
        Layer(np.array([matrix]), np.array([[bias]]))
        for matrix, bias in zip(weights, biases, strict=True)
    ]
    x = np.array([picture.data["pixels"][picture.digit]]) / 16
    return Network((10,)), Replica(layers, (0.0, rate)), x


@pytest.mark.parametrize("rate", [0.0, 0.3, 0.5])
def test_the_means_are_those_of_the_engine(rate):
    picture = explore.ensemble(rate=rate, digit=5)
    setting = engine(picture, rate)
    assert picture.arithmetic == pytest.approx(exact_average(*setting)[0])
    assert picture.geometric == pytest.approx(exact_average(*setting, geometric=True)[0])
    assert picture.scaled == pytest.approx(softmax(scaled_logits(*setting))[0])


def test_the_geometric_mean_is_one_pass_with_all_units():
    picture = explore.ensemble(rate=0.4, digit=3)
    assert picture.geometric == pytest.approx(picture.scaled, abs=1e-12)
    assert abs(picture.arithmetic - picture.scaled).max() > 0.01


def test_every_subnetwork_is_asked_with_its_own_mask():
    picture = explore.ensemble(rate=0.2)
    network, replica, x = engine(picture, 0.2)
    for mask in (0, 1, 513, 1023):
        multiplier = all_masks()[mask][None] / 0.8
        expected = softmax(scaled_logits(network, replica, x, [None, multiplier]))[0]
        assert picture.predictions[mask] == pytest.approx(expected)


def test_chances_are_a_distribution_and_draws_follow_it():
    picture = explore.ensemble(rate=0.3, drawn=SUBNETWORKS)
    assert picture.chances.sum() == pytest.approx(1)
    kept = all_masks()[picture.sample].mean()
    assert kept == pytest.approx(0.7, abs=5 * (0.21 / (10 * SUBNETWORKS)) ** 0.5)


def test_running_means_approach_the_exact_ones():
    picture = explore.ensemble(rate=0.5, drawn=SUBNETWORKS)
    arithmetic, geometric = picture.running_means()
    assert arithmetic[-1] == pytest.approx(picture.arithmetic[picture.label], abs=0.06)
    assert geometric[-1] == pytest.approx(picture.geometric[picture.label], abs=0.06)


def test_the_ranking_is_sorted():
    picture = explore.ensemble()
    assert (np.diff(picture.predictions[picture.ranking, picture.label]) >= 0).all()
