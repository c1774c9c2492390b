"""``make check-crash``: at least fifty disturbances; 0 if nothing was lost or changed, else 1."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.crash.check import EXECUTORS, ON, Wrong, check, kinds

PARENTS, WORKERS, DASK_WORKERS, DISKS = 22, 14, 8, 16


def main(seed: int) -> int:
    print(f"seed {seed}; executors: {', '.join(EXECUTORS)}", flush=True)
    begun = time.monotonic()
    wanted = kinds(PARENTS, WORKERS, DASK_WORKERS, DISKS)
    with tempfile.TemporaryDirectory(prefix="faultlines-crash-") as folder:
        try:
            tally = check(wanted, seed, Path(folder), lambda line: print(line, flush=True))
        except Wrong as problem:
            print(f"WRONG: {problem}")
            return 1
    print(f"\n{'disturbed':<16}" + "".join(f"{name:>11}" for name in EXECUTORS))
    for kind in ON:
        row = [tally.done[kind, executor] for executor in EXECUTORS]
        print(f"{kind:<16}" + "".join(f"{times or '-':>11}" for times in row))
    print(
        f"\n{tally.times} disturbances in {tally.sweeps} sweeps of 80 blocks, "
        f"{tally.too_late} more came too late, {time.monotonic() - begun:.0f} s"
    )
    for line in tally.wrong:
        print(f"WRONG: {line}")
    if tally.wrong:
        return 1
    print("Every finished store equals the undisturbed one; no block that was done was lost.")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else int(time.time())))
