"""The one family of errors that the program raises on purpose."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class FaultlinesError(Exception):
    """Base of every error that is a user's to mend; its message is one clear line."""


class DataError(FaultlinesError):
    """A table is wrong: the message names file, row and column."""


class ConfigError(FaultlinesError):
    """A key or value in a configuration or on the command line is wrong."""


class ScenarioError(FaultlinesError):
    """A scenario file is wrong: the message names file and line."""


class ResultError(FaultlinesError):
    """A result folder is missing, incomplete or belongs to something else."""


class GuardError(FaultlinesError):
    """Something that must hold in every quarter does not: a rule or a table is at fault."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean 'x'?"`` for the closest known word, or an empty string.

    Examples
    --------
    >>> nearest("lockin", ["lock_in", "life"])
    "; did you mean 'lock_in'?"
    """
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""
