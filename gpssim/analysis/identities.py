"""What must add up in every run, whatever the policy: ten identities of money, places and people, from the tables of a run.

Each gives its largest relative imbalance: 0 where both sides agree, a broken rule counts as 1. *Source:* stock-flow consistency
(Godley & Lavoie 2007); definitions of the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.cells import look_up

TO_PROVIDERS: Final = ("payment", "final_payment", "grant")
STAGES: Final = ("n_served", "n_queued", "n_unaware", "n_deterred", "n_ineligible")
SHARES: Final = ("trust_government", "trust_providers", "awareness", "participation")


@dataclass(frozen=True, slots=True, eq=False)
class Books:
    """A finished run: its tables (all months), what everybody holds at the end, and what the analysis makes of it."""

    tables: Mapping[str, pd.DataFrame]
    accounts_fen: np.ndarray
    """Purchasers' accounts, fen."""
    cash_fen: np.ndarray
    """Organizations' cash, fen, those that left included."""
    n_initial: int
    """Organizations at the very beginning."""
    world: Mapping[str, Any]
    """Parameters of the world as plain values."""
    welfare: float
    """Social welfare per resident and year, as the analysis reports it, yuan."""
    years: float
    """Years after the switch of policy."""


def imbalances(books: Books) -> dict[str, float]:
    """The largest relative imbalance of each identity, by name."""
    return {name: float(identity(books)) for name, identity in IDENTITIES.items()}


def apart(one: Any, other: Any) -> float:
    """Largest difference of two sides relative to their size (at least 1); empty sides agree."""
    one, other = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    size = np.maximum(1.0, np.maximum(np.abs(one), np.abs(other)))
    return float(np.max(np.abs(one - other) / size, initial=0.0))


def broken(holds: Any) -> float:
    """1 where a rule is broken anywhere, else 0."""
    return 0.0 if bool(np.all(holds)) else 1.0


def _flow(books: Books, side: str, *kinds: str) -> pd.Series:
    """Fen booked by account on one side, of some kinds or of all."""
    ledger = books.tables["ledger"]
    rows = ledger[ledger["kind"].astype(str).isin(kinds)] if kinds else ledger
    return rows.groupby(rows[side].astype(str))["fen"].sum()


def _held(books: Books, whose: str, held: np.ndarray) -> float:
    """What accounts hold is what was booked to them less what was booked from them."""
    balance = _flow(books, "target").sub(_flow(books, "source"), fill_value=0)
    return apart(balance.reindex([f"{whose}/{row}" for row in range(len(held))], fill_value=0), held)


def purchasers_close(books: Books) -> float:
    """(1) A purchaser closes with what was appropriated less what it paid and what lapsed."""
    names = [f"purchaser/{row}" for row in range(len(books.accounts_fen))]
    got, spent, lapsed = (
        _flow(books, side, *kinds).reindex(names, fill_value=0)
        for side, kinds in (("target", ("appropriation",)), ("source", TO_PROVIDERS), ("source", ("lapse",)))
    )
    return max(apart(got - spent - lapsed, books.accounts_fen), _held(books, "purchaser", books.accounts_fen))


def providers_receive(books: Books) -> float:
    """(2) What organizations receive is what purchasers pay them and what comes from outside."""
    ledger = books.tables["ledger"]
    received = ledger[ledger["target"].astype(str).str.startswith("organization/")]
    outside = received["source"].astype(str).str.split("/").str[0] != "purchaser"
    paid = ledger.loc[ledger["kind"].astype(str).isin(TO_PROVIDERS), "fen"].sum()
    return apart(received.loc[~outside, "fen"].sum(), paid)


def providers_close(books: Books) -> float:
    """(3) An organization closes with what it received less what it spent."""
    return _held(books, "organization", books.cash_fen)


def contracts_end_or_last(books: Books) -> float:
    """(4) Contracts signed have ended or are in force, month by month."""
    contracts, services = books.tables["contracts"], books.tables["services"]
    in_force = services.groupby("month")["n_contracts"].sum()
    signed, ended = (np.sort(contracts[name].dropna().to_numpy()) for name in ("month_start", "month_ended"))
    counted = [np.searchsorted(signed, month, "right") - np.searchsorted(ended, month, "right") for month in in_force.index]
    return apart(counted, in_force)


def citizens_are_counted_once(books: Books) -> float:
    """(5) Everybody in need is in one stage; needs are those before and new ones less those that ended."""
    monthly = books.tables["monthly"]
    keys = ["month", "district", "domain", "group"]
    grid = monthly.astype({"domain": str, "group": str}).set_index(keys)[["n_need", "n_onset", "n_ended"]]
    need, onset, ended = (grid[name].unstack("month", fill_value=0).to_numpy() for name in ("n_need", "n_onset", "n_ended"))
    moved = apart(need[:, 1:], need[:, :-1] + onset[:, 1:] - ended[:, 1:])
    return max(moved, apart(monthly[list(STAGES)].sum(axis=1), monthly["n_need"]))


