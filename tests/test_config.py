from __future__ import annotations

from pathlib import Path

import pytest

from sim.config import Configured, configure
from sim.errors import ConfigError
from sim.folders import shipped
from sim.settings import Executor, Run, Sweep, Until

SHIPPED_RUN = (shipped("configs") / "run.yaml").read_text(encoding="utf-8")
NEXT = SHIPPED_RUN.count("\n") + 1


def with_files(tmp_path: Path, words: list[str], verb: str = "run", **texts: str) -> Configured:
    folder = tmp_path / "configs"
    for group in ("model", "executor"):
        (folder / group).mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        target = folder / f"{name.replace('__', '/')}.yaml"
        target.write_text(text, encoding="utf-8")
    return configure(verb, words, (folder, shipped("configs")))


def message(tmp_path: Path, words: list[str], **texts: str) -> str:
    with pytest.raises(ConfigError) as caught:
        with_files(tmp_path, words, **texts)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def model(text: str) -> str:
    return f"# @package _global_\ndefaults: [default]\n{text}"


def test_the_shipped_start_values() -> None:
    run = configure("run", []).settings
    assert isinstance(run, Run)
    assert (run.scenario, run.replicates, run.seed, run.parameters) == (
        "us_action",
        100,
        1,
        "fixed",
    )
    sweep = configure("sweep", []).settings
    assert isinstance(sweep, Sweep)
    assert (sweep.scenarios, sweep.draws, sweep.replicates) == (("all",), 64, 1)
    assert (sweep.parameters, sweep.resume, sweep.out) == ("drawn", True, None)


