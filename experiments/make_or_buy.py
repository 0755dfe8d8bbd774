"""Make, buy or both? Provision in house under a staffing cap, contracts, and half of each, along the number of posts.

Public institutions serve up to their posts, their deficits are covered, idle staff is paid on. The contract arm is drawn twice: in
a city that closed its institutions, and in one that keeps them idle. ``lottery`` is the null: contracts given blindly.

Beside it, by verifiability of quality and in the city as it is, what contracting brings over provision in house: the table
``by_verifiability``. Incomplete contracts say that its cost advantage grows, and its lead in non-verifiable quality falls, where
less can be verified.

    python experiments/make_or_buy.py --out results/make_or_buy
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

import gpssim
from gpssim import experiment

POSTS = (6.0, 12.0, 24.0, 48.0)
VERIFIABILITIES = (0.1, 0.5, 0.9)
COMPARED = ("nonverifiable_quality", "verifiable_quality", "price_per_unit", "public_cost")
OUTCOMES = ["coverage", "nonverifiable_quality", "paid", "subsidies"]
HALF = gpssim.Policy(
    name="both",
    keeps=True,
    shares=(gpssim.MechanismShare(mechanism="in_house", share=0.5), gpssim.MechanismShare(mechanism="open_tender", share=0.5)),
)
CLOSED = "buy, institutions closed"
ARMS = {"in_house": "make: in house", "both": "both", "open_tender": "buy, institutions kept", "lottery": "null: contracts by lot"}
LOOKS = {arm: policy for policy, arm in ARMS.items()}
"""Under what name each arm is drawn, so that open tender looks as it does everywhere."""
TEXTS = gpssim.charts.Texts(
    "make_or_buy",
    ("Make, buy or both?", "自行提供、购买还是两者兼用？"),
    ("Second half of the months.", "后半期各月。"),
    {
        "in_house": ("make: in house", "政府直接提供"),
        "both": ("half of each", "各半"),
        "open_tender": ("buy, institutions kept", "购买（保留机构）"),
        "lottery": ("contracts by lot (null)", "随机签约（零模型）"),
        CLOSED: (CLOSED, "购买（关闭机构）"),
        "paid": experiment.measure("Paid on contracts", "合同支付", "million yuan per year"),
        "subsidies": experiment.measure("Deficits covered", "弥补亏损", "million yuan per year"),
        "x": ("posts of each institution (number)", "每家机构的岗位数（个）"),
    },
)
BY_VERIFIABILITY = gpssim.charts.Texts(
    "by_verifiability",
    ("What contracting brings over provision in house, by verifiability", "购买与政府直接提供之差：按可核验程度"),
    ("Open tender less provision in house.", "公开招标与政府直接提供之差。"),
    {"x": experiment.measure("verifiability of quality", "质量可核验程度", "share")},
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "make_or_buy",
    {
        "full": gpssim.Size(8, citizens=1000, warm_up=36, months=72),
        "quick": gpssim.Size(3, "a small city and few months", citizens=400, warm_up=12, months=36),
        "fast": gpssim.Size(1, "a small city, one number of posts", citizens=200, warm_up=3, months=12, workers=1),
    },
    changes={**experiment.MARKUP, "policy.levers.after_failure": "none"},  # in every arm what fails is not got elsewhere
)


def outcomes(results: Any, first: int, last: int) -> pd.DataFrame:
    """Each outcome of each run in a window of months."""
    names = ("coverage", "nonverifiable_quality", "subsidies")
    found = [gpssim.values(results, name, (first, last)).assign(outcome=name) for name in names]
    money = results.table("purchasers", ["month", "paid"])
    inside = money[money["month"].between(first, last)]
    paid = inside.groupby(["policy", "replication"], as_index=False, observed=True)["paid"].sum()
    found.append(paid.assign(outcome="paid", value=12.0 / (last - first + 1) * paid["paid"]))
    table = pd.concat(found, ignore_index=True)[["policy", "replication", "outcome", "value"]]
    table.loc[table["outcome"].isin(["paid", "subsidies"]), "value"] /= 1e6
    return table


def by_verifiability(trial: gpssim.Trial, verifiability: float) -> pd.DataFrame:
    """Contracts less provision in house, paired by replication: mean and 95 % interval of each outcome."""
    domains = trial.scenario.domain_names
    world = {f"world.domains.{name}.verifiability": verifiability for name in domains}
    results = trial.run(["in_house", "open_tender"], world, keep=0)
    rows = []
    for outcome in COMPARED:
        wide = gpssim.values(results, outcome).pivot_table(index="replication", columns="policy", values="value", observed=True)
        gain = wide["open_tender"] - wide["in_house"]
        low, high = gpssim.interval(gain.mean(), gain.std(), gain.count(), gpssim.limits(outcome, differences=1))
        rows.append({"outcome": outcome, "buy - make": gain.mean(), "low": float(low), "high": float(high)})
    return pd.DataFrame(rows).assign(verifiability=verifiability)


def drawn(table: pd.DataFrame) -> pd.DataFrame:
    """Means along the posts; where institutions are closed the same at every number of posts."""
    open_, closed = table[table["posts"].notna()], table[table["arm"] == CLOSED]
    everywhere = [closed.assign(posts=posts) for posts in sorted(open_["posts"].unique())]
    band = gpssim.mean_band(
        pd.concat([open_, *everywhere]), ["outcome", "arm", "posts"], domain="outcome", others=experiment.ends(TEXTS.words)
    )
    band = band.rename(columns={"outcome": "panel", "arm": "series", "posts": "x"})
    return band.sort_values("panel", key=lambda panel: panel.map(OUTCOMES.index), kind="stable")


def draw(folder: experiment.Folder, make_or_buy: pd.DataFrame, by_verifiability: pd.DataFrame) -> None:
    """All arms along the posts; contracts less provision in house along verifiability."""
    folder.draw(partial(gpssim.charts.lines, doubling=True), drawn(make_or_buy.replace({"arm": LOOKS})), TEXTS)
    shown = by_verifiability.rename(columns={"outcome": "panel", "buy - make": "mean", "verifiability": "x"})
    folder.draw(gpssim.charts.lines, shown.assign(series="open_tender", reference=0.0), BY_VERIFIABILITY)


def conduct(trial: gpssim.Trial) -> None:
    """Run along the posts, write, draw, print."""
    months = trial.scenario.months

    def measured(posts: float | None) -> pd.DataFrame:
        """All arms in a world with so many posts for each purchaser; without institutions only the contract arm."""
        changes = {"provide": "none"} if posts is None else {"provide": "purchaser", "staff": posts, "posts": posts}
        world = {f"world.sector.institutions.{name}": value for name, value in changes.items()}
        results = trial.run(["open_tender"] if posts is None else ["in_house", HALF, "open_tender", "lottery"], world, keep=0)
        table = outcomes(results, months // 2, months - 1)
        names = {"open_tender": CLOSED} if posts is None else ARMS
        return table.assign(arm=table["policy"].astype(str).map(names), posts=posts)

    cases = trial.among((None, *POSTS), fast=(None, 12.0))
    table = trial.gather("make_or_buy", cases, measured, column="", float_format="%.6g")
    levels = trial.among(VERIFIABILITIES, fast=VERIFIABILITIES[::2])
    found = trial.gather("by_verifiability", levels, partial(by_verifiability, trial), column="", float_format="%.6g")
    draw(trial, table, found)
    trial.show(found.pivot_table(index="outcome", columns="verifiability", values="buy - make"))
    shown = table.assign(posts=table["posts"].fillna(0.0))
    trial.show(shown.pivot_table(index=["outcome", "arm"], columns="posts", values="value"))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
