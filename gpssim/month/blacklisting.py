"""Providers whose contracts were terminated or that defaulted go on the blacklist 黑名单."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.month import banning
from gpssim.month.signing import END_REASONS

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

GROUNDS: Final = tuple(END_REASONS.index(reason) for reason in ("terminated", "defaulted"))


def blacklist(model: PublicServiceMarket) -> None:
    """Ban the providers of contracts that ended badly this month, for as long as the lever says."""
    months = model.policy_state.levers.blacklist_months
    if not months:
        return
    c = model.contracts
    for row in np.flatnonzero((c.ended == model.month) & np.isin(c.end_reason, GROUNDS)):
        reason = END_REASONS[int(c.end_reason[row])]
        banning.ban(model, int(c.organization[row]), int(c.purchaser[row]), model.month + 1 + months, reason)
