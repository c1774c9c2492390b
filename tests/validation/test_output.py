"""A verdict on disk: plain JSON that holds everything, and a table of scores."""

import csv
import json
from pathlib import Path

import numpy as np

from sim.validation.files import Stranger
from sim.validation.given import Reading
from sim.validation.output import FILE, SCORES, write_verdict
from sim.validation.risk import NoCase, Unnamed
from sim.validation.rows import LeftOut
from tests.validation.test_table import figure, verdict


def written(folder: Path, **more: object) -> dict[str, object]:
    write_verdict(verdict(**more), {"default": "start values"}, folder)
    found: dict[str, object] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return found


def test_everything_is_there(tmp_path: Path) -> None:
    found = written(tmp_path)
    assert found["years"] == {"from": 2014, "until": 2020}
    assert found["model"] == {"default": "start values"}
    assert len(found["figures"]) == 5
    first = found["figures"][0]
    assert first["observed"] == 0.2
    assert first["model"]["default"] == {
        "mean": 0.23, "p05": 0.23, "p25": 0.23, "p50": 0.23, "p75": 0.23, "p95": 0.23,
        "below": 0.0013499, "runs": 4,
    }  # fmt: skip
    assert [event["when"] for event in found["events"]] == [2019.0, None, None]
    assert found["brackets"][0]["model"]["drawn"]["mean"] == 6.5


def test_rows_that_are_left_out_are_named_by_their_lines(tmp_path: Path) -> None:
    out = [LeftOut("vendor_share_global", line, "Fujitsu", "no figure") for line in (3, 8)]
    found = written(tmp_path, left_out=out)
    assert found["tables"] == {
        "vendor_share_global": {
            "rows": 5,
            "not read": None,
            "left out": [{"reason": "no figure", "rows": 2, "lines": [3, 8], "what": ["Fujitsu"]}],
            "of other kinds": [],
            "with a reserve": [],
        }
    }


def test_files_that_are_not_read_are_named(tmp_path: Path) -> None:
    strangers = (Stranger("market_sizes.csv", "market_size.csv"), Stranger("prices.ods"))
    found = written(tmp_path, reading=Reading(strangers=strangers))
    assert found["files that are not read"] == [
        {"file": "market_sizes.csv", "meant": "market_size.csv"},
        {"file": "prices.ods", "meant": None},
    ]
    assert found["remarks"] == [
        "market_sizes.csv is not read; did you mean market_size.csv?",
        "prices.ods is not read.",
    ]


def test_who_is_no_case_and_who_is_a_no_without_a_row_are_apart(tmp_path: Path) -> None:
    case = NoCase(2021, 2025, "at that level before", ("AUS",))
    found = written(tmp_path, no_cases=[case, Unnamed(("PER", "KEN"), 150)])
    assert found["no cases"] == [
        {"first": 2021, "last": 2025, "reason": "at that level before", "countries": ["AUS"]}
    ]
    assert found["scored as a no without a row"] == ["PER", "KEN"]
    assert written(tmp_path)["scored as a no without a row"] == []


def test_what_has_no_value_is_null_and_not_nan(tmp_path: Path) -> None:
    empty = figure("v", 0.2, float("nan"), float("nan"))
    found = written(tmp_path, figures=[empty])
    assert found["figures"][0]["rivals"] == {"persistence": None}
    told = found["figures"][0]["model"]["default"]
    assert told.pop("runs") == 0
    assert set(told.values()) == {None}
    assert "NaN" not in (tmp_path / FILE).read_text(encoding="utf-8")


def test_a_figure_told_twice_says_that_it_counts_half(tmp_path: Path) -> None:
    one, other = figure("v", 0.2, 0.3, 0.4), figure("w", 0.2, 0.3, 0.4)
    found = written(tmp_path, figures=[one, one, other])
    assert [each["weight"] for each in found["figures"]] == [0.5, 0.5, 1.0]


def test_scores_are_a_table(tmp_path: Path) -> None:
    found = written(tmp_path)
    with (tmp_path / SCORES).open(encoding="utf-8", newline="") as handle:
        rows = [*csv.DictReader(handle)]
    assert len(rows) == len(found["scores"])
    (row,) = (row for row in rows if row["measure"] == "RMSE" and row["predictor"] == "posterior"
              and row["publisher"])  # fmt: skip
    assert np.isclose(float(row["value"]), 3.0)
    told = [row[name] for name in ("market", "place", "publisher", "quantity", "in_sample")]
    assert told == ["ran", "world", "Dell'Oro", "bought", "1"]
    assert all(int(each["figures"]) for each in rows)
    assert all(isinstance(each["figures"], int) for each in found["scores"])