def organizations_are_counted_once(books: Books) -> float:
    """(6) Organizations are those before, entrants less exits; each is there once, and nobody is paid after it left."""
    tables = books.tables
    founders, exits, quarters = tables["founders"], tables["exits"], tables["organizations"].groupby("month")["organization"]
    entered = np.array([(founders["registered"] & (founders["month"] <= month)).sum() for month in quarters.size().index])
    left = np.array([(exits["month"] <= month + 1).sum() for month in quarters.size().index])
    once = broken((quarters.size() == quarters.nunique()).all() and exits["organization"].is_unique)
    return max(apart(books.n_initial + entered - left, quarters.size()), once, _paid_after_leaving(books))


def _paid_after_leaving(books: Books) -> float:
    ledger, exits = books.tables["ledger"], books.tables["exits"]
    left = dict(zip("organization/" + exits["organization"].astype(str), exits["month"], strict=True))
    gone = ledger["target"].astype(str).map(left).astype(float).fillna(np.inf)
    return broken(ledger["month"] < gone)


def payments_need_awards(books: Books) -> float:
    """(7) Nothing is paid above the ceiling or without an award; winners made valid offers."""
    projects, bids, contracts = (books.tables[name] for name in ("projects", "bids", "contracts"))
    over = (contracts["paid"] - FEN) / (contracts["ceiling"] * contracts["places"] * 12.0) - 1.0  # money is paid in whole fen
    awarded = projects["outcome"].astype(str) == "awarded"
    fair = (
        set(contracts["project"]) <= set(projects.loc[awarded, "project"])
        and bool(((projects["n_awards"] >= 1) == awarded).all())
        and bool(bids.loc[bids["won"], "valid"].all())
        and bool((projects["n_valid_bids"] <= projects["n_bids"]).all())
    )
    return max(0.0, float(over.max()) if len(over) else 0.0, broken(fair))


def winners_score_highest(books: Books) -> float:
    """(8) In tenders, points for price are those of the lowest over the own price, the total is the sum, and the highest wins."""
    bids = books.tables["bids"]
    tenders = bids[(bids["mechanism"].astype(str) == "open_tender") & bids["valid"] & np.isfinite(bids["total"])]
    keys = [tenders[name] for name in ("project", "attempt", "month")]
    price, points, total = (tenders[name].groupby(keys) for name in ("price", "price_points", "total"))
    again = points.transform("max") * price.transform("min") / tenders["price"]
    won = tenders["won"].groupby(keys).transform("any")
    first = tenders["won"] <= (tenders["total"] >= total.transform("max") - 1e-9)
    sums = apart((tenders["price_points"] + tenders["quality_points"])[won], tenders["total"][won])
    return max(apart(again, tenders["price_points"]), sums, broken(first))


def transfers_cancel(books: Books) -> float:
    """(9) Welfare is what citizens, organizations and taxpayers have: what is paid to one is paid by another."""
    since = {name: t[t["month"] >= 0] for name, t in books.tables.items() if "month" in t}
    projects = books.tables["projects"]
    ledger, public = since["ledger"], since["purchasers"]
    received = ledger.loc[ledger["kind"].astype(str).isin(TO_PROVIDERS), "fen"].sum() / 100.0
    offers = projects.loc[projects["month_opened"] >= 0, "bidder_cost"].sum()
    providers = received - since["services"][["cost_delivery", "cost_effort"]].to_numpy().sum() - offers
    hours = look_up(books.world, "purchasers.wage_hour") * public[["official_hours", "monitoring_hours"]].to_numpy().sum()
    spent = public[["paid", "procedure_cost"]].to_numpy().sum()
    taxpayers = -(1.0 + look_up(books.world, "scales.excess_burden")) * spent - hours
    total = _citizens(books, since["monthly"]) + providers + taxpayers
    return apart(total / look_up(books.world, "city.residents") / books.years, books.welfare)


def _citizens(books: Books, monthly: pd.DataFrame) -> float:
    """What services and waiting are worth to citizens, yuan."""
    city = look_up(books.world, "city.residents") / look_up(books.world, "city.n_citizens")
    unit = monthly["domain"].astype(str).map({d["name"]: d["unit_cost"] for d in books.world["domains"]}) * city
    value, quality, waiting = (look_up(books.world, f"scales.{x}") for x in ("service_value", "quality_price", "waiting_price"))
    gains = value * monthly["n_served"] + quality * monthly["experienced_latent"] - waiting * monthly["waiting"]
    return float((unit * gains).sum())


def shares_stay_shares(books: Books) -> float:
    """(10) Trust, awareness and participation stay in [0, 1] on average, experience and staff are never negative."""
    public, organizations = books.tables["public"], books.tables["organizations"]
    over = max(float((public[name] - public["n_citizens"]).max()) for name in SHARES)
    under = max(float(-public[name].min()) for name in SHARES)
    amounts = [name for name in ("experience", "staff") if name in organizations]
    least = max((float(-organizations[name].min()) for name in amounts), default=0.0)
    return max(0.0, over - ROUNDING, under, least - ROUNDING)


FEN: Final = 0.01
ROUNDING: Final = 1e-9
"""Rounding of sums that are bounded by another sum."""
IDENTITIES: Final[Mapping[str, Callable[[Books], float]]] = {
    f.__name__: f
    for f in (
        purchasers_close,
        providers_receive,
        providers_close,
        contracts_end_or_last,
        citizens_are_counted_once,
        organizations_are_counted_once,
        payments_need_awards,
        winners_score_highest,
        transfers_cancel,
        shares_stay_shares,
    )
}
