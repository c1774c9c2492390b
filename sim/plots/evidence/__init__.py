"""Figures of the page that says how wrong the model is; narrow, to be read on a phone."""
