"""The engine's tables as C sees them: a header made from their NumPy types.

A field that moves, or changes its type, moves in the header too; nothing in the C code knows
an offset. Axes are stated here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim import streams, terms

Array = NDArray[Any]
Tables = Mapping[str, Any]

RECORDS: Final = (
    "parameters",
    "countries",
    "operators",
    "vendor_facts",
    "scheduled",
    "by_country",
    "governments",
    "vendors",
    "scene",
)
"""Tables of records, read and written where the engine has them."""

ARRAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "home": ("vendor", "country"),
    "replicates": ("run",),
    "young": ("run", "operator", "class", "vendor"),
    "old": ("run", "operator", "class", "vendor"),
    "award": ("run", "operator", "class", "vendor"),
    "won_5g": ("run", "operator", "vendor"),
    "chinese_odds": ("run", "operator", "class"),
    "backlog": ("run", "operator", "class"),
    "demand": ("run", "operator", "class"),
    "constant": ("run", "country", "market", "vendor"),
    "price": ("run", "country", "market", "vendor"),
    "price_2014": ("run", "country", "market"),
    "edges": ("run", "market", "vendor"),
    "bought": ("run", "country", "class", "vendor"),
    "installed": ("run", "country", "class", "vendor"),
    "costs": ("run", "country", "cost"),
    "waiting": ("run", "country"),
    "lapsed": ("run", "country"),
    "overdue": ("run", "country"),
    "unmet": ("operator", "class"),
}
"""Arrays and their axes."""

OWN: Final[Mapping[str, str]] = {"unmet": "f8"}
"""Arrays that the engine does not have, room to work in, and their types."""

SEEN: Final = ("governments", "vendors", "scene", "price", "edges", "installed")
"""Tables that other stages write and operators read, in the order of ``seen_t``."""

COUNTS: Final = ("seed", "runs_count", "countries_count", "operators_count")

_C_TYPES: Final = {
    "f8": "double",
    "f4": "float",
    "i8": "int64_t",
    "i4": "int32_t",
    "i1": "int8_t",
    "u1": "uint8_t",
    "u8": "uint64_t",
    "b1": "uint8_t",
}
_CONSTANTS: Final = (
    *("LEGACY_RAN", "RAN_5G", "CORE", "TRANSPORT"),
    *("NONE", "GUIDELINE", "CAP", "NO_NEW_KIT", "REMOVAL"),
    *("SWAPS", "SWAP_SUPPORT", "STRANDED", "CHINA_REGION"),
)
_STREAMS: Final = ("TENDER_TIMING", "TENDER_CHOICE_1", "TENDER_CHOICE_2")


def sizes(tables: Tables) -> dict[str, int]:
    """Return the length of every axis."""
    runs, countries = tables["governments"].shape
    return {
        "run": runs,
        "country": countries,
        "operator": len(tables["operators"]),
        "vendor": len(tables["vendor_facts"]),
        "class": len(terms.CLASSES),
        "market": len(terms.MARKETS),
        "cost": len(terms.COSTS),
    }


def shape(name: str, tables: Tables) -> tuple[int, ...]:
    """Return the shape of an array."""
    known = sizes(tables)
    return tuple(known[axis] for axis in ARRAYS[name])


def header(tables: Tables) -> str:
    """Return ``layout.h``: constants, one struct a record type, and the struct of all tables."""
    known = sizes(tables)
    lines = ["#include <stdint.h>"]
    lines += [f"#define {name} {getattr(terms, name)}" for name in _CONSTANTS]
    lines += [f"#define {name} {getattr(streams, name)}" for name in _STREAMS]
    for word, axis in (("CLASSES", "class"), ("MARKETS", "market"), ("VENDORS", "vendor")):
        lines.append(f"#define {word} {known[axis]}")
    lines.append(f"#define COSTS {known['cost']}")
    lines += [struct(name, tables[name].dtype) for name in RECORDS]
    fields = [f"int64_t {name};" for name in COUNTS]
    fields += [f"{name}_t *{name};" for name in RECORDS]
    fields += [f"{_array_type(name, tables)} *{name};" for name in ARRAYS]
    lines.append("typedef struct { " + " ".join(fields) + " } tables_t;")
    lines.append("typedef struct { const char " + ", ".join(f"*{n}" for n in SEEN) + "; } seen_t;")
    lines += [f"#define BYTES_{name} {tables[name].nbytes}" for name in SEEN]
    return "\n".join(lines) + "\n"


def struct(name: str, dtype: np.dtype[Any]) -> str:
    """Return a record type as a C struct whose fields stand where NumPy has them.

    Examples
    --------
    >>> print(struct("pair", np.dtype([("a", np.int8), ("b", float, (2,))], align=True)))
    typedef struct { int8_t a; char gap_1[7]; double b[2]; } pair_t;
    _Static_assert(sizeof(pair_t) == 24, "pair");
    """
    fields = sorted((dtype.fields or {}).items(), key=lambda item: item[1][1])
    parts, end = [], 0
    for field, (kind, offset, *_) in fields:
        if offset > end:
            parts.append(f"char gap_{end}[{offset - end}];")
        length = "".join(f"[{n}]" for n in kind.shape)
        parts.append(f"{_C_TYPES[kind.base.str[1:]]} {field}{length};")
        end = offset + kind.itemsize
    if dtype.itemsize > end:
        parts.append(f"char gap_{end}[{dtype.itemsize - end}];")
    check = f'_Static_assert(sizeof({name}_t) == {dtype.itemsize}, "{name}");'
    return f"typedef struct {{ {' '.join(parts)} }} {name}_t;\n{check}"


def _array_type(name: str, tables: Tables) -> str:
    return _C_TYPES[OWN.get(name) or tables[name].dtype.str[1:]]
