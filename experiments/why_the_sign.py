"""Why does each headline difference have its sign? One rule or parameter is changed at a time, under the same luck.

Open tender is compared with directed commission in the Suzhou preset as it is, and in worlds that differ
in one thing. A difference that keeps its sign when a rule is switched off does not hang on that rule; one that turns is driven
by it. Parameters of mechanisms and what bidders believe are varied as well as the world: several of them turn the sign of
the price.

Eight replications tell a difference of 2.5 yuan, or of 0.03 of quality, from nothing; what is smaller than that is not told.

    python experiments/why_the_sign.py --out results/why_the_sign
"""

from __future__ import annotations

from typing import Any

import pandas as pd

import gpssim
from gpssim import experiment

OUTCOMES = [
    "coverage",
    "delivered_quality",
    "price_per_unit",
    "cost_per_quality_unit",
    "satisfaction",
    "trust_government",
    "coverage_gap_vulnerable",
    "capability",
    "welfare_social",
]
TEXTS = gpssim.charts.Texts(
    "why_the_sign",
    (
        "Open tender less directed commission, one rule or parameter changed at a time",
        "公开招标与定向委托之差：每次只改变一条规则或一个参数",
    ),
    ("{period}.", "{period}。"),
)
DRAWN = ["delivered_quality", "price_per_unit", "welfare_social"]
CHINESE = {
    "as the preset has it": "按预设",
    "integrity 0": "廉洁度0",
    "integrity 1": "廉洁度1",
    "integrity 0, dense strong ties": "廉洁度0，关系密而强",
    "purchasers learn nothing of their own": "购买主体无自有信息",
    "quality worth little to purchasers": "购买主体轻视质量",
    "documents show ability (weight 1, no error)": "文书如实反映能力（权重1，无误差）",
    "price weight 0.1": "价格权重0.1",
    "price weight 0.6": "价格权重0.6",
    "rating scale 3 (quality counts more in points)": "评分尺度3（质量分差更大）",
    "rating scale 10 (quality counts less in points)": "评分尺度10（质量分差更小）",
    "bidders take rivals to be 12 % cheaper": "投标者以为对手便宜12%",
    "bidders take rivals to be 20 % cheaper": "投标者以为对手便宜20%",
    "partner's bargaining share 0.2": "受托方议价份额0.2",
    "partner's bargaining share 0.8": "受托方议价份额0.8",
    "partner's bargaining share 1": "受托方议价份额1",
    "no ratchet of the ceiling": "限价无棘轮效应",
    "everybody hears of every tender": "人人得知每次招标",
    "half hear of a tender": "半数得知招标",
    "thick market (120 organizations)": "厚市场（120家组织）",
    "no learning by doing": "无干中学",
    "no loss when providers change": "更换承接主体无损失",
    "no honesty": "无诚信",
    "cycle of one year": "周期一年",
    "mark-up bidders": "加价投标者",
    "savings carried over": "结余结转",
}
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "why_the_sign",
    {
        "full": gpssim.Size(8),
        "quick": gpssim.Size(2, "a small city, few months, half the variants", citizens=300, warm_up=12, months=36),
        "fast": gpssim.Size(2, "a small city, few months, two variants", citizens=400, warm_up=12, months=24, workers=1),
    },
    seed=7,
)
Variant = tuple[dict[str, Any], dict[str, float], dict[str, float]]
"""Changes of the world and levers, settings of open tender, settings of directed commission."""
VARIANTS: dict[str, Variant] = {
    "as the preset has it": ({}, {}, {}),
    "integrity 0": ({"world.purchasers.integrity": 0.0}, {}, {}),
    "integrity 1": ({"world.purchasers.integrity": 1.0}, {}, {}),
    "integrity 0, dense strong ties": (
        {"world.purchasers.integrity": 0.0, "world.purchasers.tie_density": 0.3, "world.purchasers.tie_strength": 2.0},
        {},
        {},
    ),
    "purchasers learn nothing of their own": (
        {"policy.levers.monitoring": 0.0, "world.information.voice_weight": 0.0, "policy.levers.disclosure": 0.0},
        {},
        {},
    ),
    "quality worth little to purchasers": ({"world.purchasers.quality_value": 0.05}, {}, {}),
    "documents show ability (weight 1, no error)": (
        {"world.information.dossier_ability": 1.0, "world.information.dossier_noise": 0.0},
        {"juror_noise": 0.0},
        {},
    ),
    "price weight 0.1": ({}, {"price_weight": 0.1}, {}),
    "price weight 0.6": ({}, {"price_weight": 0.6}, {}),
    "rating scale 3 (quality counts more in points)": ({}, {"rating_scale": 3.0}, {}),
    "rating scale 10 (quality counts less in points)": ({}, {"rating_scale": 10.0}, {}),
    "bidders take rivals to be 12 % cheaper": ({"world.bidding.rivals_cheaper": 0.12}, {}, {}),
    "bidders take rivals to be 20 % cheaper": ({"world.bidding.rivals_cheaper": 0.20}, {}, {}),
    "partner's bargaining share 0.2": ({}, {}, {"bargaining_share": 0.2}),
    "partner's bargaining share 0.8": ({}, {}, {"bargaining_share": 0.8}),
    "partner's bargaining share 1": ({}, {}, {"bargaining_share": 1.0}),
    "no ratchet of the ceiling": ({"world.purchasers.ceiling_ratchet": 0.0}, {}, {}),
    "everybody hears of every tender": ({"world.bidding.attention": 1.0}, {}, {}),
    "half hear of a tender": ({"world.bidding.attention": 0.5}, {}, {}),
    "thick market (120 organizations)": ({"world.organizations.n_initial": 120, "world.organizations.founders_rate": 2.4}, {}, {}),
    "no learning by doing": ({"world.organizations.progress_ratio": 1.0}, {}, {}),
    "no loss when providers change": (
        {
            "world.organizations.handover_quality": 0.0,
            "world.citizens.drop_out": 0.0,
            "world.organizations.embeddedness_cost": 0.0,
            "world.citizens.apply_embeddedness": 0.0,
        },
        {},
        {},
    ),
    "no honesty": ({"world.organizations.honesty_mean": 0.0}, {}, {}),
    "cycle of one year": ({"policy.levers.tender_cycle_years": 1}, {}, {}),
    "mark-up bidders": ({"world.bidding.family": "markup"}, {}, {}),
    "savings carried over": ({"policy.levers.savings_rule": "carry_over"}, {}, {}),
}


