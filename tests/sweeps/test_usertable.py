"""Tables of the user's: a row a draw or a lever setting, and every mistake by its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import ConfigError, DataError, FaultlinesError
from sim.levers import Range
from sim.sweeps.design import Sample, make_design
from sim.sweeps.execute import run_sweep
from sim.sweeps.load import load
from sim.sweeps.manifest import read_manifest
from sim.sweeps.plan import make_plan
from sim.sweeps.request import Request
from sim.sweeps.usertable import read_user_table
from tests.sweeps.fakes import open_small

GOOD = """government.b_ally, levers.campaign.strength, mechanism.peers
0.5, 1, on

3, 0.25, 0
"""


def table(folder: Path, text: str) -> Path:
    file = folder / "my.csv"
    file.write_text(text, encoding="utf-8")
    return file


def ask(file: Path, **changes: Any) -> Request:
    return Request(**({"scenarios": ("press",), "design": str(file)} | changes))


def test_rows_are_draws_and_the_rest_stays_at_its_default(tmp_path: Path) -> None:
    design = make_design(ask(table(tmp_path, GOOD)))
    assert design.samples == (Sample(0, 0), Sample(1, 1))
    rows = design.parameters({})
    assert rows["b_ally"].tolist() == [0.5, 3.0]
    assert rows["use_peers"].tolist() == [1.0, 0.0]
    assert rows["b_peer"][1] == 0.0
    assert rows["life"].tolist() == [36, 36]
    assert design.settings == ({"campaign.strength": 1}, {"campaign.strength": 0.25})
    assert [design.place(row) for row in (0, 1)] == ["my.csv, line 2", "my.csv, line 4"]
    assert design.told["rows"] == 2
    crossed = make_design(ask(table(tmp_path, GOOD), replicates=2))
    assert crossed.samples == tuple(Sample(d, r) for d in (0, 1) for r in (0, 1))


def test_values_outside_their_range_are_said(tmp_path: Path) -> None:
    assert read_user_table(table(tmp_path, GOOD)).notes == (
        "my.csv: 1 value lies outside the range of government.b_ally (usually 0.1 to 1.2 resolve)",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "my.csv: a header and at least one row are needed"),
        ("government.b_ally\n", "my.csv: a header and at least one row are needed"),
        (
            "government.b_aly\n1\n",
            "my.csv, header: 'government.b_aly' is neither a parameter nor a lever such as "
            "levers.aid.budget_usd_m; did you mean 'government.b_ally'?",
        ),
        (
            "aid.budget_usd_m.x\n1\n",
            "my.csv, header: 'aid.budget_usd_m.x' is not a lever; write levers.aid.budget_usd_m.x",
        ),
        (
            "operator.life,operator.life\n1,1\n",
            "my.csv, header: column 'operator.life' is there twice",
        ),
        (
            "government.window\n0.2\n1.5\n",
            "my.csv, line 3, government.window: 1.5 is not between 0 and 1 (usually 0.08 to 0.35 "
            "per quarter)",
        ),
        (
            "government.b_ally\nhigh\n",
            "my.csv, line 2, government.b_ally: 'high' is not a number (usually 0.1 to 1.2 "
            "resolve)",
        ),
        (
            "mechanism.peers\nyes\n",
            "my.csv, line 2, mechanism.peers: 'yes' is not true or false (on and off, 1 and 0 "
            "work too)",
        ),
        (
            "government.b_ally,operator.life\n1,\n",
            "my.csv, line 2, operator.life: is empty; give every row a value",
        ),
        (
            "government.b_ally,operator.life\n1\n",
            "my.csv, line 2: 1 cell where 2 are needed",
        ),
        (
            "government.b_ally;operator.life\n0,5;30\n",
            "my.csv, header: 'government.b_ally;operator.life' holds a semicolon; columns are "
            "separated by commas, and a decimal point is a point",
        ),
        ("government.b_ally\n0,5\n", "my.csv, line 2: 2 cells where 1 is needed"),
    ],
)
def test_mistakes_name_their_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read_user_table(table(tmp_path, text))
    assert str(caught.value) == message


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"my\.csv: there is no such file"):
        make_design(ask(tmp_path / "my.csv"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"overrides": {"government.b_ally": 1.0}},
            "government.b_ally: has a column in my.csv too; leave one of the two out",
        ),
        (
            {"levers": {"campaign.strength": 1}},
            "levers.campaign.strength: has a column in my.csv too; leave one of the two out",
        ),
        (
            {"vary": ("operator.life",)},
            "parameters: the columns of my.csv say what varies; leave the list out",
        ),
        (
            {"parameters": "fixed"},
            "parameters: are to be fixed, but my.csv has columns of them",
        ),
        (
            {"levers": {"campaign.floor": Range(0, 1)}},
            "levers.campaign.floor: a range is not sampled beside my.csv; give it a column there",
        ),
    ],
)
def test_what_a_table_says_is_not_said_twice(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    file = table(tmp_path, GOOD)
    with pytest.raises(ConfigError) as caught:
        make_design(ask(file, **changes))
    assert str(caught.value) == message


def test_a_lever_of_a_table_is_checked_with_its_line(tmp_path: Path) -> None:
    from sim.sweeps.opening import open_model

    def refused(text: str, **changes: Any) -> str:
        request = ask(table(tmp_path, text), scenarios=("pressure_aid",), **changes)
        with pytest.raises(FaultlinesError) as caught:
            make_plan(request, open_model(request))
        return str(caught.value)

    assert refused("levers.aid.budget_usd_m\n5\n-3\n") == (
        "my.csv, line 3: levers.aid.budget_usd_m: -3 is not a number between 0 and 100,000"
    )
    assert refused("levers.aid.budget\n5\n") == (
        "my.csv, line 2: levers.aid.budget: 'budget' is not a key of instrument 'aid' (allowed: "
        "from, until, budget_usd_m); did you mean 'budget_usd_m'?"
    )
    assert refused("levers.aids.budget_usd_m\n5\n").endswith("; did you mean 'aid'?")
    scanned = table(tmp_path, "levers.aid.budget_usd_m\n5\n-3\n")
    request = Request(("pressure_aid",), scan=str(scanned))
    with pytest.raises(ConfigError, match=r"^my\.csv, line 3: levers\.aid\.budget_usd_m: -3 is"):
        make_plan(request, open_model(request))


def test_a_table_of_settings_is_crossed_with_every_draw(tmp_path: Path) -> None:
    file = table(tmp_path, "levers.campaign.strength,levers.campaign.floor\n1,0.5\n2,0.25\n")
    request = Request(("press",), draws=3, scan=str(file))
    plan = make_plan(request, open_small(request))
    assert [case.label for case in plan.cases] == [
        "calm",
        "press campaign.strength=1 campaign.floor=0.5",
        "press campaign.strength=2 campaign.floor=0.25",
    ]
    assert len(plan.samples) == 3
    wrong = table(tmp_path, GOOD)
    with pytest.raises(ConfigError, match=r"header: 'government\.b_ally' is a parameter; a"):
        make_plan(Request(("press",), scan=str(wrong)), open_small(request))
    twice = Request(("press",), scan=str(file), levers={"campaign.floor": 0.1})
    file.write_text("levers.campaign.floor\n1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^levers\.campaign\.floor: has a column in my\.csv too"):
        make_plan(twice, open_small(twice))


def test_a_sweep_of_a_table_keeps_it_and_goes_on(tmp_path: Path) -> None:
    file = table(tmp_path, GOOD)
    request = ask(file, outcomes=("exposure",), out=tmp_path / "out")
    folder = run_sweep(request, open_model=open_small)
    found = load(folder)
    assert found["levers.campaign.strength"].values.tolist() == [1.0, 0.25]
    assert found["drawn"].sel(parameter="government.b_ally").values.tolist() == [0.5, 3.0]
    assert (folder / "design.csv").read_text(encoding="utf-8") == GOOD
    manifest = read_manifest(folder)
    assert manifest["values"]["government.b_ally"] == {"table": "my.csv"}
    assert manifest["design"]["method"] == "table"
    before = (folder / "ledger.jsonl").read_bytes()
    moved = ask(file.rename(tmp_path / "other.csv"), outcomes=("exposure",), out=folder)
    assert run_sweep(moved, open_model=open_small) == folder
    assert (folder / "ledger.jsonl").read_bytes() == before
    again = make_design(ask(folder / "design.csv"))
    assert np.array_equal(again.parameters({}), make_design(moved).parameters({}))
