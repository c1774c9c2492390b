"""What must hold in every quarter of the real world, under the hardest shipped scenarios."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Block
from sim.params import sample
from sim.scenario import compile_scenario, load_scenario
from sim.terms import CAP, CORE, LEGACY_RAN, NO_NEW_KIT, QUARTERS, RAN_5G, REMOVAL, TRANSPORT
from tests.real import built, tables

CHINESE = slice(0, 3)
FIRST_BARRED = {LEGACY_RAN: REMOVAL, RAN_5G: NO_NEW_KIT, CORE: CAP, TRANSPORT: REMOVAL}


def shares_add_up(values: np.ndarray, axis: int) -> None:
    """Check that vendors' shares of whatever is there sum to 1."""
    total = values.sum(axis=axis, keepdims=True)
    share = np.divide(values, total, out=np.zeros_like(values), where=total > 0)
    there = total.squeeze(axis) > 0
    assert np.abs(share.sum(axis=axis)[there] - 1.0).max(initial=0.0) <= 1e-9
    assert values.min() >= 0.0


@pytest.mark.parametrize("name", ["us_action", "decoupling"])
def test_shares_add_up_and_nothing_barred_is_bought(name: str) -> None:
    world, names = built()
    doses = compile_scenario(load_scenario(name), names, tables())
    b = Block(world, doses, sample(range(4), 1), range(4), seed=1)
    owner, state = b.facts.operators["country"], b.state
    restricted = 0
    for _ in range(QUARTERS):
        b.step()
        level = state.governments["level"]
        award = state.award.sum(axis=-1)
        launched = award[:, :, RAN_5G] > 0
        assert np.abs(award[:, :, [LEGACY_RAN, CORE, TRANSPORT]] - 1.0).max() <= 1e-9
        assert np.abs(award[:, :, RAN_5G][launched] - 1.0).max(initial=0.0) <= 1e-9
        kit = state.young + state.old
        shares_add_up(kit, axis=-1)
        shares_add_up(state.installed, axis=-1)
        shares_add_up(state.bought, axis=-1)
        installed = state.installed.sum(axis=(1, 2, 3))
        assert kit.sum(axis=(1, 2, 3)) == pytest.approx(installed, rel=1e-9)
        for k, first in FIRST_BARRED.items():
            assert state.bought[level >= first][:, k, CHINESE].sum() == 0.0
        capped = (level == CAP)[:, owner]
        assert (state.award[capped][:, RAN_5G, CHINESE].sum(axis=1) <= 0.35 + 1e-9).all()
        restricted += int((level >= CAP).sum())
    assert restricted > 1000  # the laws were there to be broken
