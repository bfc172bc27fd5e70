"""Many replicas side by side: independence, pairing, stopping, interruption, bad input."""

import math
import pickle
import time
from functools import cache
from itertools import product

import numpy as np
import pytest

from dropout_course.data import Dataset, digits, upsampled
from dropout_course.network import EarlyStopping, Network, Setting, parallel, sweep, train
from dropout_course.network.examples import batch_order, choose_examples
from dropout_course.network.parameters import initial_parameters
from dropout_course.network.streams import Purpose, stream

QUICK = {"steps": 60, "batch": 20}
SMALL = Network((24,))


@cache
def data():
    return digits()


def all_arrays(runs):
    layers = [array for layer in runs.parameters for array in layer.trained()]
    return [*layers, runs.measured]


def test_results_have_the_axes_settings_and_seeds():
    settings = [Setting(rate=p, examples=100) for p in (0, 0.3, 0.6)]
    runs = train(data(), settings, 2, SMALL, **QUICK, checkpoints=4)
    assert runs.test_error.shape == runs.train_loss.shape == runs.diverged.shape == (3, 2)
    assert runs.history.steps == (15, 30, 45, 60)
    assert runs.history.test_loss.shape == (3, 2, 4)
    assert (runs.history.test_error[..., -1] == runs.test_error).all()
    assert runs.weights(0).shape == (3, 2, 64, 24)
    assert runs.biases(1).shape == (3, 2, 10)
    assert runs.seeds == (0, 1)
    assert not runs.diverged.any()
    assert not runs.interrupted
    assert "3 settings x 2 seeds" in repr(runs)


def test_learning_learns():
    runs = train(data(), [Setting(), Setting(rate=0.5)], 2, SMALL, checkpoints=[0])
    assert runs.history.steps == (0, 600)
    assert (runs.history.test_error[..., 0] > 0.8).all()
    assert (runs.test_error < 0.08).all()
    assert (runs.train_error <= runs.test_error).all()


@pytest.mark.parametrize("optimiser", ["sgd", "adam"])
@pytest.mark.parametrize("batch_norm", ["none", "before dropout"])
def test_a_replica_does_not_depend_on_its_neighbours(monkeypatch, optimiser, batch_norm):
    """Bit for bit: alone, among others, in another order, in chunks of any size."""
    network = Network((24, 16), batch_norm=batch_norm)
    mine = Setting(rate=(0.3, 0.5), l2=0.001, examples=150, label_noise=0.1)
    others = [
        Setting(rate=0.9, learning_rate=1e30),  # diverges beside it
        Setting(input_rate=0.4, l1=0.01, max_norm=1.0, examples=37),
        Setting(),
    ]
    alone = train(data(), mine, [5], network, **QUICK, optimiser=optimiser)
    for settings, seeds in (([mine, *others], [5, 2]), ([*others, mine], [2, 9, 5])):
        for together in (1, 3, 100):
            monkeypatch.setattr(sweep, "_replicas_together", lambda *_, together=together: together)
            runs = train(data(), settings, seeds, network, **QUICK, optimiser=optimiser)
            i, j = settings.index(mine), seeds.index(5)
            for layer in range(3):
                assert (runs.weights(layer)[i, j] == alone.weights(layer)[0, 0]).all()
                assert (runs.biases(layer)[i, j] == alone.biases(layer)[0, 0]).all()
            for measure in ("train_loss", "train_error", "test_loss", "test_error"):
                assert getattr(runs, measure)[i, j] == getattr(alone, measure)[0, 0]


def test_a_wide_replica_alone_equals_itself_among_others():
    """Wide enough for the linear algebra library to split a product, were it allowed to."""
    large, wide, options = upsampled(data()), Network((256,)), {"steps": 5, "batch": 100}
    alone = train(large, Setting(rate=0.5), [1], wide, **options)
    among = train(large, [Setting(), Setting(rate=0.5)], [0, 1], wide, **options)
    assert (alone.weights(0)[0, 0] == among.weights(0)[1, 1]).all()
    x = large.x_test
    assert (alone.logits(x)[0, 0] == among.logits(x)[1, 1]).all()


def test_the_same_training_twice_gives_the_same_bits():
    first, second = (
        train(data(), [Setting(rate=0.5), Setting(rate=0.2)], 2, SMALL, **QUICK) for _ in range(2)
    )
    for a, b in zip(all_arrays(first), all_arrays(second), strict=True):
        assert (a == b).all()


