import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sim.plots.chart import Spot
from sim.report import page

NASTY = '<b onclick="x">&\'</b>'


class Tree(HTMLParser):
    """Checks that every element that is opened is closed, in order."""

    VOID = frozenset({"meta", "img"})

    def __init__(self, text):
        super().__init__()
        self.open, self.seen, self.texts = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.mark.parametrize(
    "html",
    [
        page.element("p", NASTY),
        page.element("p", NASTY, "warning"),
        page.bullets([NASTY, "plain"]),
        page.row(NASTY, [page.value_cell(NASTY)]),
        page.group_row(NASTY, 3),
        page.table(NASTY, [NASTY], [page.row(NASTY, [])]),
        page.page(NASTY, [page.element("p", NASTY)]),
    ],
)
def test_every_part_escapes_its_text_and_closes_its_elements(html):
    tree = Tree(html)
    assert tree.open == []
    assert not any(tag == "b" for tag, _ in tree.seen)
    assert "".join(tree.texts).count(NASTY) >= 1


def test_a_page_says_its_language_and_allows_nothing_from_elsewhere():
    tree = Tree(page.page("T", []))
    tags = dict(reversed(tree.seen))
    assert tags["html"] == {"lang": "en"}
    policies = [attrs for tag, attrs in tree.seen if "http-equiv" in attrs]
    assert policies[0]["content"].startswith("default-src 'none'")
    assert any(attrs.get("name") == "viewport" for _, attrs in tree.seen)


def test_a_range_stands_on_a_line_of_its_own():
    assert page.value_cell("+1.5 [0.5 to 2.5]") == (
        '<td>+1.5 <span class="range">[0.5 to 2.5]</span></td>'
    )
    assert page.value_cell("12") == "<td>12</td>"
    assert page.value_cell("0", clear=False) == '<td class="unclear">0</td>'


def test_tables_name_their_columns_and_rows_and_scroll_with_keys():
    tree = Tree(page.table("What", ["Name", "Value"], [page.row("one", [page.value_cell("1")])]))
    scopes = [attrs.get("scope") for tag, attrs in tree.seen if tag == "th"]
    assert scopes == ["col", "col", "row"]
    (box,) = [attrs for _, attrs in tree.seen if attrs.get("class") == "wide"]
    assert box == {"class": "wide", "tabindex": "0", "role": "group", "aria-label": "What"}
    assert [tag for tag, _ in tree.seen][2:5] == ["table", "caption", "span"]


def test_a_title_is_text_and_what_a_figure_shows_may_be_said_in_fewer_words(tmp_path):
    image = tmp_path / "figure.png"
    image.write_bytes(b"abc")
    tree = Tree(page.figure(image, NASTY, "", 10.0, alternative="Short"))
    assert tree.texts == [NASTY]
    told = [attrs for _, attrs in tree.seen if {"alt", "aria-label"} & set(attrs)]
    assert [attrs.get("alt", attrs.get("aria-label")) for attrs in told] == ["Short", "Short"]


@pytest.mark.parametrize(("suffix", "kind"), [(".png", "png"), (".svg", "svg+xml")])
def test_figures_carry_their_image_and_their_points_inside(tmp_path, suffix, kind):
    image = tmp_path / f"figure{suffix}"
    image.write_bytes(b"abc")  # "YWJj" in base 64
    tree = Tree(page.figure(image, NASTY, "Below", 10.0, [Spot(0.123456, 0.5, NASTY)]))
    (attrs,) = [attrs for tag, attrs in tree.seen if tag == "img"]
    assert attrs == {"src": f"data:image/{kind};base64,YWJj", "alt": NASTY}
    styles = [attrs["style"] for _, attrs in tree.seen if "style" in attrs]
    assert styles == ["--least: 46rem; --title: 0.0000"]  # 4.6 rem an inch
    assert tree.texts[0] == NASTY
    assert json.loads(tree.texts[1]) == [[0.1235, 0.5, NASTY]]
    assert tree.open == []


def test_a_figure_without_points_or_words_has_no_room_for_them(tmp_path):
    image = tmp_path / "figure.png"
    image.write_bytes(b"abc")
    tags = [tag for tag, _ in Tree(page.figure(image, "What", "", 10.0)).seen]
    assert tags == ["figure", "p", "div", "div", "img"]


@pytest.mark.parametrize("text", ["</script><b>", "<!--<script>", "\u2028 & \u2029", "\\u003c"])
def test_data_cannot_end_its_script(text):
    html = page.data({text: [text]}, "told")
    tree = Tree(html)
    assert tree.seen == [("script", {"type": "application/json", "id": "told"})]
    assert json.loads("".join(tree.texts)) == {text: [text]}
    assert not set("<>&\u2028\u2029") & set(html.partition(">")[2].removesuffix("</script>"))


def test_the_script_cannot_end_early_and_reads_no_html():
    assert not re.search(r"</script|<!--", page.script(), re.IGNORECASE)
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert word not in page.script()


def test_every_script_is_used():
    files = {file.stem for file in (Path(page.__file__).parent / "web").glob("*.js")}
    assert files == set(page._SCRIPTS)


def test_links_jump_to_headings():
    tree = Tree(page.jumps(NASTY, [("there", NASTY)]) + page.heading(NASTY, "there"))
    assert ("a", {"href": "#there"}) in tree.seen
    assert ("h2", {"id": "there"}) in tree.seen
    assert tree.texts.count(NASTY) == 3
