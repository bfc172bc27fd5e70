import numpy as np

from dropout_course.explorers.draws import sample_mask, uniform


def test_numbers_are_uniform():
    numbers = np.array([uniform(seed, 1, 100) for seed in range(1000)])
    counts = np.histogram(numbers, bins=20, range=(0, 1))[0]
    expected = numbers.size / 20
    # 19 degrees of freedom: above 60 once in three hundred thousand.
    assert ((counts - expected) ** 2 / expected).sum() < 60


def test_units_streams_and_seeds_are_independent():
    numbers = np.array([[uniform(seed, stream, 8) for stream in range(4)] for seed in range(4000)])
    columns = numbers.reshape(4000, 32)
    correlations = np.corrcoef(columns.T)[np.triu_indices(32, 1)]
    neighbours = np.corrcoef(columns[:-1].ravel(), columns[1:].ravel())[0, 1]
    assert np.abs(correlations).max() < 6 / 4000**0.5
    assert abs(neighbours) < 6 / columns.size**0.5


def test_a_higher_rate_only_drops_more():
    low, high = (sample_mask(3, 0, 500, rate) for rate in (0.3, 0.6))
    assert (high <= low).all()
    assert high.sum() < low.sum()


def test_rates_zero_and_one():
    assert sample_mask(0, 0, 50, 0.0).all()
    assert not sample_mask(0, 0, 50, 1.0).any()


def test_the_share_of_dropped_units_is_the_rate():
    masks = np.array([sample_mask(seed, 2, 64, 0.3) for seed in range(2000)])
    deviation = (0.3 * 0.7 / masks.size) ** 0.5
    assert abs((masks == 0).mean() - 0.3) < 5 * deviation
