"""Words and indices that the whole program shares.

Everything here is plain Python, so that light commands (``--help``, ``list``) can read it
without loading a numerical library.
"""

from __future__ import annotations

import re
from typing import Final

FIRST_YEAR: Final = 2014
LAST_YEAR: Final = 2035
QUARTERS: Final = (LAST_YEAR - FIRST_YEAR + 1) * 4

CLASSES: Final = ("legacy_ran", "ran_5g", "core", "transport")
LEGACY_RAN, RAN_5G, CORE, TRANSPORT = range(4)
CLASS_COUNT: Final = len(CLASSES)

MARKETS: Final = ("ran", "core", "transport")
MARKET_COUNT: Final = len(MARKETS)
MARKET_OF_CLASS: Final = (0, 0, 1, 2)

COMPONENTS: Final = (
    "us_chips",
    "taiwan_foundry",
    "korea_memory",
    "japan_eu_rf",
    "china_foundry",
    "contract_manufacturing",
)
US_CHIPS, TAIWAN_FOUNDRY, KOREA_MEMORY, JAPAN_EU_RF, CHINA_FOUNDRY, CONTRACT_MANUFACTURING = range(
    6
)

DENIED: Final = ("chips", "us", "foreign")
"""What an export control withholds: chips; every US part, without which nothing works; chips,
foundries, memory and radio parts from anywhere but China."""
CHIPS, US_PARTS, FOREIGN_PARTS = range(3)

EXPOSURES: Final = (
    "exposure",
    "chinese_share_installed",
    "chinese_share_4g",
    "chinese_share_5g",
    "base_traffic_exposure",
)
"""Outcomes that measure how exposed a country is (E1, E3)."""

LEVELS: Final = ("none", "guideline", "cap", "no new kit", "removal")
NONE, GUIDELINE, CAP, NO_NEW_KIT, REMOVAL = range(5)

INCOME_GROUPS: Final = ("Low income", "Lower middle income", "Upper middle income", "High income")

COSTS: Final = (
    "purchases",
    "aid",
    "finance",
    "swaps",
    "swap_support",
    "stranded",
    "duties",
    "retaliation",
)
PURCHASES, AID, FINANCE, SWAPS, SWAP_SUPPORT, STRANDED, DUTIES, RETALIATION = range(8)

COST_BEARER: Final = {
    "purchases": "operators",
    "aid": "US government",
    "finance": "Chinese government",
    "swaps": "operators",
    "swap_support": "own government",
    "stranded": "operators",
    "duties": "operators",
    "retaliation": "exporters",
}
"""Who pays, or loses."""

COST_RECEIVER: Final = {
    "purchases": "vendors",
    "aid": "vendors",
    "finance": "vendors",
    "swaps": "contractors",
    "swap_support": "operators",
    "duties": "own government",
}
"""Who is paid. Written-off kit and lost exports are losses: nobody receives them."""

REGIONS: Final = (
    "China",
    "North America",
    "Europe & Central Asia",
    "Rest of East Asia & Pacific",
    "South Asia",
    "Latin America",
    "Middle East & North Africa",
    "Sub-Saharan Africa",
)
CHINA_REGION: Final = 0

RULE_PARTS: Final = {
    "T": "Trust",
    "G": "Governments",
    "U": "The two powers",
    "C": "The two powers",
    "W": "The two powers",
    "O": "Operators",
    "V": "Vendors and chips",
    "E": "Outcomes",
}
"""Part of the model by the first letter of a rule's name."""

_QUARTER = re.compile(r"(\d{4})Q([1-4])")


def quarter_index(label: str) -> int:
    """Return how many quarters after 2014Q1 a label such as ``"2018Q3"`` lies.

    The result may lie outside the simulated years; callers decide whether that is allowed.

    Raises
    ------
    ValueError
        If the label is not written as year, ``Q``, quarter.

    Examples
    --------
    >>> quarter_index("2014Q1"), quarter_index("2018Q3")
    (0, 18)
    """
    match = _QUARTER.fullmatch(label)
    if match is None:
        raise ValueError(f"{label!r} is not a quarter; write it like 2018Q3")
    return (int(match[1]) - FIRST_YEAR) * 4 + int(match[2]) - 1


def quarter_label(index: int) -> str:
    """Return the label of a quarter, such as ``"2018Q3"`` for 18.

    Examples
    --------
    >>> quarter_label(18)
    '2018Q3'
    """
    return f"{FIRST_YEAR + index // 4}Q{index % 4 + 1}"
