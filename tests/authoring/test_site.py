"""The site's parts, on a course of one lesson. What a reader sees: tests/browser/test_site.py."""

import hashlib
import json
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from authoring.notebook import AuthoringError, as_text, new_cell, new_notebook, read
from authoring.site import forms
from authoring.site.explorers import enliven
from authoring.site.hosted import Repository
from authoring.site.links import problems_in
from authoring.site.search import sections
from authoring.site.write import HERE, build
from dropout_course.catalog.predictions import PREDICTIONS
from dropout_course.predictions.comparing import Compared
from dropout_course.predictions.model import Comparison

LESSONS = [SimpleNamespace(name="01_masks", title="Masks", exercises=())]
STILL = [{"output_type": "display_data", "data": {"text/html": "<img alt='a still'>"}}]


def code(source: str, outputs: list[dict], name: str = "cell-2") -> dict:
    cell = new_cell("code", source, name)
    cell.outputs = [type(cell)({**deepcopy(one), "metadata": {}}) for one in outputs]
    cell.execution_count = 1
    return cell


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for folder, text in {
        "notebooks": "# 1. Masks\n\nSee [the exercises](../exercises/01_masks.ipynb).\n\n## A coin",
        "exercises": "# Exercises\n\nTo [a coin](../notebooks/01_masks.ipynb#A-coin).",
    }.items():
        (tmp_path / folder).mkdir()
        notebook = new_notebook([new_cell("markdown", text, "cell-1"), code("1 + 1", [])])
        (tmp_path / folder / "01_masks.ipynb").write_text(as_text(notebook))
    index = new_notebook([new_cell("markdown", "# Course\n\n[One](01_masks.ipynb)", "cell-1")])
    (tmp_path / "notebooks/index.ipynb").write_text(as_text(index))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/design.md").write_text(
        "# About\n\n![net](net.png) [home](../notebooks/index.ipynb) [why](#what-for-you-ask)"
        '\n\n## What for, "you" ask?\n'
    )
    (tmp_path / "docs/net.png").write_bytes(b"a picture")
    return tmp_path


def page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")


def test_links_between_sources_become_links_between_pages(course):
    assert build(course, LESSONS, course / "site") == []
    lesson = page(course / "site", "notebooks/01_masks.html")
    assert lesson.find("a", string="the exercises")["href"] == "../exercises/01_masks.html"
    exercises = page(course / "site", "exercises/01_masks.html")
    assert exercises.find("a", string="a coin")["href"] == "../notebooks/01_masks.html#A-coin"
    home = page(course / "site", "index.html")
    assert home.find("a", string="One")["href"] == "notebooks/01_masks.html"
    about = page(course / "site", "docs/design.html")
    assert about.find("a", string="home")["href"] == "../index.html"
    assert (course / "site/docs/net.png").read_bytes() == b"a picture"


def test_pages_turn_in_reading_order(course):
    build(course, LESSONS, course / "site")
    order, name = [], "index.html"
    while name:
        order.append(name)
        forward = page(course / "site", name).find("a", rel="next")
        name = forward and (Path(name).parent / forward["href"]).as_posix()
        name = name and name.replace("notebooks/../", "").replace("exercises/../", "")
    assert order[:3] == ["index.html", "notebooks/01_masks.html", "exercises/01_masks.html"]
    assert order[3:] == ["docs/design.html"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[x](nowhere.ipynb)", "the link to nowhere.ipynb leads nowhere"),
        ("[x](01_masks.ipynb#Nothing)", "01_masks.html#Nothing leads to no heading"),
        ("![x](https://example.org/x.png)", "<img> asks another host for https://example.org"),
    ],
)
def test_what_leads_nowhere_is_told(course, text, problem):
    index = new_notebook([new_cell("markdown", text, "cell-1")])
    (course / "notebooks/index.ipynb").write_text(as_text(index))
    (found,) = build(course, LESSONS, course / "site")
    assert found.startswith("index.html: ")
    assert problem in found


def test_a_link_that_a_reader_may_follow_is_none_of_the_pages_requests(tmp_path):
    (tmp_path / "index.html").write_text('<a href="https://example.org">there</a>')
    assert problems_in(tmp_path) == []


def test_with_a_repository_pages_link_to_hosts_and_colab_gets_its_notebooks(course):
    (course / "pyproject.toml").write_text("[project]\ndependencies = ['numpy>=2']")
    where = Repository("https://github.com/someone/dropout")
    assert build(course, LESSONS, course / "site", where) == []
    lesson = page(course / "site", "notebooks/01_masks.html")
    assert [link.text for link in lesson.select(".elsewhere a")] == [
        "Open in Colab",
        "Open in Binder",
    ]
    assert not page(course / "site", "docs/design.html").select(".elsewhere")
    notebook = read((course / "site/colab/notebooks/01_masks.ipynb").read_text())
    assert notebook.cells[0].source.startswith("# Installs the course, on Colab")
    assert len(notebook.cells) == 3


