"""The network explorer: what is on screen after real input is what Python computes."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from dropout_course import layers
from dropout_course.explorers import explore
from dropout_course.explorers.base import module
from dropout_course.explorers.draws import uniform
from tests.browser.conftest import opener

MAKE = "from dropout_course.explorers import explore\npicture = explore.network()\npicture"


@pytest.fixture(scope="module")
def opened(chromium, lab):
    with opener(chromium, lab, "network explorer") as open_:
        yield open_(MAKE)


@pytest.fixture
def notebook(opened):
    opened.run_again(0, ".dropout-explorer")
    expect(opened.page.locator(".summary")).to_have_text(opened.evaluate("picture.describe()"))
    return opened


def on_screen(notebook):
    """Read the shares beside the bars, and how long the bars are in shares of the longest."""
    texts = notebook.page.locator("text.share").all_text_contents()
    widths = notebook.page.locator("rect.now").evaluate_all(
        "bars => bars.map((bar) => Number(bar.getAttribute('width')))"
    )
    return texts, np.array(widths) / sum(widths)


def assert_page_agrees(notebook):
    on_page = notebook.page.locator(".dropout-explorer input").evaluate_all(
        """inputs => [inputs.filter((each) => each.type === 'range').map((each) => +each.value),
            inputs.filter((each) => each.checked).map((each) => each.parentNode.textContent)]"""
    )
    rates, (digit, mode, convention, show) = on_page
    number = int(re.search(r"number (\d+)", digit)[1]) - 1
    notebook.wait_for(
        f"[picture.rates, picture.digit, picture.training, picture.convention, picture.show] == "
        f"{[rates, number, mode == 'Training', convention.lower(), show.lower()]}"
        f" and picture.describe() == {notebook.page.locator('.summary').text_content()!r}"
    )
    probabilities = np.array(notebook.evaluate("picture.probabilities.tolist()"))
    texts, shares = on_screen(notebook)
    assert shares == pytest.approx(probabilities, abs=0.002)
    for text, probability in zip(texts, probabilities, strict=True):
        if probability >= 0.006:
            assert int(text.removesuffix(" %")) == pytest.approx(100 * probability, abs=0.51)
    expect(notebook.page.locator(".summary")).to_have_text(notebook.evaluate("picture.describe()"))
    dropped = notebook.page.locator(".unit").evaluate_all(
        "units => units.map((unit) => unit.getAttribute('aria-pressed') === 'true' ? 0 : 1)"
    )
    assert dropped == notebook.evaluate("[int(u) for mask in picture.masks for u in mask]")


def test_dragging_a_rate(notebook):
    slider = notebook.by_role("slider", "Hidden 1 rate")
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    notebook.page.mouse.move(box["x"] + 0.3 * box["width"], middle)
    notebook.page.mouse.down()
    notebook.page.mouse.move(box["x"] + 0.8 * box["width"], middle, steps=15)
    notebook.page.mouse.up()
    assert_page_agrees(notebook)
    rates = notebook.evaluate("picture.rates")
    assert rates[1] == pytest.approx(0.8, abs=0.04)
    assert rates[2] == 0.3


def test_keys_move_a_rate(notebook):
    notebook.by_role("slider", "Input rate").focus()
    for _ in range(5):
        notebook.page.keyboard.press("ArrowRight")
    assert_page_agrees(notebook)
    assert notebook.evaluate("picture.rates[0]") == pytest.approx(0.05)


def test_clicking_a_unit_drops_it_and_clicking_again_keeps_it(notebook):
    unit = notebook.by_role("group", "Hidden 1").get_by_role("button").nth(4)
    before = notebook.evaluate("int(picture.masks[1][4])")
    unit.click()
    assert_page_agrees(notebook)
    notebook.wait_for(f"picture.masks[1][4] == {1 - before}")
    unit.click()
    assert_page_agrees(notebook)
    notebook.wait_for("picture.by_hand == []")


def test_keys_reach_and_drop_a_unit(notebook):
    group = notebook.by_role("group", "Hidden 2")
    group.locator('[tabindex="0"]').focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", " "):
        notebook.page.keyboard.press(key)
    notebook.wait_for("[each[:2] for each in picture.by_hand] == [[2, 1]]")
    assert re.search("Hidden 2, unit 2", notebook.page.locator(".detail").inner_text())
    assert_page_agrees(notebook)


def test_a_new_mask_is_another_one(notebook):
    before = notebook.evaluate("picture.seed")
    notebook.by_role("button", "New mask").click()
    assert_page_agrees(notebook)
    assert notebook.evaluate("picture.seed") != before


def test_another_digit_mode_and_convention(notebook):
    notebook.page.get_by_label("a 8, number 18 of 20").check(force=True)
    assert_page_agrees(notebook)
    notebook.page.get_by_label("Standard").check(force=True)
    notebook.page.get_by_label("Evaluation").check(force=True)
    notebook.page.get_by_label("Backward").check(force=True)
    assert_page_agrees(notebook)
    assert notebook.evaluate("picture.digit") == 17


def test_a_unit_tells_the_values_that_the_layers_give(notebook):
    notebook.evaluate("setattr(picture, 'training', False)")
    notebook.evaluate("setattr(picture, 'convention', 'standard')")
    notebook.by_role("group", "Hidden 1").get_by_role("button").nth(0).hover()
    detail = notebook.page.locator(".detail")
    expect(detail).to_contain_text("Hidden 1, unit 1")
    activation, passed = map(float, re.findall(r"(?:activation|on) (\d\.\d+)", detail.inner_text()))
    expected = layers.standard_dropout(
        np.array([activation]), 0.3, np.random.default_rng(0), training=False
    )
    assert passed == pytest.approx(expected[0], abs=0.011)


def test_python_and_the_browser_draw_the_same_numbers(notebook):
    drawn = notebook.page.evaluate(
        "code => new Function(code.split('export default')[0] + `return [0, 7, 4294967295].map("
        "(seed) => [0, 1, 2].map((stream) => [...Array(50).keys()].map("
        "(index) => uniform(seed, stream, index))))`)()",
        module(),
    )
    expected = [[uniform(seed, s, 50).tolist() for s in range(3)] for seed in (0, 7, 2**32 - 1)]
    assert drawn == expected


def test_gradients_in_the_browser_are_those_of_python(notebook):
    picture = explore.network(rates=[0.1, 0.4, 0.5], digit=7)
    now = picture.passes()
    computed = notebook.page.evaluate(
        """([code, data, x, label, masks, rates]) => new Function('data', 'x', 'label', 'masks',
            'rates', code + `
            const now = runNetwork(data.weights, data.biases, x, label, masks,
                scales(rates, true, 'inverted'));
            return [now.passed, now.gradients];`)(data, x, label, masks, rates)""",
        [
            module("thinned.js"),
            picture.data,
            (np.array(picture.data["pixels"][7]) / 16).tolist(),
            picture.label,
            [mask.tolist() for mask in picture.masks],
            picture.rates,
        ],
    )
    for ours, theirs in zip((now.passed, now.gradients), computed, strict=True):
        for layer, values in zip(ours, theirs, strict=True):
            assert values == pytest.approx(layer, abs=1e-12)
