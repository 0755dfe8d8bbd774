"""Six ways to pay for the same services: what becomes of quality, of providers and of money.

One market under open tender; only the payment rule differs, every run meets the same luck. What is paid
on measured outcome, what before and what after the work, shows in quality, in insolvencies and in what a place costs.

    python experiments/payment_rules.py --out results/payment_rules
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

import gpssim
from gpssim import experiment

RULES: dict[str, tuple[dict[str, Any], str]] = {
    "as the mechanism says": ({}, "按方式自身规定"),
    "fixed": ({"payment": "fixed"}, "固定总价"),
    "per unit": ({"payment": "per_unit"}, "按量付费"),
    "on outcome": ({"payment": "on_outcome"}, "按绩效付费"),
    "cost shared": ({"payment": "shared"}, "成本分担"),
    "by milestones": ({"payment": "staged"}, "分期付款"),
    "in advance": ({"payment": "in_advance"}, "预付"),
    "in advance, 10 % retained for a year": (
        {"payment": "in_advance", "retention": 0.1, "retention_months": 12},
        "预付，留10%质保金一年",
    ),
    "by milestones, little in advance": (
        {"payment": "staged", "payment_settings": "advance=0.1, last=0.3"},
        "分期付款，少量预付",
    ),
}
MARKET = {
    "world.conduct.shock_chance": 0.1,
    "world.conduct.shock_size": 0.2,
    "world.conduct.cost_effort": 0.1,
    **experiment.MARKUP,
}
OUTCOMES = {
    "verifiable": experiment.measure("Verifiable quality", "可核验质量", of="verifiable_quality"),
    "other": experiment.measure("Non-verifiable quality", "不可核验质量", of="nonverifiable_quality"),
    "insolvent": experiment.measure("Insolvencies", "资不抵债", "a year, per 100 organizations"),
    "cost": experiment.measure("Paid", "支付", "yuan per place-month"),
    "lost": experiment.measure("Advances lost", "预付款损失", "yuan per 1000 yuan paid"),
}
TEXTS = gpssim.charts.Texts(
    "payment_rules",
    ("Six ways to pay for the same services", "同一服务的六种付费方式"),
    (
        "Line: the first row. Intervals are those of the paired difference from it.",
        "竖线：首行；区间为与首行之配对差的区间。",
    ),
    {**OUTCOMES, **{rule: (rule, chinese) for rule, (_, chinese) in RULES.items()}},
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "payment_rules",
    {
        "full": gpssim.Size(10, citizens=4000, warm_up=24, months=60),
        "quick": gpssim.Size(4, "a small city and few months", citizens=500, warm_up=12, months=36),
        "fast": gpssim.Size(2, "two rules, two short replications", citizens=400, warm_up=3, months=15, workers=1),
    },
    changes=MARKET,
)


def by_run(results: Any, years: float) -> pd.DataFrame:
    """Outcomes of each policy and replication after the switch."""
    keys = ["policy", "replication"]

    def since(table: str, *columns: str) -> Any:
        return results.table(table, ["month", *columns]).query("month >= 0").groupby(keys, observed=True)

    services = since("services", "places_delivered", "delivered_verifiable", "delivered_nonverifiable").sum(numeric_only=True)
    money = since("purchasers", "paid", "advance_lost").sum(numeric_only=True)
    exits = since("exits", "reason")["reason"].agg(lambda reasons: (reasons == "insolvent").sum())
    stock = results.table("organizations", ["month", "organization"]).groupby([*keys, "month"], observed=True).size()
    number = stock.groupby(level=keys, observed=True).mean()
    return pd.DataFrame(
        {
            "verifiable": services["delivered_verifiable"] / services["places_delivered"],
            "other": services["delivered_nonverifiable"] / services["places_delivered"],
            "insolvent": 100.0 * exits.reindex(number.index, fill_value=0) / number / years,
            "cost": money["paid"] / services["places_delivered"],
            "lost": 1000.0 * money["advance_lost"] / money["paid"],
        }
    )


def draw(folder: experiment.Folder, payment_rules: pd.DataFrame) -> None:
    """Every rule in every outcome, beside the first of them."""
    shown = experiment.rows_with_errors(payment_rules, "rule", OUTCOMES, folder.replications)
    first = payment_rules[list(OUTCOMES)].iloc[0]
    folder.draw(gpssim.charts.rows, shown.assign(reference=shown["panel"].map(first)), TEXTS)


def conduct(trial: gpssim.Trial) -> None:
    """Run, write means and standard errors of the paired difference to the first rule, draw, print."""
    rules = trial.among(list(RULES), fast=["as the mechanism says", "on outcome"])
    policies = [gpssim.Policy.of("open_tender", f"rule {k}", levers=RULES[rule][0]) for k, rule in enumerate(rules)]
    results = trial.run(policies)
    runs = by_run(results, trial.scenario.months / 12.0)
    each = {rule: runs.xs(policy.name, level="policy") for policy, rule in zip(policies, rules, strict=True)}
    errors = {rule: (own - each[rules[0]]).std() / np.sqrt(trial.replications) for rule, own in each.items()}
    table = pd.DataFrame([{"rule": rule, **own.mean(), **errors[rule].add_suffix("_se")} for rule, own in each.items()])
    trial.save(table, "payment_rules", float_format="%.6g")
    draw(trial, table)
    trial.show(table.drop(columns=[c for c in table if c.endswith("_se")]), index=False)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
