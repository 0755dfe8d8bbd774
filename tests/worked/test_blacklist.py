"""A month of blacklisting, worked by hand: whose contract ended badly this month, for how long, with whom."""

from __future__ import annotations

from hand_made import hand_made
from signed_by_hand import begun, signed

from gpssim.model import PublicServiceMarket
from gpssim.month.monitoring.bans import blacklist
from gpssim.theory.special import tables


def ended(levers: dict[str, object]) -> PublicServiceMarket:
    """Month 20: the first was terminated, the second walked away, the third ended by chance; one ended before."""
    market = begun(hand_made(levers=levers), 20)
    for row, (purchaser, month, reason) in enumerate(
        ((0, 20, "terminated"), (1, 20, "defaulted"), (0, 20, "ended_early"), (1, 19, "terminated"))
    ):
        signed(market, organization=row % 3, purchaser=purchaser, end=20)
        market.contracts.close(row, month, reason)  # type: ignore[arg-type]  # words of the list of reasons
    return market


def test_bad_work_and_default_of_this_month_are_banned_everywhere() -> None:
    market = ended({"blacklist_months": 6})
    blacklist(market)
    # from month 21 on, for six months: the first that is free again is 27
    assert market.organizations.debarred_until.tolist() == [27, 27, 0]
    assert market.organizations.refused_until.tolist() == [[0, 0], [0, 0], [0, 0]]
    rows = tables(market)["bans"]
    assert list(zip(rows["organization"], rows["reason"], rows["purchaser"], rows["months"], strict=True)) == [
        (0, "terminated", -1, 6),
        (1, "defaulted", -1, 6),
    ]


def test_local_lists_bind_the_purchaser_that_keeps_them() -> None:
    market = ended({"blacklist_months": 6, "blacklist_shared": False})
    blacklist(market)
    assert market.organizations.debarred_until.tolist() == [0, 0, 0]
    assert market.organizations.refused_until.tolist() == [[27, 0], [0, 27], [0, 0]]
    assert tables(market)["bans"]["purchaser"].tolist() == [0, 1]


def test_a_longer_ban_stands_and_without_a_list_nobody_is_banned() -> None:
    market = ended({"blacklist_months": 6})
    market.organizations["debarred_until"][:] = (40, 22, 0)
    blacklist(market)
    assert market.organizations.debarred_until.tolist() == [40, 27, 0]
    free = ended({})
    blacklist(free)
    assert free.organizations.debarred_until.tolist() == [0, 0, 0]
    assert tables(free)["bans"].empty
