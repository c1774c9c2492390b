"""Faultlines: who stops buying Huawei, who gains, what it costs, who stays exposed.

The library in eight words: :func:`run` simulates in memory, :func:`sweep` writes a result
folder, :func:`load` opens one, or several as one, :func:`failures` lists its failed runs,
:func:`compare` sets each scenario against its baseline, or results against one another,
:func:`plot` draws a figure, :func:`spread` gives mean and quantiles of an outcome over any number
of runs, and :func:`evaluate` is the model as a plain function, for libraries that drive one. They
are loaded when first used, so that ``import sim`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sim.analysis.quantiles import spread as spread
    from sim.evaluation import evaluate as evaluate
    from sim.library import compare as compare
    from sim.library import failures as failures
    from sim.library import load as load
    from sim.library import plot as plot
    from sim.library import run as run
    from sim.library import sweep as sweep

__version__: Final = "0.1.0"

_WORDS: Final = {
    "compare": "sim.library",
    "evaluate": "sim.evaluation",
    "failures": "sim.library",
    "load": "sim.library",
    "plot": "sim.library",
    "run": "sim.library",
    "spread": "sim.analysis.quantiles",
    "sweep": "sim.library",
}

__all__ = [
    "__version__",
    "compare",
    "evaluate",
    "failures",
    "load",
    "plot",
    "run",
    "spread",
    "sweep",
]


def __getattr__(name: str) -> Any:
    if name in _WORDS:
        return getattr(import_module(_WORDS[name]), name)
    raise AttributeError(f"module 'sim' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
