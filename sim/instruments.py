"""What the powers and the world do in each quarter: a scenario, turned into arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Instruments(NamedTuple):
    """A scenario as dated doses. Axis (quarter,) = 88 unless said otherwise."""

    campaign: Floats  #: US campaign as a fraction of the parameter ``campaign_peak`` (U1)
    campaign_active: NDArray[np.bool_]  #: from the first quarter of the campaign on (G1)
    aid_usd_m: Floats  #: aid budget of the quarter (U2)
    swap_paid_by_state: Floats  #: (quarter, country), share of removal cost the state pays (U2)
    control: Floats  #: (quarter, vendor, parts), export-control dose: 0, 0.6 partial, 1 full, by
    #: what is withheld (``terms.DENIED``) (U3)
    finance_usd_m: Floats  #: China's export-finance budget of the quarter (C1)
    retaliation: Floats  #: multiplier on the probability that China punishes (C2 a): 0, 1 or large
    home_vendor_punished: NDArray[np.bool_]  #: C2 b on or off
    export_bar: Floats  #: severity 0-1 of China barring what rivals make there (C2 c)
    duty_us: Floats  #: US duty on Chinese kit; NaN: follows the tit-for-tat rule (W1)
    duty_cn: Floats  #: China's duty on US kit; NaN: follows the tit-for-tat rule (W1)
    usa_level: NDArray[np.int64]  #: the level in force in the USA, imposed by history
    imposed_level: NDArray[np.int64]  #: (quarter, country), a level set by law; -1: none
    imposed_deadline: NDArray[np.int64]  #: (quarter, country), quarter index by which the imposed
    #: level 4 must be met; -1: none
    toolbox: NDArray[np.bool_]  #: quarters in which EU windows open more often (G3)
    scare: Floats  #: size of the dated scare of the quarter, 0: none
    scare_rate_factor: Floats  #: multiplier on the random rate of scares
    incident: Floats  #: (quarter, country), size of the country's own incident with China
