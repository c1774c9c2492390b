"""The words after a verb: names, paths and ``key=value``, checked before anything is composed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sim.errors import ConfigError, nearest
from sim.params import registry
from sim.setting_keys import NESTED, OPEN_MAPS, PATHS, SHORT, setting_keys

GROUPS: Final[Mapping[str, str]] = {
    "model": "a file of parameters in configs/model/",
    "executor": "who does the runs: a file in configs/executor/",
}
_WITHOUT_MODEL: Final = ("calibrate", "compare", "export", "plot", "status")
"""Verbs that set no parameter: they play nothing, or draw all that are uncertain."""


@dataclass(frozen=True)
class Word:
    """One ``key=value`` as it was written."""

    key: str
    text: str

    @property
    def written(self) -> str:
        """The whole word."""
        return f"{self.key}={self.text}"

    @property
    def override(self) -> str:
        """The word as the composer reads it: set or added, a path always taken literally."""
        is_path = self.key in PATHS or self.key.startswith("data.")
        if is_path and self.text != "null":
            quoted = self.text.replace("\\", "\\\\").replace("'", "\\'")
            return f"++{self.key}='{quoted}'"
        return self.written if self.key in GROUPS else f"++{self.key}={self.text}"


def known_keys(verb: str) -> dict[str, str]:
    """Return every key that a verb's words and files may set, with its meaning."""
    keys = setting_keys(verb)
    groups = {group: GROUPS[group] for group in GROUPS if _has(keys, group)}
    if verb in _WITHOUT_MODEL:
        return {**keys, **groups}
    groups = {"model": GROUPS["model"], **groups}
    model = {key: parameter.meaning for key, parameter in registry().items()}
    return {**keys, **groups, **model}


def _has(keys: Iterable[str], group: str) -> bool:
    return any(key.startswith(f"{group}.") for key in keys)


def check_key(key: str, known: Mapping[str, str]) -> str | None:
    """Return what is wrong with a key, or None."""
    head, _, rest = key.partition(".")
    if head in OPEN_MAPS and head in known:
        return None if rest else f"{key!r} needs a name: {key}.NAME=VALUE"
    if key in known:
        return None
    by_name = [full for full in known if full.endswith(f".{key}")]
    hint = f"; did you mean {by_name[0]!r}?" if by_name else nearest(key, known)
    groups = sorted({full.partition(".")[0] for full in known if "." in full} - {*NESTED})
    plain = ", ".join(full for full in known if full.partition(".")[0] not in groups)
    where = f"; parameters are in {', '.join(groups)}" if groups else ""
    return f"{key!r} is not a setting (settings: {plain}{where}){hint}"


def split(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the plain words and the ``key=value`` words, in their order.

    Examples
    --------
    >>> split(["us_action", "seed=3"])
    (['us_action'], ['seed=3'])
    """
    plain: list[str] = []
    pairs: list[str] = []
    for word in words:
        is_pair = "=" in word or word[:1] in ("+", "~", "-")
        (pairs if is_pair else plain).append(word)
    return plain, pairs


def pairs_alone(verb: str, words: Iterable[str]) -> list[str]:
    """Return the words after a verb that takes ``key=value`` words and no others.

    Raises
    ------
    ConfigError
        With the first word that is none.
    """
    plain, pairs = split(words)
    if plain:
        raise ConfigError(f"{verb}: takes key=value words only, but {plain[0]!r} was given")
    return pairs


def parse(pairs: Iterable[str], known: Mapping[str, str]) -> tuple[Word, ...]:
    """Return ``key=value`` words whose keys are known.

    Raises
    ------
    ConfigError
        If a word is not a key and a value, if its key is unknown or given twice, or if it
        uses a notation of other tools.
    """
    found: dict[str, Word] = {}
    for pair in pairs:
        word = _parse(pair)
        word = Word(SHORT.get(word.key, word.key), word.text)
        problem = check_key(word.key, known)
        if problem:
            raise ConfigError(problem)
        if word.key in found:
            raise ConfigError(f"{word.key!r} is given twice: {found[word.key].written}, {pair}")
        found[word.key] = word
    return tuple(found.values())


def _parse(pair: str) -> Word:
    if pair.startswith("-"):
        raise ConfigError(f"{pair!r}: dashes are only for --help, --cfg, --dry-run and --version")
    if pair[:1] in ("+", "~"):
        raise ConfigError(f"{pair!r}: write key=value, without {pair[0]!r} in front")
    key, _, text = pair.partition("=")
    if not key or not text:
        raise ConfigError(f"{pair!r}: write key=value, without spaces around '='")
    if "${" in text:
        raise ConfigError(f"{pair!r}: values are plain; '${{...}}' is not looked up")
    word = Word(key, text)
    if key not in PATHS and not key.startswith("data.") and _has_bare_comma(text):
        raise ConfigError(f"{pair!r}: write a list in brackets: {key}=[{text}]")
    return word


def _has_bare_comma(text: str) -> bool:
    depth, quote = 0, ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "[{(":
            depth += 1
        elif letter in "]})":
            depth -= 1
        elif letter == "," and depth == 0:
            return True
    return False
