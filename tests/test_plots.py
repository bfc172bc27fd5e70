import base64

import numpy as np
import pytest

from dropout_course.experiments.result import Result
from dropout_course.plots import LINE, _colours_of_lines, _colours_of_rows, show_result, show_sweep


def result(settings=("none", "dropout"), positions=None, seeds=4) -> Result:
    values = np.arange(len(settings))[:, None] + np.random.default_rng(0).random(
        (len(settings), seeds)
    )
    return Result("test error", "%", tuple(settings), tuple(range(seeds)), values, 0, positions)


def test_the_text_alternative_holds_every_setting_and_number():
    measured = result()
    picture = show_result(measured, "Dropout against none")
    for setting in measured.settings:
        assert setting in str(picture)
        assert str(measured.interval(setting)) in str(picture)
    bundle, metadata = picture._repr_mimebundle_()
    assert bundle["text/plain"] == str(picture) == metadata["image/png"]["alt"]
    assert f'alt="{str(picture)[:20]}' in bundle["text/html"]
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")


def test_the_same_result_gives_the_same_bytes():
    pictures = [show_result(result())._repr_mimebundle_()[0]["image/png"] for _ in range(2)]
    assert pictures[0] == pictures[1]


def test_every_seed_the_mean_and_the_interval_are_drawn():
    measured = result()
    axes = show_result(measured).figure.axes[0]
    drawn = np.concatenate([np.asarray(line.get_xdata(), float) for line in axes.lines])
    assert set(np.round(measured.values.ravel(), 9)) <= set(np.round(drawn, 9))
    for setting in measured.settings:
        interval = measured.interval(setting)
        assert any(np.isclose(drawn, end).any() for end in (interval.low, interval.high))


def test_a_sweep_is_drawn_over_its_axis_and_labelled_where_it_ends():
    sweep = result(("rate 0", "rate 0.5"), (0.0, 0.5))
    picture = show_sweep({"clean": sweep, "noisy": sweep})
    axes = picture.figure.axes[0]
    assert [text.get_text() for text in axes.texts] == ["clean", "noisy"]
    assert list(axes.lines[0].get_xdata()) == [0.0, 0.5]
    assert axes.get_legend() is None


def test_what_is_no_sweep_is_refused_with_what_to_do():
    with pytest.raises(ValueError, match="Draw it with show_result"):
        show_sweep(result())


def test_a_single_seed_has_no_interval_to_draw():
    assert "inf" in str(show_result(result(seeds=1)))


def test_one_meaning_has_one_colour():
    none, dropout, *parts = _colours_of_rows(
        ["none", "dropout", "none, noisy", "dropout, 50% removed", "a, left", "b, left", "a, right"]
    )
    assert none != dropout
    assert parts[:2] == [none, dropout]
    assert parts[2] == parts[4] != parts[3]


def test_no_two_lines_of_a_picture_share_a_colour():
    colours = _colours_of_lines(["plain probability", "Monte Carlo dropout", "dropout", "muting"])
    assert len(set(colours)) == 4


def test_lines_that_end_together_have_names_that_do_not_overlap():
    sweep = result(("rate 0", "rate 0.5"), (0.0, 0.5))
    picture = show_sweep({"first": sweep, "second": sweep, "third": sweep})
    picture.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in picture.figure.axes[0].texts]
    assert not any(one.overlaps(other) for one in boxes for other in boxes if one is not other)
    middle = picture.figure.axes[0].transData.transform((0.5, sweep.values[-1].mean()))[1]
    assert abs(boxes[1].y0 + boxes[1].height / 2 - middle) < LINE / 4


def test_the_words_of_a_long_sweep_stay_short():
    settings = tuple(f"epoch {number}" for number in range(40))
    sweep = result(settings, tuple(float(number) for number in range(40)))
    words = str(show_sweep(sweep))
    assert words.count("epoch") == 10
    assert "epoch 0 " in words
    assert "epoch 39" in words


def test_a_rate_of_zero_means_none_and_others_do_not():
    none, half, without = _colours_of_rows(["rate 0", "rate 0.5", "without dropout"])
    assert none == without != half


def test_growing_steps_are_drawn_to_a_logarithmic_scale_and_even_ones_are_not():
    scales = [
        show_sweep(result([f"{x} units" for x in positions], positions)).figure.axes[0].get_xscale()
        for positions in ((16.0, 64.0, 256.0), (1.0, 2.0, 30.0, 31.0), tuple(range(1, 31)))
    ]
    assert scales == ["log", "log", "linear"]
