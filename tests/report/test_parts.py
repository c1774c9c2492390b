"""Form parts have labels, and say what they control."""

from __future__ import annotations

import pytest

from sim.report.parts import choice, controls, search, slider
from tests.report.test_page import NASTY, Tree


class Form(Tree):
    VOID = Tree.VOID | {"input"}


@pytest.mark.parametrize(
    "part", [choice("one", NASTY), search("one", NASTY, NASTY), slider("one", NASTY, 1, 9, 5)]
)
def test_every_part_has_one_label(part: str) -> None:
    form = Form(controls(part))
    assert form.open == []
    assert [attrs for tag, attrs in form.seen if tag == "label"] == [{"for": "one"}]
    assert NASTY in form.texts
    assert not any(tag == "b" for tag, _ in form.seen)
    fields = [attrs for tag, attrs in form.seen if tag in ("select", "input")]
    assert [attrs["id"] for attrs in fields] == ["one"]


def test_a_slider_goes_by_whole_years() -> None:
    (field,) = [
        a for tag, a in Form(slider("year", "Year", 2014, 2035, 2030)).seen if tag == "input"
    ]
    told = {name: field[name] for name in ("min", "max", "step", "value")}
    assert told == {"min": "2014", "max": "2035", "step": "1", "value": "2030"}


def test_a_search_names_its_list() -> None:
    form = Form(search("who", "Who", "Name"))
    (field,) = [attrs for tag, attrs in form.seen if tag == "input"]
    assert field["role"] == "combobox"
    assert field["aria-controls"] in [attrs.get("id") for tag, attrs in form.seen if tag == "ul"]
