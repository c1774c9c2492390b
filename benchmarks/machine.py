"""The machine in plain words, with nothing that names it or its owner."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.c.library import COMPILER

PACKAGES: Final = ("numpy", "numba", "mesa")
_CPU: Final = Path("/proc/cpuinfo")
_CACHES: Final = Path("/sys/devices/system/cpu/cpu0/cache")


def describe() -> str:
    """Return one line: processor, cores, caches, memory, system, versions."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = [f"{processor()}, {cores} cores"]
    parts += [text for text in (caches(), memory()) if text]
    parts += [f"{platform.system()} {platform.machine()}", f"Python {platform.python_version()}"]
    parts += [f"{name} {version(name)}" for name in PACKAGES]
    parts.append(compiler() or "no C compiler")
    return ", ".join(parts)


def processor() -> str:
    """Return the name of the processor."""
    text = _CPU.read_text(encoding="utf-8") if _CPU.exists() else ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, flags=re.MULTILINE)
    return found[1].strip() if found else platform.processor() or "unknown processor"


def caches() -> str:
    """Return the sizes of the data caches that a core sees."""
    found = []
    for index in sorted(_CACHES.glob("index*")):
        level, kind, size = (
            (index / name).read_text().strip() for name in ("level", "type", "size")
        )
        if kind != "Instruction":
            found.append(f"L{level} {size}")
    return "caches " + " ".join(found) if found else ""


def memory() -> str:
    """Return the size of the memory."""
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return ""
    size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{size / 1e9:.0f} GB of memory"


def compiler() -> str:
    """Return the compiler and its version, or nothing."""
    if shutil.which(COMPILER) is None:
        return ""
    done = subprocess.run(
        [COMPILER, "-dumpfullversion"], capture_output=True, text=True, check=False
    )
    return f"{COMPILER} {done.stdout.strip()}"
