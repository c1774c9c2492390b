"""The gallery shows every figure, and its page is what the program writes."""

from __future__ import annotations

from sim.pages.gallery import FOLDER, page, pictures
from sim.plots.catalogue import CATALOGUE

_MOST_BYTES = 3_000_000


def test_the_page_is_not_stale() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == page()


def test_every_figure_has_its_image_and_no_other_is_there() -> None:
    files = {picture.file for picture in pictures()}
    assert {picture.figure for picture in pictures()} == set(CATALOGUE)
    assert {file.name for file in FOLDER.glob("*.png")} == files


def test_it_stays_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < _MOST_BYTES


def test_every_figure_comes_with_its_command() -> None:
    text = page()
    for name, entry in CATALOGUE.items():
        assert f"`faultlines plot results/FOLDER {name}`" in text
        assert f"## {entry.question}" in text
