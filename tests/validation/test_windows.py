"""Years are parted where the fitted record ends, and rivals know nothing of what comes after."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from sim.sweeps.model import Model
from sim.sweeps.opening import open_model
from sim.sweeps.request import Request
from sim.validation.risk import NoCase
from sim.validation.verdict import Verdict, verdict
from sim.validation.windows import AFTER, NEVER, SEEN, Years, in_sample
from tests.validation.small import table


@pytest.fixture(scope="module")
def model() -> Model:
    return open_model(Request(("us_action",)))


def nothing(law: object, against: int = 0) -> Mapping[str, object]:
    return {}


def judged(folder: Path, model: Model, years: Years) -> Verdict:
    return verdict(folder, years, {}, {}, nothing, model)  # type: ignore[arg-type]


def share(year: int, value: float, where: str = "world") -> dict[str, object]:
    return {"market": "ran", "scope": where, "year": year, "vendor": "Huawei", "share": value,
            "source": "made up", "quality": "A"}  # fmt: skip


def act(date: str, country: str) -> dict[str, object]:
    return {"date": date, "actor_iso3": country, "instrument": "ban", "layer": "all",
            "scope": "5g", "stringency": 0.9, "status": "enacted"}  # fmt: skip


def test_years_across_the_end_of_the_record_are_scored_apart(tmp_path: Path, model: Model) -> None:
    rows = [share(2019, 0.30), share(2022, 0.29), share(2019, 0.25, "AFR")]
    table(tmp_path, "vendor_share_global", rows)
    found = judged(tmp_path, model, Years(2014, 2025))
    assert [(each.window, each.observed) for each in found.figures] == [
        (SEEN, 0.30), (NEVER, 0.25), (AFTER, 0.29),
    ]  # fmt: skip
    assert {row.window for row in found.rows} == {AFTER, SEEN}  # of Africa no rival knows anything


def test_rivals_of_later_years_see_the_users_own_record_and_nothing_later(
    tmp_path: Path, model: Model
) -> None:
    rows = [share(2020, 0.30), share(2021, 0.20), share(2022, 0.10)]
    table(tmp_path, "vendor_share_global", rows)
    found = judged(tmp_path, model, Years(2014, 2025))
    last = [each.rivals["persistence"] for each in found.figures if each.window == AFTER]
    assert last == [0.30, 0.30]


def test_sizes_and_contracts_of_later_years_know_nothing_later(
    tmp_path: Path, model: Model
) -> None:
    table(tmp_path, "market_size", [
        {"market": "ran", "scope": "world", "year": year, "usd_bn": size, "source": "made up"}
        for year, size in ((2020, 35.0), (2021, 40.0), (2022, 45.0))
    ])  # fmt: skip
    table(tmp_path, "operator_vendors", [
        {"operator_id": name, "generation": "5G", "layer": "ran", "vendor": "Huawei",
         "status": "awarded", "year": year}
        for name in ("fra-orange", "deu-vodafone")
        for year in (2021, 2022)
    ])  # fmt: skip
    found = judged(tmp_path, model, Years(2014, 2025))
    last = [each.rivals["persistence"] for each in found.figures if each.window == AFTER]
    assert last == [35.0, 35.0]
    of_one = [each.rivals for each in found.events if "deu-vodafone" in each.what]
    assert len(of_one) == 2
    assert of_one[0] == of_one[1], "nothing of either year is known"


def test_acts_of_the_package_are_history_and_no_cases(tmp_path: Path, model: Model) -> None:
    table(tmp_path, "policy_events", [act("2019-05", "PER"), act("2022-05", "CAN")])
    found = judged(tmp_path, model, Years(2014, 2025))
    strict = [each for each in found.events if each.what[5:] == "no new kit or above, de jure"]
    happened = [(each.window, each.what[:3], each.when) for each in strict if each.happened]
    assert happened == [(SEEN, "PER", 2019.25), (AFTER, "CAN", 2022.25)]
    # Sweden acted in 2020 by the package's record alone: it is in neither window, and named.
    assert "SWE" not in {each.what[:3] for each in strict}
    reasons = {(each.last, each.reason) for each in found.no_cases if "SWE" in each.countries}
    assert reasons == {
        (2020, "at that level by the record of the program alone, not by the table"),
        (2022, "at that level before"),
    }


def test_a_decision_that_cannot_be_read_is_no_no(tmp_path: Path, model: Model) -> None:
    lost = [act("2023/05/01", "ESP"), {**act("2018-05", "ITA"), "stringency": "much"},
            {**act("2023-05", "PER"), "stringency": ""}]  # fmt: skip
    table(tmp_path, "policy_events", [act("2022-05", "CAN"), *lost])
    found = judged(tmp_path, model, Years(2021, 2025))
    cases = {each.cluster for each in found.events}
    assert cases.isdisjoint({"ESP", "PER"})
    assert {"CAN", "ITA"} <= cases  # Italy's row is of another window
    reasons = {each.reason: each.countries for each in found.no_cases if isinstance(each, NoCase)}
    assert reasons["with a row that cannot be read"] == ("ESP", "PER")


def test_a_window_without_decisions_says_nothing_of_who_did_not(
    tmp_path: Path, model: Model
) -> None:
    table(tmp_path, "policy_events", [act("2022-05", "CAN")])
    found = judged(tmp_path, model, Years(2014, 2025))
    assert {each.window for each in found.events} == {AFTER}


def test_sizes_and_contracts_are_never_fitted(tmp_path: Path, model: Model) -> None:
    size = {"market": "ran", "scope": "world", "year": 2020, "usd_bn": 35.0, "source": "made up"}
    table(tmp_path, "market_size", [size])
    contract = {"operator_id": "deu-vodafone", "generation": "5G", "layer": "ran",
                "vendor": "Huawei", "status": "awarded", "year": 2020}  # fmt: skip
    table(tmp_path, "operator_vendors", [contract])
    found = judged(tmp_path, model, Years(2014, 2025))
    assert [each.window for each in (*found.figures, *found.events)] == [NEVER, NEVER]


def test_only_what_was_fitted_is_in_sample() -> None:
    assert in_sample(SEEN, "posterior")
    assert in_sample(SEEN, "best")
    assert not in_sample(SEEN, "drawn")
    assert not in_sample(NEVER, "posterior")
    assert not in_sample(AFTER, "posterior")


def test_a_chance_needs_five_runs_at_risk(tmp_path: Path, model: Model) -> None:
    table(tmp_path, "policy_events", [act("2022-05", "DEU")])
    quarters = [f"{year}Q{quarter}" for year in (2020, 2021, 2022) for quarter in range(1, 5)]
    codes = model.names.countries
    level = np.zeros((1, 8, len(quarters), len(codes)), dtype=np.int8)
    level[:, :4, :, codes.index("DEU")] = 3  # no longer at risk in 2021
    level[:, :2, 8:, codes.index("KEN")] = 3
    ds = xr.Dataset(
        {"level": (("scenario", "sample", "quarter", "country"), level)},
        {"quarter": quarters, "year": ("quarter", np.repeat((2020, 2021, 2022), 4)),
         "country": list(codes)},
    )  # fmt: skip
    found = verdict(tmp_path, Years(2021, 2025), {"drawn": ds}, {}, nothing, model)  # type: ignore[arg-type]
    said = {
        each.what[:3]: each
        for each in found.events
        if each.what[5:] == "no new kit or above, de jure"
    }
    assert (math.isnan(said["DEU"].model["drawn"]), said["DEU"].runs) == (True, {"drawn": 4})
    assert said["KEN"].model["drawn"] == pytest.approx(2.5 / 9)
    assert said["KEN"].runs == {"drawn": 8}
