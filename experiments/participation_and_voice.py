"""What citizens' participation and voice do: meetings, larger surveys, users at acceptance, a complaints hotline.

Each lever is pulled alone and all together, against open tenders without any, under the same luck. Null control: where surveys,
inspections, acceptance and voice do not err and nobody nominates, a larger survey must change nothing, and meetings nothing that is
purchased. (Users' weight at acceptance still pays for what only users feel: it is an incentive, not a correction.) `lottery`
shows what the levers do where no record decides who wins.

    python experiments/participation_and_voice.py --out results/participation_and_voice
"""

from __future__ import annotations

import pandas as pd

import gpssim
from gpssim import experiment

OUTCOMES = [
    "participation",
    "survey_error",
    "accepted_minus_truth",
    "delivered_quality",
    "nonverifiable_quality",
    "effort_nonverifiable",
    "coverage",
    "satisfaction",
    "trust_government",
    "belief_error",
    "transaction_cost",
]
DRAWN = OUTCOMES[:6]
USERS = {"users_at_acceptance": 1.0, "users_weight": 0.5}
LEVERS: dict[str, dict[str, object]] = {
    "not_asked": {},
    "meetings": {"participation": 1.0},
    "larger_survey": {"survey_size": 9.0},
    "users_at_acceptance": USERS,
    "hotline": {"hotline": 0.02},
    "all_of_it": {"participation": 1.0, "survey_size": 9.0, **USERS, "hotline": 0.02},
}
SILENT = {
    "world.purchasers.survey_noise": 0.0,
    "world.information.monitoring_noise": 0.0,
    "world.information.voice_noise": 0.0,
    "world.information.acceptance_noise": 0.0,
    "world.information.nominated_bias": 0.0,
}
CASES = {"as assumed": ("open_tender", {}), "nothing errs": ("open_tender", SILENT), "lottery": ("lottery", {})}
"""Mechanism and changes of the world."""
TEXTS = gpssim.charts.Texts(
    "participation_and_voice",
    ("What citizens' participation and voice change", "公众参与和发声的影响"),
    ("Difference from asking nobody, {period}.", "与不征询任何人之差，{period}。"),
    {
        **experiment.WORDS,
        "as assumed": ("as assumed", "按假定"),
        "nothing errs": ("nothing errs (null control)", "无误差（对照）"),
        "meetings": ("meetings", "议事会"),
        "larger_survey": ("larger survey", "扩大调查"),
        "users_at_acceptance": ("users at acceptance", "使用者参与验收"),
        "hotline": ("hotline", "投诉热线"),
        "all_of_it": ("all of it", "全部措施"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "participation_and_voice",
    {
        "full": gpssim.Size(10, months=72),
        "quick": gpssim.Size(3, "a small city, few months", citizens=600, warm_up=12, months=36, changes=experiment.MARKUP),
        "fast": gpssim.Size(2, "a small city, few months, one case", citizens=600, warm_up=12, months=24, workers=1),
    },
    seed=13,
)


def draw(folder: experiment.Folder, differences: pd.DataFrame) -> None:
    """What each lever changes, in every case, in the later period."""
    shown = experiment.last_period(differences)
    period = shown["period"].iloc[0]
    drawn = shown[shown["outcome"].isin(DRAWN)].assign(panel=shown["outcome"], row=shown["policy_b"], series=shown["case"])
    columns = ["panel", "row", "series", "mean", "low", "high"]
    folder.draw(gpssim.charts.rows, drawn.assign(mean=drawn["difference"])[columns], TEXTS, period=experiment.WORDS[period])


def conduct(trial: gpssim.Trial) -> None:
    """Run every lever in every case, write paired differences, draw and print those of the later period."""

    def differences(case: tuple[str, dict[str, float]]) -> pd.DataFrame:
        mechanism, changes = case
        policies = [gpssim.Policy.of(mechanism, name, levers=levers) for name, levers in LEVERS.items()]
        return gpssim.compare(trial.run(policies, changes, keep=0), "not_asked", OUTCOMES)

    table = trial.gather("differences", trial.first(CASES, fast=1), differences)
    draw(trial, table)
    shown = experiment.last_period(table)
    period = shown["period"].iloc[0]
    numbers = shown[["difference", "low", "high"]].itertuples(index=False)
    shown = shown.assign(text=[f"{d:+.3g}{'*' if low * high > 0 else ''}" for d, low, high in numbers])
    wide = shown.pivot(index=["case", "policy_b"], columns="outcome", values="text")
    trial.show(wide, f"difference from not_asked, {period} period; * the 95 % interval excludes zero")


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
