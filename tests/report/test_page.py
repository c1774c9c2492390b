from html.parser import HTMLParser

import pytest

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


def test_tables_name_their_columns_and_rows():
    tree = Tree(page.table("What", ["Name", "Value"], [page.row("one", [page.value_cell("1")])]))
    scopes = [attrs.get("scope") for tag, attrs in tree.seen if tag == "th"]
    assert scopes == ["col", "col", "row"]
    assert ("div", {"class": "wide"}) in tree.seen


@pytest.mark.parametrize(("suffix", "kind"), [(".png", "png"), (".svg", "svg+xml")])
def test_figures_carry_their_image_inside(tmp_path, suffix, kind):
    image = tmp_path / f"figure{suffix}"
    image.write_bytes(b"abc")  # "YWJj" in base 64
    tree = Tree(page.figure(image, NASTY, "Below", 10.0))
    (attrs,) = [attrs for tag, attrs in tree.seen if tag == "img"]
    assert attrs["src"] == f"data:image/{kind};base64,YWJj"
    assert attrs["alt"] == NASTY
    assert attrs["style"] == "min-width: 46rem"  # 4.6 rem an inch
    assert tree.open == []
