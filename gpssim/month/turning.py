"""Whether a losing offer decided a purchase: asked of every award, by the evaluation that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.mechanisms.reversal import without_each

if TYPE_CHECKING:
    from gpssim.month.writing import Held


def decided_by_loser(held: Held) -> bool:
    """Whether somebody else would have won, had one of the losing offers not been made and the others been what they were.

    Asked of purchases with one award and three valid offers or more whose winner is the best by the score.
    """
    decision, offers = held.decision, {bid.bidder: bid for bid in held.offers}
    scores = [score for score in decision.scores if score.valid]
    if len(decision.awards) != 1 or len(scores) < 3:
        return False
    counted = held.mechanism.as_counted(held.purchase, [offers[s.bidder] for s in scores], scores)
    if counted is None:
        return False
    place = [s.bidder for s in scores].index(decision.awards[0].bidder)
    first, without = without_each(held.mechanism, *counted, held.project.ceiling)
    return first == place and any(winner != first for k, winner in enumerate(without.tolist()) if k != first)
