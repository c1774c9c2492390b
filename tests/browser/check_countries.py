"""Every control of the country look-up does what it says, with a pointer and with keys alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ATTACK

FILLS = (
    "() => [...document.querySelectorAll('#map .country')].map((one) => one.getAttribute('fill'))"
)
START = "#scenario=us_action&show=exposure&year=2030"


def heading(page) -> str:
    return page.locator("#shown").inner_text()


def scenario(page):
    return page.locator("#lookup").get_by_label("Scenario", exact=True)


def words(page) -> str:
    return page.locator("#country-words").inner_text()


def fill_of(page, code: str) -> str:
    return page.locator(f"#map [data-code={code}]").first.get_attribute("fill")


def check_the_year_changes_words_and_colours(visit):
    page = visit("pair", START)
    before = page.evaluate(FILLS)
    page.get_by_label("Year", exact=True).fill("2016")
    assert "end of 2016" in heading(page)
    assert page.locator("#year-said").inner_text() == "2016"
    assert page.evaluate(FILLS) != before
    page.get_by_label("Year", exact=True).press("ArrowRight")
    assert "end of 2017" in heading(page)


def check_scenario_and_measure_change_what_is_shown(visit):
    page = visit("several", START)
    before = page.evaluate(FILLS)
    scenario(page).select_option("pressure")
    assert "US pressure alone" in heading(page)
    assert page.evaluate(FILLS) != before
    page.get_by_label("Show", exact=True).select_option("change")
    assert heading(page).startswith("Difference in exposure")
    assert "No US action" in heading(page)
    assert "no clear change" in page.locator("#legend").inner_text()
    page.get_by_label("Show", exact=True).select_option("median")
    assert {"none", "guideline", "cap", "no new kit", "removal"} <= set(
        page.locator("#legend li").all_inner_texts()
    )
    assert "not decided" in page.locator("#legend").inner_text()
    assert fill_of(page, "CHN") == "url(#hatched)"
    scenario(page).select_option("baseline")
    assert page.locator("#show option[value='change']").is_disabled()


UNCLEAR = """() => {
  const codes = new Map(JSON.parse(document.getElementById("country-data").textContent).countries
    .map(([code, name]) => [name, code]));
  const rows = [...document.querySelectorAll("#ranking tbody tr")];
  return rows.map((row) => [row.cells[1].className === "unclear", document.querySelector(
    `#map [data-code=${codes.get(row.cells[0].textContent)}]`).getAttribute("fill")]);
}"""


def check_a_change_that_is_not_clear_has_a_colour_of_its_own(visit):
    page = visit("pair", "#scenario=us_action&show=change&year=2030")
    page.get_by_text("All countries as a table").click()
    expect(page.locator("#ranking tbody tr")).to_have_count(198)
    found = page.evaluate(UNCLEAR)
    assert len(found) == 198
    assert {fill for unclear, fill in found if unclear} == {"#FBFBFB"}
    assert "#FBFBFB" not in {fill for unclear, fill in found if not unclear}


def check_words_claim_no_more_than_the_range_does(visit):
    page = visit("several", "#scenario=attack&show=change&year=2025&country=ITA")
    assert "the same to a tenth of a point" in words(page)  # it begins in 2027
    page = visit("several", "#scenario=us_action&show=change&year=2030&country=DEU")
    _, _, span = words(page).partition("lower [")
    assert span, words(page)
    assert span.partition(" to ")[2].startswith("\N{MINUS SIGN}")


def check_a_measure_that_a_scenario_lacks_gives_way(visit):
    page = visit("pair", "#scenario=us_action&show=change&year=2030")
    scenario(page).select_option("baseline")
    assert heading(page).startswith("Exposure")
    assert page.get_by_label("Show", exact=True).input_value() == "exposure"


@pytest.mark.parametrize("typed", ["germ", "DEU", "deu"])
def check_typing_finds_a_country(visit, typed):
    page = visit("pair", START)
    page.get_by_label("Country", exact=True).fill(typed)
    assert page.locator("#search-found [role=option]").first.inner_text() == "Germany (DEU)"
    page.locator("#search-found [role=option]").first.click()
    assert page.locator("#country-name").inner_text() == "Germany (DEU)"
    assert page.locator("#country-chart svg").is_visible()
    assert page.locator("#country-scenarios tbody tr").count() == 2


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("UK", "United Kingdom"),
        ("england", "United Kingdom"),
        ("Great Brit", "United Kingdom"),
        ("US", "United States"),
        ("U.S.", "United States"),
        ("america", "United States"),
        ("turk", "T\N{LATIN SMALL LETTER U WITH DIAERESIS}rkiye"),
        ("cote", "C\N{LATIN SMALL LETTER O WITH CIRCUMFLEX}te d'Ivoire"),
        ("Korea", "South Korea"),
        ("chin", "China"),
        ("arab", "Saudi Arabia"),
        ("ger", "Germany"),
    ],
)
def check_a_country_is_found_by_what_people_call_it(visit, typed, first):
    page = visit("pair", START)
    page.get_by_label("Country", exact=True).fill(typed)
    found = page.locator("#search-found [role=option]").first.inner_text()
    assert found.startswith(f"{first} (")


def check_a_difference_names_its_baseline_in_every_row(visit):
    page = visit("several", f"{START}&country=DEU")
    rows = {
        title.strip(): about.strip()
        for title, _, about in (
            row.partition("\n")
            for row in page.locator("#country-scenarios tbody th").all_inner_texts()
        )
    }
    assert rows["No US action"] == ""
    no_action = "against \N{LEFT DOUBLE QUOTATION MARK}No US action\N{RIGHT DOUBLE QUOTATION MARK}"
    assert rows["All US action"] == no_action
    assert "All US action" in rows[ATTACK]


def check_nothing_found_is_said(visit):
    page = visit("pair", START)
    page.get_by_label("Country", exact=True).fill("Atlantis")
    assert "No country is called \N{LEFT DOUBLE QUOTATION MARK}Atlantis" in (
        page.locator("#search-none").inner_text()
    )
    assert page.locator("#search-found").is_hidden()


def check_the_map_names_and_chooses(visit):
    page = visit("pair", START)
    page.locator("#map [data-code=BRA]").hover()
    tip = page.locator("#tip").inner_text()
    assert re.fullmatch(r"Brazil, 2030: exposure [\d.]+ % \[[\d.]+ to [\d.]+\]", tip), tip
    area = page.locator("#map").bounding_box()
    page.mouse.move(area["x"] + 100, area["y"] - 5)
    assert page.locator("#tip").is_hidden()
    page.locator("#map [data-code=BRA]").click()
    assert page.locator("#country-name").inner_text() == "Brazil (BRA)"
    assert "picked" in page.locator("#map [data-code=BRA]").first.get_attribute("class")


def check_small_countries_have_dots_that_can_be_chosen(visit):
    page = visit("pair", START)
    page.locator("#map circle[data-code=MLT]").click()
    assert page.locator("#country-name").inner_text() == "Malta (MLT)"


def check_a_tap_chooses(visit):
    page = visit("pair", START, 390, has_touch=True)
    page.locator("#map [data-code=BRA]").tap()
    assert page.locator("#country-name").inner_text() == "Brazil (BRA)"


def check_keys_alone_do_all(visit):
    page = visit("pair", START)
    page.get_by_label("Country", exact=True).focus()
    page.keyboard.type("united")
    first = page.locator("[role=option][aria-selected=true]").inner_text()
    page.keyboard.press("ArrowDown")
    second = page.locator("[role=option][aria-selected=true]")
    assert second.inner_text() != first
    chosen = second.inner_text()
    active = page.get_by_label("Country", exact=True).get_attribute("aria-activedescendant")
    assert second.get_attribute("id") == active
    page.keyboard.press("Enter")
    assert page.locator("#country-name").inner_text() == chosen
    page.keyboard.press("Tab")
    page.keyboard.type("No US")
    assert "No US action" in heading(page)
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    assert heading(page).startswith("Median level")
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    assert "end of 2014" in heading(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "play"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#ranking tbody tr")).to_have_count(198)
    page.keyboard.press("Escape")
    page.get_by_label("Country", exact=True).focus()
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    assert page.locator("#search-found").is_hidden()


def check_play_goes_on_and_pause_stops(visit):
    page = visit("pair", "#scenario=us_action&show=exposure&year=2020")
    page.clock.install()
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(1500)
    assert "end of 2022" in heading(page)
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(3000)
    assert "end of 2022" in heading(page)
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(20_000)
    assert "end of 2035" in heading(page)
    page.get_by_role("button", name="Play").click()
    assert "end of 2014" in heading(page)


# Nothing here scrolls or moves the pointer, which would hide a tip as well.
CHANGES = {
    "play": "document.getElementById('play').click()",
    "show": "put('show', 'median')",
    "scenario": "put('scenario', 'baseline')",
}
PUT = """void (window.put = (id, value) => {
  document.getElementById(id).value = value;
  document.getElementById(id).dispatchEvent(new Event("change"));
})"""


@pytest.mark.parametrize("change", CHANGES)
def check_no_tip_tells_of_what_was(visit, change):
    page = visit("pair", START)
    page.evaluate(PUT)
    land = page.locator("#map [data-code=BRA]")
    land.hover()
    page.wait_for_timeout(200)  # it may have scrolled
    land.hover(position={"x": 20, "y": 20}, force=True)
    land.hover()
    expect(page.locator("#tip")).to_be_visible()
    before = heading(page)
    page.evaluate(CHANGES[change])
    page.wait_for_function(
        "before => document.getElementById('shown').textContent !== before", arg=before
    )
    assert page.locator("#tip").is_hidden()


def check_who_wants_less_motion_goes_year_by_year(visit):
    page = visit("pair", "#year=2020", reduced_motion="reduce")
    page.clock.install()
    page.get_by_role("button", name="Next year").click()
    page.clock.run_for(5000)
    assert "end of 2021" in heading(page)


def check_the_address_keeps_what_is_chosen(visit):
    page = visit("several", START)
    page.get_by_label("Country", exact=True).fill("JPN")
    page.keyboard.press("Enter")
    scenario(page).select_option("pressure")
    page.get_by_label("Show", exact=True).select_option("change")
    page.get_by_label("Year", exact=True).fill("2025")
    page.locator("#region").select_option("South Asia")
    shown, told, sold = heading(page), words(page), page.locator("#gain-table").inner_text()
    address = page.url
    again = visit("several", "#" + address.split("#")[1])
    assert (heading(again), words(again)) == (shown, told)
    assert again.locator("#gain-table").inner_text() == sold
    again.evaluate("location.hash = '#country=BRA&year=2018&scenario=nonsense&show=less'")
    expect(again.locator("#country-name")).to_have_text("Brazil (BRA)")
    assert "end of 2018" in heading(again)
    assert "US pressure alone" in heading(again)


def check_all_countries_stand_in_a_table(visit):
    page = visit("pair", START)
    page.get_by_text("All countries as a table").click()
    expect(page.locator("#ranking tbody tr")).to_have_count(198)
    cells = page.locator("#ranking tbody td").all_inner_texts()
    shares = [float(cell.split(" %")[0]) for cell in cells]
    assert shares == sorted(shares, reverse=True)
    page.get_by_label("Show", exact=True).select_option("restricting")
    cells = page.locator("#ranking tbody td").all_inner_texts()
    assert cells[-5:] == ["not decided"] * 5


def check_the_years_of_a_country_stand_in_a_table(visit):
    page = visit("pair", f"{START}&country=DEU")
    page.get_by_text("Year by year").click()
    rows = page.locator("#country-years tbody tr")
    expect(rows).to_have_count(22)
    assert rows.first.locator("th").inner_text() == "2014"
    assert page.locator("#country-years th[scope='col']").count() == 5


def check_a_change_is_announced(visit):
    page = visit("pair", START)
    page.get_by_label("Country", exact=True).fill("DEU")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text(re.compile("^Germany at"))


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def check_a_phone_sees_the_card_of_a_country_that_is_chosen(visit, motion):
    page = visit("pair", START, width=390)
    page.emulate_media(reduced_motion=motion)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#map").scroll_into_view_if_needed()
    page.locator("#map [data-code=DEU]").first.click()
    page.wait_for_function(
        "() => document.querySelector('#country-words').getBoundingClientRect().bottom < 844"
    )
    expect(page.locator("#country-words")).to_be_in_viewport()
