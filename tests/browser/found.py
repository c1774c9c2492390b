"""Which browser there is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

CHROME = "CHROME"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def chrome() -> str | None:
    """Return the browser that ``CHROME`` names, or the first that is found."""
    if named := os.environ.get(CHROME):
        return shutil.which(named)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MAC) if MAC.exists() else None)
