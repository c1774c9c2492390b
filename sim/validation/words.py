"""Words of published tables as one word each, so that spelling makes no difference."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_QUOTES: Final = "'\u2019"


def word_of(text: str) -> str:
    """Return words in small letters without accents, with underscores between them.

    Examples
    --------
    >>> word_of(" World (ex China) "), word_of("Türkiye"), word_of("U.S.")
    ('world_ex_china', 'turkiye', 'us')
    """
    plain = unicodedata.normalize("NFKD", text.replace(".", "")).lower()
    letters = (sign for sign in plain if not unicodedata.combining(sign) and sign not in _QUOTES)
    return re.sub(r"[^a-z0-9]+", "_", "".join(letters)).strip("_")
