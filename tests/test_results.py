from __future__ import annotations

import numpy as np
import pytest

from sim.facts import pack
from sim.outcomes import registry
from sim.results import Results, chosen, make_results
from sim.terms import CLASSES, COMPONENTS, COSTS, REGIONS
from tests.worlds import quiet, small_world

SIZES = {
    "quarter": 5,
    "region": len(REGIONS),
    "class": len(CLASSES),
    "vendor": 8,
    "country": 7,
    "operator": len(small_world().operators.share),
    "component": len(COMPONENTS),
    "cost": len(COSTS),
}


def made(*wanted: str) -> Results:
    return make_results(wanted, 3, 5, pack(small_world(), quiet(small_world())))


def test_there_is_a_table_for_every_outcome_of_the_registry_in_its_order() -> None:
    assert Results._fields == tuple(registry())


@pytest.mark.parametrize("name", registry())
def test_shape_and_type_follow_the_registry(name: str) -> None:
    table, outcome = getattr(made(name), name), registry()[name]
    assert table.shape == (3, *(SIZES[dim] for dim in outcome.dims))
    assert table.dtype == np.dtype(outcome.dtype)


def test_what_is_not_wanted_takes_no_room_and_keeps_its_type() -> None:
    tables = made("price", "level")
    for name, table in tables._asdict().items():
        assert (table.size > 0) == (name in ("price", "level")), name
        assert table.ndim == 1 + len(registry()[name].dims)
        assert table.dtype == np.dtype(registry()[name].dtype)


def test_what_is_wanted_comes_back_by_name_in_the_order_asked() -> None:
    tables = made("price", "level")
    found = chosen(tables, ["level", "price"])
    assert list(found) == ["level", "price"]
    assert found["price"] is tables.price
