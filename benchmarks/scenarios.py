"""What is measured: the preset with other numbers of citizens, and cities of other sizes."""

from __future__ import annotations

import gpssim
from gpssim.scenario import Scenario, replace

PRESET = "suzhou-high-tech"


def preset(n_citizens: int, warm_up: int = 6, months: int = 24) -> Scenario:
    """The preset with more or fewer survey units; money, organizations and contracts stay as they are."""
    scenario = gpssim.load_scenario(PRESET)
    residents = max(scenario.world.city.residents, n_citizens)
    per_head = scenario.world.purchasers.appropriation_per_head * scenario.world.city.residents / residents
    sizes = {"world.city.n_citizens": n_citizens, "world.city.residents": residents, "warm_up": warm_up, "months": months}
    return replace(scenario, {**sizes, "world.purchasers.appropriation_per_head": per_head})


def grown(times: int, warm_up: int, months: int) -> Scenario:
    """As many cities of the preset in one: districts, organizations, founders, citizens and residents in proportion."""
    scenario = gpssim.load_scenario(PRESET)
    city, organizations = scenario.world.city, scenario.world.organizations
    return replace(
        scenario,
        {
            "world.city.n_districts": 7 * times,
            "world.city.n_citizens": city.n_citizens * times,
            "world.city.residents": city.residents * times,
            "world.organizations.n_initial": 60 * times,
            "world.organizations.founders_rate": organizations.founders_rate * times,
            "warm_up": warm_up,
            "months": months,
        },
    )


def small() -> Scenario:
    """A small run: 1,000 citizens, 60 organizations, 120 months."""
    return replace(preset(1_000, warm_up=0, months=120), {"world.organizations.n_initial": 60})
