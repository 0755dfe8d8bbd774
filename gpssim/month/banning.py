"""Who may not offer or be signed: debarred, struck off in a domain, refused by a purchaser, or not rated well enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gpssim.mechanisms.base import Mechanism
    from gpssim.model import PublicServiceMarket

EVERYBODY = -1
"""In place of a purchaser: all of them."""


def ban(model: PublicServiceMarket, organization: int, purchaser: int, until: int, reason: str) -> None:
    """Ban an organization up to (not including) a month: with every purchaser, or with one where lists stay local."""
    o, shared = model.organizations, model.policy_state.levers.blacklist_shared
    if shared:
        o["debarred_until"][organization] = max(int(o.debarred_until[organization]), until)
    else:
        o["refused_until"][organization, purchaser] = max(int(o.refused_until[organization, purchaser]), until)
    if until > model.month + 1:
        note(model, organization, EVERYBODY if shared else purchaser, "", until - model.month - 1, reason)


def note(model: PublicServiceMarket, organization: int, purchaser: int, domain: str, months: int, reason: str) -> None:
    """One row of ``bans``."""
    model.recorder.row(
        "bans",
        month=model.since_switch,
        organization=organization,
        reason=reason,
        purchaser=purchaser,
        domain=domain,
        months=months,
    )


def banned(model: PublicServiceMarket, organization: int, purchaser: int, domain: int) -> bool:
    """Whether an organization may not be signed by this purchaser in this domain now."""
    o = model.organizations
    ends = (o.debarred_until[organization], o.refused_until[organization, purchaser], o.barred_until[organization, domain])
    return max(int(end) for end in ends) > model.month


def admitted(model: PublicServiceMarket, purchaser: int, domain: int, mechanism: Mechanism, capable: np.ndarray) -> np.ndarray:
    """Which of the capable may offer to this purchaser: not struck off, not refused, and rated as policy and rules ask.

    Where enough organizations of the priority grade are capable (as many as the mechanism needs), the others wait.
    """
    o, levers = model.organizations, model.policy_state.levers
    allowed = capable & (o.barred_until[:, domain] <= model.month) & (o.refused_until[:, purchaser] <= model.month)
    if levers.minimum_grade:
        allowed &= o.grade >= levers.minimum_grade
    first = levers.priority_grade or (model.rules.ratings.priority_grade if model.rules else 0)
    preferred = allowed & (o.grade >= first)
    return preferred if first and preferred.sum() >= mechanism.min_bids else allowed


def rated(model: PublicServiceMarket, ready: np.ndarray) -> np.ndarray:
    """Of the organizations ready for a rating, those that the rules let have one: old enough, and evaluated recently enough."""
    if model.rules is None:
        return ready
    ratings, o = model.rules.ratings, model.organizations
    recent = model.month - o.published_last < ratings.valid_months
    return np.asarray(ready & recent & (model.month - o.born >= ratings.age_months))
