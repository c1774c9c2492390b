from __future__ import annotations

import pytest

from sim.cmdline import Word, known_keys, parse, split
from sim.errors import ConfigError

KNOWN = known_keys("run")


def test_plain_words_and_pairs_are_told_apart() -> None:
    assert split(["us_action", "seed=3", "my dir/x.yaml", "+a", "~b", "-c"]) == (
        ["us_action", "my dir/x.yaml"],
        ["seed=3", "+a", "~b", "-c"],
    )


def test_what_a_verb_knows() -> None:
    assert {"scenario", "seed", "executor.workers", "model", "government.b_ally"} <= set(KNOWN)
    assert "draws" not in KNOWN
    assert "draws" in known_keys("sweep")
    assert set(known_keys("export")) == {"to", "outcomes", "scenarios", "spread", "out"}
    assert set(known_keys("status")) == {"result", "verify"}


@pytest.mark.parametrize(
    ("word", "override"),
    [
        (Word("seed", "3"), "++seed=3"),
        (Word("model", "mine"), "model=mine"),
        (Word("levers.aid.from", "2025Q1"), "++levers.aid.from=2025Q1"),
        (Word("out", "a, b (c)"), "++out='a, b (c)'"),
        (Word("out", "it's"), "++out='it\\'s'"),
        (Word("out", "null"), "++out=null"),
        (Word("data.operators", "my file.csv"), "++data.operators='my file.csv'"),
    ],
)
def test_paths_are_taken_literally(word: Word, override: str) -> None:
    assert word.override == override


def test_known_words_are_kept_in_order() -> None:
    words = parse(["seed=3", "levers.aid.budget_usd_m=[0,1]", "out=a,b"], KNOWN)
    assert [word.written for word in words] == [
        "seed=3",
        "levers.aid.budget_usd_m=[0,1]",
        "out=a,b",
    ]


SETTINGS = (
    "(settings: replicates, seed, parameters, levers, outcomes, posterior, data, out, "
    "resume, retry, debug, executor.kind, executor.workers, executor.scheduler, on_error.mode, "
    "on_error.after, world.operators, world.countries, world.vendors, scenario, every, rerun, "
    "model, executor; parameters are in component, government, "
    "mechanism, operator, outcome, power, trust, vendor)"
)


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("+seed=1", "'+seed=1': write key=value, without '+' in front"),
        ("++seed=1", "'++seed=1': write key=value, without '+' in front"),
        ("~seed", "'~seed': write key=value, without '~' in front"),
        (
            "--multirun",
            "'--multirun': dashes are only for --help, --cfg, --dry-run and --version",
        ),
        ("=3", "'=3': write key=value, without spaces around '='"),
        ("seed=", "'seed=': write key=value, without spaces around '='"),
        ("seed=1,2", "'seed=1,2': write a list in brackets: seed=[1,2]"),
        (
            "seed=${oc.env:HOME}",
            "'seed=${oc.env:HOME}': values are plain; '${...}' is not looked up",
        ),
        ("levers=3", "'levers' needs a name: levers.NAME=VALUE"),
        ("sed=3", f"'sed' is not a setting {SETTINGS}; did you mean 'seed'?"),
        (
            "goverment.b_ally=3",
            f"'goverment.b_ally' is not a setting {SETTINGS}; did you mean 'government.b_ally'?",
        ),
        ("b_ally=3", f"'b_ally' is not a setting {SETTINGS}; did you mean 'government.b_ally'?"),
        ("hydra.run.dir=x", f"'hydra.run.dir' is not a setting {SETTINGS}"),
    ],
)
def test_mistakes_in_words_are_one_line(pair: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse([pair], KNOWN)
    assert str(caught.value) == message


def test_a_short_word_stands_for_its_long_key() -> None:
    (word,) = parse(["on_error=stop"], KNOWN)
    assert word == Word("on_error.mode", "stop")
    with pytest.raises(ConfigError, match=r"'on_error.mode' is given twice"):
        parse(["on_error=stop", "on_error.mode=continue"], KNOWN)


def test_a_key_given_twice() -> None:
    with pytest.raises(ConfigError, match="'seed' is given twice: seed=1, seed=2"):
        parse(["seed=1", "seed=2"], KNOWN)


@pytest.mark.parametrize("text", ["[1,2]", "'a,b'", "{a: 1, b: 2}", '"x,y"'])
def test_commas_inside_brackets_or_quotes_are_fine(text: str) -> None:
    assert parse([f"levers.aid.from={text}"], KNOWN)[0].text == text
