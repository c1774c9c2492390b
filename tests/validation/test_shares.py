"""Rows of the tables of shares become targets, or are left out with a reason."""

from collections.abc import Mapping

import pytest

from sim.data.schema import FOLDER
from sim.validation.rows import Row, Sieve, read_rows
from sim.validation.shares import COUNTRY, WORLD, quarters, share_targets
from sim.validation.target import Target, What

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
        ({"share": "57"}, "a share of 57, which is not between 0 and 1"),
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
    assert len(targets) == 277
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
