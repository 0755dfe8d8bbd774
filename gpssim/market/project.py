"""A need turned into something that can be bought."""

from __future__ import annotations

from typing import Literal

from gpssim.frozen import value

LegalBasis = Literal["tender", "non_tender_approved", "single_source_published", "below_limit", "irregular"]
"""Why a purchase was lawful (rules of 2020; ``market`` explanation page): every award carries one."""


@value
class Project:
    """What a purchaser puts on the market.

    Keys are semantic (purchaser, domain, district, fiscal year, ordinal), so that the same project has the same luck under
    every policy; ``attempt`` is apart, so that a re-tender draws anew.
    """

    key: int
    """64-bit word of (purchaser, domain, district, fiscal year, ordinal)."""
    purchaser: int
    """Row of the purchaser, from 0."""
    domain: int
    """Index of the service domain in ``World.domains``."""
    district: int
    """District served, from 0."""
    fiscal_year: int
    """Fiscal year in which the project was designed, from the first year of the run."""
    ordinal: int
    """Number among the purchaser's projects of the same domain, district and year."""
    attempt: int
    """0 for the first purchase, 1 after one failed purchase, ..."""
    month: int
    """Month in which offers are asked for (months from the start of the run, warm-up included)."""
    places: float
    """Places a month asked for (persons served at the same time)."""
    months: int
    """Term of one contract, months."""
    ceiling: float
    """Highest unit price accepted, yuan per place-month."""
    quality_floor: float
    """Lowest promised quality accepted, latent scale (``-inf``: none)."""
    n_awards: int
    """Most contracts that may be awarded (1 except in contests and frameworks)."""
    grant_cap: float
    """Most that one award may cost, yuan (contests; ``inf``: no cap)."""
    budget: float
    """What the awards together may cost, yuan."""
    incumbent: int
    """Row of the organization that serves the line now, -1 for none."""
    outside_price: float
    """What the purchaser expects to pay elsewhere, yuan per place-month (``ceiling`` where nothing is known)."""

    @property
    def volume(self) -> float:
        """Place-months of one contract."""
        return self.places * self.months

    @property
    def value_at_ceiling(self) -> float:
        """Yuan at the ceiling price for the whole term."""
        return self.ceiling * self.volume
