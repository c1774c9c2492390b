"""Reading scenario files and working out what each builds on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sim import history
from sim.errors import ScenarioError, nearest
from sim.instrument import Instrument, change, new_instrument
from sim.kinds import quarter
from sim.plain import Section, read
from sim.terms import quarter_index

FAMILIES: Final = ("past", "future")
_KEYS: Final = (
    "title",
    "question",
    "family",
    "baseline",
    "starts",
    "includes",
    "history",
    "instruments",
)
_REQUIRED: Final = ("title", "question", "family", "baseline", "starts")


@dataclass(frozen=True)
class Card:
    """What a reader is told about a scenario."""

    name: str
    title: str
    question: str
    family: str
    baseline: str | None
    starts: int
    file: str


@dataclass(frozen=True)
class Scenario:
    """A policy world: a card, and everything that happens in it.

    Attributes
    ----------
    card : Card
        What a reader is told.
    instruments : Mapping[str, Instrument]
        All instruments in force, the baseline's too, by name.
    before : Mapping[str, Instrument]
        Those of the baseline.
    """

    card: Card
    instruments: Mapping[str, Instrument]
    before: Mapping[str, Instrument]

    @property
    def name(self) -> str:
        """Its name: that of its file."""
        return self.card.name

    @property
    def title(self) -> str:
        """A few words for headings."""
        return self.card.title

    @property
    def question(self) -> str:
        """The question that it answers."""
        return self.card.question

    @property
    def family(self) -> str:
        """``past`` or ``future``."""
        return self.card.family

    @property
    def baseline(self) -> str | None:
        """The scenario it is measured against; None for one that is only a baseline."""
        return self.card.baseline

    @property
    def starts(self) -> int:
        """First quarter that may differ from the baseline."""
        return self.card.starts


class Library:
    """Scenario files in some folders, each read once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._documents: dict[str, Section] = {}

    def names(self) -> list[str]:
        """Return the names of all scenarios."""
        return sorted({file.stem for folder in self._folders for file in folder.glob("*.yaml")})

    def scenario(self, name: str, above: tuple[str, ...] = ()) -> Scenario:
        """Return a scenario with everything it builds on."""
        above = self._below(name, above)
        card = self.card(name)
        before: Mapping[str, Instrument] = {}
        if card.baseline is not None:
            self._known(self._document(name), "baseline", card.baseline)
            before = self.scenario(card.baseline, above).instruments
        instruments = dict(before)
        self._apply(name, instruments, ())
        return Scenario(card, instruments, before)

    def texts(self, name: str) -> dict[str, str]:
        """Return what the files of a scenario and of all it builds on say, by name."""
        self.scenario(name)
        return {
            Path(key).stem: self._file(key).read_text(encoding="utf-8") for key in self._documents
        }

    def card(self, name: str) -> Card:
        """Return what a reader is told about a scenario."""
        document = self._document(name)
        for key in _REQUIRED:
            if document.get(key) in (None, ""):
                raise ScenarioError(f"{document.file}: {key!r} is missing")
        for key in ("title", "question", "baseline"):
            if not isinstance(document[key], str):
                raise ScenarioError(f"{document.at(key)}: write it as words")
        family, stem = document["family"], Path(name).stem
        if family not in FAMILIES:
            where = document.at("family")
            raise ScenarioError(f"{where}: {family!r} is not past or future")
        return Card(
            name=stem,
            title=document["title"],
            question=document["question"],
            family=family,
            baseline=None if document["baseline"] == stem else document["baseline"],
            starts=_quarter(document, "starts"),
            file=document.file,
        )

    def _below(self, name: str, above: tuple[str, ...]) -> tuple[str, ...]:
        stem = Path(name).stem
        if stem in above:
            chain = " -> ".join([*above, stem])
            raise ScenarioError(f"{self._document(name).file}: runs in a circle ({chain})")
        return (*above, stem)

    def _document(self, name: str) -> Section:
        if name not in self._documents:
            document = read(self._file(name))
            for key in document:
                if key not in _KEYS:
                    allowed, hint = ", ".join(_KEYS), nearest(key, _KEYS)
                    raise ScenarioError(
                        f"{document.where(key)}: {key!r} is not a key of a scenario "
                        f"(allowed: {allowed}){hint}"
                    )
            self._documents[name] = document
        return self._documents[name]

    def _file(self, name: str) -> Path:
        if name.endswith((".yaml", ".yml")):
            file = Path(name)
            self._folders = tuple(dict.fromkeys((file.parent, *self._folders)))
            return file
        for folder in self._folders:
            if "/" not in name and (folder / f"{name}.yaml").is_file():
                return folder / f"{name}.yaml"
        known = self.names()
        listed = ", ".join(known)
        raise ScenarioError(
            f"there is no scenario {name!r} (there are: {listed}){nearest(name, known)}"
        )

    def _apply(self, name: str, instruments: dict[str, Instrument], above: tuple[str, ...]) -> None:
        """Do what a scenario does on top of its baseline: includes, history, its own."""
        above = self._below(name, above)
        document = self._document(name)
        starts = self.card(name).starts
        for included in _names(document, "includes"):
            self._known(document, "includes", included)
            self._apply(included, instruments, above)
        for instrument in _history(document):
            instruments[instrument.name] = instrument
        for key, entry in _mapping(document, "instruments").items():
            _enter(document["instruments"], key, entry, instruments, starts)

    def _known(self, document: Section, key: str, name: str) -> None:
        if name not in (known := self.names()):
            where = document.at(key)
            raise ScenarioError(f"{where}: there is no scenario {name!r}{nearest(name, known)}")