def test_seeds_differ_and_settings_of_a_seed_are_paired():
    one, two = (choose_examples(data(), Setting(examples=100), seed, 0) for seed in (0, 1))
    assert (one.rows != two.rows).any()
    noisy = choose_examples(data(), Setting(examples=100, label_noise=0.3, rate=0.5), 0, 0)
    assert (noisy.rows == one.rows).all()
    assert 0 < (noisy.labels != one.labels).sum() <= 30
    larger = choose_examples(data(), Setting(examples=300), 0, 0)
    assert (larger.rows[:100] == one.rows).all()
    assert len(set(larger.rows)) == 300
    start = train(data(), [Setting(), Setting(rate=0.5)], 2, SMALL, steps=1, checkpoints=[0])
    before = start.history.test_loss[..., 0]
    assert before[0].tolist() == before[1].tolist()  # the same initial weights
    assert before[0, 0] != before[0, 1]


def test_every_purpose_has_a_stream_of_its_own():
    keys = [*product((0, 1), (0, 1), Purpose, (0, 1))]
    assert len({stream(*key).random() for key in keys}) == len(keys)
    assert stream(3, 1, Purpose.MASKS, 2).random() == stream(3, 1, Purpose.MASKS, 2).random()


def test_members_share_their_examples_and_nothing_else():
    first, second = Setting(examples=50, label_noise=0.3), Setting(
        examples=50, label_noise=0.3, member=1
    )  # fmt: skip
    a, b = (choose_examples(data(), setting, 0, 0) for setting in (first, second))
    assert (a.rows == b.rows).all()
    assert (a.labels == b.labels).all()
    assert (batch_order(50, 10, 5, 0, 0) != batch_order(50, 10, 5, 0, 1)).any()
    weights = initial_parameters(SMALL, 64, 10, [(0, 0), (0, 1)])[0].weights
    assert (weights[0] != weights[1]).any()


def test_a_bootstrap_draws_from_the_same_examples_with_their_labels():
    plain = choose_examples(data(), Setting(examples=200, label_noise=0.5), 3, 0)
    bags = [
        choose_examples(
            data(), Setting(examples=200, label_noise=0.5, bootstrap=True, member=member), 3, 0
        )
        for member in (0, 1)
    ]
    label_of = dict(zip(plain.rows, plain.labels, strict=True))
    for bag in bags:
        assert len(bag.rows) == 200
        assert 0.5 < len(set(bag.rows)) / 200 < 0.75  # 1 - 1/e is expected
        assert all(label_of[row] == label for row, label in zip(bag.rows, bag.labels, strict=True))
    assert (bags[0].rows != bags[1].rows).any()


def test_batches_go_through_all_examples_again_and_again():
    order = batch_order(examples=7, batch=3, steps=14, seed=0, member=0).reshape(-1, 7)
    assert order.shape == (6, 7)
    assert (np.sort(order, axis=1) == np.arange(7)).all()
    assert (order[0] != order[1]).any()


def test_initial_weights_have_the_spread_of_their_activation():
    for activation, gain in (("relu", 2), ("tanh", 1)):
        first, second = initial_parameters(
            Network((400,), activation=activation), 300, 10, [(0, 0)]
        )
        assert first.weights.var() * 300 == pytest.approx(gain, rel=0.05)
        assert second.weights.var() * 400 == pytest.approx(1, rel=0.15)
        assert (first.bias == 0).all()


def test_max_norm_holds_for_hidden_units_only():
    settings = [Setting(max_norm=0.7), Setting()]
    runs = train(data(), settings, 1, Network((24, 16)), **QUICK)
    for layer in (0, 1):
        norms = np.sqrt((runs.weights(layer)[:, 0] ** 2).sum(axis=1))
        assert norms[0].max() <= 0.7 * (1 + 1e-6)
        assert norms[1].max() > 0.7
    assert np.sqrt((runs.weights(2)[0, 0] ** 2).sum(axis=0)).max() > 0.8


def test_penalties_do_what_they_are_for():
    settings = [Setting(), Setting(l2=0.02), Setting(l1=0.005)]
    w = train(data(), settings, 1, SMALL, steps=300).weights(0)[:, 0]
    assert (w[1] ** 2).sum() < 0.5 * (w[0] ** 2).sum()
    tiny = (np.abs(w) < 0.01).mean(axis=(1, 2))
    assert tiny[2] > 3 * tiny[0]
    sigmoid = Network((24,), activation="sigmoid")
    runs = train(data(), [Setting(), Setting(sparsity=0.1)], 1, sigmoid, steps=300)
    dense, sparse = (a.mean() for a in runs.activations(data().x_test)[0])
    assert sparse < 0.5 * dense


