"""A line stays with its winner for a cycle at one price; a late replacement is bridged by a tenth of the cycle, then nothing is.

A cycle of ``n`` years is ``n`` contracts in a row. Where a new award does not come in time (here: nobody may offer), the old
contract goes on at its price month by month, for no longer than the lever allows and additions by law do: a tenth of what was
purchased. Then nothing is in force.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from gpssim.state.contracts import Contracts
from gpssim.theory.market_lane import Found, exactly, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("sign", "pay")
RULES: tuple[str, ...] = ()
SOURCE = "accounting identity: months of a cycle; Government Procurement Law, art. 49"


def found(seed: int) -> Iterator[Found]:
    """Cycles of one to three years; in the last year nobody serves the domain any more, so that all purchases fail."""
    for allowed, years in ((1, 3), (6, 2)):
        dials = {"warm_up": 0, "months": 12 * years + 8}
        levers = {"tender_cycle_years": years, "bridge_months": allowed, "retenders": 5}
        market = special(dials, levers=levers, seed=seed)
        market.run(6)
        market.organizations["serves_domain"][:] = False
        market.run()
        told = tables(market)["contracts"]
        c, last = market.contracts, market.month
        said = f"up to {allowed} months of bridge"
        for _, line in told.groupby(c.line[: len(told)]):
            yield from history(line, c, said, allowed, last)


def history(line: pd.DataFrame, c: Contracts, said: str, allowed: int, last: int) -> Iterator[Found]:
    """One line's contracts."""
    cycle = int(c.cycle_end[line["contract"].iloc[0]]) - int(line["month_start"].iloc[0])
    years, bridges = line[~line["bridge"]], line[line["bridge"]]
    yield exactly(f"years of a cycle, {said}", cycle // 12, len(years))
    yield exactly(f"months of bridge, {said}", min(allowed, cycle // 10), len(bridges))
    yield exactly(f"price, {said}", line["unit_price"].iloc[0], line["unit_price"].to_numpy())
    yield exactly(f"no day between, {said}", line["month_end"].to_numpy()[:-1], line["month_start"].to_numpy()[1:])
    paid = line["unit_price"] * line["places"] * np.where(line["bridge"], 1, 12)
    done = line["month_end"] < last
    yield to_the_fen(f"paid, {said}", paid[done].to_numpy(), line["paid"][done].to_numpy(), 4)


TITLE_ZH = "服务项目在一个周期内以同一价格由中标者承担；接替者迟到时以周期的十分之一为限过渡，此后即无"
CHINESE = {
    "years of a cycle, {said}": "周期的年数，{said}",
    "months of bridge, {said}": "过渡性延续的月数，{said}",
    "price, {said}": "价格，{said}",
    "no day between, {said}": "前后衔接无间断，{said}",
    "paid, {said}": "已付款，{said}",
    "up to {allowed} months of bridge": "过渡性延续至多 {allowed} 个月",
}
