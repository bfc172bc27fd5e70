"""What holds for every explorer."""

import base64
import re
from xml.etree import ElementTree as ET

import pytest

from dropout_course.explorers import cells, explore

OTHER_STATE = {
    "StudyGroup": ("absent", [0]),
    "Moments": ("rate", 0.2),
    "Network": ("digit", 3),
    "Ensemble": ("drawn", 7),
    "Training": ("rate", 0.8),
    "Placement": ("noise", 0.0),
}
NAMES = sorted(name for name in dir(explore) if not name.startswith("_"))


@pytest.fixture(params=NAMES)
def make(request):
    return getattr(explore, request.param)


def test_a_still_picture_stands_in_for_readers_without_a_kernel(make):
    picture = make()
    data, _ = picture._repr_mimebundle_()
    assert data["text/plain"] == repr(picture) == picture.describe()
    drawn = re.fullmatch(
        r'<img alt="([^"]+)" src="data:image/svg\+xml;base64,(.*)" .*>', data["text/html"]
    )
    svg = ET.fromstring(base64.b64decode(drawn[2]))
    assert svg.tag.endswith("svg")
    assert svg.find("{*}title").text == picture.describe()
    assert len(data["text/html"]) < 60_000


def test_the_still_picture_is_the_same_every_time(make):
    assert make()._repr_mimebundle_()[0]["text/html"] == make()._repr_mimebundle_()[0]["text/html"]


def test_the_still_picture_follows_the_state(make):
    picture = make()
    before = picture.picture(), picture.describe()
    picture.set_trait(*OTHER_STATE[type(picture).__name__])
    after = picture.picture(), picture.describe()
    assert before != after


def test_the_state_survives_the_way_to_the_browser_and_back(make):
    picture = make()
    state = {name: getattr(picture, name) for name in picture.state_names()}
    again = make(**{name: value for name, value in state.items() if value is not None})
    assert again.describe() == picture.describe()


def test_running_a_cell_again_closes_what_it_made_before(make, monkeypatch):
    monkeypatch.setattr(cells, "_made", {})
    run = ["cell", "first run"]
    monkeypatch.setattr(cells, "_running", lambda: tuple(run))
    one, two = make(), make()
    assert one.comm is not None
    assert two.comm is not None
    run[1] = "second run"
    three = make()
    assert one.comm is None
    assert two.comm is None
    run[0] = "another cell"
    make()
    assert three.comm is not None
