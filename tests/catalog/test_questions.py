"""What every question, prediction and flashcard promises: held over the whole catalog."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from dropout_course.catalog import LESSONS
from dropout_course.catalog import predictions as catalog_predictions
from dropout_course.catalog import questions as catalog_questions
from dropout_course.catalog.flashcards import FLASHCARDS, NOTES
from dropout_course.catalog.predictions import PREDICTIONS
from dropout_course.catalog.questions import QUESTIONS
from dropout_course.predictions.model import Prediction
from dropout_course.predictions.predicting import predict
from dropout_course.questions.asking import ask
from dropout_course.questions.flashcards import deal
from dropout_course.questions.kinds import Numeric, Ordering, SeveralRight, SingleChoice
from dropout_course.questions.model import LETTERS, Question

CLAIMS = range(1, 37)
ALLOWED = {
    "a",
    "code",
    "details",
    "div",
    "em",
    "li",
    "p",
    "pre",
    "strong",
    "style",
    "summary",
    "ul",
}

every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
every_prediction = pytest.mark.parametrize(
    "prediction", PREDICTIONS.values(), ids=list(PREDICTIONS)
)


def of_kind(kind: type[Any]) -> pytest.MarkDecorator:
    found = {name: q for name, q in QUESTIONS.items() if isinstance(q, kind)}
    return pytest.mark.parametrize("question", found.values(), ids=list(found))


def feedback_of(question: Question) -> list[str]:
    """Everything that may be said to an answer."""
    if isinstance(question, SingleChoice):
        return [choice.feedback for choice in question.choices]
    if isinstance(question, Numeric):
        return [*(found.feedback for found in question.ranges), question.default]
    assert isinstance(question, Ordering)
    return [*(rule.feedback for rule in question.rules), question.feedback]


def texts() -> Iterator[tuple[str, str, int]]:
    """Every text with its name and the length that a reader can bear."""
    for name, question in QUESTIONS.items():
        yield name, question.prompt, 300
        if not isinstance(question, Ordering):  # whose options are code
            yield from ((name, option, 120) for option in question.options)
        yield from ((name, feedback, 260) for feedback in feedback_of(question))
    for name, prediction in PREDICTIONS.items():
        yield name, prediction.prompt, 320
        yield name, prediction.quantity, 200
        yield from ((name, option, 100) for option in prediction.options)
    for card in FLASHCARDS["flashcards"].cards:
        yield card.name, card.front, 120
        yield card.name, card.back, 240


def test_every_lesson_has_its_decks() -> None:
    names = [lesson.name for lesson in LESSONS]
    assert list(catalog_questions.DECKS) == list(catalog_predictions.DECKS) == names
    for deck in catalog_questions.DECKS.values():
        assert len(deck) >= 6
        assert len({type(question) for question in deck}) >= 3
    assert all(len(deck) >= 5 for deck in catalog_predictions.DECKS.values())
    assert [f"flashcards:{name.partition('_')[2]}" for name in names] == list(FLASHCARDS)[2:]


def test_names_are_unique_and_can_be_typed() -> None:
    questions = [q.name for deck in catalog_questions.DECKS.values() for q in deck]
    predictions = [p.name for deck in catalog_predictions.DECKS.values() for p in deck]
    cards = [card.name for card in FLASHCARDS["flashcards"].cards]
    for names in (questions + predictions, cards):
        assert not [name for name, count in Counter(names).items() if count > 1]
        assert all(re.fullmatch(r"[a-z][a-z0-9_]{2,35}", name) for name in names)


def test_words_are_few_and_need_no_typesetting() -> None:
    for name, text, longest in texts():
        assert 2 < len(text) <= longest, (name, len(text), text)
        prose = re.sub(r"`[^`]*`", "code", text)
        assert not re.search(r"[$\\<>`]|\s\s|\s\*\s|https?:|\w_\w", prose), (name, text)


@every_question
def test_each_answer_is_told_something_of_its_own(question: Question) -> None:
    said = feedback_of(question)
    assert len(said) == len(set(said))
    assert all(len(feedback) >= 25 for feedback in said)


@every_question
def test_the_page_holds_nothing_but_harmless_html(question: Question) -> None:
    data, _ = ask(question, on_answer=lambda _: None)._repr_mimebundle_()
    assert set(re.findall(r"<(\w+)", data["text/html"])) <= ALLOWED


@of_kind(SingleChoice)
def test_choices_differ_and_some_are_right(question: SingleChoice) -> None:
    right = sum(choice.right for choice in question.choices)
    assert right >= 2 if isinstance(question, SeveralRight) else right == 1
    assert 0 < right < len(question.choices)
    assert 3 <= len(question.choices) == len(set(question.options)) <= 5


@of_kind(SeveralRight)
def test_only_the_whole_set_is_right(question: SeveralRight) -> None:
    letters = LETTERS[: len(question.choices)]
    holding = "".join(a for a, c in zip(letters, question.choices, strict=True) if c.right)
    for size in range(1, len(letters) + 1):
        for chosen in itertools.combinations(letters, size):
            assert question.judge("".join(chosen)).right == ("".join(chosen) == holding)


def test_neither_place_nor_length_betrays_the_right_choice() -> None:
    single = [q for q in QUESTIONS.values() if type(q) is SingleChoice]
    places = Counter([choice.right for choice in q.choices].index(True) for q in single)
    assert max(places.values()) <= len(single) / 2
    assert all(places[place] for place in range(4))
    longest = [q for q in single if max(q.choices, key=lambda choice: len(choice.text)).right]
    assert len(longest) <= 0.4 * len(single), [q.name for q in longest]


@of_kind(Numeric)
def test_ranges_do_not_overlap(question: Numeric) -> None:
    ranges = sorted(question.ranges, key=lambda found: found.low)
    assert all(found.low <= found.high for found in ranges)
    assert all(first.high < then.low for first, then in itertools.pairwise(ranges))
    assert any(found.right for found in ranges)
    assert len(ranges) >= 3


OUTPUTS, CHANCES = np.array([0, 2 / 0.8]), np.array([0.2, 0.8])
NUMBERS = {
    "nobody_can_speak": math.prod([0.3] * 5),
    "missing_factor": round(1 / (1 - 0.3), 2),
    "variance_of_a_unit": CHANCES @ OUTPUTS**2 - (CHANCES @ OUTPUTS) ** 2,
    "value_of_a_survivor": 6 / (1 - 0.25),
    "how_many_subnetworks": len(list(itertools.product([0, 1], repeat=10))),
    "more_passes": math.sqrt(1000) / math.sqrt(10),
    "parameters_of_the_network": sum((a + 1) * b for a, b in [(784, 512), (512, 256), (256, 10)]),
    "how_wide": 256 / (1 - 0.5),
}


@of_kind(Numeric)
def test_the_right_number_is_right(question: Numeric) -> None:
    assert question.judge(str(float(NUMBERS[question.name]))).right
    assert not question.judge("-1").right


def _ablation() -> tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]:
    rng = np.random.default_rng(1)
    hidden, weights = rng.normal(size=(50, 6)), rng.normal(size=(6, 4))
    labels, expected = rng.integers(4, size=50), hidden.copy()
    expected[:, np.random.default_rng(0).permutation(6)[:3]] = 0
    accuracy = np.mean(np.argmax(expected @ weights, axis=1) == labels)
    before = {"hidden": hidden.copy(), "weights": weights, "labels": labels, "units": 6}
    before["rng"] = np.random.default_rng(0)
    return (
        before,
        lambda after: np.array_equal(after["hidden"], hidden) and after["accuracy"] == accuracy,
    )


def _mean() -> tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]:
    before = {"rng": np.random.default_rng(0), "x": np.ones(3), "rate": 0.3, "passes": 400}
    return before, lambda after: bool(np.all(np.abs(after["standard_errors"]) < 5))


def _slope() -> tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]:
    x = np.array([1.0, -2.0, 3.0])
    before = {
        "np": np,
        "rng": np.random.default_rng(0),
        "x": x,
        "rate": 0.3,
        "keep": 0.7,
        "h": 1e-4,
    }
    return before, lambda after: bool(
        np.isclose(after["slope"], np.sum(2 * x * after["mask"] / 0.7))
    )


def _rejection() -> tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]:
    before = {"np": np, "uncertainty": np.array([0.3, 0.1, 0.2])}
    before |= {"predicted": np.array([1, 2, 3]), "labels": np.array([0, 2, 0])}
    return before, lambda after: bool(np.allclose(after["errors"], [0, 1 / 2, 2 / 3]))


def _training() -> tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]:
    steps: list[str] = []

    def step(name: str, *needs: str) -> Callable[..., None]:
        def take(*_: object, **__: object) -> None:
            assert set(needs) <= set(steps)
            steps.append(name)

        return take

    def build_model() -> SimpleNamespace:
        steps.append("build")
        return SimpleNamespace(
            compile=step("compile"), fit=step("fit", "compile"), evaluate=step("test", "compile")
        )

    utils = SimpleNamespace(set_random_seed=step("seed"))
    before = {"keras": SimpleNamespace(utils=utils), "build_model": build_model, "seed": 0}
    before |= dict.fromkeys(["loss", "x_train", "y_train", "x_test", "y_test"])
    return before, lambda _: steps == ["seed", "build", "compile", "fit", "test"]


def _tuning() -> tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]:
    before = {"np": np, "rates": [0.1, 0.5, 0.9], "train": lambda rate: rate}
    before |= {"validation": 0.4, "test": 0.2, "error_of": lambda model, data: abs(model - data)}
    return before, lambda after: after["reported"] == abs(0.5 - 0.2)


PROGRAMS = {
    "ablation_lines": _ablation,
    "estimate_the_mean_lines": _mean,
    "gradient_check_lines": _slope,
    "rejection_curve_lines": _rejection,
    "repeatable_training_lines": _training,
    "honest_tuning_lines": _tuning,
}


@of_kind(Ordering)
def test_an_order_is_right_exactly_where_the_program_is(question: Ordering) -> None:
    orders = list(itertools.permutations(LETTERS[: len(question.lines)]))
    for order in orders:
        before, is_right = PROGRAMS[question.name]()
        try:
            exec("\n".join(question.options[LETTERS.index(a)] for a in order), before)
            right = is_right(before)
        except (NameError, AssertionError):
            right = False
        assert question.judge("".join(order)).right == right, order


@of_kind(Ordering)
def test_lines_are_shown_in_a_wrong_order_and_rules_are_needed(question: Ordering) -> None:
    assert len(set(question.lines)) == len(question.lines) <= 6
    assert not question.judge(LETTERS[: len(question.lines)]).right
    assert all(0 <= rule.first < rule.then < len(question.lines) for rule in question.rules)
    said = {
        question.judge("".join(order)).feedback
        for order in itertools.permutations(LETTERS[: len(question.lines)])
    }
    assert said == set(feedback_of(question))


@every_prediction
def test_a_prediction_is_tied_to_a_claim_and_says_what_is_measured(prediction: Prediction) -> None:
    assert prediction.claim in CLAIMS
    assert len(prediction.quantity) >= 40
    assert 2 <= len(prediction.options) <= 4
    assert len(set(prediction.options)) == len(prediction.options)
    assert prediction.outcomes(-math.inf, math.inf) == LETTERS[: len(prediction.options)]
    text = str(predict(prediction, None, None, (), lambda _: None))
    assert prediction.quantity in text


@every_prediction
def test_options_name_their_cuts(prediction: Prediction) -> None:
    words = {"half": 0.5}
    for low, (first, then) in zip(
        prediction.cuts, itertools.pairwise(prediction.options), strict=True
    ):
        if low == 0 or abs(low) <= 1e-6:
            continue  # the sign, or rounding: said in words
        numbers = {
            abs(float(found)) for found in re.findall(r"\d*\.?\d+(?:e-?\d+)?", f"{first} {then}")
        } | {value for word, value in words.items() if word in f"{first} {then}"}
        assert abs(low) in numbers, (low, first, then)


def test_predictions_cover_many_claims() -> None:
    assert len(PREDICTIONS) >= 25
    assert len({prediction.claim for prediction in PREDICTIONS.values()}) >= 20


def test_flashcards_cover_the_notes_and_the_lessons() -> None:
    everything = FLASHCARDS["flashcards"].cards
    assert everything[:5] == NOTES
    assert len(everything) >= 25
    assert {card for name, deck in FLASHCARDS.items() if ":" in name for card in deck.cards} == set(
        everything
    )
    assert all(len(deck.cards) >= 4 for deck in FLASHCARDS.values())


@pytest.mark.parametrize("name", list(FLASHCARDS))
def test_a_deck_is_asked_by_its_own_name(name: str) -> None:
    dealt = deal(FLASHCARDS[name], None, (), lambda *_: None)
    assert f'ask("{name}", answer="show")' in str(dealt)
    assert set(re.findall(r"<(\w+)", dealt._repr_mimebundle_()[0]["text/html"])) <= ALLOWED
