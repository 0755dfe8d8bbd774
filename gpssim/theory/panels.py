"""Panels of the page of figures: which values of which kind of case make a curve."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from gpssim.theory.verifying import Verification


@dataclass(frozen=True, slots=True)
class Panel:
    """One curve, or several: quantities of a kind along an input, which is an entry of the value's inputs or of the case's."""

    name: str
    kind: str
    quantities: tuple[str, ...]
    along: str
    """The input on the horizontal axis."""
    title: str
    title_zh: str
    x: str
    x_zh: str
    y: str
    y_zh: str
    by: str = ""
    """The input that tells several lines apart; none: the quantities do."""
    words: tuple[tuple[str, str], ...] = ()
    """What the lines are called, in English and Chinese, where the quantities tell them apart."""


PANELS: Final = (
    Panel(
        "bids", "first_price_auction", ("bid",), "c", "Bid functions", "报价函数", "cost", "成本", "bid", "报价", by="n",
    ),
    Panel(
        "price", "first_price_auction", ("E_price_FPA", "E_price_SPA"), "n", "Price and number of bidders",
        "价格与投标人数",
        "bidders", "投标人数", "mean price", "平均价格",
        words=(("own price paid", "按自身报价支付"), ("second price", "按次低价支付")),
    ),
    Panel(
        "asymmetric", "asymmetric_uniform", ("bid_strong", "bid_weak"), "c", "Strong and weak bidder", "强弱投标人", "cost", "成本",
        "bid", "报价", words=(("strong", "强者"), ("weak", "弱者")),
    ),
    Panel(
        "quality", "selection_noisy_quality", ("E_quality",), "w", "Selection on price and noisy quality", "按价格与带噪质量选择",
        "weight of quality", "质量权重", "winner's quality", "中标者质量",
    ),
    Panel(
        "scores", "first_score_auction", ("price_naive", "price_optimal"), "theta", "Scores that show the value, or less",
        "完全或部分体现价值的评分", "cost type", "成本类型", "price", "价格",
        words=(("full value", "完全体现"), ("best rule", "最优规则")),
    ),
    Panel(
        "entry", "entry_mixed_strategy", ("E_entrants",), "kcost", "Entry", "参与投标", "cost of an offer", "投标成本",
        "mean number of bidders", "平均投标人数",
    ),
    Panel(
        "curse", "winners_curse_normal", ("E_winner_profit_raw_signal", "E_winner_profit_bayes_no_WC_correction"), "n",
        "Winner's curse", "赢者诅咒", "bidders", "投标人数", "winner's profit", "中标者利润",
        words=(("bids its signal", "按信号报价"), ("bids posterior mean", "按后验均值报价")),
    ),
    Panel(
        "sharing", "cost_sharing_auction", ("E_payment",), "alpha", "Sharing cost", "成本分担", "share of cost borne by purchaser",
        "购买主体承担的成本份额", "mean payment", "平均支付",
    ),
    Panel(
        "beliefs", "belief_pooling", ("MSE",), "k", "Beliefs", "信念", "signals of each purchaser", "每个购买主体的信号数",
        "mean squared error", "均方误差", by="m",
    ),
    Panel(
        "learning", "learning_curve", ("unit_cost",), "n", "Learning curve", "学习曲线",
        "units done", "累计产量", "unit cost", "单位成本",
    ),
    Panel(
        "reinforcement", "roth_erev_path", ("E_P(action0)",), "index", "Learning to bid", "学习报价", "rounds", "轮次",
        "chance of the better action", "选择较优行动的概率",
    ),
    Panel(
        "places", "capacity_rationing", ("E_served_binomial", "E_served_poisson"), "K", "Too few places",
        "名额不足", "places", "名额", "mean number served", "平均服务人数",
        words=(("binomial demand", "二项需求"), ("Poisson demand", "泊松需求")),
    ),
    Panel(
        "chance", "concentration_symmetric", ("E_HHI",), "T", "Concentration by chance", "偶然的集中", "contracts", "合同数",
        "mean HHI", "平均 HHI", by="n",
    ),
)  # fmt: skip


def points_of(panel: Panel, found: Verification) -> pd.DataFrame:
    """The panel's points: line, x, expected, got, half width of the tolerance.

    Where ``along`` is an input of values, those of the case with the most points; where it is an input of cases, those of the most
    cases that agree in everything else.
    """
    rows = list(_rows(panel, found))
    if not rows:
        return pd.DataFrame(columns=["case", "line", "x", "theory", "gpssim", "tolerance"])
    frame = pd.DataFrame(rows)
    frame = frame[frame["curve"] == frame.groupby("curve", sort=False).size().idxmax()].drop(columns="curve")
    return frame.sort_values(["line", "x"], kind="stable").reset_index(drop=True)


def _rows(panel: Panel, found: Verification) -> Iterator[dict[str, Any]]:
    for place, (case, verdicts) in enumerate(found.by_case()):
        for v in verdicts:
            if v.kind != panel.kind or v.value.quantity not in panel.quantities or not v.via:
                continue
            own = v.value.inputs
            x = own.get(panel.along, case.inputs.get(panel.along))
            if not isinstance(x, int | float):
                continue
            yield {
                "case": f"{case.id} {place}",
                "line": own.get(panel.by, "") if panel.by else panel.quantities.index(v.value.quantity),
                "x": float(x),
                "theory": v.value.expected,
                "gpssim": v.got,
                "tolerance": v.tolerance if v.via == "simulated" else 0.0,
                "curve": f"{place}" if panel.along in own else _without(case.inputs, panel.along),
            }


def _without(inputs: Mapping[str, Any], along: str) -> str:
    """What cases that lie on one curve share."""
    return json.dumps({name: x for name, x in inputs.items() if name != along}, sort_keys=True)
