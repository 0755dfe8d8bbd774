"""What makes a mechanism do what it does? Four switches between open tender and directed commission, all sixteen combinations.

selection {score, choice} x price {bid, bargained} x continuation {re-competed, renewed} x record {published, own}, as one
mechanism with four parameters, defined here and registered from outside. Main effects and interactions of two, with lottery
as null model, and worlds without ties and without noise, in which what ties and noise do must be gone. The two pure corners
are compared with the shipped mechanisms they stand for.

    python experiments/attribution.py --out results/attribution
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import Any, ClassVar, Literal

import numpy as np
import pandas as pd

import gpssim
from gpssim import experiment, market, plugins, scenario, units

SWITCHES = {
    "selection": ("score", "choice"),
    "price": ("bid", "bargained"),
    "continuation": ("recompeted", "renewed"),
    "record": ("published", "own"),
}
OUTCOMES = ["coverage", "verifiable_quality", "nonverifiable_quality", "price_to_ceiling", "repeat_winner_rate", "welfare_social"]
WORLDS = {"as it is": {}, "no ties": experiment.NO_TIES, "no noise": experiment.NO_NOISE}
WORDS = {
    "selection": ("choice, not score", "自主选择（非评分）"),
    "price": ("bargained, not bid", "议价（非报价）"),
    "continuation": ("renewed, not re-competed", "续签（非重新竞争）"),
    "record": ("own record, not published", "自有记录（非公开）"),
}
SHORT = {switch: (english.partition(",")[0], chinese.partition("（")[0]) for switch, (english, chinese) in WORDS.items()}
PAIRS = {f"{a} × {b}": tuple(f"{SHORT[a][k]} × {SHORT[b][k]}" for k in (0, 1)) for a, b in combinations(SWITCHES, 2)}
TEXTS = gpssim.charts.Texts(
    "attribution",
    (
        "What differs between open tender and directed commission, and what each difference does",
        "公开招标与定向委托之差异的归因",
    ),
    (
        "Mean effect of a switch over all settings of the others, and interactions of two.",
        "其他八种组合上移动一个开关的平均效应及两两交互。",
    ),
    {**experiment.WORDS, **WORDS, **PAIRS},
)
CORNERS = gpssim.charts.Texts(
    "corners",
    ("The corners of the switches beside the mechanisms that they stand for", "开关两端的组合与其所代表的方式"),
    ("All four switches at one end; lottery is the null model.", "四个开关均在一端；随机分配为零模型。"),
    {
        **experiment.WORDS,
        "corner of open_tender": ("switches as in open tender", "开关同公开招标"),
        "corner of directed_commission": ("switches as in directed commission", "开关同定向委托"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "attribution",
    {
        "full": gpssim.Size(12, citizens=4000),
        "quick": gpssim.Size(
            4, "a small city, few months, one world", citizens=500, warm_up=12, months=48, changes=experiment.MARKUP
        ),
        "fast": gpssim.Size(2, "a try, not a result", warm_up=2, months=12, changes=experiment.VILLAGE, workers=1),
    },
    seed=42,
)
OpenTender: Any = gpssim.purchasing_mechanisms()["open_tender"]
param = scenario.fields.param


@plugins.plugin
class FourSwitches(OpenTender):
    """Open tender whose selection, price, continuation and record can each be that of directed commission instead."""

    name: ClassVar[str] = "four_switches"
    label: ClassVar[str] = "four switches"
    label_zh: ClassVar[str] = "四个开关"
    source: ClassVar[str] = "convention: factorial attribution"
    selection: Literal["score", "choice"] = param("score", "rule", "committee's score, or the purchaser's own choice")
    price: Literal["bid", "bargained"] = param("bid", "rule", "sealed offers of everybody, or a bargain with whoever was selected")
    continuation: Literal["recompeted", "renewed"] = param(
        "recompeted", "rule", "bought anew, or kept while its record is not below average"
    )
    record: Literal["published", "own"] = param("published", "rule", "published evaluations, or the purchaser's own belief")

    @property
    def admissible(self) -> str:
        return self.record

    @property
    def min_bids(self) -> int:
        return self.n_min if self.price == "bid" else 1

    @property
    def record_weight(self) -> float:
        plain = self.selection == "score" and self.record == "published" and self.continuation == "recompeted"
        return float(super().record_weight) if plain else 1.0

    def looked_at(self, purchase: Any) -> np.ndarray:
        """The record that counts, latent, by organization."""
        view = purchase.view
        return np.asarray(view.own.believed_quality if self.record == "own" else view.public.published_quality)

    def worth(self, purchase: Any) -> np.ndarray:
        """What each organization's work seems worth, share of the ceiling; ties count as far as integrity lets them."""
        ceiling, push = purchase.project.ceiling, purchase.view.representative_push
        bonus = purchase.view.own.incumbent_bonus / ceiling if self.record == "own" else 0.0
        return 0.35 * (self.looked_at(purchase) + push) + bonus * (np.arange(push.size) == purchase.project.incumbent)

    def kept(self, purchase: Any) -> int:
        """Row of the incumbent where it is renewed on its record, -1 otherwise."""
        capable, row = np.flatnonzero(purchase.view.public.capable), purchase.project.incumbent
        if self.continuation == "recompeted" or row not in capable:
            return -1
        looked = self.looked_at(purchase)
        return int(row) if looked[row] >= looked[capable].mean() else -1

    def invite(self, purchase: Any) -> tuple[int, ...]:
        capable = np.flatnonzero(purchase.view.public.capable)
        if (kept := self.kept(purchase)) >= 0:
            return (kept,)
        if self.price == "bid" or self.selection == "score" or not capable.size:
            return tuple(capable.tolist())
        cost = (
            purchase.view.own.expected_cost / purchase.project.ceiling
            if self.record == "own"
            else np.zeros(purchase.view.public.capable.size)
        )
        return (int(capable[np.argmax((self.worth(purchase) - cost)[capable])]),)

    def request(self, purchase: Any, offers: Any, round_: int) -> Any:
        if round_ > 0:
            return None
        if self.price == "bargained":
            return market.Request("bargain", bargaining_share=0.5)
        if self.kept(purchase) >= 0:  # goes on at what the market has paid of late
            return market.Request("accept", price=min(purchase.project.ceiling, purchase.project.outside_price))
        return market.Request("sealed")

    def quality_points(self, purchase: Any, bids: Any) -> np.ndarray:
        """The committee reads documents, or what the purchaser believes in their place."""
        if self.record == "own":
            bids = [replace(bid, dossier=float(self.looked_at(purchase)[bid.bidder])) for bid in bids]
        return np.asarray(super().quality_points(purchase, bids))

    def choose(self, purchase: Any, bids: Any) -> Any:
        valid = [bid for bid in bids if bid.valid]
        alone = self.kept(purchase) >= 0 or self.price == "bargained"
        scores = tuple(market.Score(bid.bidder, float("nan"), valid=bid.valid, reason=bid.reason) for bid in bids)
        if len(valid) < (1 if alone else self.n_min):
            return market.Decision(reason="too_few_bids" if bids else "no_bids", scores=scores)
        prices = np.array([bid.price for bid in valid])
        if self.selection == "score":
            points = self.quality_points(purchase, valid)
            value = OpenTender.score(self, prices, points, purchase.project.ceiling) if self.price == "bid" else points
        else:
            value = self.worth(purchase)[[bid.bidder for bid in valid]] - prices / purchase.project.ceiling
        lots = purchase.luck.uniforms("tie", purchase.keys([bid.bidder for bid in valid]))
        first = valid[int(np.lexsort((lots, prices, -value))[0])]
        return market.Decision(awards=(self.award(purchase, first),), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        scored = self.selection == "score"
        return np.asarray(
            super().score(prices, quality, ceiling) if scored else 0.35 * np.asarray(quality) - np.asarray(prices) / ceiling
        )

    def points(self, rating: np.ndarray) -> np.ndarray:
        return np.asarray(super().points(rating) if self.selection == "score" else rating)

    def procedure(self, project: Any, n_bids: int) -> Any:
        scored, bid, usual = self.selection == "score", self.price == "bid", super().procedure(project, n_bids)
        days = (20.0 if bid else 15.0) + (10.0 if scored else 0.0) + (30.0 if scored else 15.0)
        hours, cost = (usual.official_hours, usual.cost) if scored else (12.0, 0.0)
        return market.Procedure(units.lead_months(days), hours, cost, 40.0 if bid else 10.0)

    def terms(self, project: Any, levers: Any) -> Any:
        return replace(super().terms(project, levers), record=self.record)

    def legal_basis(self, project: Any) -> str:
        return "tender" if self.selection == "score" and self.price == "bid" else "below_limit"


def policies() -> list[gpssim.Policy]:
    """Sixteen combinations, named by their levels, then the two mechanisms of the corners and the null model."""
    made = []
    for levels in product(*SWITCHES.values()):
        own: dict[str, Any] = dict(zip(SWITCHES, levels, strict=True))
        if levels[0] == "choice":
            own |= {"promise_weight": 0.0, "halo": 0.0}
        made.append(gpssim.Policy.of("four_switches", " ".join(levels), own))
    return [*made, *(gpssim.Policy.of(m) for m in ("open_tender", "directed_commission", "lottery"))]


def effects(results: Any, outcome: str) -> pd.DataFrame:
    """Main effects and interactions of two: mean at the product of levels +1 less mean at -1, by replication, with t intervals."""
    wide = gpssim.values(results, outcome).pivot_table(index="replication", columns="policy", values="value")
    signs = {
        s: np.array([1.0 if levels[k] == SWITCHES[s][1] else -1.0 for levels in product(*SWITCHES.values())])
        for k, s in enumerate(SWITCHES)
    }
    cells = wide[[" ".join(levels) for levels in product(*SWITCHES.values())]].to_numpy()
    rows = []
    for names in [*((s,) for s in SWITCHES), *combinations(SWITCHES, 2)]:
        sign = np.prod([signs[s] for s in names], axis=0)
        each = 2.0 * (cells * sign).mean(axis=1)
        ends = gpssim.limits(outcome, differences=1)  # an interaction, too, is a mean of half of the cells less that of the others
        low, high = map(float, gpssim.interval(each.mean(), each.std(ddof=1), len(each), ends))
        rows.append({"panel": outcome, "row": " × ".join(names), "mean": each.mean(), "low": low, "high": high})
    return pd.DataFrame(rows)


def corners(results: Any, outcome: str) -> dict[str, object]:
    """How far the pure corners lie from the mechanisms they stand for, and these from each other and from the null model."""
    mean = gpssim.values(results, outcome).groupby("policy")["value"].mean()
    ends = {"open_tender": "score bid recompeted published", "directed_commission": "choice bargained renewed own"}
    return {
        "outcome": outcome,
        **{m: mean[m] for m in (*ends, "lottery")},
        **{f"corner of {m}": mean[corner] for m, corner in ends.items()},
    }


def draw(folder: experiment.Folder, effects: pd.DataFrame, corners: pd.DataFrame) -> None:
    """Effects in all worlds; the corners, and what they stand for, in the world as it is."""
    folder.draw(gpssim.charts.rows, effects.assign(series=effects["world"]), TEXTS)
    ends = corners[corners["world"] == "as it is"].drop(columns="world").melt("outcome", var_name="row", value_name="mean")
    drawn = ends.assign(low=np.nan, high=np.nan, reference=np.nan).rename(columns={"outcome": "panel"})
    lottery = ends[ends["row"] == "lottery"].set_index("outcome")["mean"]
    folder.draw(gpssim.charts.rows, drawn.assign(reference=drawn["panel"].map(lottery)), CORNERS, intervals=False)


def conduct(trial: gpssim.Trial) -> None:
    """Run every world, write and draw effects and corners, print them."""
    gpssim.register("mechanism", FourSwitches)
    ends: list[dict[str, object]] = []

    def measured(world: str) -> pd.DataFrame:
        results = trial.run(policies(), WORLDS[world], keep=0)
        ends.extend({"world": world, **corners(results, outcome)} for outcome in OUTCOMES)
        return pd.concat([effects(results, outcome) for outcome in OUTCOMES], ignore_index=True)

    table = trial.gather("effects", list(trial.first(WORLDS, fast=1, quick=1)), measured, column="world")
    trial.save(pd.DataFrame(ends), "corners")
    draw(trial, table, pd.DataFrame(ends))
    trial.show(table.pivot_table(index=["world", "row"], columns="panel", values="mean", sort=False), digits=4)
    trial.show(pd.DataFrame(ends), digits=4, index=False)


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
