"""Many runs: what is asked, which runs that makes, doing them, and where they are kept.

The package can be called: ``sim.sweep(...)`` is :func:`sim.library.sweep`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """A package that is also one of the four words of the library."""

    def __call__(self, *args: Any, **kwargs: Any) -> Path:
        from sim.library import sweep

        return sweep(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
