"""A report says the same as text and as HTML."""

from __future__ import annotations

import re
from html import unescape

import pytest

from dropout_course.grading.model import CheckResult, Report
from dropout_course.grading.render import VERDICTS, as_html, as_text, headline

CHECKS = (
    CheckResult("drops by chance", True, "no", "no"),
    CheckResult("scales what survives", False, "1.429", "1"),
    CheckResult("keeps the dtype", False, "", "not reached"),
)


def report(outcome="failed", message="Your factor is `1`.", checks=CHECKS, printed="") -> Report:
    return Report("inverted_dropout", outcome, 1 / 3, None, message, checks, printed)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_a_failed_check_says_what_was_expected_and_what_came() -> None:
    assert as_text(report()) == (
        "✗ inverted_dropout · Not yet · 1 of 3 checks\n"
        "\n"
        "Your factor is `1`.\n"
        "\n"
        "  ✓ drops by chance\n"
        "  ✗ scales what survives: expected 1.429, got 1\n"
        "  · 1 further check was not reached"
    )
    assert str(report()) == as_text(report())


def test_both_forms_hold_the_same_words() -> None:
    shown = report(message="Your factor is too small.", printed="a line")
    for line in as_text(shown).split("\n"):
        assert line.strip() in words(as_html(shown))


@pytest.mark.parametrize("outcome", VERDICTS)
def test_every_outcome_has_a_shape_and_a_word(outcome) -> None:
    shape, word = VERDICTS[outcome]
    for shown in (headline(report(outcome)), as_html(report(outcome))):
        assert shape in shown
        assert word in shown
    assert len(set(VERDICTS.values())) == len(VERDICTS)


def test_what_was_not_attempted_is_one_line() -> None:
    untouched = Report("mute", "not attempted", 0.0, None, "Not attempted yet.")
    assert as_text(untouched) == "○ mute · Not attempted"
    assert words(as_html(untouched)) == "○ mute · Not attempted"


def test_checks_are_folded_away_once_passed() -> None:
    passed = Report("mute", "passed", 1.0, None, "Every check passed.", CHECKS[:1])
    assert "<details>" in as_html(passed)
    assert "<details open>" in as_html(report())
    assert "drops by chance" not in as_text(passed)


def test_what_a_learner_wrote_is_never_markup() -> None:
    evil = "<script>alert(1)</script>"
    check = CheckResult(evil, False, evil, evil)
    html = as_html(report(message=evil, checks=(check,), printed=evil))
    assert "<script" not in html
    assert words(html).count("alert(1)") == 5
