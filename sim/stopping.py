"""Being stopped: Ctrl-C, and the signal with which systems end programs, as one exception."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

#: Signals that follow a first one so soon are the same wish, said twice.
_SAME_WISH_S: Final = 5.0


class Stop(KeyboardInterrupt):
    """Somebody wants the program to end.

    Parameters
    ----------
    number : int
        Of the signal.

    Attributes
    ----------
    status : int
        The exit status that says so.
    to_go_on : tuple of str
        ``key=value`` words that the same command needs besides, to go on.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.status = 128 + number
        self.to_go_on: tuple[str, ...] = ()


def listen() -> None:
    """Raise :class:`Stop` when the program is told to end, once for all signals of one wish.

    So what is to be done at the end is not itself interrupted. A signal that is ignored, as
    ``nohup`` asks for, stays ignored.
    """
    heard = -_SAME_WISH_S

    def hear(number: int, frame: FrameType | None) -> None:
        nonlocal heard
        now = time.monotonic()
        if now - heard >= _SAME_WISH_S:
            heard = now
            raise Stop(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, hear)


@contextmanager
def unheard_by_children() -> Iterator[None]:
    """Keep Ctrl-C, which reaches all processes of a terminal, from those begun meanwhile.

    Only the one who began them is to decide what becomes of them.
    """
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    # Begun by one of the children, it would let signals through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
