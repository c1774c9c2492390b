"""Turning the instruments of a scenario into dated doses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn

import numpy as np
from numpy.typing import NDArray

from sim.data.groups import Groups
from sim.errors import ConfigError, ScenarioError, nearest
from sim.instrument import Instrument, Part, change
from sim.instruments import Instruments
from sim.kinds import RULE, keys_of
from sim.plain import Section
from sim.terms import DENIED, QUARTERS, REMOVAL, quarter_label

if TYPE_CHECKING:
    from sim.data.load import Tables
    from sim.scenario import Scenario
    from sim.world import Names

EVERY: Final = 1000.0  #: multiple that makes any probability of punishment certain
_QUARTERS_A_YEAR: Final = 4


def compiled(
    scenario: Scenario, names: Names, tables: Tables, levers: Mapping[str, Any]
) -> Instruments:
    """Return a scenario as dated doses; see :func:`sim.scenario.compile_scenario`."""
    desk = _Desk(names, tables)
    plain = desk.doses(scenario.instruments.values())
    if scenario.baseline is not None:
        _check_start(scenario, plain, desk.doses(scenario.before.values()))
    if not levers:
        return plain
    return desk.doses(with_levers(scenario.instruments, levers).values())


def with_levers(
    instruments: Mapping[str, Instrument], levers: Mapping[str, Any]
) -> dict[str, Instrument]:
    """Return instruments with some keys set by levers, such as ``aid.budget_usd_m``.

    Raises
    ------
    ConfigError
        If there is no such instrument or key, or a value is not allowed.
    """
    pulled = dict(instruments)
    by_name: dict[str, Section] = {}
    for lever, value in levers.items():
        name, _, key = lever.partition(".")
        if name not in pulled:
            hint = nearest(name, pulled)
            known = ", ".join(pulled)
            raise ConfigError(f"levers.{lever}: no instrument {name!r} (there are: {known}){hint}")
        keys = keys_of(pulled[name].kind)
        if key not in keys:
            allowed = ", ".join(keys)
            hint = nearest(key, keys)
            raise ConfigError(
                f"levers.{lever}: {key!r} is not a key of instrument {name!r} "
                f"(allowed: {allowed}){hint}"
            )
        by_name.setdefault(name, _Words(f"levers.{name}"))[key] = value
    for name, entry in by_name.items():
        try:
            pulled[name] = change(pulled[name], entry)
        except ScenarioError as problem:
            raise ConfigError(str(problem)) from None
    return pulled


class _Words(Section):
    """Keys given on the command line: their place is the word itself."""

    def __init__(self, prefix: str) -> None:
        super().__init__(prefix, 0)

    def where(self, key: str) -> str:
        return f"{self.file}.{key}"

    def at(self, key: str) -> str:
        return self.where(key)


def _check_start(scenario: Scenario, own: Instruments, before: Instruments) -> None:
    """Refuse a scenario that differs from its baseline before it says it does."""
    for field, mine, theirs in zip(Instruments._fields, own, before, strict=True):
        differs = ~((mine == theirs) | ((mine != mine) & (theirs != theirs)))
        early = differs.reshape(QUARTERS, -1).any(axis=1)[: scenario.starts]
        if early.any():
            raise ScenarioError(
                f"{scenario.card.file}: {field.replace('_', ' ')} differs from the baseline "
                f"{scenario.baseline!r} in {quarter_label(int(early.argmax()))}, before the "
                f"scenario starts ({quarter_label(scenario.starts)})"
            )


def _nothing(countries: int, vendors: int) -> Instruments:
    """Return a world in which nobody does anything and nothing happens."""

    def zeros(*more: int) -> NDArray[np.float64]:
        return np.zeros((QUARTERS, *more))

    def never(*more: int) -> NDArray[np.bool_]:
        return np.zeros((QUARTERS, *more), dtype=np.bool_)

    return Instruments(
        campaign=zeros(),
        campaign_active=never(),
        aid_usd_m=zeros(),
        swap_paid_by_state=zeros(countries),
        control=zeros(vendors, len(DENIED)),
        finance_usd_m=zeros(),
        retaliation=zeros(),
        home_vendor_punished=never(),
        export_bar=zeros(),
        duty_us=zeros(),
        duty_cn=zeros(),
        usa_level=np.full(QUARTERS, 0, dtype=np.int64),
        imposed_level=np.full((QUARTERS, countries), -1, dtype=np.int64),
        imposed_deadline=np.full((QUARTERS, countries), -1, dtype=np.int64),
        toolbox=never(),
        scare=zeros(),
        scare_rate_factor=zeros(),
        incident=zeros(countries),
    )


class _Desk:
    """Writes instruments into arrays, with the labels that they need at hand."""

    def __init__(self, names: Names, tables: Tables) -> None:
        self._names = names
        self._tables = tables
        self._groups = Groups(tables)
        self._country = {code: index for index, code in enumerate(names.countries)}
        self._models = names.models or names.countries
        self._vendor = {name: index for index, name in enumerate(names.vendors)}
        self._wholes = names.vendor_models or names.vendors

    def doses(self, instruments: Iterable[Instrument]) -> Instruments:
        """Return all instruments as arrays; where two of a kind meet, the later one counts.

        Of campaigns, controls and laws the stricter counts.
        """
        out = _nothing(len(self._names.countries), len(self._names.vendors))
        writers: Mapping[str, Callable[[Instruments, Instrument, Part, slice], None]] = {
            "campaign": _campaign,
            "aid": _aid,
            "swap_support": self._swap_support,
            "export_control": self._export_control,
            "duty": _duty,
            "finance": _finance,
            "retaliation": _retaliation,
            "export_bar": _export_bar,
            "law": self._law,
            "usa_law": _usa_law,
            "scares": _scares,
            "incidents": self._incidents,
            "toolbox": _toolbox,
        }
        for instrument in instruments:
            for part in instrument.parts:
                when = slice(part.first, part.last + 1)
                writers[instrument.kind](out, instrument, part, when)
        np.logical_or.accumulate(out.campaign > 0, out=out.campaign_active)
        return out

    def _swap_support(
        self, out: Instruments, instrument: Instrument, part: Part, when: slice
    ) -> None:
        out.swap_paid_by_state[when, self._countries(instrument, part)] = part.values["share"]

    def _export_control(
        self, out: Instruments, instrument: Instrument, part: Part, when: slice
    ) -> None:
        vendors = self._vendors(instrument, part)
        dose = part.values["dose"]
        by_parts = out.control[when, :, DENIED.index(part.values["parts"])]
        by_parts[:, vendors] = np.maximum(by_parts[:, vendors], dose)

    def _law(self, out: Instruments, instrument: Instrument, part: Part, when: slice) -> None:
        """Impose a level; of two laws the stricter counts, of two removals the earlier."""
        columns = self._countries(instrument, part, deciding=True)
        level, years = part.values["level"], part.values["years"]
        imposed = out.imposed_level[when, columns]
        out.imposed_level[when, columns] = np.maximum(imposed, level)
        if level == REMOVAL:
            due = part.first + round(_QUARTERS_A_YEAR * years)
            old = out.imposed_deadline[when, columns]
            out.imposed_deadline[when, columns] = np.where(old < 0, due, np.minimum(old, due))

    def _incidents(self, out: Instruments, instrument: Instrument, part: Part, when: slice) -> None:
        table = self._tables["incidents"]
        for code, quarter, size in zip(
            table.text("iso3"), table.number("quarter"), table.number("size"), strict=True
        ):
            if part.first <= quarter <= part.last:
                strength = part.values["strength"]
                out.incident[int(quarter), self._like({code})] += strength * size

    def _countries(self, instrument: Instrument, part: Part, deciding: bool = False) -> list[int]:
        """Return the columns of countries and groups named by a part.

        In a made-up world a group holds the countries whose models are in it.
        """
        deciders = set(self._groups["decides"].members)
        found: set[int] = set()
        for code in part.values["countries"]:
            if code in self._country:
                column = self._country[code]
                if deciding and self._models[column] not in deciders:
                    where = instrument.place("countries")
                    raise ScenarioError(f"{where}: {code} takes no decisions in the model")
                found.add(column)
            elif code in set(self._groups):
                members = set(self._groups[code].members)
                found.update(self._like(members & deciders if deciding else members))
            else:
                self._refuse_country(code, instrument)
        return sorted(found)

    def _like(self, codes: set[str]) -> list[int]:
        """Return the columns of countries that have the facts of real ones."""
        return [column for column, model in enumerate(self._models) if model in codes]

    def _refuse_country(self, code: str, instrument: Instrument) -> NoReturn:
        where = instrument.place("countries")
        if code in self._tables["countries"].text("iso3"):
            raise ScenarioError(
                f"{where}: {code} is a real country, and those of this world are made up "
                f"(world.countries={len(self._country)}); name a group, or leave the scenario out"
            )
        hint = nearest(code, [*self._groups, *self._country])
        raise ScenarioError(
            f"{where}: {code!r} is neither a country code such as DEU nor a group "
            f"(groups: {', '.join(self._groups)}){hint}"
        )

    def _vendors(self, instrument: Instrument, part: Part) -> list[int]:
        """Return the columns of the vendors named by a part."""
        table = self._tables["vendors"]
        chinese = {
            name
            for name, is_so in zip(table.text("vendor"), table.flag("chinese"), strict=True)
            if is_so
        }
        found: set[str] = set()
        for word in part.values["vendors"]:
            if word != "chinese" and word not in self._vendor:
                known = [*self._vendor, "chinese"]
                hint = nearest(word, known)
                where = instrument.place("vendors")
                raise ScenarioError(
                    f"{where}: {word!r} is not a vendor (allowed: {', '.join(known)}){hint}"
                )
            found |= chinese if word == "chinese" else {word}
        wholes = enumerate(zip(self._vendor, self._wholes, strict=True))
        return [column for column, names in wholes if found.intersection(names)]


def _campaign(out: Instruments, instrument: Instrument, part: Part, when: slice) -> None:
    """Rise in a straight line to the peak, hold, then fade by half-lives to the floor (U1)."""
    peak, hold, floor, half_life, strength = (
        part.values[key]
        for key in ("peak", "hold_until", "floor", "half_life_quarters", "strength")
    )
    quarters = np.arange(part.first, part.last + 1, dtype=np.float64)
    rise = np.minimum(1.0, (quarters - part.first + 1) / (peak - part.first + 1))
    fade = floor + (1.0 - floor) * 2.0 ** (-np.maximum(0.0, quarters - hold) / half_life)
    out.campaign[when] = np.maximum(out.campaign[when], strength * rise * fade)


def _aid(out: Instruments, instrument: Instrument, part: Part, when: slice) -> None:
    out.aid_usd_m[when] = part.values["budget_usd_m"]


def _duty(out: Instruments, instrument: Instrument, part: Part, when: slice) -> None:
    for array, key in ((out.duty_us, "us"), (out.duty_cn, "china")):
        value = part.values[key]
        if value != "":
            array[when] = np.nan if value == RULE else value


def _finance(out: Instruments, instrument: Instrument, part: Part, when: slice) -> None:
    out.finance_usd_m[when] = part.values["budget_usd_m"]


def _retaliation(out: Instruments, instrument: Instrument, part: Part, when: slice) -> None:
    multiple = EVERY if part.values["every"] else 1.0
    out.retaliation[when] = multiple if part.values["trade"] else 0.0
    out.home_vendor_punished[when] = part.values["home_vendors"]


def _export_bar(out: Instruments, instrument: Instrument, part: Part, when: slice) -> None:
    out.export_bar[when] = part.values["severity"]


def _usa_law(out: Instruments, instrument: Instrument, part: Part, when: slice) -> None:
    out.usa_level[when] = np.maximum(out.usa_level[when], part.values["level"])


def _scares(out: Instruments, instrument: Instrument, part: Part, when: slice) -> None:
    for quarter, size in part.values["dated"]:
        if part.first <= quarter <= part.last:
            out.scare[quarter] = size
    for quarter, factor in part.values["random"]:
        out.scare_rate_factor[max(quarter, part.first) : part.last + 1] = factor


def _toolbox(out: Instruments, instrument: Instrument, part: Part, when: slice) -> None:
    out.toolbox[when] = True
