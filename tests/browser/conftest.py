"""Small real results, their reports, and pages that allow no request and no message."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.browser.found import chrome

# Doctests are looked for in every module, whether or not there is something to drive it with.
collect_ignore_glob = [] if find_spec("playwright") else ["check_*.py"]

ATTACK = "<script>alert(1)</script>"
SCENARIO = f"""
title: "{ATTACK}"
question: "{ATTACK} </script> & what then?"
family: future
baseline: us_action
starts: 2027Q1
instruments:
  southern_law:
    type: law
    countries: [ITA, ESP]
    level: no new kit
"""
ASKED = {
    "pair": ("run", "us_action", "replicates=12"),
    "several": ("sweep", "pressure", "us_action", "attack", "draws=12"),
    "one": ("run", "baseline", "replicates=1"),
    "made_up": ("run", "us_action", "replicates=2", "world.countries=60", "world.operators=200"),
    "ablation": ("ablate", "us_action", "draws=2"),
    "few": ("run", "us_action", "replicates=2", "outcomes=[host_exposure,level]", "every=4"),
}


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the report of a small result, which is made when it is first asked for."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "attack.yaml").write_text(SCENARIO, encoding="utf-8")

    def report(name: str) -> Path:
        found = folder / name / "report.html"
        if not found.exists():
            command = [sys.executable, "-m", "sim", *ASKED[name], f"out={name}"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return found

    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chrome())
        yield opened
        opened.close()


@pytest.fixture
def visit(reports: Callable[[str], Path], browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a report; at the end fail on any message, any dialog and any request but its own."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def opened(name: str = "pair", chosen: str = "", width: int = 1280, **settings: Any) -> Any:
        address = reports(name).as_uri()
        context = browser.new_context(viewport={"width": width, "height": 900}, **settings)
        contexts.append(context)

        def watch(route: Any) -> None:
            if route.request.url.split("#")[0] == address:
                route.continue_()
            else:
                wrong.append(f"request: {route.request.url}")
                route.abort()

        context.route("**/*", watch)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (wrong.append("dialog"), dialog.dismiss()))
        page.goto(address + chosen)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
