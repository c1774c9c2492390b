"""Which of the model's vendors a published name stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from sim.validation.outside import OutsideError

#: Everything a publisher may call one of the model's vendors, in small letters.
NAMES: Final[Mapping[str, str]] = {
    "huawei": "huawei",
    "huawei technologies": "huawei",
    "zte": "zte",
    "ericsson": "ericsson",
    "nokia": "nokia",
    "nokia networks": "nokia",
    "nokia (with alcatel-lucent)": "nokia",
    "samsung": "samsung",
    "samsung networks": "samsung",
    "samsung electronics": "samsung",
    "cisco": "cisco",
    "cisco systems": "cisco",
    "datang": "other_cn",
    "cict": "other_cn",
    "cict/datang": "other_cn",
    "datang/cict": "other_cn",
    "fiberhome": "other_cn",
    "other chinese": "other_cn",
    "other_cn": "other_cn",
    "other_west": "other_west",
}
#: What the model's vendors with names of their own are called.
_CALLED: Final[Mapping[tuple[str, ...], str]] = {
    ("huawei",): "Huawei",
    ("zte",): "ZTE",
    ("ericsson",): "Ericsson",
    ("nokia",): "Nokia",
    ("samsung",): "Samsung",
    ("cisco",): "Cisco",
    ("huawei", "zte", "other_cn"): "chinese",
}
_CHINESE: Final = ("huawei", "zte", "other_cn")
_OTHERS: Final = ("ericsson", "nokia", "samsung", "cisco", "other_west")
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "chinese": _CHINESE,
    "chinese vendors": _CHINESE,
    "china": _CHINESE,
    "non-chinese": _OTHERS,
    "non_chinese": _OTHERS,
    "western": _OTHERS,
    "non-chinese vendors": _OTHERS,
}
#: Parts of what the model counts as one vendor.
PARTS: Final[Mapping[str, str]] = {
    "nokia(nsn)": "Nokia with Alcatel-Lucent",
    "nokia (nsn)": "Nokia with Alcatel-Lucent",
    "nsn": "Nokia with Alcatel-Lucent",
    "nokia siemens networks": "Nokia with Alcatel-Lucent",
    "alcatel-lucent": "Nokia with Alcatel-Lucent",
    "alu": "Nokia with Alcatel-Lucent",
    **dict.fromkeys(
        ("ciena", "juniper", "nec", "fujitsu", "nec+fujitsu", "mavenir", "rakuten", "adva",
         "infinera", "calix", "parallel wireless", "airspan"),
        "other Western and Japanese",
    ),
}  # fmt: skip
_TOP: Final = re.compile(r"top[ _-]?(\d+)(?: (?:vendors|suppliers))?(?:[_ :-]+(.*))?")
_REST: Final = re.compile(r"others?|rest|remaining|all others?")


class Sellers(NamedTuple):
    """Vendors of the model whose shares are added up.

    Attributes
    ----------
    names
        The vendors.
    largest
        Only so many of them count, those with the largest shares; 0 for all.
    """

    names: tuple[str, ...]
    largest: int = 0


def sellers(name: str) -> Sellers:
    """Return the vendors that a published name stands for.

    Raises
    ------
    OutsideError
        If the model has none for it: a part of one, a remainder, or nobody it knows.

    Examples
    --------
    >>> sellers("Ericsson+Nokia").names, sellers("chinese").names
    (('ericsson', 'nokia'), ('huawei', 'zte', 'other_cn'))
    >>> sellers("top5").largest
    5
    """
    word = " ".join(name.lower().replace("&", "+").replace(" and ", "+").split())
    if word in NAMES:
        return Sellers((NAMES[word],))
    if word in GROUPS:
        return Sellers(GROUPS[word])
    if word in PARTS:
        raise OutsideError(f"a part of what the model counts as one ({PARTS[word]})")
    if _REST.fullmatch(word):
        raise OutsideError("a remainder, whose members differ from table to table")
    if found := _TOP.fullmatch(word):
        return _top(int(found[1]), found[2] or "")
    if "+" in word:
        return _sum(word.split("+"))
    raise OutsideError(f"a vendor that the model does not know ({name.strip() or 'no name'})")


def seller_called(name: str, found: Sellers) -> str:
    """Return what sellers are called, however a table spells them.

    Examples
    --------
    >>> seller_called("HUAWEI", sellers("HUAWEI")), seller_called("Top5", sellers("Top5"))
    ('Huawei', 'Top5')
    """
    return _CALLED.get(found.names, name) if not found.largest else name


def _top(count: int, named: str) -> Sellers:
    """Return the vendors that are named, or the largest of those with names of their own."""
    if named:
        return _sum(re.split(r"[_,+]", named))
    if not 1 <= count <= 6:
        raise OutsideError(f"the {count} largest vendors, of which the model names six")
    return Sellers(("huawei", "zte", "ericsson", "nokia", "samsung", "cisco"), count)


def _sum(words: list[str]) -> Sellers:
    names = [vendor for word in words for vendor in sellers(word).names]
    return Sellers(tuple(dict.fromkeys(names)))
