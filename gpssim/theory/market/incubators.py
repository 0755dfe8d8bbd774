"""An incubator has as many seats as its yearly budget pays; who comes first sits, and each seat costs the treasury the same.

With ``b`` yuan a seat and month the budget ``B`` pays ``floor(B / 12 b)`` seats. Founders come whatever they see and take what is
free, each for ``n`` months, in the order in which they register: a seat is paid from the month after. The treasury is never asked
for more than the budget.
"""

from __future__ import annotations

from collections.abc import Iterator

from gpssim.theory.market_lane import Found, exactly, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("pay", "enter_and_leave")
RULES = ("sector.seats",)
SOURCE = "closed form; market rule D 19"

BUDGET, COST, STIPEND, STAY, MONTHS = 230_000.0, 3000.0, 1500.0, 6, 18
SEATS = 4
"""230,000 over 12 times 4,500 is 4.26."""


def found(seed: int) -> Iterator[Found]:
    """Founders one after the other over a year and a half."""
    newcomers = {"seat_cost": COST, "seat_stipend": STIPEND, "seat_months": STAY}
    market = special(
        {
            **{f"world.sector.newcomers.{name}": value for name, value in newcomers.items()},
            "warm_up": 0,
            "months": MONTHS,
            "world.purchasers.appropriation_per_head": 0.0,
            "world.organizations.founders_rate": 1.5,
            "world.organizations.register_always": True,
        },
        seed=seed,
        levers={"incubation": BUDGET},
    )
    market.run()
    told = tables(market)
    leaves: list[int] = []
    paid = [0] * MONTHS
    for came in told["founders"].query("registered")["month"].astype(int).tolist():
        leaves = [month for month in leaves if month > came]
        if len(leaves) < SEATS:
            leaves.append(came + 1 + STAY)
            for month in range(came + 1, min(MONTHS, came + 1 + STAY)):
                paid[month] += 1
    yield exactly("most seats taken", SEATS, max(paid))
    ledger = told["ledger"].query("kind == 'incubation'")
    for name, which, yuan in (("seats", ledger["target"] == "outside", COST), ("stipends", ledger["target"] != "outside", STIPEND)):
        booked = ledger[which].groupby("month")["fen"].sum().reindex(range(MONTHS), fill_value=0) / 100.0
        yield to_the_fen(f"paid for {name}, yuan a month", [n * yuan for n in paid], booked)
    recorded = told["purchasers"].groupby("month")["subsidy"].sum()
    yield to_the_fen("recorded as subsidies, yuan a month", [n * (COST + STIPEND) for n in paid], recorded)


TITLE_ZH = "孵化器的席位数由年度预算决定；先到先得，每个席位对财政的成本相同"
CHINESE = {
    "most seats taken": "占用席位最多时",
    "recorded as subsidies, yuan a month": "记为补贴（元/月）",
    "paid for {name}, yuan a month": "支付{name}（元/月）",
    "seats": "席位费用",
    "stipends": "种子资金",
}
