"""People come to the city, leave it and grow older: the same under every policy, for no draw here knows one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gpssim.agents import founding
from gpssim.agents.kernel import ENDED, ONSET
from gpssim.errors import StudyError
from gpssim.rules.moving import ageing_hazards, arrivals, drifted, monthly_part
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.state import districts
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.scenario.declarations.society import Population
    from gpssim.state.market_state import MarketState

CHILD, ADULT, OLD = 0, 1, 2

ELDERLY, DISABLED, MIGRANT = (GROUPS.index(name) for name in ("elderly", "disabled", "migrant"))

FIRST_NEWCOMER: Final = 1 << 40
"""Where the numbers of newcomers begin: month, district and ordinal follow, so that no number hangs on who came before."""

WAYS: Final = ("moved", "born", "replaced")
"""How a newcomer comes: city growth, birth, turnover of migrants; each has numbers of its own."""

COUNTS: Final = ("n_arrived", "n_left", "n_aged")


def make_room(market: MarketState) -> None:
    """Rows of nobody in each district, as many as will come on balance, with a margin for chance; none where nobody moves."""
    p, city = market.world.society.population, market.world.city
    if not p.moves:
        return
    columns, years = market.citizens.columns, (market.specification.warm_up + market.specification.months) / MONTHS_PER_YEAR
    living = np.bincount(columns.district, minlength=city.n_districts)
    grown = living * ((1.0 + max(0.0, p.growth) + p.births) ** years - 1.0)
    spare = np.ceil(grown + 2.0 * np.sqrt(MONTHS_PER_YEAR * years) + 10.0).astype(np.int64)
    empty = np.repeat(np.arange(city.n_districts), spare)
    columns.append(empty.size, number=-1, present=0, district=empty.astype(np.int16))
    order = np.argsort(columns.district, kind="stable")
    for name in columns:
        columns[name][:] = columns[name][order]


def migrate(market: MarketState) -> None:
    """The old die and others leave, people grow older, newcomers take rows that are empty; nothing where nobody moves."""
    p = market.world.society.population
    market.called = np.zeros(market.world.city.n_districts)
    market.moves = {name: np.zeros(market.world.city.n_districts) for name in COUNTS}
    if p.rising_aspiration:
        market.citizens.columns["aspiration"][:] += p.rising_aspiration / MONTHS_PER_YEAR
    if not p.moves:
        return
    replaced = leave_city(market, p)
    grow_older(market, p)
    living = np.bincount(market.citizens.district[market.citizens.here], minlength=replaced.size)
    come_to_city(market, "replaced", replaced)
    for way, rate in (("moved", p.growth), ("born", p.births)):
        places = market.district_number
        luck = [market.luck.uniform("arrivals", market.month, WAYS.index(way), int(k)) for k in places]
        come_to_city(
            market, way, np.array([arrivals(int(n), rate, u) if rate > 0.0 else 0 for n, u in zip(living, luck, strict=True)])
        )
    market.group_sizes = districts.group_sizes(market)


def leave_city(market: MarketState, p: Population) -> np.ndarray:
    """Who dies or moves away: its needs end, its places are free. Returns migrants to be replaced, by district."""
    c, month = market.citizens.columns, market.luck.at(market.month)
    here = c.present == 1
    dies = here & (c.age_group == OLD) & (month.uniforms("death", c.number) < ageing_hazards(p.ageing)[OLD])
    away = here & (month.uniforms("leaving the city", c.number) < monthly_part(-p.growth))
    moves_on = here & (c.group == MIGRANT) & ~dies & ~away & (month.uniforms("moving on", c.number) < monthly_part(p.turnover))
    gone = np.flatnonzero(dies | away | moves_on)
    end_needs(market, gone, ENDED)
    for name, nothing in (("need", 0), ("applied", 0), ("contract", -1), ("waited", 0), ("blamed", 0)):
        c[name][gone] = nothing
    for name, nothing in (("present", 0), ("number", -1)):
        c[name][gone] = nothing
    n = market.world.city.n_districts
    market.moves["n_left"] += np.bincount(c.district[gone], minlength=n)
    return np.bincount(c.district[moves_on], minlength=n)


def grow_older(market: MarketState, p: Population) -> None:
    """Children become adults, adults (but the disabled) become elderly; needs stay and are counted with the new group."""
    if p.ageing <= 0.0:
        return
    c = market.citizens.columns
    luck = market.luck.at(market.month).uniforms("growing older", c.number)
    child, adult, _ = ageing_hazards(p.ageing)
    here = c.present == 1
    grown, older = here & (c.age_group == CHILD) & (luck < child), here & (c.age_group == ADULT) & (luck < adult)
    c["age_group"][grown], c["age_group"][older] = ADULT, OLD
    changing = np.flatnonzero(older & (c.group != DISABLED))
    end_needs(market, changing, ENDED)
    c["group"][changing] = ELDERLY
    end_needs(market, changing, ONSET)
    market.moves["n_aged"] += np.bincount(c.district[older], minlength=market.world.city.n_districts)


def end_needs(market: MarketState, rows: np.ndarray, what: int) -> None:
    """Count the needs of citizens as ended (who leaves, or changes group) or as begun (in the new group)."""
    c = market.citizens.columns
    place, domain = np.nonzero(c.need[rows])
    at = rows[place]
    cell: Any = (c.district[at], domain, c.group[at], what)
    np.add.at(market.cells, cell, 1)


def come_to_city(market: MarketState, way: str, n: np.ndarray) -> None:
    """So many newcomers in each district, on empty rows: numbers, group and mind of their own, no needs yet, little knowledge.

    Raises
    ------
    StudyError : no empty row is left, for the run goes on beyond the months of its scenario.
    """
    c, p = market.citizens.columns, market.world.society.population
    for k in np.flatnonzero(n):
        first, last = market.first_row[k], market.first_row[k + 1]
        rows = first + np.flatnonzero(c.present[first:last] == 0)[: n[k]]
        if rows.size < n[k]:
            raise StudyError("the city has outgrown the rows kept for newcomers: give the scenario as many months as the run has")
        place = int(market.district_number[k])
        numbers = newcomers(market, way, place, int(n[k]))
        values = {**founding.character(market.world, market.luck, numbers), **belonging(market, way, numbers, place)}
        values["awareness"] = p.newcomer_awareness * values["awareness"]
        for name, value in {**values, "number": numbers, "present": 1, "target": 0}.items():
            c[name][rows] = value
        market.moves["n_arrived"][k] += rows.size


def newcomers(market: MarketState, way: str, place: int, n: int) -> np.ndarray:
    """Numbers that key the draws of this month's newcomers of a district."""
    start = FIRST_NEWCOMER + (((market.month * 256 + place) * len(WAYS) + WAYS.index(way)) << 20)
    return np.arange(start, start + n)


