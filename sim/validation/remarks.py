"""What a reader must know of how tables were read, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sim.terms import LEVELS, NO_NEW_KIT
from sim.validation.files import Stranger
from sim.validation.given import Reading
from sim.validation.risk import NoCase, Unnamed
from sim.validation.rows import LeftOut, by_reason

#: Names that are told of rows with one reason; more are in the file.
_MOST_NAMES: Final = 8


def remarks(reading: Reading) -> Iterator[str]:
    """Yield what befell whole files and tables: those that are not read, how far they reach."""
    yield from _strangers(reading.strangers)
    for name, reason in reading.unread:
        yield f"{name}.csv is left out as a whole: {reason}."
    if reading.decisions_end is not None:
        end = reading.decisions_end
        yield (
            f"Decisions are scored to {end}, the year of the latest row of policy_events.csv: "
            "that it has no row of a later decision does not mean that there was none."
        )
    for (name, kind), rows in by_reason(reading.reserves).items():
        yield f"{name}: {_counted(rows)} scored with a reserve: {kind} ({_lines(rows)})."


def who_is_no_case(found: Iterable[NoCase | Unnamed]) -> Iterator[str]:
    """Yield who is left out of the scores of who restricts, and why, and who is a no unnamed."""
    for each in found:
        if isinstance(each, Unnamed):
            yield _no_row(each)
            continue
        many = len(each.countries)
        names = ", ".join(each.countries[:_MOST_NAMES]) + ", ..." * (many > _MOST_NAMES)
        yield (
            f"Who comes to {LEVELS[NO_NEW_KIT]!r} or above, {each.first} to {each.last}: {many} "
            f"{'government is no case' if many == 1 else 'governments are no cases'} ({names}): "
            f"{each.reason}."
        )


def _no_row(found: Unnamed) -> str:
    many = len(found.countries)
    return (
        f"Decisions: policy_events.csv has no row of {many} of the {found.scored} governments "
        f"scored: {'it counts' if many == 1 else 'they count'} as a no."
    )


def told_of(rows: Iterable[LeftOut]) -> Iterator[str]:
    """Yield a sentence for each table and reason: how many rows, which, and of whom."""
    for (name, reason), some in by_reason(rows).items():
        yield f"{name}: {_counted(some)}: {reason}. {_lines(some).capitalize()}{_names(some)}."


def names_of(rows: Iterable[LeftOut]) -> list[str]:
    """Return who and what rows are of, each once, in their order."""
    return list(dict.fromkeys(row.what for row in rows if row.what))


def _strangers(found: Sequence[Stranger]) -> Iterator[str]:
    """Yield a sentence for each file that may be meant for a table, and one for all others."""
    for each in found:
        if each.meant:
            yield each.words if each.words.endswith("?") else f"{each.words}."
    others = [each.name for each in found if not each.meant]
    if others:
        told = ", ".join(others[:-1]) + " and " * (len(others) > 1) + others[-1]
        yield f"{told} {'is' if len(others) == 1 else 'are'} not read."


def _counted(rows: Sequence[LeftOut]) -> str:
    return f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}"


def _lines(rows: Sequence[LeftOut]) -> str:
    numbers = ", ".join(map(str, sorted(row.line for row in rows)[:_MOST_NAMES]))
    more = ", ..." if len(rows) > _MOST_NAMES else ""
    return f"line{'' if len(rows) == 1 else 's'} {numbers}{more}"


def _names(rows: Sequence[LeftOut]) -> str:
    names = names_of(rows)
    if not names:
        return ""
    more = f"; and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f" ({'; '.join(names[:_MOST_NAMES])}{more})"
