"""Disturbing a sweep until it is done, and holding what is stored to an undisturbed one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import psutil

from sim.sweeps.folder import LEDGER, STORE
from sim.sweeps.ledger import Entry, read_ledger
from sim.warm import main as warm
from tests.crash.program import FULL_AFTER

ROOT = Path(__file__).parents[2]
BLOCKS = 80
PARENT, WORKER, DASK_WORKER, DISK = "parent", "process worker", "Dask worker", "full disk"
EXECUTORS = ("serial", "threads", "processes", *(["dask"] if find_spec("distributed") else []))
ON = {PARENT: EXECUTORS, WORKER: ("processes",), DASK_WORKER: ("dask",), DISK: EXECUTORS}
_START_S = 3.0
_LONGEST_S = 180.0


class Wrong(AssertionError):
    """Something was lost, changed, or told badly."""


@dataclass
class Tally:
    """What was done, by kind of disturbance and executor, and what was found wrong."""

    done: Counter[tuple[str, str]] = field(default_factory=Counter)
    too_late: int = 0
    sweeps: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def times(self) -> int:
        return sum(self.done.values())


def kinds(parents: int, workers: int, dask_workers: int, disks: int) -> list[str]:
    """Return so many disturbances of each kind; none of Dask where it is not installed."""
    dask = dask_workers if "dask" in EXECUTORS else 0
    return [PARENT] * parents + [WORKER] * workers + [DASK_WORKER] * dask + [DISK] * disks


def check(
    wanted: Sequence[str], seed: int, folder: Path, say: Callable[[str], None] = lambda line: None
) -> Tally:
    """Disturb sweeps until everything wanted has happened, each until it is done."""
    warm()
    chance = random.Random(seed)
    tally = Tally()
    whole = folder / "undisturbed"
    launch = start(whole, "serial")
    said = launch.communicate(timeout=_LONGEST_S)[1]
    if launch.returncode:
        raise Wrong(f"the undisturbed sweep ended with {launch.returncode}: {said}")
    reference = Reference(contents(whole), read_ledger(whole / LEDGER))
    left = list(wanted)
    chance.shuffle(left)
    while left:
        tally.sweeps += 1
        out = folder / f"sweep-{tally.sweeps}"
        _until_done(out, left, chance, tally, reference, say)
    return tally


@dataclass
class Reference:
    """An undisturbed sweep: its files by name, and its ledger."""

    files: dict[str, bytes]
    ledger: dict[int, Entry]

    def compare(self, out: Path, before: dict[int, Entry]) -> dict[int, Entry]:
        """Return the ledger of a sweep; what it says is done must be, and what it said before."""
        ledger = read_ledger(out / LEDGER)
        if lost := sorted(set(before) - set(ledger)):
            raise Wrong(f"blocks {lost} were done and are so no longer")
        found = contents(out)
        for block, entry in ledger.items():
            if entry.hash != self.ledger[block].hash or entry.failed:
                raise Wrong(f"block {block} is another one")
            for name in (n for n in self.files if f"/c.{block}." in n):
                if found.get(name) != self.files[name]:
                    raise Wrong(f"{name} is done, but not what it should be")
        return ledger

    def compare_whole(self, out: Path) -> None:
        """Hold all files of a finished store to those of the undisturbed one."""
        found = contents(out)
        if found != self.files:
            names = {n for n in found.keys() | self.files if found.get(n) != self.files.get(n)}
            raise Wrong(f"the finished store differs in {sorted(names)[:5]}")


def contents(out: Path) -> dict[str, bytes]:
    """Return the files of a store by name."""
    store = out / STORE
    return {
        file.relative_to(store).as_posix(): file.read_bytes()
        for file in store.rglob("*")
        if file.is_file()
    }


def start(out: Path, executor: str, full_after: int | None = None) -> subprocess.Popen[str]:
    """Launch the sweep in a session of its own."""
    env = {**os.environ} | ({FULL_AFTER: str(full_after)} if full_after else {})
    command = [sys.executable, "-m", "tests.crash.program", str(out), executor]
    return subprocess.Popen(
        command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def _until_done(
    out: Path,
    left: list[str],
    chance: random.Random,
    tally: Tally,
    reference: Reference,
    say: Callable[[str], None],
) -> None:
    before: dict[int, Entry] = {}
    while True:
        kind = left[-1] if left else None
        executor = chance.choice(ON[kind]) if kind else "threads"
        status, happened = _launch(out, kind, executor, len(before), chance)
        words = f"sweep {tally.sweeps}, {len(before)} blocks done: {executor}, {kind or 'nothing'}"
        try:
            before = reference.compare(out, before)
            if status == 0:
                reference.compare_whole(out)
        except Wrong as problem:
            tally.wrong.append(f"{words}: {problem}")
        say(f"{words}{'' if happened else ' (too late)'}; status {status}, then {len(before)} done")
        if happened and kind:
            tally.done[kind, executor] += 1
            left.pop()
        elif kind:
            tally.too_late += 1
        if status not in (0, -signal.SIGKILL) and not (kind == DISK and status == 2):
            tally.wrong.append(f"{words}: ended with {status}")
            return
        if status == 0 or tally.wrong:
            return


def _launch(
    out: Path, kind: str | None, executor: str, done: int, chance: random.Random
) -> tuple[int, bool]:
    """Launch the sweep, disturb it, and return its exit status and whether it was disturbed."""
    full_after = chance.randint(1, 40 + 4 * (BLOCKS - done)) if kind == DISK else None
    program = start(out, executor, full_after)
    happened = False
    try:
        if kind in (PARENT, WORKER, DASK_WORKER):
            _wait_for_a_moment(program, out, done, chance, from_start=kind == PARENT)
            happened = _kill(program, kind, chance)
        said = program.communicate(timeout=_LONGEST_S)[1]
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        raise Wrong(f"{executor} did not end within {_LONGEST_S:.0f} s") from None
    _wait_for_orphans(program.pid)
    if kind == DISK and program.returncode == 2:
        happened = True
        _check_words(said, out)
    return program.returncode, happened


def _check_words(said: str, out: Path) -> None:
    lines = said.splitlines()
    if len(lines) != 1 or not lines[0].startswith(
        f"faultlines: {out}: cannot be written (No space left on device)"
    ):
        raise Wrong(f"a full disk is told as: {said}")


def _wait_for_a_moment(
    program: subprocess.Popen[str],
    out: Path,
    done: int,
    chance: random.Random,
    *,
    from_start: bool,
) -> None:
    """Wait for some more blocks, or, now and then, for a moment before there are any."""
    if from_start and chance.random() < 0.25:
        time.sleep(chance.uniform(0, _START_S))
        return
    aim = done + chance.randint(1, max(1, (BLOCKS - done) // 2))
    give_up = time.monotonic() + _LONGEST_S
    while program.poll() is None and time.monotonic() < give_up:
        ledger = out / LEDGER
        if ledger.exists() and ledger.read_bytes().count(b"\n") >= aim:
            break
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.05))


def _kill(program: subprocess.Popen[str], kind: str, chance: random.Random) -> bool:
    if program.poll() is not None:
        return False
    if kind == PARENT:
        program.kill()
        return True
    workers = list(_workers(program.pid))
    if not workers:
        return False
    chance.choice(workers).kill()
    return True


def _workers(pid: int) -> Iterator[psutil.Process]:
    try:
        children = psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return
    for child in children:
        try:
            if "spawn_main" in " ".join(child.cmdline()):
                yield child
        except psutil.NoSuchProcess:
            continue


def _wait_for_orphans(session: int) -> None:
    """Processes of a program that is gone must go by themselves."""
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up:
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(session, signal.SIGKILL)
    raise Wrong("processes of the sweep outlived it by 30 s")
