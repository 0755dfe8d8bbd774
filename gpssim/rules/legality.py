"""In which zone of the procurement rules a purchase lies, and on which ground its award is lawful."""

from __future__ import annotations

from typing import Literal

Zone = Literal["outside", "below", "above"]
Basis = Literal["tender", "non_tender_approved", "single_source_published", "below_limit", "irregular"]


def zone_of(value: float, purchase_limit: float, open_tender: float) -> Zone:
    """Below the purchase limit the rules do not apply; from the second threshold on open tender is the rule.

    Values in yuan; a threshold itself belongs to the zone above it. Source: Government Procurement Law art. 2, 27.

    >>> [zone_of(v, 1.0e6, 4.0e6) for v in (0.9e6, 1.0e6, 4.0e6)]
    ['outside', 'below', 'above']
    """
    if value < purchase_limit:
        return "outside"
    return "below" if value < open_tender else "above"


def legal_basis(zone: Zone, tender: bool, published: bool, standing: str, approved: bool) -> Basis:
    """The ground of an award: outside the rules, a tender, another mode as the rules or an approval allow it; otherwise none.

    ``standing`` is what the rules say of the mechanism in the zone: allowed, approval, forbidden. An approval given after a failed
    purchase counts outside the zone's own rule. Source: Government Procurement Law art. 26-32, 37.
    """
    if standing == "forbidden" or (standing == "approval" and not approved):
        return "irregular"
    if tender and (zone != "outside" or not approved):
        return "tender"
    if zone == "outside":
        return "non_tender_approved" if approved else "below_limit"
    return "single_source_published" if published else "non_tender_approved"
