"""The verb ``list``: what there is, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from sim import outcomes, params
from sim.errors import ConfigError, nearest
from sim.scenario import list_scenarios
from sim.verbs import VERBS, Options

_WIDTH: Final = 100


class Item(NamedTuple):
    """One thing that is listed."""

    name: str
    note: str
    text: str


def main(words: list[str], options: Options) -> int:
    """Print what there is: all kinds in short, or one kind, or what matches a pattern.

    Raises
    ------
    ConfigError
        If nothing matches.
    """
    kind = words[0] if words and words[0] in KINDS else None
    patterns = words[1:] if kind else words
    found = {
        name: [item for item in items() if _matches(item, patterns)]
        for name, items in KINDS.items()
        if kind in (None, name)
    }
    if not any(found.values()):
        _refuse(kind, patterns)
    in_short = kind is None and not patterns
    for name, items in found.items():
        if in_short and name in ("parameters", "outcomes"):
            print(f"{name}: {len(items)}, see: faultlines list {name}\n")
        elif items:
            print("\n".join(_block(name, items)))
    return 0


def _scenarios() -> Iterator[Item]:
    for card in list_scenarios():
        against = f"against {card.baseline}" if card.baseline else "a baseline"
        yield Item(card.name, f"{card.family}, {against}", f"{card.title}. {card.question}")


def _parameters() -> Iterator[Item]:
    for key, p in params.registry().items():
        if p.is_switch:
            note = "on" if p.default else "off"
        elif p.low == p.high:
            note = f"{p.default:g} {p.unit}"
        else:
            note = f"{p.default:g} ({p.low:g} to {p.high:g}) {p.unit}"
        yield Item(key, note, f"{p.meaning} ({p.rule})")


def _outcomes() -> Iterator[Item]:
    for name, outcome in outcomes.registry().items():
        stored = "" if outcome.default else ", only when asked for"
        note = f"{outcome.unit}, by {', '.join(outcome.dims)}{stored}"
        yield Item(name, note, f"{outcome.label}. {outcome.definition}")


def _verbs() -> Iterator[Item]:
    for name, verb in VERBS.items():
        yield Item(name, verb.usage, verb.summary)


KINDS: Final[Mapping[str, Callable[[], Iterator[Item]]]] = {
    "scenarios": _scenarios,
    "parameters": _parameters,
    "outcomes": _outcomes,
    "verbs": _verbs,
}


def _matches(item: Item, patterns: list[str]) -> bool:
    text = " ".join(item).lower()
    return all(pattern.lower() in text for pattern in patterns)


def _refuse(kind: str | None, patterns: list[str]) -> None:
    names = [item.name for name, items in KINDS.items() if kind in (None, name) for item in items()]
    pattern = " ".join(patterns)
    hint = nearest(pattern, [*KINDS, *names])
    among = kind or ", ".join(KINDS)
    raise ConfigError(f"list: nothing matches {pattern!r} among {among}{hint}")


def _block(name: str, items: list[Item]) -> Iterator[str]:
    yield f"{name} ({len(items)})"
    for item in items:
        yield f"  {item.name}  [{item.note}]" if item.note else f"  {item.name}"
        yield from textwrap.wrap(
            item.text, _WIDTH - 6, initial_indent=" " * 6, subsequent_indent=" " * 6
        )
    yield ""
