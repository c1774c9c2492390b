"""What pages say of who supplies an operator, and what can be concluded from several rows.

A row is one statement on a page: that a vendor was chosen, stands in the network, was shut out
or is being replaced. Pages tell of the supplier that is news. So a row proves what it says of
its own vendor and nothing about others: a contract for Nokia does not mean that Huawei has none.
What follows from rows of one operator, class and year:

* a Chinese vendor that is awarded, or installed, is a supplier: *named*;
* one that is excluded, or being replaced, gets no new orders: *shut out*. Whether its kit still
  stands is not said, so nothing follows for what is installed;
* one that is both awarded and shut out in one year contradicts itself, and a year does not say
  which came later: it counts as awarded, with a reserve;
* where only others are reported, that no Chinese vendor is there is likely and not said: *others
  only*. Nothing follows if the shares that are given leave room for one, if a vendor is not
  known, or if a Chinese one is being replaced (its kit stands or stood);
* a vendor from elsewhere that leaves or loses tells nothing of who stays.

That an operator has no row says nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from sim.validation.kinds import generation_called
from sim.validation.operators import operator_named
from sim.validation.outside import OutsideError
from sim.validation.rows import Row, Sieve
from sim.validation.sellers import sellers

AWARDED: Final = "awarded"
INSTALLED: Final = "installed"
SHUT_OUT: Final = ("excluded", "replaced")
#: Shares that are given add up to this at least, or leave room for another supplier (judgement).
_WHOLE: Final = 0.95
BOTH: Final = "a Chinese vendor both awarded and shut out in one year, counted as awarded"
_CHINESE: Final = frozenset(sellers("chinese").names)
_5G: Final = re.compile(r"5g.*")
_EARLIER: Final = re.compile(r"[234]g(?:\+[234]g)*")


class Statement(NamedTuple):
    """What one row says.

    Attributes
    ----------
    operator
        By its id in the model.
    kit
        Index of the class of kit.
    chinese
        Those of its vendors that are Chinese.
    share
        Of the award, or of what stands; None where none is given.
    """

    row: Row
    operator: str
    kit: int
    chinese: frozenset[str]
    year: int
    status: str
    share: float | None


class Finding(NamedTuple):
    """What rows of one operator, class and year say of Chinese vendors.

    Attributes
    ----------
    question
        :data:`AWARDED` (who gets new orders) or :data:`INSTALLED` (whose kit stands).
    present
        Whether a Chinese vendor is among the suppliers.
    evidence
        ``"named"``, ``"shut out"`` or ``"others only"``.
    """

    operator: str
    kit: int
    year: int
    question: str
    present: bool
    evidence: str


def findings(rows: Iterable[Row], sieve: Sieve) -> list[Finding]:
    """Return what follows from the rows; the sieve gets those from which nothing does."""
    said: dict[tuple[str, int, int], list[Statement]] = {}
    unknown: set[tuple[str, int, int]] = set()
    for row in rows:
        try:
            operator, kit, year = key = _key(row)
            try:
                statement = _statement(row, operator, kit, year)
            except OutsideError:
                unknown.add(key)
                raise
        except OutsideError as reason:
            sieve.drop(row, reason)
        else:
            said.setdefault(key, []).append(statement)
    found = []
    for key, statements in said.items():
        found += _concluded(statements, key in unknown, sieve)
    return found


def _concluded(statements: Sequence[Statement], unknown: bool, sieve: Sieve) -> list[Finding]:
    """Return what follows from the rows of one operator, class and year."""
    first, found = statements[0], []
    new = [each for each in statements if each.status != INSTALLED]
    stands = [each for each in statements if each.status == INSTALLED]
    for each in _contradictions(new):
        sieve.reserve(each.row, BOTH)
    leaves = any(each.chinese and each.status == "replaced" for each in statements)
    for question, some in ((AWARDED, new), (INSTALLED, stands)):
        doubt = unknown or (question == INSTALLED and leaves)
        evidence, reason = _evidence(some, question, doubt)
        if evidence:
            present = evidence == "named"
            found.append(
                Finding(first.operator, first.kit, first.year, question, present, evidence)
            )
        else:
            for each in some:
                sieve.drop(each.row, reason)
    return found


def _contradictions(new: Sequence[Statement]) -> list[Statement]:
    """Return the rows by which one Chinese vendor gets new orders and does not."""
    awarded = {name for each in new if each.status == AWARDED for name in each.chinese}
    shut_out = {name for each in new if each.status != AWARDED for name in each.chinese}
    return [each for each in new if each.chinese & awarded & shut_out]


def _evidence(some: Sequence[Statement], question: str, doubt: bool) -> tuple[str, str]:
    """Return the kind of evidence, or an empty word and why there is none."""
    ours = {each.status for each in some if each.chinese}
    others = [each for each in some if each.status == question and not each.chinese]
    if question in ours:
        return "named", ""
    if ours:
        return "shut out", ""
    if not others:
        return "", "says who is not there, and not who is"
    if doubt:
        return "", "other suppliers of the year are not known"
    shares = [each.share for each in others]
    given = [share for share in shares if share is not None]
    if len(given) == len(shares) and sum(given) < _WHOLE:
        return "", "shares that leave room for another supplier"
    return "others only", ""


def _key(row: Row) -> tuple[str, int, int]:
    operator = operator_named(row.text("operator_id"), row.text("iso3"))
    return operator, _kit(row), row.year()


def _statement(row: Row, operator: str, kit: int, year: int) -> Statement:
    status, told = row.word("status"), row.part("share")
    share = None if told is None else told.value
    if status not in (AWARDED, INSTALLED, *SHUT_OUT):
        raise OutsideError(f"a status that is not read ({status or 'blank'})")
    if share is not None and not 0.0 <= share <= 1.0:
        raise OutsideError(f"a share of {share:g}, which is not between 0 and 1")
    chinese = _CHINESE.intersection(sellers(row.text("vendor")).names)
    return Statement(row, operator, kit, chinese, year, status, share)


def _kit(row: Row) -> int:
    layer, generation = row.word("layer"), generation_called(row.text("generation"))
    if layer in ("core", "transport"):
        return CORE if layer == "core" else TRANSPORT
    if layer != "ran":
        raise OutsideError(f"a layer that the model does not have ({layer or 'blank'})")
    if _5G.fullmatch(generation):
        return RAN_5G
    if _EARLIER.fullmatch(generation):
        return LEGACY_RAN
    raise OutsideError(f"radio kit of no one generation ({row.text('generation') or 'blank'})")
