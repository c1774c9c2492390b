"""Figures that the model has no counterpart for: said, counted, never fatal."""

from __future__ import annotations


class OutsideError(Exception):
    """The model cannot be held against a figure; the message says why, in a few words."""
