from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from sim.kinds import (
    KINDS,
    LAST_QUARTER,
    RULE,
    duty,
    keys_of,
    law_level,
    number,
    path,
    quarter,
    switch,
    words,
)


@pytest.mark.parametrize(
    ("check", "given", "expected"),
    [
        (number(0, 1), 1, 1.0),
        (number(0), 1e5, 1e5),
        (quarter, "2014Q1", 0),
        (quarter, "2035Q4", LAST_QUARTER),
        (switch, "on", True),
        (switch, "off", False),
        (switch, False, False),
        (law_level, "no new kit", 3),
        (law_level, 4, 4),
        (words, "DEU", ("DEU",)),
        (words, ["DEU", "eu27"], ("DEU", "eu27")),
        (duty, 0.25, 0.25),
        (duty, "rule", RULE),
        (path, {"2019Q1": 2, "2018Q4": 1}, ((19, 1.0), (20, 2.0))),
        (path, {}, ()),
    ],
)
def test_what_is_allowed(check: Callable[[Any], Any], given: Any, expected: Any) -> None:
    assert check(given) == expected


@pytest.mark.parametrize(
    ("check", "given", "message"),
    [
        (number(0, 1), 1.2, "1.2 is not a number between 0 and 1"),
        (number(0, 1), True, "True is not a number between 0 and 1"),
        (number(0, 1), "half", "'half' is not a number between 0 and 1"),
        (number(0), -1, "-1 is not a number of 0 or more"),
        (number(0), math.nan, "nan is not a number of 0 or more"),
        (number(0), math.inf, "inf is not a number of 0 or more"),
        (number(0, 1), None, "None is not a number between 0 and 1"),
        (quarter, "2018", "'2018' is not a quarter; write it like 2018Q3"),
        (
            quarter,
            2018,
            "2018 is not a quarter from 2014Q1 to 2035Q4; write it like 2018Q3",
        ),
        (
            quarter,
            "2036Q1",
            "'2036Q1' is not a quarter from 2014Q1 to 2035Q4; write it like 2018Q3",
        ),
        (quarter, "2018Q5", "'2018Q5' is not a quarter; write it like 2018Q3"),
        (switch, "maybe", "'maybe' is not true or false"),
        (switch, 1, "1 is not true or false"),
        (
            law_level,
            "removl",
            "'removl' is not one of: none, guideline, cap, no new kit, removal; "
            "did you mean 'removal'?",
        ),
        (law_level, 5, "5 is not one of: none, guideline, cap, no new kit, removal"),
        (law_level, True, "True is not one of: none, guideline, cap, no new kit, removal"),
        (words, [], "[] is not a name or a list of names such as [DEU, eu]"),
        (words, [1], "[1] is not a name or a list of names such as [DEU, eu]"),
        (duty, "free", "'free' is not a duty: a fraction such as 0.25, or the word 'rule'"),
        (duty, 25, "25 is not a duty: a fraction such as 0.25, or the word 'rule'"),
        (path, 3, "3 is not a list of quarters such as {2018Q4: 1.0}"),
        (path, {"2018Q4": -1}, "-1 is not a number between 0 and 10"),
    ],
)
def test_what_is_refused(check: Callable[[Any], Any], given: Any, message: str) -> None:
    with pytest.raises(ValueError, match="is not") as caught:
        check(given)
    assert str(caught.value) == message


def test_every_kind_has_dates_and_every_default_passes_its_own_check() -> None:
    for kind, spec in KINDS.items():
        assert list(keys_of(kind))[:2] == ["from", "until"]
        for key in spec.keys.values():
            assert key.meaning
            if isinstance(key.default, float) or (key.default and not key.moves):
                assert key.check(key.default) == key.default
