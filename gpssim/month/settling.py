"""People come to the city, leave it and grow older: the same under every policy, for no draw here knows one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gpssim.agents import founding
from gpssim.agents.kernel import ENDED, ONSET
from gpssim.errors import StudyError
from gpssim.rules.moving import ageing_hazards, arrivals, drifted, monthly_part
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket
    from gpssim.scenario.declarations.society import Population

CHILD, ADULT, OLD = 0, 1, 2
ELDERLY, DISABLED, MIGRANT = (GROUPS.index(name) for name in ("elderly", "disabled", "migrant"))
FIRST_NEWCOMER: Final = 1 << 40
"""Where the numbers of newcomers begin: month, district and ordinal follow, so that no number hangs on who came before."""
WAYS: Final = ("moved", "born", "replaced")
"""How a newcomer comes: city growth, birth, turnover of migrants; each has numbers of its own."""
COUNTS: Final = ("n_arrived", "n_left", "n_aged")


def make_room(model: PublicServiceMarket) -> None:
    """Rows of nobody in each district, as many as will come on balance, with a margin for chance; none where nobody moves."""
    p, city = model.world.society.population, model.world.city
    if not p.moves:
        return
    columns, years = model.citizens.columns, (model.specification.warm_up + model.specification.months) / MONTHS_PER_YEAR
    living = np.bincount(columns.district, minlength=city.n_districts)
    grown = living * ((1.0 + max(0.0, p.growth) + p.births) ** years - 1.0)
    spare = np.ceil(grown + 2.0 * np.sqrt(MONTHS_PER_YEAR * years) + 10.0).astype(np.int64)
    empty = np.repeat(np.arange(city.n_districts), spare)
    columns.append(empty.size, number=-1, present=0, district=empty.astype(np.int16))
    order = np.argsort(columns.district, kind="stable")
    for name in columns:
        columns[name][:] = columns[name][order]


def counted(model: PublicServiceMarket) -> np.ndarray:
    """Citizens by district and group, shape (districts, groups)."""
    sizes, c, here = np.zeros((model.world.city.n_districts, len(GROUPS)), dtype=np.int64), model.citizens, model.citizens.here
    np.add.at(sizes, (c.district[here], c.group[here]), 1)
    return sizes


def settle(model: PublicServiceMarket) -> None:
    """The old die and others leave, people grow older, newcomers take rows that are empty; nothing where nobody moves."""
    p = model.world.society.population
    model.called = np.zeros(model.world.city.n_districts)
    model.moves = {name: np.zeros(model.world.city.n_districts) for name in COUNTS}
    if p.rising_aspiration:
        model.citizens.columns["aspiration"][:] += p.rising_aspiration / MONTHS_PER_YEAR
    if not p.moves:
        return
    replaced = leave(model, p)
    grow_older(model, p)
    living = np.bincount(model.citizens.district[model.citizens.here], minlength=replaced.size)
    come(model, "replaced", replaced)
    for way, rate in (("moved", p.growth), ("born", p.births)):
        places = model.district_number
        luck = [model.luck.uniform("arrivals", model.month, WAYS.index(way), int(k)) for k in places]
        come(model, way, np.array([arrivals(int(n), rate, u) if rate > 0.0 else 0 for n, u in zip(living, luck, strict=True)]))
    model.group_sizes = counted(model)


def leave(model: PublicServiceMarket, p: Population) -> np.ndarray:
    """Who dies or moves away: its needs end, its places are free. Returns migrants to be replaced, by district."""
    c, month = model.citizens.columns, model.luck.at(model.month)
    here = c.present == 1
    dies = here & (c.age_group == OLD) & (month.uniforms("death", c.number) < ageing_hazards(p.ageing)[OLD])
    away = here & (month.uniforms("leaving the city", c.number) < monthly_part(-p.growth))
    moves_on = here & (c.group == MIGRANT) & ~dies & ~away & (month.uniforms("moving on", c.number) < monthly_part(p.turnover))
    gone = np.flatnonzero(dies | away | moves_on)
    end_needs(model, gone, ENDED)
    for name, nothing in (("need", 0), ("applied", 0), ("contract", -1), ("waited", 0), ("present", 0), ("number", -1)):
        c[name][gone] = nothing
    n = model.world.city.n_districts
    model.moves["n_left"] += np.bincount(c.district[gone], minlength=n)
    return np.bincount(c.district[moves_on], minlength=n)


def grow_older(model: PublicServiceMarket, p: Population) -> None:
    """Children become adults, adults (but the disabled) become elderly; needs stay and are counted with the new group."""
    if p.ageing <= 0.0:
        return
    c = model.citizens.columns
    luck = model.luck.at(model.month).uniforms("growing older", c.number)
    child, adult, _ = ageing_hazards(p.ageing)
    here = c.present == 1
    grown, older = here & (c.age_group == CHILD) & (luck < child), here & (c.age_group == ADULT) & (luck < adult)
    c["age_group"][grown], c["age_group"][older] = ADULT, OLD
    changing = np.flatnonzero(older & (c.group != DISABLED))
    end_needs(model, changing, ENDED)
    c["group"][changing] = ELDERLY
    end_needs(model, changing, ONSET)
    model.moves["n_aged"] += np.bincount(c.district[older], minlength=model.world.city.n_districts)


def end_needs(model: PublicServiceMarket, rows: np.ndarray, what: int) -> None:
    """Count the needs of citizens as ended (who leaves, or changes group) or as begun (in the new group)."""
    c = model.citizens.columns
    place, domain = np.nonzero(c.need[rows])
    at = rows[place]
    cell: Any = (c.district[at], domain, c.group[at], what)
    np.add.at(model.cells, cell, 1)


def come(model: PublicServiceMarket, way: str, n: np.ndarray) -> None:
    """So many newcomers in each district, on empty rows: numbers, group and mind of their own, no needs yet, little knowledge.

    Raises
    ------
    StudyError : no empty row is left, for the run goes on beyond the months of its scenario.
    """
    c, p = model.citizens.columns, model.world.society.population
    for k in np.flatnonzero(n):
        first, last = model.first_row[k], model.first_row[k + 1]
        rows = first + np.flatnonzero(c.present[first:last] == 0)[: n[k]]
        if rows.size < n[k]:
            raise StudyError("the city has outgrown the rows kept for newcomers: give the scenario as many months as the run has")
        place = int(model.district_number[k])
        numbers = newcomers(model, way, place, int(n[k]))
        values = {**founding.character(model.world, model.luck, numbers), **belonging(model, way, numbers, place)}
        values["awareness"] = p.newcomer_awareness * values["awareness"]
        for name, value in {**values, "number": numbers, "present": 1, "target": 0}.items():
            c[name][rows] = value
        model.moves["n_arrived"][k] += rows.size


def newcomers(model: PublicServiceMarket, way: str, place: int, n: int) -> np.ndarray:
    """Numbers that key the draws of this month's newcomers of a district."""
    start = FIRST_NEWCOMER + (((model.month * 256 + place) * len(WAYS) + WAYS.index(way)) << 20)
    return np.arange(start, start + n)


