from __future__ import annotations

import pytest

from sim import errors


@pytest.mark.parametrize("name", ["DataError", "ConfigError", "ScenarioError", "ResultError"])
def test_every_error_of_the_users_has_one_base(name: str) -> None:
    kind = getattr(errors, name)
    assert issubclass(kind, errors.FaultlinesError)
    assert str(kind("one line")) == "one line"


def test_the_base_catches_no_bug() -> None:
    assert errors.FaultlinesError.__bases__ == (Exception,)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("huawai", "; did you mean 'huawei'?"),
        ("zt", "; did you mean 'zte'?"),
        ("quux", ""),
        ("", ""),
    ],
)
def test_the_nearest_word_is_offered_where_there_is_one(word: str, hint: str) -> None:
    assert errors.nearest(word, ["huawei", "zte", "nokia"]) == hint


def test_any_iterable_of_words_will_do() -> None:
    assert errors.nearest("nokia ", iter(["nokia"])) == "; did you mean 'nokia'?"
