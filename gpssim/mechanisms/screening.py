"""Before and after a mechanism decides: offers in an order of their own, plain refusals, and a check of what comes back."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from operator import lt

from gpssim.errors import GpssimError
from gpssim.market import Award, Bid, Decision, Project

BUDGET_SLACK = 1e-9
"""Relative slack in comparing sums of money with a budget: floating-point products of the same three numbers differ that much."""


def in_order(bids: Sequence[Bid]) -> tuple[Bid, ...]:
    """Offers by row of the bidder, whatever the order in which they came.

    Raises
    ------
    GpssimError : two offers of one bidder.
    """
    rows = [bid.bidder for bid in bids]
    if all(map(lt, rows, rows[1:])):  # as they usually come
        return tuple(bids)
    if len(set(rows)) < len(rows):
        raise GpssimError(f"two offers of one bidder among rows {sorted(rows)}")
    return tuple(sorted(bids, key=lambda bid: bid.bidder))


def screened(bids: Sequence[Bid], project: Project, invited: Collection[int]) -> tuple[Bid, ...]:
    """The same offers with those marked invalid that no mechanism may consider."""
    allowed = frozenset(invited)
    refusals = [_refusal(bid, project, allowed) for bid in bids]
    return tuple(map(refuse, bids, refusals)) if any(refusals) else tuple(bids)


def refuse(bid: Bid, reason: str) -> Bid:
    """The offer marked invalid with a reason; unchanged where there is none or where it is invalid already."""
    return replace(bid, valid=False, reason=reason) if reason and bid.valid else bid


def value(bid: Bid, project: Project) -> float:
    """What an award of the offer would cost, yuan for the term."""
    return bid.price * min(bid.places, project.places) * project.months


def _refusal(bid: Bid, project: Project, invited: frozenset[int]) -> str:
    if bid.bidder not in invited:
        return "not_invited"
    if not (math.isfinite(bid.price) and bid.price >= 0.0 and bid.places > 0.0):
        return "no_price"
    if bid.price > project.ceiling:
        return "above_ceiling"
    if value(bid, project) > project.budget * (1.0 + BUDGET_SLACK):
        return "above_budget"
    return "quality_floor" if bid.promised_quality < project.quality_floor else ""


def no_award_reason(bids: Sequence[Bid]) -> str:
    """Why too few offers are left: nobody offered, all were refused for one reason, or there were too few."""
    if not bids:
        return "no_bids"
    reasons = {bid.reason for bid in bids if not bid.valid}
    return reasons.pop() if len(reasons) == 1 and not any(bid.valid for bid in bids) else "too_few_bids"


def lawful(name: str, project: Project, bids: Sequence[Bid], decision: Decision) -> Decision:
    """The decision, if it keeps what every mechanism must keep.

    Raises
    ------
    GpssimError : a winner without a valid offer, two awards to one bidder, more awards than allowed, a price above the
        ceiling, no places or more than were asked for, offers without a score (nan where nothing was scored).
    """
    unscored = {bid.bidder for bid in bids} ^ {score.bidder for score in decision.scores}
    if unscored:
        raise GpssimError(f"{name} must return one Score for each offer: rows {sorted(unscored)} do not match")
    valid = {bid.bidder for bid in bids if bid.valid}
    winners = [award.bidder for award in decision.awards]
    if not valid.issuperset(winners):
        raise GpssimError(f"{name} gave an award to rows {winners}, but valid offers came from rows {sorted(valid)}")
    if len(set(winners)) < len(winners) or len(winners) > project.n_awards:
        raise GpssimError(f"{name} made {len(winners)} awards to rows {winners}: at most {project.n_awards}, one each")
    for award in decision.awards:
        _within_bounds(name, project, award)
    return decision


def _within_bounds(name: str, project: Project, award: Award) -> None:
    if not 0.0 <= award.price <= project.ceiling:
        raise GpssimError(
            f"{name}: price {award.price!r} of row {award.bidder} is not between 0 and the ceiling {project.ceiling!r}"
        )
    if not 0.0 < award.places <= project.places:
        raise GpssimError(f"{name}: {award.places!r} places for row {award.bidder}: {project.places!r} were asked for")
