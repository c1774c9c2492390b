"""``make check-report``: drives reports in a browser that draws nowhere; 0 if all is well."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.browser.found import CHROME, chrome

MISSING = (
    "check-report: no Chromium or Chrome found; install one (Debian: apt-get install chromium) "
    f"or name it: make check-report {CHROME}=/path/to/chromium"
)


def main() -> int:
    if not (found := chrome()):
        print(MISSING, file=sys.stderr)
        return 1
    os.environ[CHROME] = found
    named = ("python_files=check_*.py", "python_functions=check_*")
    options = [word for name in named for word in ("-o", name)]
    return pytest.main([*options, *sys.argv[1:], str(Path(__file__).parent)])


if __name__ == "__main__":
    sys.exit(main())
