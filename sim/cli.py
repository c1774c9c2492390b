"""The command ``faultlines``: finds the verb, and says in one line what is wrong."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import shlex
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NoReturn

from sim import __version__
from sim.errors import ConfigError, FaultlinesError, nearest
from sim.stopping import Stop, listen
from sim.verbs import VERBS, Options

_INTERRUPTED: Final = 130
_TOLD_TO_END: Final = 143
_DASHES: Final = {
    "--help": "explain a verb",
    "--cfg": "print the settings that would be used",
    "--dry-run": "say what would be done; write nothing",
    "--version": "print the version",
}

INTRODUCTION: Final = """\
Faultlines: if Washington presses, pays, taxes or cuts off chips, who stops buying Huawei?

faultlines VERB [NAME ...] [KEY=VALUE ...] [--help] [--cfg] [--dry-run]"""


class _Parser(argparse.ArgumentParser):
    """A parser whose mistakes are ours to report."""

    def error(self, message: str) -> NoReturn:
        raise ConfigError(message)


def command() -> NoReturn:
    """Be the program ``faultlines``: do what it was started for and leave."""
    listen()
    status = main()
    if status in (_INTERRUPTED, _TOLD_TO_END):
        # A thread may be at work for a while yet, and nobody waits for what it does.
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    # The system takes the memory back; searching it for cycles first would take a quarter second.
    gc.freeze()
    sys.exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words say and return the exit status.

    Parameters
    ----------
    argv : sequence of str, optional
        Words after the command; default: those it was started with.

    Returns
    -------
    int
        0: all was done; 1: runs failed; 2: a mistake in what was asked; 130: stopped by
        Ctrl-C; 143: told by the system to end.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(words)
    except FaultlinesError as problem:
        print(f"faultlines: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt as stop:
        print(f"faultlines: stopped; to go on: {_again(words, stop)}", file=sys.stderr)
        return stop.status if isinstance(stop, Stop) else _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as problem:
        where = f"{problem.filename}: " if problem.filename else ""
        reason = problem.strerror or problem
        print(f"faultlines: {where}cannot be read or written ({reason})", file=sys.stderr)
        return 2


def _again(words: Sequence[str], stop: KeyboardInterrupt) -> str:
    """Return the command that goes on where this one stopped."""
    more = stop.to_go_on if isinstance(stop, Stop) else ()
    changed = {word.partition("=")[0] for word in more}
    kept = [word for word in words if word.partition("=")[0] not in changed]
    return shlex.join(["faultlines", *kept, *more])


def _dispatch(argv: list[str]) -> int:
    given = _parse(argv)
    verb: str | None = given.verb
    if given.version:
        print(f"faultlines {__version__}")
        return 0
    if verb is None:
        print(overview())
        return 0 if given.help or not argv else 2
    if verb not in VERBS:
        known = ", ".join(VERBS)
        raise ConfigError(f"{verb!r} is not a verb (verbs: {known}){nearest(verb, VERBS)}")
    if given.help:
        print(explain(verb))
        return 0
    options = Options(cfg=given.cfg, dry_run=given.dry_run)
    status: int = import_module(VERBS[verb].module).main(given.words, options)
    return status


def _parse(argv: list[str]) -> argparse.Namespace:
    for word in argv:
        if word.startswith("-") and word not in (*_DASHES, "-h"):
            dashes = ", ".join(_DASHES)
            hint = nearest(word, _DASHES)
            raise ConfigError(f"{word!r} is not known; dashes are only for {dashes}{hint}")
    parser = _Parser(prog="faultlines", add_help=False, allow_abbrev=False)
    parser.add_argument("verb", nargs="?")
    parser.add_argument("words", nargs="*")
    parser.add_argument("-h", "--help", action="store_true")
    for dash in ("--version", "--cfg", "--dry-run"):
        parser.add_argument(dash, action="store_true")
    return parser.parse_intermixed_args(argv)


def overview() -> str:
    """Return the help of the command."""
    width = max(map(len, (*VERBS, *_DASHES))) + 2
    examples = [verb.examples[0] for verb in VERBS.values()]
    return "\n".join(
        [
            INTRODUCTION,
            "",
            "Verbs",
            *(f"  {name:<{width}}{verb.summary}" for name, verb in VERBS.items()),
            "",
            "Dashes",
            *(f"  {name:<{width}}{text}" for name, text in _DASHES.items()),
            "",
            "Examples",
            *(f"  {example}" for example in examples),
            "",
            "faultlines VERB --help says more.",
        ]
    )


def explain(name: str) -> str:
    """Return the help of a verb."""
    verb = VERBS[name]
    lines = [f"faultlines {name} {verb.usage}".rstrip(), "", f"{verb.summary}.", verb.about]
    settings = _settings(name)
    if settings:
        width = max(map(len, settings)) + 2
        lines += ["", f"Settings (start values: configs/{name}.yaml)"]
        lines += [f"  {key:<{width}}{meaning}" for key, meaning in settings.items()]
    lines += ["", "Examples", *(f"  {example}" for example in verb.examples)]
    return "\n".join(lines)


def _settings(name: str) -> dict[str, str]:
    from sim.setting_keys import SETTINGS, setting_keys

    return setting_keys(name) if name in SETTINGS else {}
