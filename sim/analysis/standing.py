"""What a result may be taken for: whether its parameters were fitted to the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

UNCALIBRATED: Final = "Uncalibrated: this shows how the rules work; it is not a forecast."
CALIBRATED: Final = (
    "Fitted to the record to 2020; later years follow from the rules and from what is assumed, and "
    "are no forecast of one country."
)


def standing(attrs: Mapping[str, Any]) -> str:
    """Return in a sentence what the numbers of a result may be taken for.

    Examples
    --------
    >>> standing({"uncalibrated": True})
    'Uncalibrated: this shows how the rules work; it is not a forecast.'
    """
    return UNCALIBRATED if attrs.get("uncalibrated", True) else CALIBRATED