def test_a_diverging_replica_is_reported_without_a_warning_and_alone():
    settings = [Setting(), Setting(learning_rate=1e30), Setting(learning_rate=100.0)]
    runs = train(data(), settings, 2, SMALL, **QUICK, checkpoints=3)
    assert runs.diverged.tolist() == [[False, False], [True, True], [True, True]]
    assert np.isnan(runs.test_error[1]).all()
    assert (runs.train_loss[2] > 10 * math.log(10)).all()  # finite, and useless
    assert (runs.test_error[0] < 0.5).all()


def test_early_stopping_keeps_the_best_checkpoint():
    setting = Setting(examples=200, label_noise=0.4)
    stopping = EarlyStopping(patience=3, validation=150)
    options = {"steps": 1000, "checkpoints": 40, "network": SMALL}
    runs = train(data(), setting, 6, early_stopping=stopping, **options)
    whole = train(data(), setting, 6, **options)
    assert (runs.test_error.mean()) < whole.test_error.mean()
    for seed in range(6):
        history, kept = runs.history.test_error[0, seed], runs.kept[seed]
        reached = np.flatnonzero(np.isfinite(history))
        assert reached.tolist() == list(range(min(kept + 3, 39) + 1))
        assert runs.test_error[0, seed] == history[kept]
        same = whole.history.test_error[0, seed][reached]  # stopping changes nothing before it
        assert history[reached].tolist() == same.tolist()
    x, y = data().x_test, data().y_test
    wrong = (runs.logits(x).argmax(axis=-1) != y).mean(axis=-1)
    assert wrong == pytest.approx(runs.test_error)  # the parameters are those of the best


def test_validation_images_are_not_trained_on():
    examples = choose_examples(data(), Setting(), 0, 150)
    assert len(examples.rows) == 850
    assert len(examples.validation_rows) == 150
    assert not set(examples.rows) & set(examples.validation_rows)


def test_runs_can_be_stored_and_read_back():
    runs = train(data(), Setting(rate=0.3), 2, SMALL, **QUICK)
    again = pickle.loads(pickle.dumps(runs))
    assert (again.test_error == runs.test_error).all()
    assert (again.logits(data().x_test) == runs.logits(data().x_test)).all()


@pytest.fixture
def interrupt(monkeypatch):
    """Press Ctrl-C as soon as a condition is met."""

    def once(condition):
        really_wait, pressed = parallel.wait, []

        def wait(futures, _, **options):
            if condition() and not pressed:
                pressed.append(True)
                raise KeyboardInterrupt
            return really_wait(futures, 0.01, **options)

        monkeypatch.setattr(parallel, "wait", wait)

    return once


def test_an_interrupted_training_returns_the_finished_seeds(monkeypatch, interrupt):
    settings = [Setting(rate=p) for p in (0, 0.5)]
    whole = train(data(), settings, 8, SMALL, steps=50, batch=20)
    monkeypatch.setattr(sweep, "_replicas_together", lambda *_: 2)
    train_together, finished = sweep.train_together, []

    def endless_from_seed_3(plan, jobs, interrupted, report):
        if jobs[0].seed >= 3:
            while not interrupted():
                time.sleep(0.001)
        trained = train_together(plan, jobs, interrupted, report)
        finished.append(jobs[0].seed)
        return trained

    monkeypatch.setattr(sweep, "train_together", endless_from_seed_3)
    interrupt(lambda: len(finished) == 3)
    runs = train(data(), settings, 8, SMALL, steps=50, batch=20)
    assert runs.interrupted
    assert "interrupted" in repr(runs)
    assert runs.seeds == (0, 1, 2)
    assert (runs.steps == 50).all()
    assert (runs.test_error == whole.test_error[:, :3]).all()


def test_without_a_finished_seed_all_begun_ones_are_returned_as_they_are(monkeypatch, interrupt):
    done, report = [], parallel.Watch.report
    monkeypatch.setattr(
        parallel.Watch, "report", lambda watch, n: (done.append(n), report(watch, n))
    )
    interrupt(lambda: len(done) > 400)
    runs = train(data(), Setting(rate=0.5), 1, SMALL, steps=50_000)
    assert runs.interrupted
    assert runs.seeds == (0,)
    assert 400 < runs.steps.item() < 50_000
    assert np.isfinite(runs.test_error).all()  # evaluated where it stopped
    assert runs.logits(data().x_test).shape == (1, 1, 797, 10)


