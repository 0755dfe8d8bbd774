"""The virtual econometrician: officials choose the mechanism, estimates as in the literature are held against the known effect.

Each purchase is tendered or directed. Officials direct where the project is small (seen in the data) and where they know a good
partner (not seen). Estimates of what directing does to quality and price: difference of means, least squares with what is
seen, purchaser and domain fixed effects, a threshold of value with and without splitting of projects to stay below it. Known
effects: the same market with a coin in the officials' place, and everything directed against everything tendered under the
same luck. Null control: a placebo in which "directed" is only a word and everything is tendered; the true effect is zero.

    python experiments/virtual_econometrician.py --out results/virtual_econometrician
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any, ClassVar, Literal

import numpy as np
import pandas as pd

import gpssim
from gpssim import experiment, plugins, scenario

LIMIT, BANDWIDTH = 292_000.0, 0.12
"""Value (yuan) from which a purchase is to be tendered, and how far from it (log) the threshold design looks."""
ARMS = {
    "coin": {"rule": "coin"},
    "choice": {"rule": "choice"},
    "threshold": {"rule": "threshold"},
    "splitting": {"rule": "threshold", "splitting": 0.8},
    "placebo": {"rule": "choice", "placebo": True},
    "all_tender": {"rule": "never"},
    "all_directed": {"rule": "always"},
}
TEXTS = gpssim.charts.Texts(
    "virtual_econometrician",
    ("What an econometrician would find, and what is known", "计量估计与已知因果效应"),
    ("Effect of directing a purchase; line: the known effect in the whole market.", "定向采购的效应；竖线：整个市场的已知效应。"),
    {
        "quality": experiment.measure("Delivered quality", "实际质量", "latent"),
        "price": experiment.measure("Price over ceiling", "价格与限价之比", of="price_to_ceiling"),
        "known: whole market": ("known: whole market", "已知：整个市场"),
        "known: coin": ("known: by coin", "已知：随机指派"),
        "difference of means": ("difference of means", "均值之差"),
        "least squares, what is seen": ("least squares", "最小二乘"),
        "fixed effects": ("fixed effects", "固定效应"),
        "threshold": ("threshold", "断点设计"),
        "threshold, with splitting": ("threshold, with splitting", "断点设计（化整为零）"),
        "placebo: difference of means": ("placebo: difference of means", "安慰剂：均值之差"),
        "placebo: fixed effects": ("placebo: fixed effects", "安慰剂：固定效应"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "virtual_econometrician",
    {
        "full": gpssim.Size(20, citizens=2000),
        "quick": gpssim.Size(5, "a small city, few months", citizens=400, warm_up=24, months=60, changes=experiment.MARKUP),
        "fast": gpssim.Size(2, "a try, not a result", warm_up=2, months=26, changes=experiment.VILLAGE, workers=1),
    },
    seed=48,
)
UNLIMITED = (-np.inf, np.inf)
"""An estimate, a biased one above all, can be any number."""
OpenTender: Any = gpssim.purchasing_mechanisms()["open_tender"]
DirectedCommission: Any = gpssim.purchasing_mechanisms()["directed_commission"]
param, share = scenario.fields.param, scenario.fields.share


@plugins.plugin
class OfficialsChoose(OpenTender):
    """Each purchase is an open tender or a directed commission, as the rule says; the legal basis of the award tells which."""

    name: ClassVar[str] = "officials_choose"
    label: ClassVar[str] = "officials choose"
    label_zh: ClassVar[str] = "由官员选择方式"
    source: ClassVar[str] = "convention: virtual econometrician"
    admissible = "own"
    rule: Literal["coin", "choice", "threshold", "never", "always"] = param(
        "choice", "rule", "who decides whether a purchase is directed"
    )
    splitting: float = share(
        0.0, "chance that a project up to a quarter above the limit is cut to stay below it for a good partner"
    )
    placebo: bool = param(False, "flag", "directed in name only")

    def partner(self, purchase: Any) -> float:
        """How good the best known partner is, against what is thought of others, latent: nobody else sees it."""
        believed = purchase.view.own.believed_quality[purchase.view.public.capable]
        return float(believed.max() - 0.3) if believed.size else -1.0

    def cut(self, purchase: Any) -> bool:
        """Whether the project is split: it is little above the limit, and there is somebody to give it to."""
        over = 1.0 <= purchase.project.value_at_ceiling / LIMIT < 1.25
        return bool(over and self.partner(purchase) > 0.4 and purchase.luck.uniform("split", 0) < self.splitting)

    def directed(self, purchase: Any) -> bool:
        """Whether this purchase is directed."""
        uniform, small = purchase.luck.uniform("officials", 0), np.log(LIMIT / purchase.project.value_at_ceiling)
        if self.rule == "choice":
            inclination = 4.0 * small + 3.0 * (self.partner(purchase) - 0.4)
            return bool(inclination + np.log(uniform / (1.0 - uniform)) > 0.0)
        if self.rule == "threshold":
            return bool(small > 0.0) or self.cut(purchase)
        return {"coin": uniform < 0.5, "never": False, "always": True}[self.rule]

    def way(self, purchase: Any) -> Any:
        """The mechanism that does the work."""
        return DirectedCommission() if self.directed(purchase) and not self.placebo else None

    def invite(self, purchase: Any) -> tuple[int, ...]:
        way = self.way(purchase)
        return tuple(way.invite(purchase) if way else super().invite(purchase))

    def request(self, purchase: Any, offers: Any, round_: int) -> Any:
        way = self.way(purchase)
        return way.request(purchase, offers, round_) if way else super().request(purchase, offers, round_)

    def review(self, purchase: Any, bids: Any) -> Any:
        way = self.way(purchase)
        return way.review(purchase, bids) if way else super().review(purchase, bids)

    def choose(self, purchase: Any, bids: Any) -> Any:
        way = self.way(purchase)
        decision = way.choose(purchase, bids) if way else super().choose(purchase, bids)
        if not self.directed(purchase):
            return decision
        most = LIMIT * 0.999 / (purchase.project.ceiling * purchase.project.months) if self.cut(purchase) else np.inf
        awards = tuple(replace(a, places=min(a.places, most), legal_basis="below_limit") for a in decision.awards)
        return replace(decision, awards=awards)


def data_of(results: Any, arm: str) -> pd.DataFrame:
    """What an econometrician gets: the first contract of every award since the switch, with its purchase."""
    kept = ["purchaser", "domain", "legal_basis", "month_start", "cycle_year", "bridge", "mechanism"]
    columns = [*kept, "unit_price", "ceiling", "places", "delivered", "delivered_latent"]
    contracts = results.table("contracts", columns)
    own = (contracts["policy"] == arm) & (contracts["mechanism"] == "officials_choose") & ~contracts["bridge"]
    data = contracts[own & (contracts["month_start"] >= 6) & (contracts["cycle_year"] == 0) & (contracts["delivered"] > 0)]
    return data.assign(
        directed=(data["legal_basis"] == "below_limit").astype(float),
        quality=data["delivered_latent"] / data["delivered"],
        price=data["unit_price"] / data["ceiling"],
        over=np.log(data["ceiling"] * data["places"] * 12.0 / LIMIT),
    )


def coefficient(data: pd.DataFrame, outcome: str, controls: list[pd.DataFrame]) -> float:
    """Least squares of the outcome on a constant, directed and controls: the coefficient of directed, where it is identified."""
    if data["directed"].nunique() < 2:
        return float("nan")
    design = np.column_stack([np.ones(len(data)), data["directed"], *(c.to_numpy(float) for c in controls)])
    return float(np.linalg.lstsq(design, data[outcome].to_numpy(float), rcond=None)[0][1])


def estimates(results: Any, outcome: str, replication: int) -> dict[str, float]:
    """Every estimator on the data of one replication."""
    data = {arm: (d := data_of(results, arm))[d["replication"] == replication] for arm in ARMS}
    seen = {arm: [d[["over"]], pd.get_dummies(d["domain"].astype(str), drop_first=True)] for arm, d in data.items()}
    fixed = {arm: [*seen[arm], pd.get_dummies(d["purchaser"], prefix="g", drop_first=True)] for arm, d in data.items()}
    near = {arm: d[d["over"].abs() < BANDWIDTH] for arm, d in data.items()}
    sides = {arm: [pd.DataFrame({"a": d["over"], "b": d["over"] * d["directed"]})] for arm, d in near.items()}
    return {
        "known: whole market": float(data["all_directed"][outcome].mean() - data["all_tender"][outcome].mean()),
        "known: coin": coefficient(data["coin"], outcome, []),
        "difference of means": coefficient(data["choice"], outcome, []),
        "least squares, what is seen": coefficient(data["choice"], outcome, seen["choice"]),
        "fixed effects": coefficient(data["choice"], outcome, fixed["choice"]),
        "threshold": coefficient(near["threshold"], outcome, sides["threshold"]),
        "threshold, with splitting": coefficient(near["splitting"], outcome, sides["splitting"]),
        "placebo: difference of means": coefficient(data["placebo"], outcome, []),
        "placebo: fixed effects": coefficient(data["placebo"], outcome, fixed["placebo"]),
    }


def draw(folder: experiment.Folder, estimates: pd.DataFrame) -> None:
    """Every estimate beside the effect that is known."""
    known = estimates[estimates["row"] == "known: whole market"].set_index("panel")["mean"]
    folder.draw(gpssim.charts.rows, estimates.assign(reference=estimates["panel"].map(known)), TEXTS)


def conduct(trial: gpssim.Trial) -> None:
    """Run every arm, estimate by replication, write, draw and print means with t intervals over replications."""
    gpssim.register("mechanism", OfficialsChoose)
    levers: dict[str, Any] = {"tender_cycle_years": 1, "after_failure": "none"}
    results = trial.run([gpssim.Policy.of("officials_choose", arm, rule, levers) for arm, rule in ARMS.items()], keep=0)
    outcomes = product(("quality", "price"), range(trial.replications))
    rows = [{"panel": y, "row": e, "value": v} for y, r in outcomes for e, v in estimates(results, y, r).items()]
    table = pd.DataFrame(rows).groupby(["panel", "row"], sort=False)["value"].agg(["mean", "std", "count"]).reset_index()
    low, high = gpssim.interval(table["mean"], table["std"], table["count"], domain=UNLIMITED)
    table = table.assign(low=low, high=high)
    trial.save(table, "estimates")
    draw(trial, table)
    trial.show(table.pivot_table(index="row", columns="panel", values=["mean", "low", "high"], sort=False))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