def signs(table: pd.DataFrame) -> pd.DataFrame:
    """Difference with its half width by variant (rows) and outcome (columns); an asterisk where the interval excludes zero."""
    numbers = table[["difference", "low", "high"]].itertuples(index=False)
    text = [f"{d:+.3g} ± {(high - low) / 2:.2g}{'*' if low * high > 0 else ''}" for d, low, high in numbers]
    wide = table.assign(text=text).pivot(index="variant", columns="outcome", values="text")
    return wide.reindex(index=list(VARIANTS), columns=OUTCOMES).dropna(how="all")


def draw(folder: experiment.Folder, differences: pd.DataFrame) -> None:
    """Three outcomes in every variant, in the later period."""
    shown = experiment.last_period(differences)
    period = experiment.WORDS[shown["period"].iloc[0]]
    shown = shown[shown["outcome"].isin(DRAWN)].assign(panel=shown["outcome"], row=shown["variant"], mean=shown["difference"])
    words = {variant: (variant, chinese) for variant, chinese in CHINESE.items()}
    said = (period.en[0].upper() + period.en[1:], period.zh)
    folder.draw(gpssim.charts.rows, shown[["panel", "row", "mean", "low", "high"]], TEXTS.and_words(words), period=said)


def conduct(trial: gpssim.Trial) -> None:
    """Run every variant, write and draw the table of differences, print the signs in the later period."""

    def compared(variant: Variant) -> pd.DataFrame:
        """Both policies in one variant of the world, as a table of paired differences."""
        changes, tender, directed = variant
        policies = [gpssim.Policy.of("directed_commission", settings=directed), gpssim.Policy.of("open_tender", settings=tender)]
        return gpssim.compare(trial.run(policies, changes, keep=0), outcomes=OUTCOMES)

    table = trial.gather("differences", trial.first(VARIANTS, fast=2, quick=13), compared, column="variant")
    draw(trial, table)
    shown = experiment.last_period(table)
    wide = signs(shown)
    trial.save(wide, "signs", index=True)
    period = shown["period"].iloc[0]
    trial.show(wide, f"open tender minus directed commission, {period} period; * the 95 % interval excludes zero")


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
