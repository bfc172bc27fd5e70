"""What holds for every explorer, in a real JupyterLab."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dropout_course.explorers import explore
from tests.browser.conftest import opener

NAMES = sorted(name for name in dir(explore) if not name.startswith("_"))
MAKE = "from dropout_course.explorers import explore\npicture = explore.{}()\npicture"
RUNS = 100
LIGHT, DARK, CONTRAST = "JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"


@pytest.fixture(scope="module", params=NAMES)
def opened(request, chromium, lab):
    with opener(chromium, lab, request.param) as open_:
        yield open_(MAKE.format(request.param))


@pytest.fixture
def shown(opened):
    opened.theme(LIGHT)
    opened.page.set_viewport_size({"width": 1280, "height": 1000})
    opened.run_again(0, ".dropout-explorer")
    expect(summary(opened)).to_have_text(opened.evaluate("picture.describe()"))
    return opened


def explorer(notebook):
    return notebook.page.locator(".dropout-explorer").first


def summary(notebook, number=0):
    return notebook.page.locator(".dropout-explorer .summary").nth(number)


def test_the_page_says_what_python_says(shown):
    expect(summary(shown)).to_have_text(shown.evaluate("picture.describe()"))


def test_python_sets_and_the_page_follows(shown):
    before = summary(shown).inner_text()
    shown.evaluate(
        "setattr(picture, 'rate', 0.8) if hasattr(picture, 'rate') "
        "else setattr(picture, 'rates', [0, 0, 0, 0.6])"
    )
    expect(summary(shown)).not_to_have_text(before)
    expect(summary(shown)).to_have_text(shown.evaluate("picture.describe()"))


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST])
def test_a_screen_reader_finds_nothing_amiss(shown, theme):
    shown.theme(theme)
    found = Axe().run(shown.page, context=".dropout-explorer")
    assert not found.response["violations"], found.generate_report()


def test_colours_follow_the_theme(shown):
    background = "node => getComputedStyle(node).backgroundColor"
    assert explorer(shown).evaluate(background) == "rgb(255, 255, 255)"
    shown.theme(DARK)
    assert max(map(int, re.findall(r"\d+", explorer(shown).evaluate(background)))) < 50


def test_drawings_take_the_colours_that_a_reader_forces(shown):
    shown.page.emulate_media(forced_colors="active", color_scheme="dark")
    colours = explorer(shown).evaluate(
        """root => {
            const probe = root.appendChild(document.createElement('i'));
            const wanted = ['Canvas', 'CanvasText', 'Highlight', 'LinkText'].map((name) => {
                probe.style.color = name;
                return getComputedStyle(probe).color;
            });
            probe.remove();
            const drawn = [...root.querySelectorAll('svg.picture text')]
                .map((text) => getComputedStyle(text).fill);
            return { wanted, drawn };
        }"""
    )
    shown.page.emulate_media(forced_colors="none", color_scheme="light")
    assert colours["drawn"]
    assert set(colours["drawn"]) <= set(colours["wanted"])


@pytest.mark.parametrize("width", [400, 1280 / 1.5])
def test_a_narrow_page_needs_no_sideways_scrolling(shown, width):
    shown.page.set_viewport_size({"width": int(width), "height": 900})
    expect(explorer(shown)).to_be_visible()
    shown.page.wait_for_timeout(300)
    outside = """root => {
        const right = root.getBoundingClientRect().right + 1;
        return [...root.querySelectorAll('button, input, text, p, .picture')]
            .filter((each) => each.getBoundingClientRect().right > right)
            .map((each) => each.outerHTML.slice(0, 120));
    }"""
    assert explorer(shown).evaluate(outside) == []


def test_nothing_moves_by_itself(shown):
    assert shown.page.evaluate("document.getAnimations().length") == 0
    before = explorer(shown).screenshot()
    shown.page.wait_for_timeout(1000)
    assert explorer(shown).screenshot() == before


def test_every_control_is_reached_and_shows_its_focus(shown):
    explorer(shown).locator("button, input").first.focus()
    controls = explorer(shown).evaluate(
        """root => [...root.querySelectorAll('input, button:not(:disabled), [tabindex="0"]')]
            .filter((each) => each.type !== 'radio' || each.checked).length"""
    )
    reached = []
    for _ in range(controls):
        reached.append(
            shown.page.evaluate(
                """() => {
                    const root = document.querySelector('.dropout-explorer');
                    const at = document.activeElement;
                    if (!root.contains(at)) return 'outside';
                    const inside = at.querySelector('.ring, .pixel, .mark');
                    const shape = inside ?? at.nextElementSibling ?? at;
                    const looks = [at, shape].map((each) => getComputedStyle(each));
                    const visible = looks.some((look) =>
                        look.outlineStyle !== 'none' || parseFloat(look.strokeWidth) >= 3);
                    return visible ? 'visible' : `invisible: ${at.outerHTML.slice(0, 150)}`;
                }"""
            )
        )
        shown.page.keyboard.press("Tab")
    assert reached == ["visible"] * controls


@pytest.mark.slow
def test_running_a_cell_a_hundred_times_holds_one_explorer(open_notebook):
    notebook = open_notebook(MAKE.format("network"))
    inspector = notebook.page.context.new_cdp_session(notebook.page)
    inspector.send("Performance.enable")

    def held():
        inspector.send("HeapProfiler.collectGarbage")
        metrics = inspector.send("Performance.getMetrics")["metrics"]
        heap = next(each["value"] for each in metrics if each["name"] == "JSHeapUsedSize")
        return notebook.evaluate("len(__import__('ipywidgets').widgets.widget._instances)"), heap

    for _ in range(5):
        notebook.run(0)
    before = held()
    for _ in range(RUNS):
        notebook.run(0)
    after = held()
    assert after[0] == before[0]
    expect(notebook.page.locator(".dropout-explorer")).to_have_count(1)
    # JupyterLab keeps 7 kB of every run of any cell and 12 kB more of every closed widget. Of ours
    # it would keep data and drawing too, 60 kB, and 150 kB if its module were loaded anew.
    assert (after[1] - before[1]) / RUNS < 30_000


def all_of_them(open_notebook):
    notebook = open_notebook(*map(MAKE.format, NAMES))
    notebook.run_all()
    for number in range(len(NAMES)):
        expect(summary(notebook, number)).not_to_be_empty()
    return notebook


def move_first_slider(notebook, number):
    before = summary(notebook, number).inner_text()
    notebook.page.locator(".dropout-explorer").nth(number).get_by_role("slider").first.focus()
    notebook.page.keyboard.press("End")
    expect(summary(notebook, number)).not_to_have_text(before)


def test_two_views_agree(open_notebook):
    notebook = open_notebook(MAKE.format(NAMES[0]), "picture")
    notebook.run_all()
    expect(summary(notebook, 1)).not_to_be_empty()
    move_first_slider(notebook, 0)
    expect(summary(notebook, 1)).to_have_text(summary(notebook).inner_text())
    notebook.wait_for(f"picture.describe() == {summary(notebook).text_content()!r}")


def test_every_choice_of_every_picture_shows_what_is_chosen(open_notebook):
    notebook = all_of_them(open_notebook)
    for group in notebook.page.locator(".dropout-explorer fieldset.choice").all():
        expect(group.locator("input:checked")).to_have_count(1)


def test_a_restarted_kernel_leaves_usable_pictures(open_notebook):
    notebook = all_of_them(open_notebook)
    notebook.restart()
    for number in range(len(NAMES)):
        move_first_slider(notebook, number)


def test_a_saved_notebook_shows_its_pictures_before_anything_runs(open_notebook):
    notebook = all_of_them(open_notebook)
    said = [summary(notebook, number).inner_text() for number in range(len(NAMES))]
    notebook.save()
    again = open_notebook(copy=notebook.path)
    for number, sentence in enumerate(said):
        expect(summary(again, number)).to_have_text(sentence)
        move_first_slider(again, number)