def test_an_earlier_site_is_replaced_and_nothing_else_is(course):
    build(course, LESSONS, course / "site")
    (course / "site/stale.html").write_text("")
    build(course, LESSONS, course / "site")
    assert not (course / "site/stale.html").exists()
    with pytest.raises(AuthoringError, match="holds something other than a site"):
        build(course, LESSONS, course / "notebooks")
    assert (course / "notebooks/index.ipynb").exists()


def test_the_same_course_gives_the_same_site(course):
    for name in ("a", "b"):
        build(course, LESSONS, course / name)
    files = [
        {path.relative_to(course / name): path.read_bytes() for path in _files(course / name)}
        for name in ("a", "b")
    ]
    assert files[0] == files[1]


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_explorers_state_stands_beside_its_still():
    source = "from dropout_course import explore\n\nexplore.network(rate=0.25)"
    notebook = new_notebook(
        [code(source, STILL), code("explore.network(rate=rate)[0]", STILL, "cell-3")]
    )
    assert enliven(notebook) == 1
    html = notebook.cells[0].outputs[0].data["text/html"]
    assert "<img alt='a still'>" in html
    inside = BeautifulSoup(html, "html.parser").find("script").string
    state = json.loads(inside)
    assert state["rates"] == [0, 0.25, 0.25]
    assert "</" not in inside  # it would end the script
    assert {"_esm", "_drawing", "data"} <= set(state)
    assert not {"layout", "_model_name", "_view_module"} & set(state)


def test_an_explorer_without_a_stored_picture_is_refused():
    with pytest.raises(AuthoringError, match="has no stored picture"):
        enliven(new_notebook([code("explore.network()", [])]))


def test_a_section_is_a_heading_and_what_stands_below_it():
    html = "<main><p>lost</p><h1 id='a'>A<a>#</a></h1><p>one <b>two</b></p><style>x</style>"
    html += "<h2 id='b'>B</h2><pre>three</pre></main>"
    first, second = sections(BeautifulSoup(html, "html.parser"), "p.html", "P", first=7)
    assert (first["id"], first["address"], first["heading"]) == (7, "p.html#a", "A")
    assert first["text"] == "one two"
    assert (second["id"], second["text"]) == (8, "three")


def test_vendored_files_are_what_their_packages_ship():
    folder = HERE / "vendor"
    known = json.loads((folder / "vendor.json").read_text(encoding="utf-8"))
    assert set(known) == {path.name for path in folder.iterdir() if path.name.endswith(".js")}
    for name, facts in known.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == facts["sha256"]
        assert (folder / f"{Path(name).stem}.LICENSE").is_file()


def measured(low: str) -> dict:
    text = str(Compared(Comparison(PREDICTIONS["heavy_late"], float(low), 9.0, None)))
    return {"output_type": "display_data", "data": {"text/plain": text, "text/html": "<p>x</p>"}}


def test_forms_lie_beside_what_a_notebook_shows():
    asked = code('from dropout_course import ask\n\nask("one_seed_each")', STILL)
    known = code('predict("heavy_late", measured=gap)', [measured("2.5")], "cell-3")
    others = [
        code(source, STILL, f"other-{place}")
        for place, source in enumerate(('ask("no_such_question")', "ask(name)", "1 +"))
    ]
    assert forms.enliven(new_notebook([asked, known, *others])) == 1
    html = BeautifulSoup(asked.outputs[-1].data["text/html"], "html.parser")
    assert html.find("img", alt="a still")
    content = json.loads(html.script.string)
    assert "Not yet" in content["said"][content["answers"]["a"]]
    assert all("data-form" not in one.outputs[-1].data["text/html"] for one in others)
    html = BeautifulSoup(known.outputs[-1].data["text/html"], "html.parser")
    content = json.loads(html.script.string)
    assert "It came true" in content["said"][content["answers"]["c|sure"]]
    assert "otherwise" in content["said"][content["answers"]["a|sure"]]


def test_a_measurement_that_was_rounded_to_another_option_stops_the_build():
    output = measured("2.5")
    output["data"]["text/plain"] = output["data"]["text/plain"].replace("2.5 to", "0.5 to")
    with pytest.raises(AuthoringError, match=r"heavy_late: 0\.5 to 9\.0 was rounded"):
        forms.enliven(new_notebook([code('predict("heavy_late", measured=gap)', [output])]))


def test_a_question_without_stored_output_stops_the_build():
    with pytest.raises(AuthoringError, match="build it"):
        forms.enliven(new_notebook([code('ask("one_seed_each")', [])]))
