"""The table of the ledger, and the file from which an interrupted one goes on."""

import json

import numpy as np
import pytest

from dropout_course import claims
from dropout_course.claims import Claim, Equals, Greater, Measurement
from dropout_course.claims.store import Store
from dropout_course.claims.table import ledger, overview
from dropout_course.experiments.result import Result


def measured(number: int, first: list[float], name: str = "", **about) -> Measurement:
    result = Result(
        "test error", "%", ("a", "b"), (0, 1, 2), np.array([first, [0.0, 0, 0]]), 1.25, **about
    )
    made = Claim(
        number,
        name or f"claim_{number}",
        "A <b> is | less_than *b*.",
        (1, 3),
        "02_math",
        "Table 9.",
        lambda _, __: result,
        Greater("a", "b"),
    )
    return Measurement(made, result)


SUPPORTED, CONTRADICTED = measured(1, [3.0, 4, 5]), measured(2, [-3.0, -4, -5])
UNSEEN = measured(3, [np.nan, -4, 5], notes=("Seed 0 diverged.",))
ALL = ledger([UNSEEN, CONTRADICTED, SUPPORTED])


@pytest.fixture
def known(monkeypatch):
    monkeypatch.setattr(claims, "CLAIMS", tuple(one.claim for one in ALL.measurements))


def test_every_view_says_who_claims_it_what_was_measured_what_is_reported_and_the_verdict():
    for view in (str(ALL), ALL.markdown(), ALL._repr_html_()):
        assert "3 claims measured: 1 supported, 1 contradicted, 1 not seen here" in view
        places = [
            view.index(word)
            for word in ("✓ supported", "✗ contradicted", "○ not seen here", "Seed 0 diverged")
        ]
        assert places[0] < places[1] < places[2]
        assert view.count("notes 1, 3") == view.count("Table 9.") == 3
        assert "4 ± 2.5 points (3 of 3 seeds), 1.2 s" in view


def test_the_overview_says_who_claims_it_where_it_is_measured_and_what_is_reported():
    known = overview(one.claim for one in (SUPPORTED, CONTRADICTED))
    for view in (str(known), known._repr_html_()):
        assert "2 claims" in view
        assert view.count("notes 1, 3") == view.count("Table 9.") == 2
        assert "supported" not in view
    assert "Measured in lesson 2." in str(known)
    assert '<td style="text-align: left">2</td>' in known._repr_html_()
    assert "A &lt;b&gt; is | less_than *b*." in known._repr_html_()


def test_the_overview_holds_the_whole_ledger():
    words = str(overview(claims.CLAIMS))
    for one in claims.CLAIMS:
        assert f"{one.number}. {one.sentence}" in words
        assert one.literature in words


def test_an_identity_shows_its_interval_and_its_seeds():
    values = np.array([[0.5, 0.5]])
    result = Result("share", "", ("zeros",), (0, 1), values, 0.0)
    one = Claim(1, "n", "S.", (0,), "02_math", "L.", lambda _, __: result, Equals("zeros", 0.5))
    assert "zeros = 0.5? 0.5 ± 0 (2 seeds), 0.0 s" in str(ledger([one.measure()]))


def test_markdown_keeps_one_line_for_each_claim_whatever_the_words():
    rows = ALL.markdown().splitlines()[2:]
    assert len(rows) == 2 + 3
    assert all(row.replace("\\|", "").count("|") == 6 for row in rows)
    assert "A \\<b> is \\| less\\_than \\*b\\*." in rows[2]


def test_html_shows_words_as_they_are():
    assert "A &lt;b&gt; is | less_than *b*." in ALL._repr_html_()


def test_what_is_stored_comes_back_with_every_value(tmp_path, known):
    store = Store(tmp_path)
    for one in (UNSEEN, SUPPORTED):
        store.add(one, 3)
    again = Store(tmp_path)
    assert str(again.ledger) == str(ledger([SUPPORTED, UNSEEN]))
    assert again.get(SUPPORTED.claim, 3).result.values.tolist() == [[3, 4, 5], [0, 0, 0]]
    assert np.isnan(again.get(UNSEEN.claim, 3).result.values[0, 0])
    assert again.get(SUPPORTED.claim, 4) is None
    assert again.get(CONTRADICTED.claim, 3) is None
    assert not again.said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.json", "ledger.md"]


def test_the_json_holds_what_a_reader_wants(tmp_path, known):
    store = Store(tmp_path)
    store.add(SUPPORTED, 3)
    text = (tmp_path / "ledger.json").read_text(encoding="utf-8")
    (entry,) = json.loads(text, parse_constant=pytest.fail)["claims"]
    assert entry["notes"] == [1, 3]
    assert entry["literature"] == "Table 9."
    assert entry["verdict"] == "supported"
    assert entry["evidence"]["seeds_won"] == entry["evidence"]["seeds"] == 3
    assert entry["evidence"]["low"] > 0
    assert entry["result"]["seconds"] == 1.25
    assert (tmp_path / "ledger.md").read_text(encoding="utf-8") == store.ledger.markdown()


def damage(text: str, how: str) -> str:
    content = json.loads(text)
    entry = content["claims"][0]
    if how == "cut":
        return text[: len(text) // 2]
    if how == "list":
        return "[]"
    if how == "shape":
        entry["result"]["values"].pop()
    if how == "verdict":
        entry["verdict"] = "contradicted"
    if how == "unknown":
        entry["name"] = "nothing_of_ours"
    if how == "missing":
        del entry["result"]["values"]
    return json.dumps(content)


@pytest.mark.parametrize("how", ["cut", "list", "shape", "verdict", "unknown", "missing"])
def test_a_damaged_file_is_set_aside_and_said_so(tmp_path, known, how):
    Store(tmp_path).add(SUPPORTED, 3)
    path = tmp_path / "ledger.json"
    damaged = damage(path.read_text(encoding="utf-8"), how)
    path.write_text(damaged, encoding="utf-8")
    store = Store(tmp_path)
    (aside,) = tmp_path.glob("ledger-old-*.json")
    assert aside.read_text(encoding="utf-8") == damaged
    assert "was damaged" in store.said
    assert aside.name in store.said
    assert store.get(SUPPORTED.claim, 3) is None


def test_bytes_that_are_no_text_are_damage_too(tmp_path):
    (tmp_path / "ledger.json").write_bytes(b"\xff\xfe\x00{")
    assert "was damaged" in Store(tmp_path).said


def test_another_version_measures_again(tmp_path, known, monkeypatch):
    Store(tmp_path).add(SUPPORTED, 3)
    monkeypatch.setattr("dropout_course.__version__", "99.0")
    store = Store(tmp_path)
    assert "is of version" in store.said
    assert store.get(SUPPORTED.claim, 3) is None
