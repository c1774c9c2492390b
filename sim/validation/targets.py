"""Whom a decision of a table restricts: Chinese vendors, somebody else, or nobody knows whom."""

from __future__ import annotations

import re
from typing import Final

from sim.analysis.restricted import on_chinese_vendors, targets_of
from sim.errors import nearest
from sim.validation.outside import OutsideError
from sim.validation.places import place
from sim.validation.sellers import sellers
from sim.validation.words import word_of

ALLOWED: Final = (
    "chinese_vendors", "CHN", "Huawei", "ZTE", "high_risk_vendors", "untrusted_vendors",
)  # fmt: skip
"""Words that count, of which an error names all."""
#: Vendors and things that a decision may be on, beside the vendors and countries of the model.
_OTHERS: Final = frozenset({
    "open_ran", "o_ran", "oran", "vran", "satellite", "satellites", "starlink", "spacex",
    "kaspersky", "kaspersky_lab", "juniper", "juniper_networks", "ciena", "nec", "fujitsu",
    "mavenir", "rakuten", "rakuten_symphony", "parallel_wireless", "airspan", "alcatel_lucent",
    "nokia_siemens_networks", "siemens", "motorola", "motorola_solutions", "qualcomm", "intel",
    "micron", "microsoft", "google", "apple", "ibm", "oracle", "fortinet", "check_point", "hpe",
    "nso", "nso_group", "telegram", "china_mobile", "china_telecom", "china_unicom", "tiktok",
    "bytedance", "wechat",
})  # fmt: skip
_ELSEWHERE: Final = re.compile(
    r"(?:other_)?(?:non_chinese|western|american|us|european|russian|israeli|korean|japanese|indian)"
    r"(?:_(?:vendors?|suppliers?|companies|kit|equipment))?"
)


def is_on_chinese_vendors(target: str) -> bool:
    """Return whether a decision is one on Chinese vendors, by its target; a blank is.

    Raises
    ------
    OutsideError
        If the target names somebody whom nobody knows, and no Chinese vendor.

    Examples
    --------
    >>> is_on_chinese_vendors("Huawei, ZTE"), is_on_chinese_vendors("Ericsson")
    (True, False)
    """
    if on_chinese_vendors(target):
        return True
    if _is_somebody_else(target):
        return False
    unknown = next((name for name in targets_of(target) if not _is_somebody_else(name)), "")
    if not unknown:
        return False
    close = nearest(word_of(unknown), map(word_of, (*ALLOWED, *_OTHERS)))
    raise OutsideError(
        f"target {target.strip()!r} is not one of {', '.join(ALLOWED)}, and no other vendor or "
        f"country that is known{close}"
    )


def _is_somebody_else(name: str) -> bool:
    word = word_of(name)
    return word in _OTHERS or bool(_ELSEWHERE.fullmatch(word)) or _is_of_the_model(name)


def _is_of_the_model(name: str) -> bool:
    """Return whether a name is that of a vendor or a place that the model has."""
    for known in (sellers, place):
        try:
            known(name)
        except OutsideError:
            continue
        return True
    return False
