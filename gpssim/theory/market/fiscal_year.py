"""What a year does not sign lapses in January, is carried over or was used in July, and the account holds what is owed.

Of a year's money ``A(y) = A (1 + g)^y f(y)`` (growth, the policy's path) the part ``s`` goes into goods at once. With ``S(y)``
the value of the contracts signed in the year, ``(1 - s) A(y) - S(y)`` is unspent. It goes back to the treasury in January; where
it may be carried over, nothing goes back and the unspent money of all years is there beside the new; where it may be used within
the year, purchases of July take their part of it and the rest goes back. After January a purchaser holds the new money, what it
carries and what it owes on contracts signed. Nothing is deducted in this market.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("open_fiscal_year", "plan")
RULES = ()
SOURCE = "accounting identity"

USUAL, GROWTH, GOODS, PATH = 280_000.0, 0.04, 0.1, (1.0, 1.1, 0.9, 1.2)
ROUNDED = 60
"""Contracts of two years, each rounded to whole fen."""


def found(seed: int) -> Iterator[Found]:
    """Three years and the January after, under each rule for savings."""
    for rule in ("lapse", "carry_over", "reuse"):
        yield from years(seed, rule)


def years(seed: int, rule: str) -> Iterator[Found]:
    """One rule."""
    market = special(
        {"warm_up": 0, "months": 48, "world.purchasers.appropriation_growth": GROWTH},
        seed=seed,
        levers={"savings_rule": rule, "goods_share": GOODS, "budget_path": ", ".join(str(f) for f in PATH)},
    )
    unspent, carried = np.zeros(2), np.zeros(2)
    for year in range(4):
        market.run(12 * year)
        signed = values(market, 12 * (year - 1))
        market.step()
        new = USUAL * (1.0 + GROWTH) ** year * PATH[year]
        unspent = carried + (1.0 - GOODS) * USUAL * (1.0 + GROWTH) ** (year - 1) * PATH[year - 1] - signed if year else np.zeros(2)
        carried = unspent if rule == "carry_over" else np.zeros(2)
        booked = january(market, 12 * year)
        yield to_the_fen(f"{rule}: money of year {year}, yuan", new, booked["appropriation"])
        yield to_the_fen(f"{rule}: goods of year {year}, yuan", GOODS * new, booked["goods"])
        yield to_the_fen(f"{rule}: given back in year {year}, yuan", unspent - carried, booked["lapse"], ROUNDED)
        yield to_the_fen(f"{rule}: carried into year {year}, yuan", carried, market.purchasers.carried.sum(axis=1), ROUNDED)
        held = (1.0 - GOODS) * new + carried + owed(market)
        yield to_the_fen(f"{rule}: held after January of year {year}, yuan", held, market.purchasers.account_fen / 100.0, ROUNDED)
    opened = tables(market)["projects"]["month_opened"]
    yield exactly(f"{rule}: purchases are opened in July", float(rule == "reuse"), float((opened % 12 == 6).any()))


def january(market: PublicServiceMarket, month: int) -> dict[str, np.ndarray]:
    """Yuan booked in a month with each purchaser, by kind."""
    ledger = tables(market)["ledger"].query("month == @month")
    found: dict[str, np.ndarray] = {}
    for kind, side in (("appropriation", "target"), ("goods", "source"), ("lapse", "source")):
        sums = ledger[ledger.kind == kind].groupby(side)["fen"].sum() / 100.0
        found[kind] = np.array([sums.get(f"purchaser/{g}", 0.0) for g in range(2)])
    return found


def values(market: PublicServiceMarket, since: int) -> np.ndarray:
    """Value of the contracts signed from a month on, yuan by purchaser."""
    signed = tables(market)["contracts"].query("month_signed >= @since")
    return signed.groupby("purchaser")["value"].sum().reindex(range(2), fill_value=0.0).to_numpy()


def owed(market: PublicServiceMarket) -> np.ndarray:
    """Value of all contracts so far less what was paid on them, yuan by purchaser."""
    signed = tables(market)["contracts"]
    return (signed.value - signed.paid).groupby(signed.purchaser).sum().reindex(range(2), fill_value=0.0).to_numpy()


TITLE_ZH = "当年未签订的资金一月收回、结转，或已于七月使用；账户余额即应付未付之数"
CHINESE = {
    "{rule}: purchases are opened in July": "{rule}：七月启动采购",
    "{rule}: money of year {year}, yuan": "{rule}：第 {year} 年资金（元）",
    "{rule}: goods of year {year}, yuan": "{rule}：第 {year} 年货物支出（元）",
    "{rule}: given back in year {year}, yuan": "{rule}：第 {year} 年收回（元）",
    "{rule}: carried into year {year}, yuan": "{rule}：结转至第 {year} 年（元）",
    "{rule}: held after January of year {year}, yuan": "{rule}：第 {year} 年一月后账户余额（元）",
    "lapse": "收回",
    "carry_over": "结转",
    "reuse": "当年再用",
}
