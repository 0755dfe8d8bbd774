"""Contracting out spreads where officials imitate, and waits where they doubt; functions pass from government step by step."""

from __future__ import annotations

from contrasts import Frames, falls, market, rises, stays

PROVINCE = {
    "world__city__n_districts": 12,
    "world__city__n_citizens": 600,
    "warm_up": 0,
    "world__officials__diffusion": True,
    "world__officials__evidence": 0.0,
    "world__officials__review": 0.4,
}


def in_house(found: Frames) -> float:
    """Part of the value of the second year's contracts that government serves itself."""
    rows = found["contracts"].query("month_start >= 12")
    return float(rows.loc[rows["mechanism"] == "in_house", "value"].sum() / rows["value"].sum())


def test_functions_pass_from_government_where_officials_imitate() -> None:
    alone, imitating = (market(world__officials__imitation=x, world__officials__adoption_mean=0.1, **PROVINCE) for x in (0.0, 1.0))
    falls(in_house, alone, imitating, by=0.1)


def test_officials_who_wait_and_see_keep_services_in_house() -> None:
    bold, waiting = (market(world__officials__adoption_mean=mean, **PROVINCE) for mean in (0.05, 0.6))
    rises(in_house, bold, waiting, by=0.3)
    off = {**PROVINCE, "world__officials__diffusion": False}
    stays(in_house, *(market(world__officials__adoption_mean=mean, **off) for mean in (0.05, 0.6)))


def test_the_wish_to_keep_power_keeps_services_in_house() -> None:
    willing, grudging = (
        market(world__officials__inhouse_bias=bias, world__officials__adoption_mean=0.05, **PROVINCE) for bias in (0.0, 1.0)
    )
    rises(in_house, willing, grudging, by=0.3)
    off = {**PROVINCE, "world__officials__diffusion": False}
    stays(in_house, *(market(world__officials__inhouse_bias=bias, **off) for bias in (0.0, 1.0)))
