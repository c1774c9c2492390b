"""The verb ``validate`` on tables that nobody has seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sim
from sim import cli

GLOBAL = """\
market,scope,year,quarter,vendor,share,metric,source,note,quality
telecom_equipment,world,2022,,Huawei,0.30,revenue,made up,,A
telecom_equipment,world,2022,,Ericsson+Nokia,0.30,revenue,made up,,A
telecom_equipment,world,2023,,top5,0.75,revenue,made up,,B
telecom_equipment,world,2023,,Zenith Radio,0.05,revenue,made up,,A
telecom_equipment,world,2024,,chinese,,revenue,made up,,A
ran,asia_pacific,2025,1H,ZTE,0.14,revenue,made up,,
"""
COUNTRY = """\
iso3,year,generation,operator,vendor,share,basis,source
DEU,2022,5g,,chinese,0.59,5G tenders,made up
NGA,2023,4g,,Huawei,0.6,RAN sites,made up
EUR,2024,5g,,Huawei,0.3,RAN,made up
ATL,2024,5g,,Huawei,0.3,RAN,made up
"""
EVENTS = """\
date,actor_iso3,instrument,layer,scope,stringency,status
2022-05-19,CAN,ban,all,5g,0.85,enacted
2023,KEN,ban,ran,5g,0.6,enacted
"""


@pytest.fixture
def targets(tmp_path: Path) -> Path:
    """Return a folder of made-up figures of years after the record."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, text in (("vendor_share_global", GLOBAL), ("vendor_share_country", COUNTRY),
                       ("policy_events", EVENTS)):  # fmt: skip
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_unseen_figures_of_later_years(
    targets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["validate", f"targets={targets}", "from=2021", "until=2025", "draws=5", f"out={out}"]
    assert cli.main(words) == 0
    said = capsys.readouterr().out
    assert said.startswith("How wrong the model is on figures of 2021 to 2025")
    assert said.endswith(f"Results: {out}\n")
    found = json.loads((out / "validation.json").read_text(encoding="utf-8"))
    world = found["tables"]["vendor_share_global"]
    assert world["rows"] == 6
    assert {row["reason"]: row["lines"] for row in world["left out"]} == {
        "a vendor that the model does not know (Zenith Radio)": [5],
        "no figure (the share is blank)": [6],
    }
    country = found["tables"]["vendor_share_country"]["left out"]
    assert [row["reason"] for row in country] == ["a place that the model does not know (ATL)"]
    assert len(found["figures"]) == 4 + 3
    persistent = {each["what"]: each["rivals"]["persistence"] for each in found["figures"]}
    assert persistent["Huawei, telecom_equipment bought, world, 2022"] is None  # another publisher
    happened = {each["what"] for each in found["events"] if each["happened"]}
    assert "CAN: no new kit or above, de jure" in happened
    assert "GBR: no new kit or above, de jure" not in {each["what"] for each in found["events"]}
    told = [(each["model"][name], runs) for each in found["events"]
            for name, runs in each["runs"].items()]  # fmt: skip
    assert all(0 < chance < 1 if runs == 5 else chance is None for chance, runs in told)
    assert any(runs == 5 for _, runs in told)
    assert {row["window"] for row in found["scores"]} == {"2021 on"}
    assert not any(row["in_sample"] for row in found["scores"])


def test_a_folder_keeps_only_what_its_figures_are_measured_on(
    targets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["validate", f"targets={targets}", "until=2023", "model=default", "draws=2"]
    assert cli.main([*words, f"out={out}"]) == 0
    runs = sim.load(out / "drawn")
    assert runs["scenario"].values.tolist() == ["us_action"]
    assert bool(runs["operator_kit_usd_m"].isnull().all())  # no figure is of an operator
    kept = runs["new_kit_usd_m"].sel({"class": "ran_5g"}).notnull().any(["sample", "vendor"])
    shown = kept.isel(scenario=0, drop=True).stack(at=("quarter", "country"))
    assert shown["at"].values[shown.values].tolist() == [
        (f"2022Q{quarter}", "DEU") for quarter in range(1, 5)
    ]
    capsys.readouterr()
    assert cli.main([*words, f"out={out}"]) == 0
    assert "All 2 runs already done" in capsys.readouterr().err
    assert cli.main([*words[:2], "until=2025", *words[3:], f"out={out}"]) == 2
    assert "choose another out=" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["from=2022", "until=2021"], "from: 2022 is after until=2021"),
        (["until=2040"], "until: 2040 is after 2035, the last year simulated"),
        (["targets=nowhere"], "targets: nowhere is not a folder"),
        (["from=2013"], "from: 2013 is not a whole number of 2014 or more"),
        (["2021"], "validate: takes key=value words only, but '2021' was given"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["validate", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_tables_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    assert cli.main(["validate", "targets=empty", "draws=2"]) == 2
    assert "empty: holds none of the tables that are scored (" in capsys.readouterr().err
    assert not Path("results").exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"market_size": ""}, "its tables can be read (market_size.csv: the file is empty)"),
        ({"market_size": "", "vendor_share_global": "market\nran\n"},
         "(vendor_share_global.csv: column 'scope' is missing (there: market); market_size.csv: "),
        ({"vendor_share_global": GLOBAL},
         "no row of 2014 to 2020, which from= and until= ask for; its rows are of 2022 to 2025"),
        ({"vendor_share_global": GLOBAL.splitlines()[0]}, "no row of 2014 to 2020"),
    ],
)  # fmt: skip
def test_nothing_to_score_is_said_before_anything_is_played(
    files: dict[str, str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine").mkdir()
    for name, text in files.items():
        Path(f"mine/{name}.csv").write_text(text, encoding="utf-8")
    assert cli.main(["validate", "targets=mine", "draws=2"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert not Path("results").exists()


def test_a_table_that_cannot_be_read_is_said_before_the_others_are_played(
    targets: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (targets / "market_size.csv").touch()
    assert cli.main(["validate", f"targets={targets}", "until=2025", "draws=2", "--dry-run"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert "market_size.csv is left out as a whole: the file is empty." in lines
    assert any(line.startswith("Decisions are scored to 2023, ") for line in lines)


def test_a_file_that_is_not_read_is_said_before_anything_is_played(
    targets: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (targets / "market_sizes.csv").write_text("market\n", encoding="utf-8")
    assert cli.main(["validate", f"targets={targets}", "until=2025", "draws=2", "--dry-run"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert "market_sizes.csv is not read; did you mean market_size.csv?" in lines


def test_a_dry_run_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["validate", "draws=2", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "and 2 runs of each without DEU, BEL," in said
    assert "in sum 38 runs; time: about " in said
    assert "\ndisk: about " in said
    assert list(tmp_path.iterdir()) == []