def test_a_sweep_may_be_told_when_there_are_enough_runs() -> None:
    plain, told = (configure("sweep", words).settings for words in ([], ["until.width=1"]))
    assert isinstance(plain, Sweep)
    assert isinstance(told, Sweep)
    assert (plain.until, told.until) == (Until(width=None, year=2030), Until(width=1.0, year=2030))


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("until.width=0", "until.width: 0 is not a number of points above 0, nor null"),
        ("until.width=on", "until.width: 'on' is not a number of points above 0, nor null"),
        (
            "until.width=wide",
            "until.width: 'wide' is not a number of points above 0, nor null",
        ),
        ("until.year=1990", "until.year: 1990 is not a whole number of 2014 or more"),
    ],
)
def test_mistakes_in_when_there_are_enough_runs(word: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        configure("sweep", [word])
    assert str(caught.value) == message


@pytest.mark.parametrize("verb", ["run", "sweep", "ablate", "facts", "compare"])
def test_nothing_is_held_unless_somebody_says_so(verb: str) -> None:
    assert configure(verb, []).held == {}


def test_a_word_holds_even_the_start_value() -> None:
    assert configure("run", ["government.b_ally=0.45"]).held == {"government.b_ally": 0.45}


def test_a_file_holds_what_it_changes(tmp_path: Path) -> None:
    text = model("government:\n  b_ally: 0.2\n  b_base: 0.5\nmechanism:\n  peers: off\n")
    found = with_files(tmp_path, ["model=mine"], model__mine=text)
    assert found.held == {"government.b_ally": 0.2, "mechanism.peers": False}
    assert found.provenance["government.b_ally"] == "configs/model/mine.yaml, line 4"
    assert found.provenance["seed"] == "configs/run.yaml, line 11 (shipped)"


def test_words_win_over_files_and_own_files_over_shipped(tmp_path: Path) -> None:
    own = SHIPPED_RUN.replace("seed: 1 ", "seed: 5 ").replace("replicates: 100", "replicates: 7")
    found = with_files(tmp_path, ["seed=9"], run=own).settings
    assert isinstance(found, Run)
    assert (found.seed, found.replicates) == (9, 7)


def test_an_own_default_model_comes_first(tmp_path: Path) -> None:
    text = "# @package _global_\noperator:\n  lock_in: 2.5\n"
    assert with_files(tmp_path, [], model__default=text).held == {"operator.lock_in": 2.5}


def test_an_executor_is_chosen_by_a_word_and_may_be_a_file_of_ones_own(tmp_path: Path) -> None:
    found = with_files(tmp_path, ["executor=dask", "executor.workers=3"])
    assert found.settings.executor == Executor(kind="dask", workers=3, scheduler=None)
    assert found.provenance["executor.workers"] == "executor.workers=3"
    assert found.provenance["executor.kind"] == "configs/executor/dask.yaml, line 3 (shipped)"
    text = "kind: dask\nworkers: auto\nscheduler: tcp://head:8786\n"
    found = with_files(tmp_path, ["executor=ours"], executor__ours=text)
    assert found.settings.executor == Executor(kind="dask", workers=0, scheduler="tcp://head:8786")
    assert found.provenance["executor.scheduler"] == "configs/executor/ours.yaml, line 3"
    with pytest.raises(ConfigError) as caught:
        with_files(tmp_path, ["executor=dsk"])
    assert str(caught.value) == (
        "executor: 'dsk' is not a file in configs/executor/ (there are: dask, ours, processes, "
        "serial, threads); did you mean 'dask'?"
    )


@pytest.mark.parametrize(
    ("word", "value"),
    [("off", False), ("on", True), ("false", False), ("true", True)],
)
def test_switches_by_word_and_by_file(tmp_path: Path, word: str, value: bool) -> None:
    assert configure("run", [f"mechanism.peers={word}"]).held == {"mechanism.peers": value}
    found = with_files(
        tmp_path, ["model=mine"], model__mine=model(f"mechanism:\n  peers: {word}\n")
    )
    assert found.held == ({} if value else {"mechanism.peers": False})


def test_levers_and_tables_are_open() -> None:
    words = ["levers.aid.budget_usd_m=[0,150]", "levers.aid.from=2025Q1", "data.operators=a b.csv"]
    found = configure("sweep", words)
    assert isinstance(found.settings, Sweep)
    assert found.settings.levers == {"aid.budget_usd_m": (0, 150), "aid.from": "2025Q1"}
    assert found.settings.data == {"operators": Path("a b.csv")}
    assert found.provenance["levers.aid.from"] == "levers.aid.from=2025Q1"


def test_a_value_outside_its_range_is_allowed_and_said() -> None:
    found = configure("run", ["government.b_ally=3"])
    assert found.held == {"government.b_ally": 3.0}
    assert found.notes == (
        "government.b_ally=3 lies outside its range (usually 0.1 to 1.2 resolve)",
    )


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (
            "trust.parity_start=1.2",
            "trust.parity_start: 1.2 is not between 0 and 1 (usually 0.1 to 0.6 share)",
        ),
        (
            "operator.life=0",
            "operator.life: 0 is not above 0 (usually 28 to 48 quarters)",
        ),
        (
            "operator.tender_gap=-1",
            "operator.tender_gap: -1 is not 0 or more (usually 8 to 24 quarters)",
        ),
        (
            "operator.life=long",
            "operator.life: 'long' is not a number (usually 28 to 48 quarters)",
        ),
        (
            "operator.life=true",
            "operator.life: True is not a number (usually 28 to 48 quarters)",
        ),
        (
            "mechanism.peers=maybe",
            "mechanism.peers: 'maybe' is not true or false (on and off, 1 and 0 work too)",
        ),
        (
            "levers.aid.budget_usd_m=[]",
            "levers.aid.budget_usd_m: [] is not a value, a list of values or a range such as "
            "{from: 0, to: 500}",
        ),
        ("seed=x", "seed: 'x' is not a whole number from 0 to 9223372036854775807 (2^63-1)"),
        ("seed=[1", "'seed=[1': the value cannot be understood; put it in quotes?"),
        (
            "seed=range(1,3)",
            "'seed=range(1,3)': one value is needed; a list is written in brackets",
        ),
        ("levers.aid=3", "levers.aid: 'aid' needs a key; write levers.aid.KEY=VALUE"),
        (
            "model=defalt",
            "model: 'defalt' is not a file in configs/model/ (there are: best, default, "
            "posterior); did you mean 'default'?",
        ),
    ],
)
def test_mistakes_in_words(tmp_path: Path, word: str, expected: str) -> None:
    assert message(tmp_path, [word]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SHIPPED_RUN + "replicate: 3\n",
            f"configs/run.yaml, line {NEXT}: 'replicate' is not a setting (settings: replicates, ",
        ),
        (
            SHIPPED_RUN.replace("seed: 1 ", "seed: one "),
            "configs/run.yaml, line 11, seed: 'one' is not a whole number from 0 to "
            "9223372036854775807 (2^63-1)",
        ),
        (
            SHIPPED_RUN + "seed: 3\n",
            f"configs/run.yaml, line {NEXT}: 'seed' is given twice (first on line 11)",
        ),
        (SHIPPED_RUN + "\tx: 3\n", f"configs/run.yaml, line {NEXT}: "),
        (
            SHIPPED_RUN.replace("scenario: us_action", "scenario: ${seed}"),
            "configs/run.yaml, line 8, scenario: values are plain; '${...}' is not looked up",
        ),
        (
            SHIPPED_RUN.replace("model: posterior ", "modle: default "),
            "configs/run.yaml, line 3, defaults: {'modle': 'default'} is not allowed",
        ),
        (
            SHIPPED_RUN.replace("model: posterior ", "model: defalt "),
            "model: 'defalt' is not a file in configs/model/ (there are: best, default, "
            "posterior); did you mean",
        ),
    ],
)
def test_mistakes_in_files_name_file_and_line(tmp_path: Path, text: str, expected: str) -> None:
    assert message(tmp_path, [], run=text).startswith(expected)


def test_mistakes_in_a_model_file(tmp_path: Path) -> None:
    found = message(tmp_path, ["model=mine"], model__mine=model("goverment:\n  b_ally: 1\n"))
    assert found.startswith("configs/model/mine.yaml, line 4: 'goverment.b_ally' is not a setting")
    assert found.endswith("did you mean 'government.b_ally'?")
    share = message(tmp_path, ["model=mine"], model__mine=model("trust:\n  parity_start: 1.2\n"))
    assert share == (
        "configs/model/mine.yaml, line 4, trust.parity_start: 1.2 is not between 0 and 1 "
        "(usually 0.1 to 0.6 share)"
    )
    header = message(tmp_path, ["model=mine"], model__mine="trust:\n  forget: 0.1\n")
    assert header == "configs/model/mine.yaml, line 1: must be '# @package _global_'"
    circle = message(
        tmp_path, ["model=mine"], model__mine="# @package _global_\ndefaults: [mine]\n"
    )
    assert circle.startswith("model: 'mine' builds on itself")


def test_composing_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    configure("run", ["seed=3"])
    assert list(tmp_path.iterdir()) == []
