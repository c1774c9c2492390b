"""An observed figure, and what it is a figure of."""

from __future__ import annotations

from typing import NamedTuple

from sim.validation.sellers import Sellers


class What(NamedTuple):
    """What a share or a size is measured on, in the model's terms.

    Attributes
    ----------
    classes
        Classes of kit.
    installed
        Kit that stands at the end of the period, instead of what is bought in it.
    """

    classes: tuple[str, ...]
    installed: bool


class Target(NamedTuple):
    """One published share of sellers.

    Attributes
    ----------
    table, line
        Where the figure stands.
    market
        As the table calls it: figures of two markets are never one series.
    place, countries
        Where: its name, and the countries of the model.
    operator
        An operator of the model, for figures of one operator; else empty.
    seller, sellers
        Whose share: as published, and the vendors of the model.
    what
        What it is measured on.
    year, quarters
        When: the year, and the first and the last of its quarters.
    value
        The share, 0-1.
    error
        Standard deviation of the figure around what the model means by it, 0-1.
    publisher
        Who counted.
    quality
        A to D, as in the table.
    seed
        The model starts from it, so that nothing may be scored against it.
    exclusion
        It tells of a place where a vendor was shut out, which says nothing of other places.
    """

    table: str
    line: int
    market: str
    place: str
    countries: tuple[str, ...]
    operator: str
    seller: str
    sellers: Sellers
    what: What
    year: int
    quarters: tuple[int, int]
    value: float
    error: float
    publisher: str
    quality: str
    seed: bool
    exclusion: bool = False

    @property
    def cluster(self) -> str:
        """The country, or of several the seller: figures of one cluster err together."""
        return self.place if len(self.countries) == 1 else self.seller

    @property
    def series(self) -> tuple[str, str, str]:
        """Market, place and publisher: what may stand in one score."""
        return self.market, self.place, self.publisher
