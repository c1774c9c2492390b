"""Tests of the page that says how wrong the model is."""
