"""Figures and line charts say what is pointed at; tables can be copied; vendors looked up."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

RANGE = r"\[[\N{MINUS SIGN}\d.]+ to [\N{MINUS SIGN}\d.]+\]"
INSIDE = """() => {
  const area = document.querySelector(".ring:not([hidden])").getBoundingClientRect();
  return area.left >= 0 && area.right <= innerWidth + 1;
}"""
DOTS = "figure:has(script.spots)"


def spot(page, figure: int = 0, index: int = 0) -> tuple[float, float, str]:
    """Return where a point of a figure lies on the screen, and what it says."""
    box = page.locator(DOTS).nth(figure)
    box.scroll_into_view_if_needed()
    return page.evaluate(
        """([figure, index]) => {
          const one = document.querySelectorAll("figure:has(script.spots)")[figure];
          const [x, y, text] = JSON.parse(one.querySelector("script.spots").textContent)[index];
          const area = one.querySelector(".picture").getBoundingClientRect();
          return [area.left + x * area.width, area.top + y * area.height, text];
        }""",
        [figure, index],
    )


def check_pointing_at_a_dot_says_what_it_is(visit):
    page = visit("several")
    x, y, text = spot(page, index=1)
    page.mouse.move(x + 3, y - 2)
    assert page.locator("#tip").inner_text() == text
    pattern = rf".+: [+\N{{MINUS SIGN}}]?[\d.]+ points {RANGE}(, no clear change)?"
    assert re.fullmatch(pattern, text), text
    page.mouse.move(x, y - 300)
    assert page.locator("#tip").is_hidden()


def check_a_tap_says_it_too(visit):
    page = visit("several", width=390, has_touch=True)
    x, y, text = spot(page)
    page.touchscreen.tap(x, y)
    assert page.locator("#tip").inner_text() == text
    page.touchscreen.tap(5, 5)
    assert page.locator("#tip").is_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def check_arrow_keys_walk_through_the_points_of_every_figure(visit, width):
    page = visit("several", width=width)
    for place, figure in enumerate(page.locator(DOTS).all()):
        box = figure.locator(".wide")
        box.focus()
        for key, index in (("ArrowRight", 0), ("ArrowRight", 1), ("End", -1), ("Home", 0)):
            page.keyboard.press(key)
            wanted = page.evaluate(
                """([place, index]) => JSON.parse(document.querySelectorAll("script.spots")[place]
                  .textContent).at(index)[2]""",
                [place, index],
            )
            expect(page.locator("#tip")).to_have_text(wanted)
            assert page.evaluate(INSIDE)
        expect(page.locator("#said")).to_have_text(wanted)
        page.keyboard.press("Escape")
        assert page.locator("#tip").is_hidden()
        assert page.locator(".ring:visible").count() == 0


def check_a_line_chart_says_what_is_pointed_at(visit):
    page = visit("pair", "#country=DEU&scenario=us_action&year=2030&show=exposure")
    page.locator("#country-chart").focus()
    page.keyboard.press("End")
    told = re.compile(rf"^All US action, 2035: [\d.]+ % {RANGE}$")
    expect(page.locator("#tip")).to_have_text(told)
    page.locator("#country-chart svg").hover()
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function("() => document.querySelector('#country-chart svg').clientWidth < 390")
    assert page.locator("#country-chart .legend li").count() == 2


def check_vendors_by_scenario_region_and_year(visit):
    page = visit("several")
    table = page.locator("#gain-table")
    seen = {table.inner_text()}
    for label, value in (("Scenario", "pressure"), ("Where", "South Asia"), ("Table for", "2020")):
        page.locator("#sellers").get_by_label(label, exact=True).select_option(value)
        seen.add(table.inner_text())
    assert len(seen) == 4
    assert table.locator("tbody tr").count() == 8
    caption = table.locator("caption").inner_text()
    assert "in 2020, South Asia" in caption
    assert "difference to \N{LEFT DOUBLE QUOTATION MARK}No US action" in caption
    page.locator("#gains").select_option("baseline")
    assert table.locator("th[scope='col']").all_inner_texts() == ["Vendor", "Share (%)"]
    shares = [float(cell.split("\n")[0]) for cell in table.locator("tbody td").all_inner_texts()]
    assert sum(shares) == pytest.approx(100, abs=0.5)


@pytest.mark.parametrize("name", ["pair", "several"])
def check_both_tables_of_vendors_say_the_same(visit, name):
    page = visit(name, "#then=2030")
    scenario = page.locator("#gains").input_value()
    first = page.locator("h2#gain ~ .table").first.locator("tbody td").all_inner_texts()
    for place, region in enumerate(("world", "outside_china")):
        page.locator("#region").select_option(region)
        shown = page.locator("#gain-table tbody td").all_inner_texts()
        shown[::2] = [share.split("\n")[0] for share in shown[::2]]  # the first has no ranges here
        assert len(first) == 2 * len(shown) == 32, scenario
        wanted = [cell for i, cell in enumerate(first) if i % 4 // 2 == place]
        assert shown == wanted


COPIED = "navigator.clipboard.readText()"
BROKEN = "void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))"


@pytest.mark.parametrize("broken", [False, True])
def check_a_table_is_copied_in_columns(visit, broken):
    page = visit("several", permissions=["clipboard-read", "clipboard-write"])
    if broken:
        page.evaluate(BROKEN)
    button = page.get_by_role("button", name="Copy table").first
    button.click()
    page.get_by_role("button", name="Copied").wait_for()
    lines = [line.split("\t") for line in page.evaluate(COPIED).splitlines()]
    assert lines[0][0] == "Scenario"
    assert lines[0][2].endswith("(points): 5 %")
    numbers = next(line for line in lines if line[0] == "All US action")
    assert len(numbers) == len(lines[0])
    value, low, high = (float(cell) for cell in numbers[1:4])
    assert low <= value <= high


def check_every_table_can_be_copied(visit):
    page = visit("pair", "#country=DEU", permissions=["clipboard-read", "clipboard-write"])
    for summary in page.locator("summary").all():
        summary.click()
    for button in page.locator("button.copy").all():
        button.click()
        page.wait_for_function(f"() => {COPIED}.then((text) => text.includes('\\t'))")
        page.evaluate("navigator.clipboard.writeText('')")
    assert page.locator("button.copy").count() == page.locator("table").count()


def check_a_phone_shows_the_title_of_a_figure_once(visit):
    page = visit("pair", width=390)
    figure = page.locator("figure").first
    box, image = figure.locator(".wide").bounding_box(), figure.locator("img").bounding_box()
    title = float(
        figure.locator(".picture").evaluate("(one) => one.style.getPropertyValue('--title')")
    )
    assert title > 0.01
    assert box["y"] - image["y"] == pytest.approx(title * image["width"], abs=1.0)
    page.set_viewport_size({"width": 1280, "height": 800})
    assert figure.locator("img").bounding_box()["y"] >= figure.locator(".wide").bounding_box()["y"]
