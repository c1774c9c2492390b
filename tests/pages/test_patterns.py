"""Patterns of rules as words."""

from __future__ import annotations

import re

import pytest

from sim.pages.patterns import spelt
from sim.validation import definitions, questions
from sim.validation.size import MARKETS

PATTERNS = dict.fromkeys(
    [market.name for market in MARKETS]
    + [rule.market.pattern for rule in definitions.rules() if rule.table == "vendor_share_global"]
    + [rule.basis.pattern for rule in definitions.rules()]
    + [rule.quantity.pattern for rule in questions.rules()]
    + [rule.study.pattern for rule in questions.rules()]
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_is_spelt_out_fits_its_pattern(pattern: str) -> None:
    found = spelt(pattern)
    assert found
    for words in found:
        assert re.fullmatch(pattern, words.replace("…", "x")) or words == "…"


def test_alternatives_may_hold_others() -> None:
    assert spelt(".*(ran|radio).*revenue.*|core") == [
        "… ran … revenue …", "… radio … revenue …", "core",
    ]  # fmt: skip
    assert spelt(r"a\+b(s)?c?") == ["a+b", "a+bc", "a+bs", "a+bsc"]
