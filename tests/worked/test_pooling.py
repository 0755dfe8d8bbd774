"""Which lines are bought together, by hand."""

from __future__ import annotations

import pytest
from hand_made import hand_made

from gpssim.month.planning.policy import set_policy
from gpssim.month.purchasing.pooling import lots_of
from gpssim.state.line import Line

DOMAINS = [
    {"name": name, "prevalence": [0.0] * 5, "duration": 600.0, "unit_cost": cost, "verifiability": 0.5, "budget_share": 0.5}
    for name, cost in (("community", 100.0), ("counselling", 200.0))
]


@pytest.mark.parametrize(
    ("joint", "bundling", "lots"),
    [
        (1, 1, [[10], [11], [20], [21], [99]]),
        (1, 2, [[10, 11], [20, 21], [99]]),  # the domains of one purchaser
        (2, 1, [[20, 10], [21, 11], [99]]),  # the purchasers of one domain, the larger line first
        (2, 2, [[20, 10, 21, 11], [99]]),
    ],
)
def test_purchasers_join_in_a_domain_and_domains_are_bundled(joint: int, bundling: int, lots: list[list[int]]) -> None:
    market = hand_made({"world.domains": DOMAINS}, levers={"joint_purchasing": joint, "bundling": bundling})
    set_policy(market)
    # keys: ten times the purchaser (from 1) and the domain; the second purchaser's lines are larger
    due = [Line(row, g, d, g, 0, 0, 10 * (g + 1) + d, "open_tender", 10.0 * (g + 1)) for row, (g, d) in enumerate(FOUR)]
    again = Line(4, 0, 0, 0, 0, 1, 99, "open_tender", 10.0, attempt=1)  # what failed once is bought alone
    assert [[line.key for line in lot] for lot in lots_of(market, [*due, again])] == lots


FOUR = [(0, 0), (0, 1), (1, 0), (1, 1)]
