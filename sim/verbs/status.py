"""The verb ``status``: how far a result is, what failed, how to go on, and whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final, cast

from sim.cmdline import split
from sim.config import configure
from sim.errors import ConfigError, ResultError
from sim.settings import Status
from sim.verbs import Options
from sim.verbs.launch import say, show_configuration

if TYPE_CHECKING:
    from sim.sweeps.survey import Survey

_MOST_KINDS: Final = 8
_COLUMNS: Final = ("done", "failed", "missing")
_SPARED: Final = "not_needed"


def main(words: list[str], options: Options) -> int:
    """Say how far a result is, and verify it if asked; return the exit status.

    Raises
    ------
    FaultlinesError
        If no result is named, or it is not there or cannot be read.
    """
    plain, pairs = split(words)
    if len(plain) > 1:
        raise ConfigError(f"status: one result at a time, but {', '.join(plain)} were given")
    configured = configure("status", [*(f"result={name}" for name in plain), *pairs])
    if options.cfg:
        return show_configuration(configured)
    settings = cast(Status, configured.settings)
    if settings.result is None:
        raise ConfigError("status: name a result folder, such as results/sweep-drawn-1a2b3c4d")
    from sim.sweeps.survey import survey

    found = survey(settings.result)
    print("\n".join(line.rstrip() for line in describe(found)), flush=True)
    return _verify(found, settings.verify) if settings.verify and not options.dry_run else 0


def describe(found: Survey) -> Iterator[str]:
    """Yield what a reader should know of a result, line by line."""
    from sim.sweeps.manifest import until_words

    yield f"{found.folder}"
    yield from _asked(found)
    yield ""
    yield from _table(found)
    if told := until_words(found.manifest):
        yield ""
        yield told
    if found.failed:
        yield ""
        yield from _failures(found)
    yield ""
    yield from _times(found)
    yield from _how_to_go_on(found)


def _asked(found: Survey) -> Iterator[str]:
    from sim.sweeps.failures import one_line

    manifest = found.manifest
    names = one_line(", ".join(map(str, manifest["scenarios"])))
    held = [f"{key}={value:g}" for key, value in manifest.get("overrides", {}).items()]
    yield f"Asked: {manifest.get('verb', 'sweep')} of {names}; {found.runs} runs, " + (
        f"{found.runs // len(found.tallies)} of each scenario; parameters "
        f"{manifest.get('parameters', '?')}, seed {manifest['seed']}"
    )
    if held:
        yield f"Held: {', '.join(held)}"


def _table(found: Survey) -> Iterator[str]:
    columns = (*_COLUMNS, _SPARED) if found.not_needed else _COLUMNS
    rows = [
        *((t.scenario, *(getattr(t, name) for name in columns)) for t in found.tallies),
        ("all", *(sum(getattr(t, name) for t in found.tallies) for name in columns)),
    ]
    names = [name.replace("_", " ") for name in columns]
    wide = [max(9, len(name) + 2) for name in names]
    width = max(len(row[0]) for row in rows)
    for first, *cells in (("", *names), *rows):
        yield f"  {first:<{width}}" + "".join(f"{c:>{w}}" for c, w in zip(cells, wide, strict=True))


def _failures(found: Survey) -> Iterator[str]:
    from sim.sweeps.failures import FILE, read_failures

    kinds = found.kinds()
    names = dict.fromkeys(found.failed, "no longer known which")
    try:
        names |= {failure.run: failure.name for failure in read_failures(found.folder)}
        told = f"{FILE} holds the traceback of each"
    except ResultError as problem:
        told = str(problem)
    yield f"{_counted(len(found.failed), 'run')} failed; {told}"
    for error, runs in kinds[:_MOST_KINDS]:
        yield f"  {len(runs)} x {error}"
        yield f"      the first: {names[runs[0]]}"
    if len(kinds) > _MOST_KINDS:
        rest = sum(len(runs) for _, runs in kinds[_MOST_KINDS:])
        yield f"  {rest} x {len(kinds) - _MOST_KINDS} other errors"


def _times(found: Survey) -> Iterator[str]:
    from sim.sweeps.progress import duration

    work = sum(entry.seconds for entry in found.entries.values())
    begun, ended = (_time(found.manifest.get(key, "")) for key in ("started", "finished"))
    yield f"Begun {begun}" + (f", last launch ended {ended}" if ended else "")
    yield f"{duration(work)} of simulating; {_size(found.folder)} on disk"


def _how_to_go_on(found: Survey) -> Iterator[str]:
    again = _again(found)
    if found.being_written:
        yield "A launch is writing here now"
        return
    if found.missing:
        yield f"To do what is missing: {again}"
    if found.failed:
        yield f"To do failed runs again: {again} retry=failed"
    if not found.missing and not found.failed:
        yield "All that is needed is done" if found.not_needed else "All is done"
    if found.not_needed:
        yield "For more, launch the same with a smaller until.width, or without it"


def _again(found: Survey) -> str:
    folder = quote(str(found.folder))
    return f"faultlines run rerun={folder} out={folder}"


def _verify(found: Survey, most: int) -> int:
    from sim.sweeps.verify import wrong_blocks, wrong_runs

    say(f"Verifying: every block, and {most} done runs simulated again ...")
    print()
    faults = 0
    for line in wrong_blocks(found):
        print(line)
        faults += 1
    damaged = faults > 0
    checked = wrong_runs(found, most)
    print(*checked.changed, *checked.faults, sep="\n")
    faults += len(checked.faults)
    looked = f"{_counted(len(found.entries), 'block')} against the ledger, " + (
        f"{_counted(checked.runs, 'run')} simulated again"
    )
    if faults:
        print(f"Does not match in {_counted(faults, 'place')}: {looked}")
        if damaged:
            print(f"To do damaged blocks again: {_again(found)} retry=damaged")
        return 1
    print(f"Verified, all bytes are the same: {looked}")
    return 0


def _time(stamp: object) -> str:
    """Return a time as a person writes it."""
    return str(stamp).replace("T", " ").replace("+00:00", " UTC")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _size(folder: Path) -> str:
    size = float(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()))
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
