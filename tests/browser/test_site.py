"""The published site, as a reader meets it: from a folder on a disk, without kernel or network."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Locator, Page, expect

from authoring import __main__ as command
from dropout_course.catalog import LESSONS
from dropout_course.catalog.questions import QUESTIONS
from dropout_course.questions.asking import ask
from dropout_course.questions.asking import page as question_page
from dropout_course.questions.model import LETTERS, Question
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


def said_by_python(question: Question, answer: str) -> str:
    status = question_page(ask(question, answer, on_answer=lambda _: None)).status
    return "".join(BeautifulSoup(status, "html.parser").get_text().split())


def answer_by_hand(form: Locator, kind: str, answer: str) -> None:
    if kind == "text":
        form.get_by_role("textbox").fill(answer)
    elif kind == "order":
        for place, letter in enumerate(answer):
            row = form.locator(f"li[data-value={letter}]")
            while row.evaluate("row => [...row.parentNode.children].indexOf(row)") > place:
                row.get_by_role("button", name="Move up").click()
    else:
        for box in form.locator("input").all():
            if kind == "several" or box.get_attribute("value") in answer:
                box.set_checked(box.get_attribute("value") in answer)
    form.get_by_role("button", name="Check").click()


def some_answers(question: Question) -> list[str]:
    letters = LETTERS[: len(question.options)]
    if question.field == "text":
        numbers = [str(end) for one in question.ranges for end in (one.low, one.high)]
        strange = [
            "50 %",
            "1/4",
            "0,5",
            "-1",
            "\N{MINUS SIGN}2",
            "1,000",
            "1e3",
            "4/0",
            "a<b",
            "1/2/3",
        ]
        return [*numbers, *strange, "", "x" * 60]
    if question.field == "order":
        return [letters, letters[::-1], letters[1:] + letters[0]]
    return [*letters, *(["", letters, letters[::2]] if question.field == "several" else [])]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_to_an_answer_what_a_notebook_says(open_page, name):
    page = open_page(f"notebooks/{name}.html")
    met = set()
    for question in QUESTIONS.values():
        form = page.locator(f'[data-form="{question.name}"]')
        if not form.count():
            continue
        met.add(question.field)
        for answer in some_answers(question):
            answer_by_hand(form, question.field, answer)
            status = "".join(form.locator(".status").inner_text().split())
            assert status == said_by_python(question, answer)
    assert "one" in met


def test_a_prediction_meets_its_measurement_also_on_another_day(open_page):
    page = open_page("notebooks/06_placement_guidelines.html")
    form = page.locator('[data-form="heavy_late"]')
    measured = page.locator('[data-measured="heavy_late"]')
    expect(measured).to_contain_text("No prediction was made")
    form.get_by_role("button", name="Predict").click()
    expect(form.locator(".status")).to_contain_text("Expected one letter")
    form.get_by_label("c) heavy early").check()
    form.get_by_role("button", name="Predict").click()
    expect(form.locator(".status")).to_contain_text("How sure are you?")
    form.get_by_label("guessing").check()
    form.get_by_role("button", name="Predict").click()
    expect(form.locator(".status")).to_contain_text("You predicted c)")
    expect(measured).to_contain_text("It came true")
    page.reload()
    expect(measured).to_contain_text("It came true")
    expect(form.get_by_label("c) heavy early")).to_be_checked()


def test_the_search_finds_on_a_page_with_pictures_and_forms(open_page):
    page = open_page("notebooks/03_inverted_dropout.html")
    expect(page.locator("[data-answers]").first).to_be_attached()
    page.get_by_role("searchbox").fill("convolution")
    expect(page.locator("#found li").first).to_be_visible()


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
