"""The three modes of Suzhou's high-tech zone as portfolios: status quo, tender-led, directed-led, venture shares to 30 %.

No place buys everything by one mode. The portfolios share money between directed commission, open tender and venture
philanthropy; the venture arms take their share from both others in proportion. Null controls: the lottery in the place of both,
and a world without ties, in which what favors a portfolio cannot be favoritism.

    python experiments/portfolios.py --out results/portfolios
"""

from __future__ import annotations

import pandas as pd

import gpssim
from gpssim import experiment

OUTCOMES = ["coverage", "delivered_quality", "price_per_unit", "entry", "capability", "transaction_cost", "welfare_social"]
WORLDS = {"as it is": {}, "no ties": experiment.NO_TIES, "no noise": experiment.NO_NOISE_IN_QUALITY}
TEXTS = gpssim.charts.Texts(
    "portfolios",
    ("Portfolios of Suzhou's three modes against the status quo", "苏州三种方式的组合与现状之比较"),
    (
        "Difference from the status quo (63 directed, 27 tender, 10 venture), {period}.",
        "与现状（委托/招标/创投 63/27/10）之差，{period}。",
    ),
    {
        **experiment.WORDS,
        "tender_led": ("tender-led: 27 / 63 / 10", "招标为主（27/63/10）"),
        "directed_led": ("directed-led: 81 / 9 / 10", "委托为主（81/9/10）"),
        "venture 0": ("no venture projects: 70 / 30 / 0", "无创投（70/30/0）"),
        "venture 0.2": ("venture 20 %", "创投20%"),
        "venture 0.3": ("venture 30 %", "创投30%"),
    },
)
EXPERIMENT = gpssim.Experiment(
    __doc__,
    "portfolios",
    {
        "full": gpssim.Size(20),
        "quick": gpssim.Size(
            4, "a small city, few months, one world", citizens=800, warm_up=24, months=72, changes=experiment.MARKUP
        ),
        "fast": gpssim.Size(2, "a try, not a result", warm_up=2, months=8, changes=experiment.VILLAGE, workers=1),
    },
    seed=45,
)


def portfolio(venture: float) -> gpssim.Policy:
    """Directed and tender in the proportion of the status quo (7 to 3), so much to venture projects."""
    rest = {"directed_commission": 0.7 * (1 - venture), "open_tender": 0.3 * (1 - venture), "venture_philanthropy": venture}
    shares = tuple(gpssim.MechanismShare(mechanism=m, share=x) for m, x in rest.items() if x)
    return gpssim.Policy(name=f"venture {venture:g}", shares=shares)


def draw(folder: experiment.Folder, differences: pd.DataFrame) -> None:
    """Differences from the status quo in the later period."""
    shown = experiment.last_period(differences)
    period = experiment.WORDS[shown["period"].iloc[0]]
    shown = shown.assign(panel=shown["outcome"], row=shown["policy_b"], mean=shown["difference"])
    folder.draw(gpssim.charts.rows, shown[["panel", "row", "series", "mean", "low", "high"]], TEXTS, period=period)


def conduct(trial: gpssim.Trial) -> None:
    """Run every portfolio in every world, write and draw differences from the status quo, print them."""
    policies = ["status_quo", "tender_led", "directed_led", *map(portfolio, (0.0, 0.2, 0.3)), "lottery"]
    table = trial.gather(
        "differences",
        trial.first(WORLDS, fast=1, quick=1),
        lambda changes: gpssim.compare(trial.run(policies, changes, keep=0), outcomes=OUTCOMES),
        column="series",
    )
    draw(trial, table)
    shown = experiment.last_period(table)
    trial.show(shown.pivot_table(index=["series", "policy_b"], columns="outcome", values="difference", sort=False))


if __name__ == "__main__":
    EXPERIMENT.main(conduct)
