"""Vouchers against tenders in a Swedish municipality, with few schools and with many.

Pupils choose, or the municipality buys places by tender, or provides itself. Expected (pattern 5): choice raises the quality that
is experienced where there are enough schools, and sorts pupils; where there are few it does not. Null controls: places by
lottery, and a world in which nobody sees quality when choosing, where choice has nothing to work with.

    python experiments/vouchers_or_tenders.py --out results/vouchers_or_tenders
"""

from __future__ import annotations

import pandas as pd

import gpssim
from gpssim import experiment

SCHOOLS = {"fast": (20,), "quick": (30, 75, 150), "full": (20, 30, 50, 75, 110, 150)}
OUTCOMES = [
    "experienced_quality",
    "nonverifiable_quality",
    "quality_gap_vulnerable",
    "concentration",
    "coverage",
    "price_to_ceiling",
]
BLIND = gpssim.Policy.of("citizen_voucher", "blind_vouchers", {"quality_weight": 0.0, "n_min": 1, "price_share": 1.0})
POLICIES = ["municipal_only", "tendered", "all_vouchers", "lottery", BLIND]
TEXTS = gpssim.charts.Texts(
    "vouchers_or_tenders",
    ("Vouchers against tenders, with few schools and with many", "教育券与招标：学校少与学校多"),
    ("Difference from municipal provision only, {period}.", "与仅由市镇提供之差，{period}。"),
    {
        **experiment.WORDS,
        "tendered": ("tender", "招标"),
        "all_vouchers": ("vouchers", "教育券"),
        "blind_vouchers": ("vouchers, quality unseen", "教育券（看不到质量）"),
        "x": experiment.measure("schools at the start", "初始学校数", "organizations"),
    },
)
HAMLET = {"world.city.residents": 25_000, **experiment.MARKUP}
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "vouchers_or_tenders",
    {
        "full": gpssim.Size(12),
        "quick": gpssim.Size(4, "fewer pupils and markets", citizens=800, warm_up=12, months=60, changes=experiment.MARKUP),
        "fast": gpssim.Size(2, "a try, not a result", citizens=100, warm_up=2, months=8, changes=HAMLET, workers=1),
    },
    scenario="sweden-schools",
    seed=46,
)


def draw(folder: experiment.Folder, differences: pd.DataFrame) -> None:
    """Differences from municipal provision in the later period, over the number of schools."""
    shown = experiment.last_period(differences)
    period = experiment.WORDS[shown["period"].iloc[0]]
    shown = shown.assign(panel=shown["outcome"], series=shown["policy_b"], mean=shown["difference"], reference=0.0)
    columns = ["panel", "series", "x", "mean", "low", "high", "reference"]
    folder.draw(gpssim.charts.lines, shown[columns], TEXTS, period=period)


def conduct(trial: gpssim.Trial) -> None:
    """Run every market, write the table, draw it over the number of schools, print it."""

    def differences(schools: int) -> pd.DataFrame:
        market = {"world.organizations.n_initial": schools, "world.organizations.founders_rate": 0.3 * schools / 75}
        return gpssim.compare(trial.run(POLICIES, market, keep=0), outcomes=OUTCOMES)

    table = trial.gather("differences", trial.among(SCHOOLS["full"], **SCHOOLS), differences, column="x")
    draw(trial, table)
    shown = experiment.last_period(table)
    trial.show(shown.pivot_table(index=["x", "policy_b"], columns="outcome", values="difference", sort=False))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
