"""The page as a whole: its text, its width, print, without scripts, and what axe finds."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import ASKED, ATTACK

GERMANY = "#country=DEU&scenario=us_action&show=exposure&year=2030"
SECTIONS = (
    "The answer", "The numbers behind it", "Look up a country", "Who gains in", "What it costs in",
    "Figures", "How uncertain", "What was assumed", "The scenarios", "Where the data come from",
    "Limits",
)  # fmt: skip
PRINTED = """() => {
  dispatchEvent(new Event("beforeprint"));
  return document.querySelectorAll("#country-years tbody tr").length;
}"""
TITLE = re.compile(rb"/Title (\(.*\)|<[0-9A-F]*>)")
WIDER = """() => [...document.querySelectorAll("main *")]
  .filter((one) => !one.parentElement.closest(".wide, .unseen, svg"))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`)"""


def title_in(found: bytes) -> str:
    """Return a text of a PDF: in brackets with strokes before brackets, or as UTF-16 in hex."""
    if found.startswith(b"<"):
        return bytes.fromhex(found[1:-1].decode()).decode("utf-16")
    return re.sub(rb"\\(.)", rb"\1", found[1:-1]).decode("latin-1")


def serious(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ASKED)
def check_axe_finds_nothing_serious(visit, name, width):
    page = visit(name, width=width)
    assert serious(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def check_axe_finds_nothing_serious_with_everything_open(visit, width):
    page = visit("several", GERMANY, width)
    for summary in page.locator("summary").all():
        summary.click()
    page.get_by_label("Country", exact=True).fill("united")
    expect(page.locator("#ranking tbody tr")).to_have_count(198)
    expect(page.locator("#search-found [role=option]")).to_have_count(3)
    assert serious(page) == []


@pytest.mark.parametrize("name", ASKED)
def check_nothing_is_wider_than_a_phone(visit, name):
    page = visit(name, GERMANY, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(WIDER) == []


def check_a_title_that_is_a_script_shows_as_text(visit):
    page = visit("several", "#scenario=attack&show=exposure&year=2030&country=ITA&gains=attack")
    assert ATTACK in page.locator("main").inner_text()
    assert page.locator("#scenario").input_value() == "attack"
    for place in ("#shown", "#country-words", "#gain-table caption"):
        assert ATTACK in page.locator(place).inner_text()
    assert page.locator("main script:not([type='application/json'])").count() == 0


def check_a_made_up_world_has_a_table_and_no_map(visit):
    page = visit("made_up")
    assert page.locator("#map").count() == 0
    expect(page.locator("#ranking tbody tr")).to_have_count(60)
    page.get_by_label("Country", exact=True).fill("a")
    page.keyboard.press("Enter")
    assert "at the end of 2030" in page.locator("#country-words").inner_text()


def check_one_run_without_a_baseline_claims_no_range(visit):
    page = visit("one", "#country=DEU")
    assert "[one run: no range]" in page.locator("#country-words").inner_text()
    assert page.locator("#show option[value='change']").count() == 0
    assert page.locator("#country-scenarios th[scope='col']").all_inner_texts() == [
        "Scenario", "Exposure", "Runs at no new kit or above", "Median level",
    ]  # fmt: skip


def check_what_is_not_stored_is_not_offered(visit):
    page = visit("few", "#country=DEU")
    assert page.locator("#show option").all_inner_texts() == [
        "Runs at no new kit or above", "Median level",
    ]  # fmt: skip
    assert page.locator("#country-chart").count() == 0
    assert page.locator("#gains").count() == 0


def check_without_scripts_all_but_the_look_up_is_there(visit):
    page = visit("pair", java_script_enabled=False)
    text = page.locator("main").inner_text()
    assert "need JavaScript, which is off here" in text
    assert [words for words in SECTIONS if words not in text] == []
    assert not page.locator("#map").is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.locator("table:visible").count() == 4


def check_all_sections_are_printed(visit):
    page = visit("pair", GERMANY)
    page.emulate_media(media="print")
    assert page.evaluate(PRINTED) == 22  # at once: what comes later is not printed
    heads = [head.inner_text() for head in page.locator("h2").all() if head.is_visible()]
    assert [words for words in SECTIONS if not any(words in head for head in heads)] == []
    assert page.locator("button:visible, select:visible, input:visible, nav:visible").count() == 0
    assert page.locator("#ranking tbody tr:visible").count() == 0
    assert page.locator("#country-years tbody tr:visible").count() == 22
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


def check_the_list_of_all_countries_is_printed_for_who_opened_it(visit):
    page = visit("pair", GERMANY)
    page.get_by_text("All countries as a table").click()
    page.emulate_media(media="print")
    page.evaluate(PRINTED)
    assert page.locator("#ranking tbody tr:visible").count() == 198
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 1


def check_the_printed_file_has_every_heading(visit):
    page = visit("pair", GERMANY)
    printed = page.pdf(outline=True, tagged=True, format="A4")
    titles = [title_in(found) for found in TITLE.findall(printed)]
    heads = [head.inner_text() for head in page.locator("h2:visible, h3:visible").all()]
    assert sorted(titles[1:-1]) == sorted(heads)  # around them: the page's and the h1's


def check_links_lead_to_their_sections(visit):
    page = visit("pair")
    for link in page.locator("nav a").all():
        link.click()
        assert page.locator(link.get_attribute("href")).is_visible()
