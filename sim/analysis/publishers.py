"""Who counted a figure, from the words of its source.

Sources name a house with the date and the kind of what it published: ``Panelco 2022-03 annual
report``. Two years of one house are one publisher, or no series would go on from year to year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_PUBLISHERS: Final = ("Dell'Oro", "IHS", "Omdia", "ABI", "Infonetics", "Gartner", "Strand Consult")
_YEAR: Final = r"(?:19|20)\d\d"
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_MONTHS: Final = rf"{_MONTH}(?:[-/\u2013]{_MONTH})?"
_PART: Final = r"(?:[QH][1-4]|[1-4](?:-[1-4])?[QH]|FY|CY)"
_DATE: Final = re.compile(
    rf"""(?<!\w)(?:
        (?:\d{{1,2}}\.?\s)?{_MONTHS}[-\s](?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?{_YEAR}  # 4 Mar 2022
      | {_YEAR}[-/\s]?(?:{_PART}|{_MONTH})                                     # 2022Q3, 2022 Mar
      | {_PART}[-/\s]?(?:{_YEAR}|'?\d\d)                                       # Q3 2022, 3Q22
      | \d{{1,2}}[-/.]\d{{1,2}}[-/.]{_YEAR}                                    # 04/03/2022
      | {_YEAR}(?:[-/.\u2013]\d{{1,4}}){{0,2}}                                 # 2022-03-04, 2021/22
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
#: What may follow a house: what it published, and where in it.
_WORK: Final = re.compile(
    r"""(?:^|(?<=\W))(?:
        (?:press|news)\sreleases? | (?:press|research|analyst)\snotes? | (?:annual|interim)\sresults
      | (?:pp?\.|pages?|tables?|slides?|figures?|fig\.|vol\.|nos?\.)\s?\d+(?:[-\u2013]\d+)?
      | reports? | annual | quarterly | monthly | half-year(?:ly)? | preliminary | estimate[sd]?
      | forecasts? | data | datasets? | surveys? | tables? | updates? | summary | statements?
      | filings? | presentations? | publications? | as\sof | of | for | in | on | from | by | dated
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
#: Where the house ends for good: a second source, an address, a title, something in brackets.
_BEYOND: Final = re.compile(r"\s*;|\s+https?://|\s+\(|\s+['\"\u2018\u201c]")
_EDGES: Final = " ,;:-/()\u2013\u2014"


def publisher_of(source: str) -> str:
    """Return who counted, from the words of a source.

    Dates fall away wherever they stand, and words for what was published where they end it. A
    source that holds nothing else stays as it is, without its date if anything is left then.

    Examples
    --------
    >>> publisher_of("Dell'Oro/WSJ via Mobile World Live 2021-03"), publisher_of("GSA via X")
    ("Dell'Oro", 'GSA')
    >>> publisher_of("Panelco 2022-03 annual report"), publisher_of("2022 annual report")
    ('Panelco', 'annual report')
    """
    source = source.replace("\u2019", "'")
    named = [name for name in _PUBLISHERS if name in source]
    if named:
        return named[0]
    told = source.split(" via ")[0]
    return next((house for house in _houses(told) if house), told)


def _houses(told: str) -> Iterator[str]:
    """Yield what may be the house, the barest first; one or the other may be empty."""
    whole = _undated(told)
    yield _without_work(_BEYOND.split(whole)[0])
    yield _without_work(whole)
    yield whole


def _undated(text: str) -> str:
    return " ".join(_DATE.sub(" ", text).split()).strip(_EDGES)


def _without_work(text: str) -> str:
    text = text.strip(_EDGES)
    shorter = _WORK.sub("", text).strip(_EDGES)
    return text if shorter == text else _without_work(shorter)
