"""Settings that nothing would read: whoever gave one expects something else than what happens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.errors import ConfigError

if TYPE_CHECKING:
    from sim.sweeps.request import Request

MORRIS_LEVELS: Final = 4
UNTIL_YEAR: Final = 2030


def check_read(request: Request) -> None:
    """Refuse a setting that goes with another one only, which is not there.

    Raises
    ------
    ConfigError
        With the setting, its value and what it goes with.
    """
    design = Path(request.design).name
    if request.second_order and request.design != "saltelli":
        raise ConfigError(f"second_order: goes with design=saltelli, but design is {design}")
    if request.morris_levels != MORRIS_LEVELS and request.design != "morris":
        raise ConfigError(
            f"morris_levels: {request.morris_levels} goes with design=morris, but design is "
            f"{design}"
        )
    if request.until_year != UNTIL_YEAR and not request.until_width:
        raise ConfigError(
            f"until.year: {request.until_year} goes with until.width, which is not given; write "
            "until.width=0.5 too"
        )
    if request.executor == "serial" and request.workers > 1:
        raise ConfigError(
            f"executor.workers={request.workers}: executor=serial does one run after the other; "
            "leave one of the two out"
        )
    if (request.retry_failed or request.retry_damaged) and not request.resume:
        what = "failed" if request.retry_failed else "damaged"
        raise ConfigError(
            f"retry={what}: does runs of an earlier launch again, but resume=false begins anew; "
            "leave one of the two out"
        )