def test_an_interruption_before_anything_was_begun_is_passed_on(monkeypatch):
    monkeypatch.setattr(sweep, "in_parallel", lambda _, jobs, *__: ([None] * len(jobs), True))
    with pytest.raises(KeyboardInterrupt):
        train(data(), Setting(), 1, SMALL, **QUICK)


def test_a_fault_in_a_worker_is_raised_and_stops_the_others(monkeypatch):
    monkeypatch.setattr(sweep, "_replicas_together", lambda *_: 1)

    def fail(plan, jobs, interrupted, report):
        if jobs[0].seed == 0:
            raise MemoryError("no room")
        while not interrupted():
            time.sleep(0.001)

    monkeypatch.setattr(sweep, "train_together", fail)
    with pytest.raises(MemoryError, match="no room"):
        train(data(), Setting(), 4, SMALL, **QUICK)


def test_progress_is_shown_only_when_asked_for(capsys):
    train(data(), Setting(), 1, SMALL, **QUICK)
    assert capsys.readouterr() == ("", "")
    train(data(), Setting(), 2, SMALL, **QUICK, progress="two seeds")
    shown = capsys.readouterr().err
    assert "two seeds: 100%" in shown
    assert "120/120" in shown


def test_the_data_is_left_as_it_was():
    before = data().x_train.copy(), data().y_train.copy()
    train(data(), Setting(input_rate=0.5, label_noise=0.5), 1, SMALL, **QUICK)
    assert (data().x_train == before[0]).all()
    assert (data().y_train == before[1]).all()


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"settings": []}, TypeError, "settings must be a Setting or some of them"),
        ({"settings": [0.5]}, TypeError, "settings must be a Setting or some of them"),
        ({"seeds": 0}, ValueError, "seeds must be at least 1, got 0"),
        ({"seeds": []}, ValueError, "at least one seed"),
        ({"seeds": [1, 1]}, ValueError, "seeds must differ"),
        ({"seeds": [-1]}, ValueError, "seed must be at least 0"),
        ({"seeds": [0.5]}, TypeError, "seed must be a whole number"),
        ({"seeds": True}, TypeError, "seeds must be a whole number"),
        ({"steps": 0}, ValueError, "steps must be at least 1"),
        ({"batch": 0}, ValueError, "batch must be at least 1"),
        ({"batch": math.nan}, TypeError, "batch must be a whole number"),
        ({"optimiser": "lion"}, ValueError, "optimiser must be one of 'sgd', 'adam', got 'lion'"),
        ({"checkpoints": 0}, ValueError, "checkpoints must be at least 1"),
        ({"checkpoints": 61}, ValueError, "checkpoints must be at most steps, 60, got 61"),
        ({"checkpoints": [70]}, ValueError, "checkpoints must be at most steps, 60, got 70"),
        (
            {"settings": Setting(examples=1001)},
            ValueError,
            "has 1000 images to train on, but 1001 are asked for",
        ),
        (
            {"settings": Setting(examples=950), "early_stopping": EarlyStopping(validation=100)},
            ValueError,
            "950 are asked for and 100 for validation",
        ),
        ({"early_stopping": EarlyStopping(validation=1000)}, ValueError, "1000 for validation"),
        ({"settings": Setting(rate=(0.1, 0.2))}, ValueError, "one for each hidden layer"),
        ({"settings": Setting(sparsity=0.1)}, ValueError, "needs activation='sigmoid', got 'relu'"),
        ({"data": "digits"}, TypeError, "data must be a Dataset, got 'digits'"),
        ({"network": (512,)}, TypeError, "network must be a Network"),
    ],
)
def test_bad_input_is_refused_before_any_work(changes, error, words):
    arguments = {"data": data(), "settings": Setting(), "seeds": 1, "network": SMALL, **QUICK}
    with pytest.raises(error, match=words):
        train(**{**arguments, **changes})


def test_nan_in_the_data_is_refused():
    bad = data().x_train.copy()
    bad[3, 5] = np.nan
    with pytest.raises(ValueError, match="x_train must be finite, but 1 of its 64000"):
        Dataset("bad", bad, data().y_train, data().x_test, data().y_test)
