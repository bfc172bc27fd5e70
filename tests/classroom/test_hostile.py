"""Hostile, broken and strange submissions, graded for real between those of honest students."""

import pytest

from dropout_course.classroom.walls import ALL
from tests.classroom.arena import FRIENDS, Arena, Result, fight, need
from tests.classroom.attacks import NOTEBOOK, notebook
from tests.classroom.strange import ATTACKS


@pytest.fixture(scope="module", params=list(ALL))
def arena(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Arena:
    walls = ALL[request.param]
    need(walls)
    # Long enough for an honest answer on a machine that is busy with other tests.
    return fight(tmp_path_factory.mktemp(f"arena-{walls.name}"), walls, seconds=2.0)


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_it_is_graded_or_refused_with_a_sentence(arena: Arena, attack) -> None:
    results: dict[str, Result] = {result.attack.name: result for result in arena.results}
    if attack.name not in results:
        pytest.skip("only walls keep it from what it wants")
    result = results[attack.name]
    assert result.outcome == attack.outcome, result.words
    assert attack.words in result.words
    assert "Traceback" not in result.words


@pytest.mark.slow
def test_everybody_else_keeps_grade_and_submission(arena: Arena) -> None:
    assert [arena.points[name] for name in FRIENDS] == ["10"] * len(FRIENDS)
    assert len(arena.points) == len(FRIENDS) + len(arena.results)
    for name in FRIENDS:
        assert (arena.root / "submissions" / name / NOTEBOOK).stat().st_size > 0


@pytest.mark.slow
def test_nothing_gets_out_and_nothing_is_left(arena: Arena) -> None:
    assert arena.called == 0
    assert arena.strays == 0
    assert not (arena.root / "grades" / "bomb").exists()


@pytest.mark.slow
def test_every_student_has_a_page_of_feedback(arena: Arena) -> None:
    pages = list((arena.root / "grades" / "feedback").glob("*.html"))
    assert len(pages) == len(arena.points)
    assert not any("<b>sígns" in page.read_text(encoding="utf-8") for page in pages)
    formulas = [name for name in arena.points if name.startswith(("=", "+", "-", "@"))]
    assert not formulas


def test_an_attack_is_no_notebook_that_cannot_be_read() -> None:
    assert notebook("x = 1").startswith('{"cells"')
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)
