"""The published site, as a reader meets it: from a folder on a disk, without kernel or network."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from authoring import __main__ as command
from dropout_course.catalog import LESSONS
from tests.browser.lab import PATIENCE

NAMES = [lesson.name for lesson in LESSONS]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    assert command.main(["site", str(folder)]) == 0
    return folder


@pytest.fixture
def open_page(chromium: Browser, site: Path) -> Iterator[Open]:
    """Open pages; at the end, none has asked another host, and none has complained."""
    contexts, requests, complaints = [], [], []

    def open_(name: str, **view: object) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **view})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((site / name).as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert requests
    assert [url for url in requests if not url.startswith(("file:", "blob:", "data:"))] == []
    assert complaints == []


@pytest.mark.parametrize("name", NAMES)
def test_an_explorer_lives_without_a_kernel_and_answers(open_page, name):
    page = open_page(f"notebooks/{name}.html")
    alive = page.locator('[data-explorer="alive"]')
    expect(alive).to_have_count(1)
    said = alive.locator(".summary")
    expect(said).not_to_be_empty()
    before = said.inner_text()
    slider = alive.get_by_role("slider").first
    slider.focus()
    slider.press("End")
    expect(said).not_to_have_text(before)


@pytest.mark.parametrize("name", NAMES)
def test_without_scripts_pictures_and_answers_are_there_all_the_same(open_page, name):
    page = open_page(f"notebooks/{name}.html", java_script_enabled=False)
    still = page.locator("[data-explorer] img")
    expect(still).to_be_visible()
    assert still.get_attribute("alt")
    quiz = page.locator("details:has(summary)", has_text="Not yet").first
    quiz.locator("summary").click()
    expect(quiz.get_by_text("Not yet")).to_be_visible()


def test_formulas_are_set(open_page):
    page = open_page("notebooks/02_math.html")
    expect(page.locator("mjx-container svg").first).to_be_visible()
    assert page.locator("main").inner_text().count("$") == 0
    assert page.locator("mjx-merror, [data-mml-node=merror]").count() == 0


def test_the_search_finds_a_section_and_leads_there(open_page):
    page = open_page("exercises/02_math.html")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="Search the course")
    expect(box).to_be_focused()
    box.fill("spread of the wegihts that nobody wrote")
    expect(page.locator("#told")).to_have_text("No sections found")
    box.fill("backwrd")  # with a slip of the finger
    result = page.locator("#found a").first
    expect(result).to_be_visible()
    expect(page.locator("#told")).to_contain_text("found")
    address = result.evaluate("link => link.href")
    result.click()
    page.wait_for_url(address)
    assert page.evaluate("document.querySelector(':target').tagName") in {"H1", "H2", "H3"}


def test_escape_closes_the_search(open_page):
    page = open_page("index.html")
    box = page.get_by_role("searchbox")
    box.fill("mask")
    expect(page.locator("#found")).to_be_visible()
    box.press("Escape")
    expect(page.locator("#found")).to_be_hidden()


def test_dark_is_the_systems_until_it_is_chosen_and_then_the_readers(open_page):
    page = open_page("index.html", color_scheme="dark")
    body, button = page.locator("body"), page.get_by_role("button", name="Dark")
    expect(body).to_have_css("background-color", "rgb(20, 24, 29)")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(body).to_have_css("background-color", "rgb(255, 255, 255)")
    page.reload()
    expect(body).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(button).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("width", [320, 400, 1280])
def test_no_page_is_wider_than_its_window(open_page, width):
    for name in ["index", *(f"notebooks/{name}" for name in NAMES)]:
        page = open_page(f"{name}.html", viewport={"width": width, "height": 800})
        page.wait_for_load_state("load")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_reference_says_what_docstrings_say(open_page, site):
    page = open_page("index.html")
    page.get_by_role("link", name="Reference").click()
    expect(page.locator("#check")).to_contain_text("Check an answer to an exercise")
    page.goto((site / "reference/dropout_course/layers.html").as_uri())
    expect(page.locator("#sample_mask")).to_contain_text("Probability that a unit is dropped")
    assert not (site / "reference/dropout_course/catalog.html").exists()


def test_on_paper_there_is_the_lesson_and_nothing_around_it(open_page):
    page = open_page("notebooks/01_analogy.html")
    page.emulate_media(media="print")
    for around in ("header", ".contents", ".turn"):
        expect(page.locator(around).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "notebooks/03_inverted_dropout", "exercises/02_math"])
def test_axe_finds_nothing_against_a_page(open_page, name, theme):
    page = open_page(f"{name}.html", color_scheme=theme)
    if "notebooks" in name:
        expect(page.locator('[data-explorer="alive"]')).to_have_count(1)
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert not found, json.dumps(found, indent=1)[:3000]
