"""A hub keeps its part of what it wins, passes equal parts on while there are members, and earns its overhead on them.

With a part ``k`` kept and at most ``m`` members, each of those found serves ``(1 - k) / m`` of the places; where there are fewer,
theirs stay with the hub. Together they are what was awarded. Of each payment for a part the hub keeps ``v``, so that the ledger
shows it ``v`` times what members were paid.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables

VERBS = ("purchase", "pay")
RULES = ("sector.parts_of",)
SOURCE = "accounting identity; market rule D 25"

KEPT, MOST, OVERHEAD = 0.4, 2, 0.1


def found(seed: int) -> Iterator[Found]:
    """Hubs among twelve organizations of one cost, over a year and a half."""
    hubs = {"among_nonprofits": 0.7, "kept": KEPT, "parts": MOST, "overhead": OVERHEAD, "monitoring": 0.0, "coaching": 0.0}
    market = special(
        {
            **{f"world.sector.hubs.{name}": value for name, value in hubs.items()},
            "world.organizations.n_initial": 12,
            "world.organizations.cost_sd": 0.05,
            "world.organizations.reach_districts": 1.4,
            "months": 18,
        },
        "directed_commission",
        seed=seed,
    )
    market.run()
    o, c = market.organizations, market.contracts
    asked = tables(market)["projects"].query("outcome == 'awarded'").set_index("project")["places"]
    n_members = []
    for project in np.unique(c.project[~c.bridge]):
        rows = np.flatnonzero((c.project == project) & ~c.bridge & (c.cycle_year == 0))
        own, parts = rows[c.hub[rows] < 0], rows[c.hub[rows] >= 0]
        if own.size != 1 or not o.hub[c.organization[own[0]]]:
            continue
        n_members.append(parts.size)
        yield exactly("places of a hub and its members, as awarded", asked[project], c.places[rows].sum(), 1e-6)
        yield exactly("part that the hub serves", 1.0 - parts.size * (1.0 - KEPT) / MOST, c.places[own[0]] / asked[project], 1e-9)
        if parts.size:
            yield exactly("part that each member serves", (1.0 - KEPT) / MOST, c.places[parts] / asked[project], 1e-9)
            yield exactly("hub of the parts", float(c.organization[own[0]]), c.hub[parts])
    yield exactly("some hubs find members", 1.0, float(max(n_members) > 0))
    ledger = tables(market)["ledger"].query("kind == 'hub_overhead'")
    of_parts = c.paid_fen[c.hub >= 0]
    yield exactly(
        "overhead of hubs, yuan", OVERHEAD * of_parts.sum() / 100.0, ledger["fen"].sum() / 100.0, 0.005 * (len(ledger) + 1)
    )


TITLE_ZH = "枢纽型组织留下中标的一部分，只要有成员即等份转出，并提取管理费"
CHINESE = {
    "some hubs find members": "有枢纽型组织找到成员",
    "overhead of hubs, yuan": "枢纽型组织的管理费（元）",
    "places of a hub and its members, as awarded": "枢纽型组织与其成员的名额，与授予相符",
    "part that the hub serves": "枢纽型组织自行服务的部分",
    "part that each member serves": "各成员服务的部分",
    "hub of the parts": "各部分所属的枢纽型组织",
}
