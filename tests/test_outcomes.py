"""The registry of outcomes is complete, typed and speaks plainly about mistakes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sim.errors import ConfigError
from sim.outcomes import FIXED_SIZES, choose_outcomes, default_outcomes, registry


def test_a_row_of_the_table_becomes_an_outcome() -> None:
    sales = registry()["sales_usd_m"]
    assert sales.dims == ("quarter", "region", "class", "vendor")
    assert sales.dtype == "float32"
    assert sales.unit == "USD million a quarter"
    assert sales.default
    assert sales.is_flow
    assert not registry()["installed_usd_m"].is_flow


def test_a_flow_is_told_by_the_period_over_which_it_is_summed() -> None:
    known = registry()
    assert {name for name, outcome in known.items() if outcome.is_flow} == {
        name for name, outcome in known.items() if outcome.unit.endswith(" a quarter")
    }
    sales = known["sales_usd_m"]
    assert sales.notes()["units"] == "USD million a quarter"
    assert sales.notes(every=2)["units"] == "USD million a half-year"
    assert sales.notes(every=4)["definition"].startswith("Kit delivered in the year, at constant")
    lapsed = known["lapsed_usd_m"].notes(every=4)["definition"]
    assert lapsed == "Backlog beyond four quarters of normal renewal (O5)"
    kit = known["installed_usd_m"]
    assert kit.notes(every=4) == kit.notes()


def test_every_outcome_has_known_axes_and_words() -> None:
    axes = {*FIXED_SIZES, "country", "vendor", "operator"}
    for outcome in registry().values():
        assert set(outcome.dims) <= axes, outcome.name
        assert outcome.dims[0] == "quarter"
        assert outcome.dtype in {"float32", "int8"}
        assert outcome.label
        assert outcome.unit
        assert outcome.definition


def test_what_is_stored_by_default() -> None:
    assert "level" in default_outcomes()
    assert "resolve" not in default_outcomes()


def test_words_are_put_in_the_order_of_the_table() -> None:
    assert choose_outcomes(["resolve", "exposure"]) == ("exposure", "resolve")
    assert choose_outcomes(["default"]) == default_outcomes()
    assert choose_outcomes(["all"]) == tuple(registry())
    assert choose_outcomes(["default", "resolve"]).count("level") == 1


def test_a_misspelt_outcome_names_the_nearest() -> None:
    with pytest.raises(ConfigError) as caught:
        choose_outcomes(["expozure"])
    assert str(caught.value) == ("outcomes: 'expozure' is not an outcome; did you mean 'exposure'?")


def test_reading_the_registry_loads_no_numerical_library() -> None:
    code = "import sys, sim.outcomes as o; o.registry(); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
