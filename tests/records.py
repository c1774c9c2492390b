"""Tables of records with the fields that a test names; all others are zero."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import params


def table(dtype: np.dtype[Any], rows: int, **fields: Any) -> NDArray[Any]:
    made = np.zeros(rows, dtype)
    for name, values in fields.items():
        made[name] = values
    return made


def record(dtype: np.dtype[Any], **fields: Any) -> Any:
    return table(dtype, 1, **fields)[0]


def parameters(**overrides: float | bool) -> Any:
    """Return a record of parameters; a key's dot is written as two underscores."""
    return params.fixed({key.replace("__", "."): v for key, v in overrides.items()})[0]
