"""Rows of the tables of shares become targets, or are left out with a reason."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from sim.data.schema import FOLDER
from sim.validation.periods import quarters
from sim.validation.rows import Row, Sieve, read_rows
from sim.validation.shares import COUNTRY, WORLD, share_targets
from sim.validation.target import Target, What
from tests.validation.small import table as written

OF_WORLD = {
    "market": "ran", "scope": "world", "year": "2020", "quarter": "", "vendor": "Huawei",
    "share": "0.33", "source": "Dell'Oro via X", "quality": "A",
}  # fmt: skip
OF_COUNTRY = {
    "iso3": "DEU", "year": "2020", "generation": "4g", "operator": "", "vendor": "chinese",
    "share": "0.57", "basis": "RAN installed base, subscriber-weighted", "source": "Strand Consult",
    "quality": "A", "seed_input": "1",
}  # fmt: skip


def one(table: str, base: Mapping[str, str], **more: str) -> Target:
    (found,) = share_targets([Row(table, 2, {**base, **more})], Sieve())
    return found


def reason(table: str, base: Mapping[str, str], **more: str) -> str:
    sieve = Sieve()
    assert share_targets([Row(table, 2, {**base, **more})], sieve) == []
    return sieve.left_out[0].reason


def test_a_share_of_the_world() -> None:
    target = one(WORLD, OF_WORLD)
    assert target.what == What(("legacy_ran", "ran_5g"), installed=False)
    assert len(target.countries) == 198
    assert (target.publisher, target.quarters, target.seed) == ("Dell'Oro", (1, 4), False)


def test_a_share_in_a_country_that_the_model_starts_from() -> None:
    target = one(COUNTRY, OF_COUNTRY)
    assert target.what == What(("legacy_ran",), installed=True)
    assert target.countries == ("DEU",)
    assert target.seed


def test_new_kit_and_installed_kit_are_told_apart() -> None:
    assert not one(COUNTRY, OF_COUNTRY, generation="5g", basis="legal exclusion").what.installed
    assert not one(COUNTRY, OF_COUNTRY, generation="all", basis="RAN revenue").what.installed
    assert one(COUNTRY, OF_COUNTRY, generation="all", basis="mobile network").what.installed


@pytest.mark.parametrize(
    "basis",
    ["RAN sites/installed base", "RAN installed base, subscriber-weighted", "5G sites", "Base"],
)
def test_5g_that_stands_is_installed_kit(basis: str) -> None:
    found = one(COUNTRY, OF_COUNTRY, generation="5g", basis=basis, year="2023")
    assert found.what == What(("ran_5g",), installed=True)


@pytest.mark.parametrize("basis", ["RAN", "new contracts", "tender, 250k base stations", ""])
def test_5g_that_is_ordered_is_bought(basis: str) -> None:
    found = one(COUNTRY, OF_COUNTRY, generation="5g", basis=basis, year="2023")
    assert found.what == What(("ran_5g",), installed=False)


@pytest.mark.parametrize(
    ("market", "metric", "classes"),
    [
        ("4g_ran_installed", "", ("legacy_ran",)),
        ("5g_ran_installed", "", ("ran_5g",)),
        ("5G RAN", "installed base", ("ran_5g",)),
        ("RAN", "subscribers-weighted installed base", ("legacy_ran", "ran_5g")),
    ],
)
def test_installed_kit_of_the_world(market: str, metric: str, classes: tuple[str, ...]) -> None:
    assert one(WORLD, OF_WORLD, market=market, metric=metric).what == What(classes, installed=True)


def test_a_series_is_one_however_it_is_spelt() -> None:
    spelt = [
        {},
        {"market": "RAN", "scope": "World", "vendor": "HUAWEI", "source": "Dell\u2019Oro via Y"},
        {"market": " Ran", "scope": "global"},
    ]
    found = [one(WORLD, OF_WORLD, **each) for each in spelt]
    assert {(each.series, each.seller) for each in found} == {
        (("ran", "world", "Dell'Oro"), "Huawei")
    }
    outside = {
        one(WORLD, OF_WORLD, scope=scope).series
        for scope in ("outside China", "world ex China", "world_ex_china")
    }
    assert outside == {("ran", "world_ex_china", "Dell'Oro")}
    nation = [one(COUNTRY, OF_COUNTRY, generation=word, iso3=where) for word, where in
              (("4G", "de"), ("4g LTE", "Germany"), ("LTE", "DEU"))]  # fmt: skip
    assert {each.series for each in nation} == {("4g", "DEU", "Strand Consult")}


def test_a_range_is_its_middle_with_a_wider_error_and_is_told() -> None:
    plain, sieve = one(WORLD, OF_WORLD), Sieve()
    (wide,) = share_targets([Row(WORLD, 7, {**OF_WORLD, "share": "30-36"})], sieve)
    assert wide.value == pytest.approx(0.33)
    assert wide.error == pytest.approx((plain.error**2 + 0.03**2 / 3) ** 0.5)
    assert [(row.line, row.reason) for row in sieve.reserves] == [
        (7, "a range: scored at its middle, with a wider error")
    ]
    assert one(WORLD, OF_WORLD, share="33%") == plain


def test_a_share_of_1_among_per_cent_without_a_sign_is_told() -> None:
    rows = [Row(WORLD, line, {**OF_WORLD, "share": share})
            for line, share in ((2, "1"), (3, "1.0"), (4, "31"))]  # fmt: skip
    alone, among = Sieve(), Sieve()
    assert [each.value for each in share_targets(rows[:2], alone)] == [1.0, 1.0]
    share_targets(rows, among)
    assert alone.reserves == []
    assert [(row.line, row.reason) for row in among.reserves] == [
        (2, "a share of 1, read as all, beside others that look like per cent")
    ]


def test_a_table_in_per_cent_without_signs_is_read_as_such(tmp_path: Path) -> None:
    rows = written(
        tmp_path, WORLD, [{**OF_WORLD, "share": share} for share in (31, 26, 0.5, "12%")]
    )
    sieve = Sieve()
    assert [each.value for each in share_targets(rows, sieve)] == pytest.approx(
        [0.31, 0.26, 0.005, 0.12]
    )
    assert [(row.line, row.reason) for row in sieve.reserves] == [
        (line, "read as per cent, as most numbers of the column can be nothing else")
        for line in (2, 3, 4)
    ]


def test_the_year_may_hold_its_part() -> None:
    found = one(WORLD, OF_WORLD, year="H1 2022")
    assert (found.year, found.quarters) == (2022, (1, 2))
    assert found == one(WORLD, OF_WORLD, year="2022", quarter="1H")


def test_only_what_the_model_starts_from_is_a_seed() -> None:
    assert one(COUNTRY, OF_COUNTRY, seed_input="").seed
    assert one(COUNTRY, OF_COUNTRY, generation="4G LTE", iso3="Germany", share="57%").seed
    assert not one(COUNTRY, OF_COUNTRY, year="2023").seed
    assert not one(COUNTRY, OF_COUNTRY, share="0.58").seed


def test_a_poor_figure_or_a_quarters_is_less_sure() -> None:
    whole = one(WORLD, OF_WORLD).error
    assert one(WORLD, OF_WORLD, quality="B").error > whole
    assert one(WORLD, OF_WORLD, quarter="3Q").error > whole
    assert one(WORLD, OF_WORLD, quality="").error >= one(WORLD, OF_WORLD, quality="C").error


def test_an_operator_is_found_by_its_name() -> None:
    assert one(COUNTRY, OF_COUNTRY, operator="Vodafone").operator == "deu-vodafone"
    assert "does not have (Nobody)" in reason(COUNTRY, OF_COUNTRY, operator="Nobody")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"share": ""}, "no figure (the share is blank)"),
        (
            {"share": "57"},
            "a share of 57, which is not between 0 and 1 (per cent need a sign: 57%)",
        ),
        ({"share": "x"}, "share 'x' is not a number"),
        ({"vendor": "Nortel"}, "a vendor that the model does not know (Nortel)"),
        ({"scope": "Atlantis"}, "a place that the model does not know (Atlantis)"),
        ({"market": "satellites"}, "a market that the model does not have (satellites)"),
        ({"quarter": "spring"}, "a part of a year that cannot be read (spring)"),
    ],
)
def test_what_cannot_be_used_is_left_out_with_its_reason(more: dict[str, str], why: str) -> None:
    assert reason(WORLD, OF_WORLD, **more) == why


@pytest.mark.parametrize("text", ["4Q", "Q4", "q4"])
def test_a_quarter_however_written(text: str) -> None:
    assert quarters(text) == (4, 4)


def test_years_after_the_record_are_read_like_any_other() -> None:
    assert one(WORLD, OF_WORLD, year="2025").year == 2025


def test_most_rows_of_the_program_are_targets() -> None:
    sieve = Sieve()
    rows = [row for name in (WORLD, COUNTRY) for row in read_rows(FOLDER, name)]
    targets = share_targets(rows, sieve)
    assert len(targets) + len(sieve.left_out) == len(rows) == 332
    assert len(targets) == 276
    assert all(0 < target.error < 0.4 for target in targets)


@pytest.mark.parametrize(
    ("basis", "out"),
    [
        ("legal exclusion from auctioned bands", True),
        ("de facto exclusion", True),
        ("5G contract awards of three national operators", True),
        ("RAN installed base, subscriber-weighted", False),
    ],
)
def test_a_place_that_shuts_a_vendor_out_is_marked(basis: str, out: bool) -> None:
    assert one(COUNTRY, OF_COUNTRY, generation="5g", basis=basis).exclusion is out
