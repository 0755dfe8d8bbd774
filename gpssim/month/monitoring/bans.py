"""Who may not offer or be signed: debarred, refused by a purchaser, blacklisted 黑名单."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.state.contract_row import END_REASONS

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

EVERYBODY = -1
"""In place of a purchaser: all of them."""

GROUNDS: Final = tuple(END_REASONS.index(reason) for reason in ("terminated", "defaulted"))


def ban(market: MarketState, organization: int, purchaser: int, until: int, reason: str) -> None:
    """Ban an organization up to (not including) a month: with every purchaser, or with one where lists stay local."""
    o, shared = market.organizations, market.policy_state.levers.blacklist_shared
    if shared:
        o["debarred_until"][organization] = max(int(o.debarred_until[organization]), until)
    else:
        o["refused_until"][organization, purchaser] = max(int(o.refused_until[organization, purchaser]), until)
    if until > market.month + 1:
        record_ban(market, organization, EVERYBODY if shared else purchaser, "", until - market.month - 1, reason)


def record_ban(market: MarketState, organization: int, purchaser: int, domain: str, months: int, reason: str) -> None:
    """One row of ``bans``."""
    market.recorder.row(
        "bans",
        month=market.since_switch,
        organization=organization,
        reason=reason,
        purchaser=purchaser,
        domain=domain,
        months=months,
    )


def blacklist(market: MarketState) -> None:
    """Ban the providers of contracts that ended badly this month, for as long as the lever says."""
    months = market.policy_state.levers.blacklist_months
    if not months:
        return
    c = market.contracts
    for row in ((c.ended == market.month) & np.isin(c.end_reason, GROUNDS)).nonzero()[0]:
        reason = END_REASONS[int(c.end_reason[row])]
        ban(market, int(c.organization[row]), int(c.purchaser[row]), market.month + 1 + months, reason)
