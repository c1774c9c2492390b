"""Faultlines: who stops buying Huawei, who gains, what it costs, who stays exposed.

The library in five words: :func:`run` simulates in memory, :func:`sweep` writes a result
folder, :func:`load` opens one, :func:`failures` lists its failed runs, :func:`compare` sets each
scenario against its baseline. They are loaded when first used, so that ``import sim`` costs
nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sim.library import compare as compare
    from sim.library import failures as failures
    from sim.library import load as load
    from sim.library import run as run
    from sim.library import sweep as sweep

__version__: Final = "0.1.0"

_LIBRARY: Final = ("compare", "failures", "load", "run", "sweep")

__all__ = ["__version__", "compare", "failures", "load", "run", "sweep"]


def __getattr__(name: str) -> Any:
    if name in _LIBRARY:
        return getattr(import_module("sim.library"), name)
    raise AttributeError(f"module 'sim' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
