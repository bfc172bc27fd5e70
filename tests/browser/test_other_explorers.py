"""After real input, the numbers on the page are those that Python computes from the same state."""

import numpy as np
import pytest
from playwright.sync_api import expect

from dropout_course.explorers import explore
from tests.browser.conftest import opener

MAKE = "from dropout_course.explorers import explore\npicture = explore.{}()\npicture"


@pytest.fixture(scope="module")
def notebooks(chromium, lab):
    """Open a notebook for each explorer at its first use."""
    opened = {}
    with opener(chromium, lab, "other explorers") as open_:

        def show(name):
            if name not in opened:
                opened[name] = open_(MAKE.format(name))
            opened[name].run_again(0, ".dropout-explorer")
            return opened[name]

        yield show


def assert_page_agrees(notebook):
    """Wait until Python has heard of the input; then both must say the same."""
    said = notebook.page.locator(".summary").text_content()
    notebook.wait_for(f"picture.describe() == {said!r}")


def drag(notebook, name, share):
    """Drag the slider `name` to a share of its length."""
    slider = notebook.by_role("slider", name)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    notebook.page.mouse.move(box["x"] + 0.5 * box["width"], y)
    notebook.page.mouse.down()
    notebook.page.mouse.move(box["x"] + share * box["width"], y, steps=8)
    notebook.page.mouse.up()


def heights(notebook, selector):
    return np.array(
        notebook.page.locator(selector).evaluate_all(
            "all => all.map((e) => +e.getAttribute('height'))"
        )
    )


def test_moments(notebooks):
    notebook = notebooks("moments")
    drag(notebook, "Rate", 0.8)
    drag(notebook, "Masks", 0.9)
    notebook.page.get_by_label("Standard").check(force=True)
    notebook.by_role("button", "New masks").click()
    assert_page_agrees(notebook)
    table = notebook.page.locator(".dropout-explorer td:not(:empty)").all_text_contents()
    values = [float(cell.replace("−", "-")) for cell in table]
    expected = notebook.evaluate(
        "[picture.outputs.mean(), picture.outputs.var(), picture.expected_mean, "
        "picture.expected_variance]"
    )
    assert values == pytest.approx(expected, abs=0.0051)
    picture = explore.moments(
        **notebook.evaluate("{n: getattr(picture, n) for n in picture.state_names()}")
    )
    bars = heights(notebook, ".bar-mark")
    middle, spread = sum(picture.inputs), 2.5 * (4 * sum(i**2 for i in picture.inputs)) ** 0.5
    counts = np.histogram(picture.outputs, len(bars), (middle - spread, middle + spread))[0]
    # A value on the edge of two bars may fall into either.
    assert np.abs(bars / bars.sum() - counts / counts.sum()).sum() < 0.05


def test_study_group(notebooks):
    notebook = notebooks("study_group")
    drag(notebook, "Muted in practice, rate", 0.3)
    notebook.by_role("button", "Member 1, absent").click()
    notebook.by_role("button", "New exam").click()
    assert_page_agrees(notebook)
    assert notebook.evaluate("picture.absent") == [0]
    state = notebook.evaluate("{n: getattr(picture, n) for n in picture.state_names()}")
    _, answers = explore.study_group(**state).exam()
    dots = notebook.page.locator(".axes ~ g .now").evaluate_all(
        "all => all.map((e) => +e.getAttribute('cy'))"
    )
    inside = np.abs(answers) < 3
    assert np.corrcoef(np.array(dots)[inside], answers[inside])[0, 1] == pytest.approx(-1, abs=1e-4)
    notebook.by_role("button", "All come").click()
    notebook.wait_for("picture.absent == []")


def test_members_leave_by_keyboard(notebooks):
    notebook = notebooks("study_group")
    notebook.by_role("button", "Member 1, absent").focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        notebook.page.keyboard.press(key)
    notebook.wait_for("picture.absent == [2]")
    assert_page_agrees(notebook)
    expect(notebook.by_role("button", "Member 3, absent")).to_have_attribute("aria-pressed", "true")


def test_ensemble(notebooks):
    notebook = notebooks("ensemble")
    notebook.page.get_by_label("a 7, number 16 of 20").check(force=True)
    drag(notebook, "Rate", 0.3)
    drag(notebook, "Subnetworks drawn", 0.2)
    drag(notebook, "Look at subnetwork", 0.95)
    notebook.by_role("button", "Draw others").click()
    assert_page_agrees(notebook)
    state = notebook.evaluate("{n: getattr(picture, n) for n in picture.state_names()}")
    picture = explore.ensemble(**state)
    looked_at = picture.ranking[picture.look]
    label = notebook.page.locator("text.halo", has_text="kept; reads")
    kept = int(looked_at).bit_count()
    assert label.text_content().startswith(f"{kept} unit")
    reads = picture.predictions[looked_at].argmax()
    assert f"reads {reads};" in label.text_content()


def test_a_click_on_the_strip_looks_at_a_subnetwork(notebooks):
    notebook = notebooks("ensemble")
    box = notebook.page.locator(".strip-area").bounding_box()
    notebook.page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + 0.7 * box["height"])
    notebook.wait_for("abs(picture.look - 768) < 3")


def test_training(notebooks):
    notebook = notebooks("training")
    drag(notebook, "Rate", 0.8)
    notebook.page.get_by_label("40 %").check(force=True)
    notebook.page.get_by_label("Loss").check(force=True)
    assert_page_agrees(notebook)
    assert notebook.evaluate("[picture.noise, picture.measure]") == [0.4, "loss"]
    assert notebook.evaluate("picture.rate") in (0.7, 0.8)


def test_placement(notebooks):
    notebook = notebooks("placement")
    drag(notebook, "Hidden 3", 1.0)
    notebook.by_role("slider", "Input").focus()
    notebook.page.keyboard.press("ArrowRight")
    notebook.page.get_by_label("0 %", exact=True).check(force=True)
    assert_page_agrees(notebook)
    assert notebook.evaluate("[picture.rates[0], picture.rates[3], picture.noise]") == [0.1, 0.6, 0]
