"""What places are called inside a sentence."""

from __future__ import annotations

from typing import Final

_WITH_ARTICLE: Final = frozenset(
    {
        "Bahamas",
        "Central African Republic",
        "Comoros",
        "Congo Republic",
        "DR Congo",
        "Dominican Republic",
        "Gambia",
        "Maldives",
        "Marshall Islands",
        "Middle East & North Africa",
        "Netherlands",
        "Philippines",
        "Solomon Islands",
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    }
)
_REST: Final = "Rest of "


def in_sentence(name: str) -> str:
    """Return the name of a country or region as it reads after "in".

    Examples
    --------
    >>> in_sentence("United Kingdom"), in_sentence("Italy")
    ('the United Kingdom', 'Italy')
    >>> in_sentence("Rest of East Asia & Pacific")
    'the rest of East Asia & Pacific'
    """
    if name.startswith(_REST):
        return f"the rest of {name.removeprefix(_REST)}"
    return f"the {name}" if name in _WITH_ARTICLE else name