def _enter(
    entries: Section, name: str, entry: Any, instruments: dict[str, Instrument], starts: int
) -> None:
    """Add one instrument, change it if it is there already, or take it out."""
    where = entries.where(name)
    if entry == "off" or entry is False:
        if name not in instruments:
            hint = nearest(name, instruments)
            raise ScenarioError(f"{where}: there is no instrument {name!r} to turn off{hint}")
        del instruments[name]
        return
    if entry is None:
        entry = Section(entries.file, entries.lines[name])
    if not isinstance(entry, Section):
        raise ScenarioError(f"{where}: instrument {name!r} needs keys such as 'from: 2026Q1'")
    old = instruments.get(name)
    if old is None:
        entry.line = entries.lines[name]
        instruments[name] = new_instrument(name, entry, starts)
    elif entry.get("type", old.kind) != old.kind:
        where = entry.where("type")
        raise ScenarioError(f"{where}: instrument {name!r} is there already, of type {old.kind!r}")
    else:
        instruments[name] = change(old, entry)


def _history(document: Section) -> tuple[Instrument, ...]:
    entry = _mapping(document, "history")
    if not entry:
        return ()
    allowed = {"actors": history.ACTORS, "only": history.REPLAYED, "until": ()}
    for key in entry:
        if key not in allowed:
            raise ScenarioError(
                f"{entry.where(key)}: {key!r} is not a key of history "
                f"(allowed: {', '.join(allowed)}){nearest(key, allowed)}"
            )
    actors = _names(entry, "actors") or history.ACTORS
    only = _names(entry, "only") or history.REPLAYED
    for key, given in (("actors", actors), ("only", only)):
        for word in given:
            if word not in allowed[key]:
                words = ", ".join(allowed[key])
                hint = nearest(word, allowed[key])
                where = entry.at(key)
                raise ScenarioError(f"{where}: {word!r} is not one of: {words}{hint}")
    until = _quarter(entry, "until") if "until" in entry else quarter_index(history.LAST_RECORDED)
    if until > quarter_index(history.LAST_RECORDED):
        raise ScenarioError(
            f"{entry.at('until')}: {entry['until']} is later than the last recorded "
            f"move, {history.LAST_RECORDED}"
        )
    return history.replay(actors, until, only)


def _quarter(section: Section, key: str) -> int:
    try:
        return quarter(section[key])
    except ValueError as problem:
        raise ScenarioError(f"{section.at(key)}: {problem}") from None


def _names(section: Section, key: str) -> tuple[str, ...]:
    given = section.get(key)
    items = [given] if isinstance(given, str) else given or []
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ScenarioError(f"{section.at(key)}: write a list of names such as [stop]")
    return tuple(items)


def _mapping(section: Section, key: str) -> Section:
    given = section.get(key)
    if given is None:
        return Section(section.file, section.line)
    if not isinstance(given, Section):
        raise ScenarioError(f"{section.at(key)}: write one indented line for each")
    return given
