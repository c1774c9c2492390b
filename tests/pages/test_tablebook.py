"""The page on the tables that ``validate`` reads: its words are known, its examples are scored."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from sim.pages import DOCS, tablebook, tablewords
from sim.terms import CLASSES
from sim.validation import currencies, definitions, sellers
from sim.validation.baselines import contracts, restricting
from sim.validation.definitions import definition
from sim.validation.effects import EFFECTS
from sim.validation.kinds import generation_called
from sim.validation.periods import quarters
from sim.validation.places import place
from sim.validation.questions import question
from sim.validation.restrictions import restrictions
from sim.validation.rows import TABLES, Row, Sieve
from sim.validation.suppliers import SHUT_OUT
from sim.validation.verdict import SILENT, Verdict
from sim.validation.windows import Years
from tests.validation.test_given import folder, scored

PAGE = (DOCS / "tables.md").read_text(encoding="utf-8")
CODE = Path(definitions.__file__).parent
READ = re.compile(r'(?<![\w.])(?:row\.)?(?:text|number|part|word)\("(\w+)"\)')
QUOTED = re.compile(r"`([^`]+)`")


def example(name: str) -> str:
    """Return the example of a table, as it stands in the page."""
    own = PAGE.partition(f"\n## {name}.csv\n")[2].partition("\n## ")[0]
    (found,) = re.findall(r"```csv\n(.*?)```", own, re.DOTALL)
    return found


def verdict_of(place: Path, name: str) -> Verdict:
    return scored(folder(place, **{name: example(name)}), Years(2014, 2020))


@pytest.mark.parametrize("name", TABLES)
def test_every_example_is_read_and_scored(tmp_path: Path, name: str) -> None:
    lines = list(range(2, len(example(name).splitlines()) + 1))
    found = verdict_of(tmp_path, name)
    # The runs of the test hold no kit, so that no value is there to be told: that is no fault.
    assert {each.reason for each in found.left_out} <= {SILENT}
    assert list(found.reading.other_kinds) == []
    assert found.reading.unread == found.reading.strangers == ()
    assert found.read == {name: len(lines)}
    if name == "policy_events":
        acted = {each.what.partition(":")[0] for each in found.events if each.happened}
        assert acted == {"AUS", "NZL", "SWE"}
    elif name == "operator_vendors":
        told = {each.what.partition(": ")[2] for each in found.events}
        assert len(told) == len(lines)
    else:
        evidence = [*found.figures, *found.brackets]
        assert sorted({each.line for each in evidence}) == lines
        assert not any(each.seed for each in found.figures)


def test_no_column_is_forgotten() -> None:
    rows = [*tablebook.rows_of(tablebook.COLUMNS)]
    told = {name: {row["column"] for row in rows if row["table"] == name} for name in TABLES}
    assert all(set(columns) <= told[name] for name, columns in TABLES.items())
    read = chain.from_iterable(READ.findall(f.read_text("utf-8")) for f in CODE.glob("*.py"))
    assert set(read) - {"seed_input"} <= set().union(*told.values()) | {"iso3", "name"}


def test_columns_that_must_be_there_are_marked() -> None:
    text = tablebook.column_table("market_size")
    assert "| `usd_bn` | must be there | the size, in billions of US dollars of the day, " in text
    assert "| `quarter` |  | the part of the year" in text


def test_every_rival_has_its_sentence() -> None:
    said = [(row["of"], row["rival"]) for row in tablebook.rows_of(tablebook.RIVALS)]
    assert said == [(of, rival) for of, names in tablebook.NAMES.items() for rival in names]
    assert "mean over its region of each country's last" in tablebook.rival_table()
    for name in (*restricting.RIVALS, *contracts.RIVALS):
        assert f"| {name} |" in PAGE


def test_words_are_those_that_are_read() -> None:
    assert set(tablewords.MEASURES) == set(EFFECTS)
    assert set(tablewords.STATUSES) == {"awarded", "installed", *SHUT_OUT}
    assert tuple(tablewords.KIT) == CLASSES
    for words in chain.from_iterable(tablewords.GENERATIONS.values()):
        assert generation_called(words) == words
    for row in tablewords.place_table().splitlines()[2:]:
        assert all(len(place(word)) > 1 or word == "usa" for word in QUOTED.findall(row))
    for name in (
        *sellers.NAMES,
        *sellers.GROUPS,
        "Ericsson+Nokia",
        "top5",
        "top3_Huawei_ZTE_Nokia",
    ):
        assert sellers.sellers(name).names


def test_rules_are_those_that_count() -> None:
    assert (
        "| `… delay … remov …` | `months`, `years`, `quarters` | by how much 5G comes later |"
        in PAGE
    )
    assert question("any", "5G delay from removing it", "months").measure == "delay"
    assert "| `ran`, `ran_installed`, `radio_access_network`, `radio_access_networks` |" in PAGE
    assert definition("vendor_share_global", "ran", "ran installed base").what.installed
    assert "| `layer` | `all`, `ran` | `core`, `components`: of core or components alone |" in PAGE
    assert "| 0.55 or more | no new kit |" in PAGE


def test_cells_are_read_as_the_page_says() -> None:
    assert "| year | `H1 2022` | 2022, quarters 1 to 2 |" in PAGE
    assert "| share | `30-35` | 32.5 % (the middle, with a wider error) |" in PAGE
    assert "| operator | `Vodafone UK` | gbr-vodafone |" in PAGE


def test_what_the_page_says_in_words_is_so() -> None:
    words = {row["column"]: row["holds"] for row in tablebook.rows_of(tablebook.COLUMNS)
             if row["table"] == "policy_events"}  # fmt: skip
    cells = {"actor_iso3": "AUS", "instrument": "ban", "layer": "all", "scope": "5g",
             "stringency": "0.75", "status": "enacted"}  # fmt: skip
    dates = QUOTED.findall(words["date"])
    sieve = Sieve()
    rows = [Row("policy_events", n, {**cells, "date": date}) for n, date in enumerate(dates)]
    found = restrictions(rows, sieve)
    assert sieve.left_out == []
    assert {each.quarter for each in found} == {3}
    for unit in ("USD bn", "EUR m", "GBP", "USD billion", "USD million", "USD thousand"):
        assert currencies.billions(unit)
    assert place("China") == ("CHN", "HKG", "MAC")
    assert place("CHN") == ("CHN",)
    assert place("DE") == place("Germany") == place("DEU")
    assert quarters("1Q-3Q") == (1, 3)
