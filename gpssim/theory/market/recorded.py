"""What is recorded of a month is what the state says: people, places, money and beliefs, counted from the columns themselves.

Month by month the rows of a lively market are held against sums over citizens, contracts, organizations, and transfers booked in
the month. Everybody in need is in one of five states; needs begun less needs ended are the change of need; what contracts
delivered and what clients told this month is what their running sums grew by; payments are those of the ledger, each account of
which is what it received less what it paid. Nothing is recorded of the warm-up, and organizations are at the end of each quarter.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("record", "set_policy")
RULES = ()
SOURCE = "accounting identities"

DOMAINS = [
    {
        "name": "a",
        "prevalence": [0.1, 0.2, 0.3, 0.1, 0.1],
        "duration": 6.0,
        "unit_cost": 90.0,
        "verifiability": 0.6,
        "budget_share": 0.6,
    },
    {
        "name": "b",
        "prevalence": [0.2, 0.1, 0.1, 0.2, 0.1],
        "duration": 9.0,
        "unit_cost": 60.0,
        "verifiability": 0.3,
        "budget_share": 0.4,
    },
]
STATES = ["n_ineligible", "n_unaware", "n_deterred", "n_queued", "n_served"]
MONTHS = 15
RUNNING = ("delivered", "quality_sum", "n_heard", "experience_sum", "n_complaints", "n_signals")
"""Columns of contracts that add up month by month."""


def lively(seed: int) -> PublicServiceMarket:
    """A small city in which people differ, services vary, purchases save and savings lapse."""
    dials = {
        "world.domains": DOMAINS,
        "world.city.share_disabled": 0.1,
        "world.city.share_migrant": 0.2,
        "world.citizens.awareness": 0.6,
        "world.citizens.apply_base": 1.0,
        "world.citizens.experience_noise": 0.5,
        "world.information.acceptance_noise": 0.3,
        "world.organizations.ability_sd": 0.5,
        "world.organizations.reach_domains": 1.6,
        "world.organizations.delivery_noise": 0.3,
        "world.purchasers.bureau_share": 0.3,
        "world.purchasers.project_value": 40_000.0,
        "world.information.monitoring_noise": 0.3,
        "months": MONTHS,
    }
    return special(dials, seed=seed, levers={"tender_cycle_years": 2, "registered_only": "b", "monitoring": 0.5, "tolerance": 0.0})


def found(seed: int) -> Iterator[Found]:
    """Fifteen months, each as it ends."""
    market = lively(seed)
    market.warm_up()
    yield exactly("rows of the warm-up", 0, len(tables(market)["monthly"]))
    for month in range(MONTHS):
        running = {name: np.append(market.contracts[name], np.zeros(64)) for name in RUNNING}
        need, open_ = market.citizens.columns.need.copy(), np.asarray((market.contracts.due >= 0).any(axis=1))
        market.step()
        grown = {name: market.contracts[name] - before[: len(market.contracts)] for name, before in running.items()}
        told = {name: table[table.month == month] for name, table in tables(market).items() if "month" in table}
        yield from people(market, told["monthly"], told["public"], need, grown)
        yield from places(market, told["services"], grown)
        yield from money(market, told["purchasers"], told["ledger"], open_)
        yield from beliefs(market, told["purchasers"], told["inspections"])
        yield from sector(market, told["organizations"], month)
    yield from accounts(market)


def people(
    market: PublicServiceMarket, rows: pd.DataFrame, public: pd.DataFrame, before: np.ndarray, grown: dict[str, np.ndarray]
) -> Iterator[Found]:
    """Needs, places and minds of citizens."""
    c = market.citizens.columns
    for d, name in enumerate(("a", "b")):
        own, needy = rows[rows.domain == name], c.need[:, d] == 1
        cells = own.set_index(["district", "group"])["n_need"].groupby(level=0).sum().reindex(range(2), fill_value=0)
        yield exactly("in need, by district", np.bincount(c.district[needy], minlength=2), cells)
        yield exactly("served", int((needy & (c.contract[:, d] >= 0)).sum()), own["n_served"].sum())
        yield exactly("in one of five states", own["n_need"], own[STATES].sum(axis=1))
        yield exactly("begun less ended", int(needy.sum()) - int(before[:, d].sum()), (own["n_onset"] - own["n_ended"]).sum())
    for mine, theirs in (("n_served", "n_heard"), ("experienced_latent", "experience_sum"), ("n_complaints", "n_complaints")):
        yield exactly(mine, grown[theirs].sum(), rows[mine].sum(), 1e-6)
    for name in ("trust_government", "trust_providers", "awareness", "participation", "aspiration"):
        yield exactly(name, np.bincount(c.district, c[name]), public.groupby("district")[name].sum(), 1e-6)
    yield exactly("citizens by district", np.bincount(c.district), public.groupby("district")["n_citizens"].sum())


def places(market: PublicServiceMarket, rows: pd.DataFrame, grown: dict[str, np.ndarray]) -> Iterator[Found]:
    """Contracts, what they deliver and what it costs."""
    c = market.contracts
    for district in range(2):
        for d, name in enumerate(("a", "b")):
            mine = (c.district == district) & (c.domain == d)
            row, now = rows[(rows.district == district) & (rows.domain == name)].iloc[0], mine & c.active
            yield exactly("contracts in force", int(now.sum()), row["n_contracts"])
            yield exactly("their providers", len(set(c.organization[now].tolist())), row["n_providers"])
            yield exactly("places contracted", c.places[now].sum(), row["places_contracted"], 1e-6)
            yield exactly("places delivered", grown["delivered"][mine].sum(), row["places_delivered"], 1e-6)
            yield exactly("their quality", grown["quality_sum"][mine].sum(), row["delivered_latent"], 1e-6)
            yield exactly("their value, yuan", (c.delivered_places * c.price)[now].sum(), row["contract_value"], 1e-6)
            yield exactly(
                "their cost, yuan", (c.month_cost + c.month_effort)[now].sum(), row[["cost_delivery", "cost_effort"]].sum(), 1e-6
            )


def money(market: PublicServiceMarket, rows: pd.DataFrame, ledger: pd.DataFrame, open_: np.ndarray) -> Iterator[Found]:
    """Public money of the month, and what was signed in it."""
    n, c, by_purchaser = len(market.purchasers), market.contracts, rows.groupby("purchaser")
    for column, kinds, side in (
        ("appropriation", ["appropriation"], "target"),
        ("lapsed", ["lapse"], "source"),
        ("paid", ["payment", "final_payment"], "source"),
    ):
        sums = ledger[ledger.kind.isin(kinds)].groupby(side)["fen"].sum() / 100.0
        booked = [sums.get(f"purchaser/{g}", 0.0) for g in range(n)]
        yield to_the_fen(f"{column}, yuan", booked, by_purchaser[column].sum(), 2)
    new, ended = c.start == market.month - 1, c.end == market.month
    settled = np.append(open_, np.zeros(len(c) - open_.size, dtype=bool)) & (c.due < 0).all(axis=1)
    changed = np.where(new, c.value, 0.0) - np.where(settled, c.value - c.paid_fen / 100.0, 0.0)
    yield to_the_fen(
        "signed, less what was not earned, yuan", np.bincount(c.purchaser, changed, n), by_purchaser["committed"].sum(), 20
    )
    yield exactly("deducted, yuan", c.deducted[ended].sum(), rows["penalties"].sum(), 1e-6)


def beliefs(market: PublicServiceMarket, rows: pd.DataFrame, looks: pd.DataFrame) -> Iterator[Found]:
    """How far purchasers are from the quality delivered, over those they know."""
    o = market.organizations
    known = (o.n_signals > 0) & o.alive[:, None]
    gap = np.where(known, o.believed_mean - o.delivered_quality[:, None], 0.0)
    by_purchaser = rows.groupby("purchaser")
    yield exactly("known to each purchaser", known.sum(axis=0), by_purchaser["n_beliefs"].sum())
    yield exactly("errors of belief", gap.sum(axis=0), by_purchaser["belief_bias"].sum(), 1e-9)
    yield exactly("their squares", (gap**2).sum(axis=0), by_purchaser["belief_error"].sum(), 1e-9)
    made = looks[looks.kind == "inspection"].groupby("purchaser").size().reindex(range(len(market.purchasers)), fill_value=0)
    yield exactly("inspections", made, by_purchaser["n_inspections"].sum())


def sector(market: PublicServiceMarket, rows: pd.DataFrame, month: int) -> Iterator[Found]:
    """The living, at the end of a quarter."""
    o, c = market.organizations, market.contracts
    living = np.flatnonzero(o.alive) if month % 3 == 2 else np.zeros(0, dtype=np.int64)
    yield exactly("organizations recorded", living.size, len(rows))
    if living.size:
        yield exactly("their rows", living, rows["organization"])
        yield to_the_fen("their cash, yuan", o.cash_fen[living] / 100.0, rows["cash"])
        yield exactly("their contracts", np.bincount(c.organization[c.active], minlength=len(o))[living], rows["n_contracts"])
        owed = np.bincount(c.organization[c.active], c.places[c.active], len(o))[living]
        yield exactly("their places", owed, rows["places_contracted"], 1e-6)
        yield exactly("their staff", o.staff[living], rows["staff"])


def accounts(market: PublicServiceMarket) -> Iterator[Found]:
    """Every account is what it received less what it paid; every contract was paid what it was paid."""
    ledger, o, p = tables(market)["ledger"], market.organizations, market.purchasers
    came, gone = (ledger.groupby(side)["fen"].sum() for side in ("target", "source"))
    for name, held in (("organization", o.cash_fen), ("purchaser", p.account_fen)):
        booked = [came.get(f"{name}/{row}", 0) - gone.get(f"{name}/{row}", 0) for row in range(held.size)]
        yield exactly(f"held by each {name}, fen", booked, held)
    paid = ledger[ledger.kind.isin(["payment", "final_payment"])].groupby("target")["fen"].sum() / 100.0
    by_contract = tables(market)["contracts"].groupby("organization")["paid"].sum()
    yield to_the_fen("paid to each provider, yuan", [paid[f"organization/{row}"] for row in by_contract.index], by_contract, 2)


TITLE_ZH = "每月记录即状态本身：人、名额、资金与信念，均由各列直接计数"
CHINESE = {
    "rows of the warm-up": "预热期的行数",
    "citizens by district": "各片区公众",
    "signed, less what was not earned, yuan": "签订金额减去未得部分（元）",
    "deducted, yuan": "扣款（元）",
    "known to each purchaser": "各购买主体已知的承接主体",
    "errors of belief": "信念误差",
    "their squares": "其平方",
    "inspections": "检查数",
    "organizations recorded": "记录的组织数",
    "paid to each provider, yuan": "支付各承接主体（元）",
    "in need, by district": "各片区有需求者",
    "served": "得到服务者",
    "in one of five states": "处于五种状态之一者",
    "begun less ended": "新增减去结束",
    "n_served": "服务人数",
    "experienced_latent": "体验质量",
    "n_complaints": "投诉数",
    "trust_government": "对政府的信任",
    "trust_providers": "对承接主体的信任",
    "awareness": "知晓率",
    "participation": "公众参与",
    "aspiration": "期望",
    "{column}, yuan": "{column}（元）",
    "appropriation": "拨款",
    "lapsed": "收回",
    "paid": "支付",
    "their rows": "其行",
    "their cash, yuan": "其现金（元）",
    "their contracts": "其合同",
    "their places": "其名额",
    "their staff": "其员工",
    "held by each {name}, fen": "各{name}账户余额（分）",
    "organization": "组织",
    "purchaser": "购买主体",
    "contracts in force": "生效合同",
    "their providers": "其承接主体",
    "places contracted": "约定的名额",
    "places delivered": "提供的名额",
    "their quality": "其质量",
    "their value, yuan": "其金额（元）",
    "their cost, yuan": "其成本（元）",
}
