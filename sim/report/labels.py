"""What lines of a validation's figures are called: short names, told apart where they are alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

import xarray as xr

from sim.data.load import load_tables
from sim.validation.cells import spelt
from sim.validation.evidence import Event, Figure
from sim.validation.places import WORLD as IN_THE_WORLD
from sim.validation.sizes import PRICES

_GROWTH: Final = "growth of "
_WHO: Final = {"chinese": "Chinese vendors"}


class Names(NamedTuple):
    """What places and operators are called, by code and by id."""

    places: Mapping[str, str]

    def place(self, code: str) -> str:
        """Return the name of a country; a group's own words; a code that has no name."""
        return self.places.get(code, code.replace("_", " "))

    def operator(self, operator: str) -> str:
        """Return an operator's own name with its country; the id of one that is not known."""
        if operator not in _operators():
            return operator
        name, code = _operators()[operator]
        where = self.place(code)
        return name if where in name else f"{name} ({where})"


def names_in(ds: xr.Dataset) -> Names:
    """Return the names that a result gives its countries."""
    if "country_name" not in ds.coords:
        return Names({})
    codes, names = (ds[name].values.tolist() for name in ("country", "country_name"))
    return Names(dict(zip(codes, names, strict=True)))


class Subject(NamedTuple):
    """What a figure is of, taken apart.

    Attributes
    ----------
    who, where, when
        Whose share, or which market; its place; its year.
    kind
        The market, and whether it is bought or stands; of a size empty: it is all in ``who``.
    """

    who: str
    kind: str
    where: str
    when: str


def subject_of(figure: Figure, names: Names) -> Subject | None:
    """Return what a figure is of; None where its words are not those of shares and sizes."""
    words = figure.what.removesuffix(f" ({PRICES})").split(", ")
    if len(words) < 3:
        return None
    *first, place, when = words
    first = [_WHO.get(first[0], spelt(first[0])), *map(spelt, first[1:])]
    operator, _, inside = place.partition(" (")
    where = names.operator(operator) if inside else names.place(place)
    if len(first) == 1 or first[0].startswith(_GROWTH):
        return Subject(", ".join(first).replace("_", " "), "", where, when)
    return Subject(", ".join(first[:-1]), first[-1].replace("_", " "), where, when)


def labels_of(figures: Sequence[Figure], names: Names, whole: bool = False) -> list[str]:
    """Return what figures are called that stand in one picture, no two the same.

    Parameters
    ----------
    figures
        All of the picture.
    names
        Of its places and operators.
    whole
        Whether the market belongs to the name: else the title has it, as it has the world.
    """
    told = [(each, subject_of(each, names)) for each in figures]
    labels = [_label(each, about, whole) for each, about in told]
    kinds = ["" if about is None else about.kind for _, about in told]
    publishers = [each.groups.get("publisher", "") for each in figures]
    lines = [f"line {each.line}" for each in figures]
    return apart(labels, kinds, publishers, lines)


def _label(figure: Figure, about: Subject | None, whole: bool) -> str:
    if about is None:
        return figure.what.replace("_", " ")
    kind = about.kind if whole else ""
    short = not whole and about.kind and about.where == IN_THE_WORLD
    words = (about.who, kind, "" if short else about.where, about.when)
    return ", ".join(word for word in words if word)


def apart(labels: Sequence[str], *more: Sequence[str]) -> list[str]:
    """Return labels, with what tells them apart added to those that are alike.

    Parameters
    ----------
    labels
        Some of them may be the same.
    more
        What else can be said of each, the plainest first: it is added where it differs among
        labels that are alike, until they are not.

    Examples
    --------
    >>> apart(["a", "a", "b"], ["x", "x", "x"], ["1", "2", "3"])
    ['a (1)', 'a (2)', 'b']
    """
    found: dict[int, str] = {}
    for label in dict.fromkeys(labels):
        places = [place for place, each in enumerate(labels) if each == label]
        said = [""] * len(places)
        for words in more:
            own = [words[place] for place in places]
            if len(set(said)) < len(places) and len(set(own)) > 1:
                said = [_joined(some, word) for some, word in zip(said, own, strict=True)]
        for place, some in zip(places, said, strict=True):
            found[place] = f"{label} ({some})" if some else label
    return [found[place] for place in range(len(labels))]


def _joined(some: str, word: str) -> str:
    return ", ".join(each for each in (some, word) if each)


def contract_labels(events: Sequence[Event], names: Names) -> list[str]:
    """Return which contracts events are of, and whether of new orders or of what stands."""
    ids = [event.what.partition(": ")[2].partition(", ")[0] for event in events]
    rest = [event.what.partition(": ")[2].partition(", ")[2] for event in events]
    called = (names.operator(each) for each in ids)
    labels = [
        ", ".join(word for word in (name, last, event.groups["status"]) if word)
        for event, name, last in zip(events, called, rest, strict=True)
    ]
    return apart(labels, ids)


@cache
def _operators() -> Mapping[str, tuple[str, str]]:
    """Return the name of each operator, without what stands in brackets, and its country."""
    return {
        str(row["operator_id"]): (str(row["name"]).partition(" (")[0], str(row["iso3"]))
        for row in load_tables()["operators"].rows()
    }