def belonging(market: MarketState, way: str, numbers: np.ndarray, place: int) -> dict[str, np.ndarray]:
    """Age and group of newcomers: children are born, migrants replace migrants, the others are as the city was at the start."""
    if way == "moved":
        age = founding.ages(market.world, market.luck, numbers)
    else:
        age = np.full(numbers.size, CHILD if way == "born" else ADULT, dtype=np.int8)
    group = founding.groups(market.world, market.luck, numbers, np.full(numbers.size, place), age)
    if way == "replaced":
        group = np.full(numbers.size, MIGRANT, dtype=np.int8)
    return {"age_group": age, "group": group}


def walk(market: MarketState, domain: int) -> float:
    """How far the rate of needs in a domain has drifted since the switch, in logs: a step a year, the same under every policy."""
    years = range(max(0, market.since_switch // MONTHS_PER_YEAR))
    steps = [market.luck.normal("demand drift", domain, year) for year in years]
    return market.world.society.population.drift * float(np.sum(steps))


def drifting(market: MarketState, onset: np.ndarray) -> np.ndarray:
    """Monthly onset probabilities (domains, groups) after the drift of each domain's needs."""
    if market.world.society.population.drift <= 0.0:
        return onset
    return np.array([[drifted(float(rate), walk(market, d)) for rate in row] for d, row in enumerate(onset)])
