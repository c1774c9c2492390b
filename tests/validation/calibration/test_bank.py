"""Banks of several waves are one."""

import numpy as np

from sim.params import draw
from sim.validation.calibration.bank import joined
from tests.validation.calibration.made import made_bank


def test_banks_are_joined_in_their_order() -> None:
    parts = [made_bank(draw(range(n), n), 2, 2, n) for n in (2, 4)]
    parts[1] = parts[1]._replace(left_out=("draw 4, replicate 0: Oops",))
    whole = joined(parts)
    assert (whole.draws, whole.left_out) == (6, parts[1].left_out)
    np.testing.assert_array_equal(whole.shares[2:], parts[1].shares)
    key = "government.intercept"
    np.testing.assert_array_equal(whole.points[key][:2], parts[0].points[key])
