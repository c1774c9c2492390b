from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import ConfigError, ScenarioError
from sim.plain import Section, parse, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("trueish", "trueish"),
        ("2018", 2018),
        ("1e3", 1000.0),
        ("1_000", 1000),
        (".5", 0.5),
        ("-1.5e-2", -0.015),
        ("012", 12),
        ("0x10", "0x10"),
        ("1:20", "1:20"),
        ("2018Q3", "2018Q3"),
        ("2018-01-01", "2018-01-01"),
        ("'12'", "12"),
        ("~", None),
        ("null", None),
        ("", None),
        ("[1, a, [true]]", [1, "a", [True]]),
        ("{NOR: 0.4}", {"NOR": 0.4}),
    ],
)
def test_values_are_not_guessed(text: str, value: object) -> None:
    found = parse(f"key: {text}", "x.yaml")["key"]
    assert found == value
    assert type(found) is type(value) or isinstance(found, Section)


def test_keys_are_always_words() -> None:
    assert list(parse("no: 1\n2018: 2\ntrue: 3\n2018Q4: 4", "x.yaml")) == [
        "no",
        "2018",
        "true",
        "2018Q4",
    ]


def test_every_key_knows_its_line() -> None:
    section = parse("a: 1\n\nb:\n  c: 2\n  d: 3", "x.yaml")
    assert section.where("b") == "x.yaml, line 3"
    assert section["b"].at("d") == "x.yaml, line 5, d"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2", "x.yaml, line 2: 'a' is given twice (first on line 1)"),
        ("a:\n  b: 1\n  b: 2", "x.yaml, line 3: 'b' is given twice (first on line 2)"),
        ("a:\n\tb: 1", "x.yaml, line 2: a tab was used to indent; use spaces"),
        ("a: &x 1", "x.yaml, line 1: '&' and '*' shortcuts are not allowed; write it out"),
        ("a: *x", "x.yaml, line 1: '&' and '*' shortcuts are not allowed; write it out"),
        (
            "a: 1\nb: !!python/object/apply:os.system [ls]",
            "x.yaml, line 2: tags such as 'tag:yaml.org,2002:python/object/apply:os.system' "
            "are not allowed",
        ),
        ("[1, 2]", "x.yaml, line 1: expected lines such as 'key: value'"),
        ("", "x.yaml, line 1: expected lines such as 'key: value'"),
        ("a: 1\n---\nb: 2", "x.yaml, line 2: but found another document"),
        ("a: [1", "x.yaml, line 1: expected ',' or ']', but got '<stream end>'"),
        ("a: b: c", "x.yaml, line 1: mapping values are not allowed here"),
        ("? [a]\n: 1", "x.yaml, line 1: a key must be one word"),
        ("a: " + "[" * 40, "x.yaml, line 1: is nested more than 20 deep"),
        ("a: \0", "x.yaml: unacceptable character #x0000: special characters are not allowed"),
    ],
)
def test_what_is_not_plain_data_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.yaml")
    assert str(caught.value) == message


def test_a_bomb_of_anchors_is_refused_before_it_is_built() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(ScenarioError, match="line 1: '&' and"):
        parse("\n".join(lines), "x.yaml")


def test_missing_files_and_strange_bytes(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"gone.yaml: cannot be read \(No such file"):
        read(tmp_path / "gone.yaml")
    strange = tmp_path / "strange.yaml"
    strange.write_bytes(b"a: \xff\xfe")
    with pytest.raises(ConfigError, match=r"strange.yaml: is not a text in UTF-8"):
        read(strange, ConfigError)
    large = tmp_path / "large.yaml"
    large.write_text("#" * 1_000_001, encoding="utf-8")
    with pytest.raises(ScenarioError, match="is larger than 1,000,000 bytes"):
        read(large)