def belonging(model: PublicServiceMarket, way: str, numbers: np.ndarray, place: int) -> dict[str, np.ndarray]:
    """Age and group of newcomers: children are born, migrants replace migrants, the others are as the city was at the start."""
    if way == "moved":
        age = founding.ages(model.world, model.luck, numbers)
    else:
        age = np.full(numbers.size, CHILD if way == "born" else ADULT, dtype=np.int8)
    group = founding.groups(model.world, model.luck, numbers, np.full(numbers.size, place), age)
    if way == "replaced":
        group = np.full(numbers.size, MIGRANT, dtype=np.int8)
    return {"age_group": age, "group": group}


def walk(model: PublicServiceMarket, domain: int) -> float:
    """How far the rate of needs in a domain has drifted since the switch, in logs: a step a year, the same under every policy."""
    years = range(max(0, model.since_switch // MONTHS_PER_YEAR))
    steps = [model.luck.normal("demand drift", domain, year) for year in years]
    return model.world.society.population.drift * float(np.sum(steps))


def drifting(model: PublicServiceMarket, onset: np.ndarray) -> np.ndarray:
    """Monthly onset probabilities (domains, groups) after the drift of each domain's needs."""
    if model.world.society.population.drift <= 0.0:
        return onset
    return np.array([[drifted(float(rate), walk(model, d)) for rate in row] for d, row in enumerate(onset)])
