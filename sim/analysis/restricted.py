"""Whether a decision on record is one on Chinese vendors, by the words of its target.

A ban of Kaspersky or Ericsson is a ban, and no ban of Chinese kit. A decision counts if its
target is blank, names China or a Chinese vendor, or has one of the words by which laws mean them
without a name: high-risk, untrusted, of concern.
"""

from __future__ import annotations

import re
from typing import Final

_BETWEEN: Final = re.compile(r"[;,/|+&]|\band\b|\bor\b")
_VENDORS: Final = "huawei|hisilicon|zte|datang|cict|fiberhome|comba|h3c|hytera|hikvision|dahua"
_RISKY: Final = (
    "high(?:er|est)? risk|risky|hrvs|untrust(?:ed|worthy)|(?:non|not) trusted|of concern|hostile"
    "|adversar(?:y|ies)|covered (?:entit(?:y|ies)|equipment|list|vendors?|suppliers?)"
)
_CHINESE: Final = re.compile(rf"\b(?:china|chinese|chn|cn|prc|{_VENDORS}|{_RISKY})\b")
#: What has China in its name and is no vendor, or is said not to be meant.
_NOT: Final = re.compile(
    r"\b(?:non|not|except|excluding|outside|without)(?: of)? (?:china|chinese|chn|prc)\b"
    r"|\bchina (?:mobile|telecom|unicom)\b"
)


def targets_of(target: str) -> tuple[str, ...]:
    """Return those that a target names, as words in small letters; none of a blank.

    Examples
    --------
    >>> targets_of("Huawei; ZTE"), targets_of("high-risk vendors"), targets_of(" ")
    (('huawei', 'zte'), ('high risk vendors',), ())
    """
    parts = (" ".join(re.findall(r"\w+", part)) for part in _BETWEEN.split(_plain(target)))
    return tuple(part for part in parts if part)


def on_chinese_vendors(target: str) -> bool:
    """Return whether a decision with this target is one on Chinese vendors.

    Examples
    --------
    >>> [on_chinese_vendors(name) for name in ("", "chinese_vendors", "Huawei;ZTE", "CHN")]
    [True, True, True, True]
    >>> [on_chinese_vendors(name) for name in ("Kaspersky", "open_ran", "non-Chinese vendors")]
    [False, False, False]
    """
    named = targets_of(target)
    return not named or any(_CHINESE.search(_NOT.sub("", name)) for name in named)


def _plain(text: str) -> str:
    return text.lower().replace("_", " ")
