"""What is asked of organizations, and what they answer."""

from __future__ import annotations

from typing import Literal

from gpssim.frozen import value


@value
class Request:
    """What a mechanism asks those it invited.

    ``kind`` says how an organization forms its answer: ``sealed`` through its bidding family, ``bargain`` as a directed bid
    between its cost and the purchaser's outside option, ``proposal`` as a project of its own under a cap, ``accept`` at a
    posted price, ``revise`` by lowering its last offer to the price asked, or by keeping it.
    """

    kind: Literal["sealed", "bargain", "proposal", "accept", "revise"]
    price: float = float("nan")
    """Yuan per place-month: the posted price (``accept``), the price asked (``revise``), or what the purchaser would pay elsewhere
    where that is not the project's outside price (``bargain``)."""
    bargaining_share: float = 0.0
    """Share of the gap between cost and outside option that goes to the organization (``bargain``), in [0, 1]."""
    unpaid: float = 0.0
    """Part of a place's work and cost that volunteers would take over without pay, in [0, 1)."""
    personal: bool = False
    """Whether everybody asked hears of it, having been invited by name (``sealed``, ``proposal``)."""
    standing_offer: float = float("nan")
    """Lowest offer of the round before, where a mechanism discloses it (several rounds)."""
    obliged: bool = False
    """Whether whoever is asked must serve: above the ceiling at the ceiling, with what is missing made good (``bargain``)."""


@value
class Bid:
    """An offer: everything a mechanism may know about it, and nothing else."""

    bidder: int
    """Row of the organization."""
    price: float
    """Yuan per place-month."""
    places: float
    """Places a month offered."""
    promised_quality: float
    """Quality promised in the offer, latent scale."""
    dossier: float
    """What the documents make a reader believe about quality, latent scale: ability, proposal skill and an error that all
    jurors share (``information.committee``). Not the ability itself."""
    valid: bool = True
    reason: str = ""
    """Why a bid is not valid; empty for valid ones."""
    covers_cost: bool = False
    """Whether the bidder's books would show, to a review that reads them, that its price covers its cost."""
