"""The kinds of instrument that a scenario file may use, and what each of their keys means."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sim.errors import nearest
from sim.terms import CHIPS, DENIED, FIRST_YEAR, LAST_YEAR, LEVELS, QUARTERS, REMOVAL, quarter_index

Value = bool | int | float | str | tuple[str, ...] | tuple[tuple[int, float], ...]
Check = Callable[[Any], Value]

LAST_QUARTER: Final = QUARTERS - 1
RULE: Final = "rule"
SAME_AS_FROM: Final = -1


@dataclass(frozen=True)
class Key:
    """One key of an instrument.

    Attributes
    ----------
    check : callable
        Takes what a file or a word gave and returns it in the program's terms; raises
        ValueError with a message that starts with the value.
    meaning : str
        For a reader.
    default : value or None
        Used where the key is left out; None: it must be given.
    moves : bool
        A quarter that moves along when the instrument is begun earlier or later.
    """

    check: Check
    meaning: str
    default: Value | None = None
    moves: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of instrument: what it is, and its own keys (``from`` and ``until`` apart)."""

    meaning: str
    keys: Mapping[str, Key]


def number(low: float, high: float = math.inf) -> Callable[[Any], float]:
    """Return a check for a number in a range."""

    def check(value: Any) -> float:
        fits = not isinstance(value, bool | str) and isinstance(value, int | float)
        if not fits or not low <= value <= high or math.isinf(value):
            limits = f"between {low:g} and {high:,g}" if high < math.inf else f"of {low:g} or more"
            raise ValueError(f"{value!r} is not a number {limits}")
        return float(value)

    return check


def quarter(value: Any) -> int:
    """Return the index of a quarter inside the simulated years."""
    index = quarter_index(value) if isinstance(value, str) else -1
    if not 0 <= index < QUARTERS:
        allowed = f"{FIRST_YEAR}Q1 to {LAST_YEAR}Q4"
        raise ValueError(f"{value!r} is not a quarter from {allowed}; write it like 2018Q3")
    return index


def switch(value: Any) -> bool:
    """Return a switch: true or false, on or off."""
    words = {"on": True, "off": False, "true": True, "false": False}
    found = words.get(value) if isinstance(value, str) else value
    if not isinstance(found, bool):
        raise ValueError(f"{value!r} is not true or false")
    return found


def law_level(value: Any) -> int:
    """Return a level of restriction given by its name or its number."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= REMOVAL:
        return value
    if value in LEVELS:
        return LEVELS.index(value)
    raise ValueError(f"{value!r} is not one of: {', '.join(LEVELS)}{nearest(str(value), LEVELS)}")


def denied_parts(value: Any) -> str:
    """Return which parts an export control withholds, by name."""
    if value not in DENIED:
        hint = nearest(str(value), DENIED)
        raise ValueError(f"{value!r} is not one of: {', '.join(DENIED)}{hint}")
    return str(value)


def words(value: Any) -> tuple[str, ...]:
    """Return one word, or a list of words, as a tuple."""
    items = value if isinstance(value, list | tuple) else [value]
    if not items or not all(isinstance(item, str) and item for item in items):
        raise ValueError(f"{value!r} is not a name or a list of names such as [DEU, eu]")
    return tuple(items)


def duty(value: Any) -> Value:
    """Return a duty as a fraction, or the word that leaves it to the model's rule."""
    if value == RULE:
        return RULE
    try:
        return number(0, 5)(value)
    except ValueError:
        message = f"{value!r} is not a duty: a fraction such as 0.25, or the word {RULE!r}"
        raise ValueError(message) from None


