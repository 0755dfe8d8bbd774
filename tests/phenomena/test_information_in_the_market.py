"""What purchasers do not see of ability and of effort, and what it costs."""

from __future__ import annotations

from contrasts import EFFORT_UNSEEN, QUALITY, falls, market, stays, winners_ability

from gpssim.scenario import Policy


def test_moral_hazard_costs_effort_that_nobody_sees() -> None:
    falls(EFFORT_UNSEEN, market(world__frictions__moral_hazard=False), market(), by=0.03)
    falls(QUALITY, market(world__frictions__moral_hazard=False), market(), by=0.01)


def test_hidden_ability_costs_able_winners() -> None:
    falls(winners_ability, market(world__frictions__adverse_selection=False), market(), by=0.05)


def test_where_nobody_chooses_hidden_ability_costs_nothing() -> None:
    lot = Policy.of("lottery", "lot", levers={"after_failure": ""})
    start = {"warm_up": 0}
    stays(winners_ability, market(lot, **start, world__frictions__adverse_selection=False), market(lot, **start))
