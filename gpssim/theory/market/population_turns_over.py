"""People grow older, die, move on and come at the yearly rates that are stated.

With uniform ages an age group of Y years is left by a part 1/(12 Y) a month for each year that people age in a year (15, 45 and 22
years); who is where after t months is the t-th power of that chain. A yearly share of leavers is a month's compounded twelve times.
Newcomers come at a twelfth of the yearly rate, rounded by chance, so that the city grows by (1 + rate/12)^t on average.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market.citizens_stage import steps, unserved
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import special

VERBS = ("update_needs",)
RULES = ("moving.ageing_hazards", "moving.monthly_part", "moving.arrivals")
SOURCE = "closed form of a Markov chain; compound interest"

AGEING, MONTHS, N = 10.0, 12, 3000
MIGRANT = 3


def found(seed: int) -> Iterator[Found]:
    """Cities that only age, only exchange their migrants, only lose and only gain people."""
    yield from growing_older(seed)
    yield from moving_on(seed)
    yield from coming(seed)


def city(seed: int, **dials: float) -> tuple[PublicServiceMarket, PublicServiceMarket]:
    """A city without needs at its founding, and the same a year later."""
    turned = {f"world.society.population.{name}": value for name, value in dials.items()}
    ages = {"world.city.share_children": 0.4, "world.city.share_elderly": 0.3, "world.city.share_migrant": 0.9}
    founded, later = (special({**unserved(N, 0.0), **ages, **turned}, seed=seed) for _ in range(2))
    return founded, steps(later, MONTHS)


def growing_older(seed: int) -> Iterator[Found]:
    """Who was a child, adult or elderly, and what has become of them a year later."""
    founded, later = city(seed, ageing=AGEING)
    child, adult, old = (AGEING / (12.0 * years) for years in (15.0, 45.0, 22.0))
    chain = np.array([[1 - child, child, 0.0, 0.0], [0.0, 1 - adult, adult, 0.0], [0.0, 0.0, 1 - old, old], [0.0, 0.0, 0.0, 1.0]])
    chances = np.linalg.matrix_power(chain, MONTHS)
    now = np.full(N, 3)
    here = (later.citizens.present == 1) & (later.citizens.number < N)
    now[later.citizens.number[here]] = later.citizens.age_group[here]
    for age, name in enumerate(("children", "adults", "elderly")):
        those = now[founded.citizens.number[founded.citizens.age_group == age]]
        yield as_often(f"{name} who are still", chances[age, age], (those == age).sum(), those.size)
        if chances[age, 3] * those.size > 10.0:
            yield as_often(f"{name} who died", chances[age, 3], (those == 3).sum(), those.size)


def moving_on(seed: int) -> Iterator[Found]:
    """Migrants who are replaced, residents who are not."""
    founded, later = city(seed, turnover=0.5)
    migrants, now = (m.citizens.number[(m.citizens.present == 1) & (m.citizens.group == MIGRANT)] for m in (founded, later))
    yield as_often("migrants who have not moved on in a year", 0.5, np.isin(migrants, now).sum(), migrants.size)
    yield exactly("migrants, others in the place of who left", migrants.size, now.size)
    _, later = city(seed, growth=-0.2)
    yield as_often("residents of a shrinking city who are left", 0.8, (later.citizens.present == 1).sum(), N)


def coming(seed: int) -> Iterator[Found]:
    """What rounding adds in a month has a variance of a quarter at most, and grows like everybody else."""
    _, later = city(seed, growth=0.12, births=0.1)
    grown = (1.0 + 0.12 / 12.0) ** MONTHS
    total = N * (1.0 + 0.22 / 12.0) ** MONTHS
    error = grown * (0.25 * 2.0 * MONTHS) ** 0.5
    yield Found("residents after a year of growth and births", total, float((later.citizens.present == 1).sum()), error)


TITLE_ZH = "居民按规定的年率变老、死亡、迁出与迁入"
CHINESE = {
    "migrants who have not moved on in a year": "一年内未再迁移的农民工",
    "migrants, others in the place of who left": "农民工，由他人补替迁出者",
    "residents of a shrinking city who are left": "人口减少的城市中留下的居民",
    "residents after a year of growth and births": "一年增长与出生之后的居民数",
    "{name} who are still": "仍为{name}的比例",
    "{name} who died": "{name}死亡的比例",
    "children": "儿童",
    "adults": "成年人",
    "elderly": "老年人",
}