def path(value: Any) -> tuple[tuple[int, float], ...]:
    """Return a mapping of quarters to sizes, in the order of time."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{value!r} is not a list of quarters such as {{2018Q4: 1.0}}")
    sizes = [(quarter(when), number(0, 10)(size)) for when, size in value.items()]
    return tuple(sorted(sizes))


_SHARE: Final = number(0, 1)
_MONEY: Final = number(0, 100_000)
_VENDORS: Final = Key(words, "vendors, or 'chinese' for all Chinese ones", ("chinese",))
_COUNTRIES: Final = Key(words, "country codes and groups")

COMMON: Final[Mapping[str, Key]] = {
    "from": Key(quarter, "first quarter in force"),
    "until": Key(quarter, "last quarter in force"),
}

KINDS: Final[Mapping[str, Kind]] = {
    "campaign": Kind(
        "Washington presses governments and telecom executives",
        {
            "peak": Key(quarter, "first quarter at full strength", SAME_AS_FROM, moves=True),
            "hold_until": Key(quarter, "last quarter at full strength", LAST_QUARTER, moves=True),
            "floor": Key(_SHARE, "what is left of it in the long run", 0.45),
            "half_life_quarters": Key(number(0.25, 80), "how fast it fades to that", 4.0),
            "strength": Key(number(0, 5), "multiple of the campaign of 2019", 1.0),
        },
    ),
    "aid": Kind(
        "Washington pays poor countries that refuse Chinese kit",
        {"budget_usd_m": Key(_MONEY, "USD million a quarter")},
    ),
    "swap_support": Kind(
        "states pay part of the cost of removing Chinese kit",
        {"share": Key(_SHARE, "share that the state pays"), "countries": _COUNTRIES},
    ),
    "export_control": Kind(
        "Washington cuts vendors off from chips",
        {
            "vendors": _VENDORS,
            "dose": Key(_SHARE, "0.6 partial, 1 full", 1.0),
            "parts": Key(
                denied_parts,
                "chips; us: every US part, without which nothing works (ZTE in 2018); foreign: "
                "chips, foundries, memory and radio parts from anywhere but China",
                DENIED[CHIPS],
            ),
        },
    ),
    "duty": Kind(
        "duties on network equipment",
        {
            "us": Key(duty, "US duty on Chinese kit, or 'rule': tit for tat", ""),
            "china": Key(duty, "China's duty on US kit, or 'rule': tit for tat", ""),
        },
    ),
    "finance": Kind(
        "Beijing lends for Chinese kit abroad",
        {"budget_usd_m": Key(_MONEY, "USD million a quarter")},
    ),
    "retaliation": Kind(
        "Beijing punishes countries that bar new Chinese kit",
        {
            "trade": Key(switch, "whether their exports suffer", True),
            "home_vendors": Key(switch, "whether their vendors lose favour in China", True),
            "every": Key(switch, "whether nobody escapes", False),
        },
    ),
    "export_bar": Kind(
        "Beijing bars exports of what rival vendors make in China",
        {"severity": Key(_SHARE, "share of that output which is barred")},
    ),
    "law": Kind(
        "governments restrict Chinese kit, whatever they would do by themselves",
        {
            "level": Key(law_level, "guideline, cap, no new kit or removal"),
            "countries": _COUNTRIES,
            "years": Key(number(0.25, 20), "time to remove what stands (removal only)", 5.0),
        },
    ),
    "usa_law": Kind(
        "the law in the USA itself",
        {"level": Key(law_level, "guideline, cap, no new kit or removal")},
    ),
    "scares": Kind(
        "espionage scares that the world hears of",
        {
            "dated": Key(path, "quarter: size", ()),
            "random": Key(path, "quarter: multiple of the usual rate, from then on", ()),
        },
    ),
    "incidents": Kind(
        "recorded incidents between China and one country",
        {"strength": Key(number(0, 5), "multiple of their size", 1.0)},
    ),
    "toolbox": Kind("the EU presses its members to legislate", {}),
}


def keys_of(kind: str) -> Mapping[str, Key]:
    """Return all keys that an instrument of a kind may have.

    Examples
    --------
    >>> list(keys_of("aid"))
    ['from', 'until', 'budget_usd_m']
    """
    return {**COMMON, **KINDS[kind].keys}
