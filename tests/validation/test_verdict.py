"""A folder is scored whole: what is measured, what is left out, what is held apart."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import xarray as xr

from sim.errors import DataError
from sim.sweeps.model import Model
from sim.sweeps.opening import open_model
from sim.sweeps.request import Request
from sim.terms import RAN_5G
from sim.validation.left_out import OF
from sim.validation.verdict import Verdict, asked_of, verdict
from sim.validation.windows import NEVER, SEEN, Years
from tests.validation.small import table
from tests.validation.test_observe import put
from tests.validation.tiny import EUROPE, tiny

TO_2020 = Years(2014, 2020)


@pytest.fixture(scope="module")
def model() -> Model:
    return open_model(Request(("us_action",)))


def nothing(law: object, against: int = 0) -> Mapping[str, object]:
    return {}


def judged(
    folder: Path, model: Model, runs: Mapping[str, xr.Dataset], years: Years = TO_2020,
    left_out: Mapping[str, xr.Dataset] | None = None,
) -> Verdict:  # fmt: skip
    return verdict(folder, years, runs, left_out or {}, nothing, model)  # type: ignore[arg-type]


def played(share: float, samples: int = 8) -> xr.Dataset:
    """Return runs in which Huawei has a share of Germany's radio kit in every run."""
    ds = tiny(samples).assign_coords(country_region=("country", [EUROPE] * 2))
    for vendor, kit in (("huawei", share), ("nokia", 1.0 - share)):
        put(ds, "country_kit_usd_m", kit, country="DEU", vendor=vendor)
    return ds


def germany(**cells: object) -> dict[str, object]:
    return {"iso3": "DEU", "year": 2020, "generation": "4g", "vendor": "chinese", "share": 0.57,
            "basis": "RAN installed base", "source": "made up", "quality": "A",
            **cells}  # fmt: skip


def test_what_the_runs_have_is_held_against_the_figure(tmp_path: Path, model: Model) -> None:
    table(tmp_path, "vendor_share_country", [germany(year=2019, share=0.5)])
    found = judged(tmp_path, model, {"default": played(0.6), "posterior": played(0.4)})
    scores = {each.predictor: each.score.value for each in found.rows
              if each.measure == "bias" and each.groups == {"of": "a country"}}  # fmt: skip
    assert scores == pytest.approx({"default": 10.0, "posterior": -10.0}, abs=1e-4)
    assert found.variants == ("default", "posterior")
    assert (found.read, found.left_out) == ({"vendor_share_country": 1}, [])


@pytest.mark.parametrize(("known", "is_told"), [(4, False), (5, True)])
def test_a_row_of_which_too_few_runs_tell_is_left_out_by_name(
    tmp_path: Path, model: Model, known: int, is_told: bool
) -> None:
    table(tmp_path, "vendor_share_country", [germany(year=2019)])
    ds = played(0.6)
    put(ds, "country_kit_usd_m", 0.0, sample=list(range(known, 8)))
    found = judged(tmp_path, model, {"default": ds})
    told = [(each.line, each.reason.startswith("fewer than 5 runs")) for each in found.left_out]
    assert told == ([] if is_told else [(2, True)])
    assert bool(found.rows) is is_told


def test_one_variant_that_tells_of_a_row_is_enough(tmp_path: Path, model: Model) -> None:
    table(tmp_path, "vendor_share_country", [germany(year=2019)])
    found = judged(tmp_path, model, {"default": tiny(8), "posterior": played(0.4)})
    assert found.left_out == []


def test_a_row_that_is_lost_is_named_once_whatever_the_windows(
    tmp_path: Path, model: Model
) -> None:
    table(tmp_path, "vendor_share_country", [germany(year=""), germany(year=2019)])
    found = judged(tmp_path, model, {"default": played(0.6)}, Years(2014, 2025))
    assert [each.line for each in found.left_out] == [2]
    assert found.read == {"vendor_share_country": 2}


def test_a_country_left_out_of_the_start_is_scored_by_the_runs_without_it(
    tmp_path: Path, model: Model
) -> None:
    table(tmp_path, "vendor_share_country", [germany(seed_input=1)])
    runs = {"default": played(0.57), "best": played(0.57)}
    found = judged(tmp_path, model, runs, left_out={"DEU": played(0.2)})
    started, unknowing = found.figures
    assert (started.seed, unknowing.seed) == (True, False)
    assert (unknowing.window, unknowing.groups["of"]) == (NEVER, OF)
    assert unknowing.model["best"] == pytest.approx([0.2] * 8)
    scored = {each.predictor for each in found.rows if each.measure == "RMSE"}
    assert "best" in scored
    assert "default" not in scored, "what the model starts from is no test of it"


def test_what_was_fitted_is_no_test(tmp_path: Path, model: Model) -> None:
    rows = [{"market": "ran", "scope": scope, "year": 2019, "vendor": "Huawei", "share": 0.3,
             "source": "made up"} for scope in ("world", "AFR")]  # fmt: skip
    table(tmp_path, "vendor_share_global", rows)
    found = judged(tmp_path, model, {"default": tiny(8)})
    assert [each.window for each in found.figures] == [SEEN, NEVER]


def test_a_folder_without_a_table_cannot_be_scored(tmp_path: Path, model: Model) -> None:
    (tmp_path / "notes.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(DataError, match="holds none of the tables that are scored"):
        judged(tmp_path, model, {})


def test_all_that_is_scored_is_asked_for(tmp_path: Path) -> None:
    table(tmp_path, "vendor_share_country", [germany(), germany(year=2023)])
    contract = {"operator_id": "deu-vodafone", "generation": "5G", "layer": "ran",
                "vendor": "Huawei", "status": "awarded", "year": 2020}  # fmt: skip
    table(tmp_path, "operator_vendors", [contract, {**contract, "year": 2023}])
    asked = asked_of(tmp_path, TO_2020)
    assert [(each.place, each.year) for each in asked.targets] == [("DEU", 2020)]
    told = [(each.operator, each.kit, each.year) for each in asked.findings]
    assert told == [("deu-vodafone", RAN_5G, 2020)]
    assert asked.sizes_until == 0
    size = {"market": "ran", "scope": "world", "year": 2019, "usd_bn": 35.0, "source": "made up"}
    table(tmp_path, "market_size", [size])
    assert asked_of(tmp_path, TO_2020).sizes_until == 2020
