"""Predictions: a belief before an experiment, held against what was measured."""
