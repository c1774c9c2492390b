"""The shipped tables and the world built from them, made once for all tests."""

from __future__ import annotations

from functools import cache

from sim.build import build_world
from sim.data.groups import Groups
from sim.data.load import Tables, load_tables
from sim.world import Names, World


@cache
def tables() -> Tables:
    return load_tables()


@cache
def groups() -> Groups:
    return Groups(tables())


@cache
def built() -> tuple[World, Names]:
    return build_world(tables())


def country(iso3: str) -> int:
    return built()[1].countries.index(iso3)


def operator(name: str) -> int:
    return built()[1].operators.index(name)


def vendor(name: str) -> int:
    return built()[1].vendors.index(name)
